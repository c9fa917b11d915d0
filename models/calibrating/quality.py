"""Measures whether probabilities mean what they say: expected calibration error, Brier score, log loss.

Knows nothing of how the probabilities were made. Needs numpy alone.
"""

from dataclasses import dataclass

import numpy as np

from classifier.legal.category import CODES
from models.calibrating.data import POSITIVE, UNKNOWN, Bools, Floats, Integers

POOLED = "pooled"
"""Stands for a category: all answers of all categories together."""
BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How good probabilities are; ``None`` where no label is known."""

    ece: float | None
    """Expected calibration error: mean distance between the probability said and the share found, in ``BINS`` bins of
    equal mass."""
    brier: float | None
    """Mean squared error."""
    log_loss: float | None
    """Nats a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityChange:
    """One category before and after a calibration."""

    category: str
    """A code, or ``pooled``."""
    texts: int
    """With a known label."""
    positives: int
    before: Quality
    after: Quality


def compare_quality(labels: Integers, before: Floats, after: Floats, weights: Floats) -> tuple[QualityChange, ...]:
    """Measure each category and all pooled; unknown labels are left out.

    Args:
        labels: 1, 0 or -1 for unknown, shape (n, 9).
        before: probabilities, same shape.
        after: probabilities, same shape, of texts that the calibration did not see.
        weights: shape (n,).
    """
    wide = np.broadcast_to(weights[:, None], labels.shape)
    found: list[QualityChange] = []
    for category in (*CODES, POOLED):
        known = labels != UNKNOWN
        if category != POOLED:
            known &= np.arange(len(CODES)) == CODES.index(category)
        is_positive = labels[known] == POSITIVE
        found.append(
            QualityChange(
                category=category,
                texts=len(is_positive),
                positives=int(is_positive.sum()),
                before=measure_quality(is_positive, before[known], wide[known]),
                after=measure_quality(is_positive, after[known], wide[known]),
            )
        )
    return tuple(found)


def measure_quality(is_positive: Bools, probabilities: Floats, weights: Floats) -> Quality:
    """Measure one set of probabilities, all arguments of the same shape (texts,)."""
    if not len(is_positive):
        return Quality(ece=None, brier=None, log_loss=None)
    return Quality(
        ece=expected_calibration_error(is_positive, probabilities, weights),
        brier=float(np.average((probabilities - is_positive) ** 2, weights=weights)),
        log_loss=log_loss(is_positive, probabilities, weights),
    )


def expected_calibration_error(is_positive: Bools, probabilities: Floats, weights: Floats) -> float:
    """Mean distance between probability and share over bins of equal mass, weighted by mass; equal probabilities stay
    together. Biased upwards where a bin holds few texts: about 0.8 · sqrt(p(1 - p) / texts of the bin) by chance alone.
    """
    place = np.unique(probabilities, return_inverse=True)[1]
    mass = np.bincount(place, weights)
    bin_of_value = np.minimum((np.cumsum(mass) - mass / 2) / mass.sum() * BINS, BINS - 1).astype(np.int64)
    bins = bin_of_value[place]
    said = np.bincount(bins, weights * probabilities, BINS)
    found = np.bincount(bins, weights * is_positive, BINS)
    return float(np.abs(said - found).sum() / weights.sum())


def log_loss(is_positive: Bools, probabilities: Floats, weights: Floats) -> float:
    """Weighted mean of :func:`losses_of`; 0 of nothing."""
    return float(np.average(losses_of(is_positive, probabilities), weights=weights)) if len(is_positive) else 0.0


def losses_of(is_positive: Bools, probabilities: Floats) -> Floats:
    """Negative log likelihood of each text, in nats; probabilities are kept a millionth away from 0 and 1."""
    kept = np.clip(probabilities, 1e-6, 1 - 1e-6)
    return np.asarray(-np.log(np.where(is_positive, kept, 1 - kept)), dtype=np.float64)
