"""How far a score may lie off by the chance of which texts were drawn.

Whole groups are drawn, not texts: texts of one advertiser or campaign resemble each other, and intervals over single
texts would be too narrow. Percentile intervals (Efron & Tibshirani, "An Introduction to the Bootstrap", 1993, ch. 13).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

RESAMPLES = 1000
SEED = 2016
CONFIDENCE = 0.95

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Where a score lies with ``CONFIDENCE``."""

    low: float
    high: float


def resample_weights(groups: npt.NDArray[np.intp], *, resamples: int = RESAMPLES, seed: int = SEED) -> Floats:
    """Draw as many groups as there are, with repetition.

    Args:
        groups: shape (texts,), the number of the group of each text.

    Returns:
        shape (resamples, texts): how often each text was drawn.
    """
    if not len(groups):
        return np.zeros((resamples, 0))
    count = int(groups.max()) + 1
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=resamples)
    return drawn[:, groups].astype(float)


def interval_of(values: Floats) -> Interval | None:
    """The interval of a score over its resamples; those without ground take no part, ``None`` if none has one."""
    grounded = values[~np.isnan(values)]
    if not len(grounded):
        return None
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(grounded, [tail, 1 - tail])
    return Interval(low=float(low), high=float(high))
