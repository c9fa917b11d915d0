"""Whether probabilities mean what they say: of the texts scored 0.7, are seven in ten violations?

Bins of equal mass (Nixon et al., "Measuring Calibration in Deep Learning", CVPR Workshops 2019): of bins of equal width
most are nearly empty.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.calibrating.quality import BINS, measure_quality

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reliability:
    """Bins in order of probability, those without texts left out; shape (bins,) each."""

    counts: npt.NDArray[np.int64]
    probabilities: Floats
    """Mean probability."""
    shares: Floats
    """Share of positives."""
    error: float
    """Expected calibration error."""
    brier: float


def reliability(probabilities: Floats, positive: npt.NDArray[np.bool_]) -> Reliability | None:
    """Compare probabilities with labels, both of shape (texts,); ``None`` without texts.

    Texts of one probability stay in one bin: a judge that says the same of most texts fills few bins.
    """
    quality = measure_quality(positive, probabilities, np.ones(len(probabilities)))
    if quality.ece is None or quality.brier is None:
        return None
    place = np.unique(probabilities, return_inverse=True)[1]
    mass = np.bincount(place)
    middle = (np.cumsum(mass) - mass / 2) / mass.sum()
    bins = np.minimum((middle * BINS).astype(np.int64), BINS - 1)[place]
    counts = np.bincount(bins, minlength=BINS)
    held = counts > 0
    return Reliability(
        counts=counts[held],
        probabilities=np.bincount(bins, probabilities, BINS)[held] / counts[held],
        shares=np.bincount(bins, positive, BINS)[held] / counts[held],
        error=quality.ece,
        brier=quality.brier,
    )
