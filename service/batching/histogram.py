"""Counts of measured values by size.

Knows nothing of what is measured.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HistogramSnapshot:
    """A histogram as it stood at one moment."""

    bounds: tuple[float, ...]
    """Upper bounds of the buckets, rising, each included in its bucket; values above the last have one more."""
    counts: tuple[int, ...]
    """Values in each bucket: one more than bounds."""
    total: float
    """Sum of all values."""

    @property
    def count(self) -> int:
        """Values measured."""
        return sum(self.counts)

    @property
    def mean(self) -> float:
        """0 where nothing was measured."""
        return self.total / self.count if self.count else 0.0

    def quantile(self, share: float) -> float:
        """Value that ``share`` of all do not exceed, as exact as the buckets are; 0 where nothing was measured.

        Values above the last bound are taken for it.
        """
        wanted, below = share * self.count, 0
        for lower, upper, count in zip((0.0, *self.bounds), self.bounds, self.counts, strict=False):
            if count and below + count >= wanted:
                return lower + (upper - lower) * (wanted - below) / count
            below += count
        return self.bounds[-1] if self.count else 0.0


class Histogram:
    """A histogram that grows."""

    def __init__(self, bounds: Sequence[float]) -> None:
        self._bounds = tuple(bounds)
        self._counts = [0] * (len(self._bounds) + 1)
        self._total = 0.0

    def add(self, value: float) -> None:
        """Count a value, 0 or above."""
        self._counts[bisect_left(self._bounds, value)] += 1
        self._total += value

    def snapshot(self) -> HistogramSnapshot:
        """The counts as they stand."""
        return HistogramSnapshot(bounds=self._bounds, counts=tuple(self._counts), total=self._total)
