"""States what a first stage may miss: the highest threshold that keeps every promise, on texts it was not fitted to.

The bound is that of ``models.calibrating.risk``. Knows nothing of how scores come about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.cascade.first_stage import Bound
from models.calibrating.risk import CONFIDENCE, confident_threshold, one_of_each_group

_SEED = 2016

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """At most the share ``alpha`` of some texts is cleared."""

    of: str
    """Which texts, in words."""
    is_meant: Bools
    """Whether a text is one of those, shape (texts,)."""
    alpha: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounded:
    """A threshold and the promises that hold for it."""

    clears_below: float | None
    """``None`` where one of the promises cannot be made: nothing may be cleared."""
    bounds: tuple[Bound, ...]


def bounded(scores: Floats, groups: Sequence[str], promises: Sequence[Promise]) -> Bounded:
    """Find the highest threshold that keeps all ``promises``, each with ``CONFIDENCE`` of its own.

    Args:
        scores: of texts that nothing was fitted to, shape (texts,).
        groups: texts of one group are not independent, and speak with one voice.
        promises: what is to be kept.
    """
    bounds = tuple(_bound(scores, np.array(groups), promise) for promise in promises)
    thresholds = [bound.threshold for bound in bounds if bound.threshold is not None]
    return Bounded(
        clears_below=min(thresholds) if thresholds and len(thresholds) == len(bounds) else None, bounds=bounds
    )


def missed(scores: Floats, is_meant: Mapping[str, Bools], clears_below: float | None) -> dict[str, tuple[int, int]]:
    """How many texts of each kind are cleared, and how many there are."""
    is_cleared = np.zeros(len(scores), np.bool_) if clears_below is None else scores < clears_below
    return {name: (int((is_cleared & meant).sum()), int(meant.sum())) for name, meant in is_meant.items()}


def _bound(scores: Floats, groups: npt.NDArray[np.str_], promise: Promise) -> Bound:
    rows = one_of_each_group(promise.is_meant, np.ones(len(scores)), groups, seed=_SEED)
    return Bound(
        of=promise.of,
        alpha=promise.alpha,
        confidence=CONFIDENCE,
        examples=len(rows),
        threshold=confident_threshold(scores[rows], promise.alpha) if len(rows) else None,
    )
