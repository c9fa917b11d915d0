"""Finds thresholds below which few violating ads pass, with a stated confidence.

Two promises about the miss rate, the share of violating ads with a probability below the threshold:

- with confidence: over calibration sets, in at least 95 of 100 the miss rate of the chosen threshold is at most alpha.
  Thresholds are tried from the lowest up, each against the exact binomial bound of Clopper and Pearson, until one
  fails (fixed-sequence testing: Angelopoulos, Bates, Candès, Jordan and Lei 2021, "Learn then Test").
- expected: the miss rate is at most alpha on average over calibration sets (Angelopoulos, Bates, Fisch, Lei and
  Schuster 2022, "Conformal Risk Control").

Both hold for ads drawn as the calibration set was. Of each group of texts one positive speaks, drawn by chance: the
bounds need independent positives.
"""

from collections.abc import Iterable
from math import floor

import numpy as np
import numpy.typing as npt
from scipy.stats import binom  # type: ignore[import-untyped]

from classifier.legal.category import CODES
from classifier.neural.calibration import ANY, Guarantee, strongest
from models.calibrating.data import POSITIVE, Bools, CalibrationData, Floats, Integers

ALPHAS = (0.01, 0.02, 0.05, 0.10, 0.20)
CONFIDENCE = 0.95


def confident_threshold(positives: Floats, alpha: float, confidence: float = CONFIDENCE) -> float | None:
    """Find the highest threshold with a miss rate of at most ``alpha``, with ``confidence``.

    Args:
        positives: probabilities of independent violating ads, shape (ads,).
        alpha: share of violating ads that may pass.
        confidence: probability that the promise holds.

    Returns:
        ``None`` where there are too few ads: fewer than log(1 - confidence) / log(1 - alpha).
    """
    # With k misses the test passes while P(Binomial(n, alpha) ≤ k) ≤ 1 - confidence; it does for k = 0 … passed - 1.
    passed = int(np.searchsorted(binom.cdf(np.arange(len(positives)), len(positives), alpha), 1 - confidence, "right"))
    return float(np.sort(positives)[passed - 1]) if passed else None


def expected_threshold(positives: Floats, alpha: float) -> float | None:
    """Find the highest threshold whose miss rate is at most ``alpha`` on average over calibration sets.

    Args:
        positives: probabilities of independent violating ads, shape (ads,).
        alpha: share of violating ads that may pass.

    Returns:
        ``None`` where there are too few ads: fewer than 1 / alpha - 1.
    """
    # Allowed while (misses + 1) / (n + 1) ≤ alpha; the addend keeps 0.05 · 20 from falling to 0.999….
    misses = floor(alpha * (len(positives) + 1) + 1e-9) - 1
    return float(np.sort(positives)[misses]) if 0 <= misses < len(positives) else None


def guarantees(data: CalibrationData, probabilities: Iterable[Floats], *, seed: int) -> tuple[Guarantee, ...]:
    """Make every guarantee, for each category and for any violation.

    Args:
        data: what to measure on. Exact where nothing was fitted to it.
        probabilities: shape (n, 9) each. Where the weights were fitted to the same data, give what they say of it and
            what fits say that did not see the ad; the lower threshold is taken.
        seed: of the draw of one positive for each group.
    """
    versions = list(probabilities)
    found: list[Guarantee] = []
    for column, category in enumerate((*CODES, ANY)):
        is_positive = data.is_violating if category == ANY else data.labels[:, column] == POSITIVE
        rows = one_of_each_group(is_positive, data.weights, data.groups, seed=seed)
        scores = [(strongest(values) if category == ANY else values[:, column])[rows] for values in versions]
        for alpha in ALPHAS:
            found.append(
                Guarantee(
                    category=category,
                    alpha=alpha,
                    confidence=CONFIDENCE,
                    threshold=_lowest(confident_threshold(values, alpha) for values in scores),
                    positives=len(rows),
                    expected_threshold=_lowest(expected_threshold(values, alpha) for values in scores),
                )
            )
    return tuple(found)


def one_of_each_group(is_positive: Bools, weights: Floats, groups: npt.NDArray[np.str_], *, seed: int) -> Integers:
    """Draw one positive of each group that has any, by weight within the group; returns row numbers."""
    rows = np.flatnonzero(is_positive)
    # The largest of u^(1/w) falls on a text with probability proportional to its weight (Efraimidis and Spirakis 2006).
    keys = np.random.default_rng(seed).random(len(is_positive))[rows] ** (1 / weights[rows])
    order = np.lexsort((-keys, groups[rows]))
    _, first = np.unique(groups[rows][order], return_index=True)
    return np.sort(rows[order][first])


def _lowest(thresholds: Iterable[float | None]) -> float | None:
    known = [threshold for threshold in thresholds if threshold is not None]
    return min(known, default=None)
