"""What a first stage saves and misses on streams of one ad in so many violating, made up from texts of both kinds.

No real stream with labels is at hand: violating ads are drawn from labelled lines, the others from lines that the full
scan passes, both with repetition. Misses are few, so their intervals are exact (Clopper and Pearson); those of what is
saved are of resamples. Knows nothing of scores.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import binomtest  # type: ignore[import-untyped]

from models.evaluation.bootstrap import CONFIDENCE, Interval, interval_of

SHARES = (0.01, 0.02, 0.05, 0.20)
"""Shares of violating ads."""
_RESAMPLES = 1000
_SEED = 2016

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A share, and where it lies with 95 % confidence."""

    value: float
    interval: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """One stream."""

    violating: float
    """Share of violating ads."""
    cleared: Measured
    """Share of all ads that need no full scan."""
    missed: Measured
    """Share of the violating ads that are cleared."""
    missed_more: Measured
    """Share of the violating ads that are cleared though the full scan would not have passed them."""


def mixes(
    violating_cleared: Bools, violating_found: Bools, others_cleared: Bools, shares: Sequence[float] = SHARES
) -> tuple[Mix, ...]:
    """Work out streams of each share.

    Args:
        violating_cleared: whether each violating ad is cleared, shape (violating,).
        violating_found: whether the full scan would not pass it, same shape.
        others_cleared: whether each other ad is cleared, shape (others,).
        shares: of violating ads.
    """
    draws = np.random.default_rng(_SEED)
    of_violating = _shares(violating_cleared, _drawn(len(violating_cleared), draws))
    of_others = _shares(others_cleared, _drawn(len(others_cleared), draws))
    missed, missed_more = _counted(violating_cleared), _counted(violating_cleared & violating_found)
    return tuple(
        Mix(
            violating=share,
            cleared=Measured(
                value=share * _mean(violating_cleared) + (1 - share) * _mean(others_cleared),
                interval=interval_of(share * of_violating + (1 - share) * of_others),
            ),
            missed=missed,
            missed_more=missed_more,
        )
        for share in shares
    )


def _drawn(count: int, draws: np.random.Generator) -> Floats:
    """How often each of so many texts is drawn, shape (resamples, count)."""
    return draws.multinomial(count, np.full(count, 1 / max(count, 1)), size=_RESAMPLES).astype(np.float64)


def _shares(is_so: Bools, drawn: Floats) -> Floats:
    shares: Floats = drawn @ is_so / max(len(is_so), 1)
    return shares


def _mean(is_so: Bools) -> float:
    return float(is_so.mean()) if len(is_so) else 0.0


def _counted(is_so: Bools) -> Measured:
    if not len(is_so):
        return Measured(value=0.0, interval=None)
    found = binomtest(int(is_so.sum()), len(is_so)).proportion_ci(CONFIDENCE, method="exact")
    return Measured(value=_mean(is_so), interval=Interval(low=float(found.low), high=float(found.high)))
