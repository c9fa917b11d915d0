"""Puts windows of different lengths into rectangular batches that hold little padding.

A batch may hold so many tokens, padding counted; windows of like length go together. Which windows share a batch is a
trade: fewer batches cost more padding. Here both are counted in tokens and their sum is made as small as it can be.
Knows nothing of what runs the batches.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.neural.encoding import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """What batches an engine takes."""

    budget: int
    """Most tokens of a batch, padding counted. A window that is longer goes alone."""
    overhead: int = 64
    """What a batch costs beside its tokens, in tokens: how much padding is worth one batch less."""
    multiple: int = 1
    """Lengths are padded to a multiple of this; 1 where any length will do."""
    counts: tuple[int, ...] = ()
    """Numbers of windows that a batch may hold, 1 among them; any number if empty."""

    def __post_init__(self) -> None:
        if min(self.budget, self.multiple) < 1 or self.overhead < 0 or (self.counts and 1 not in self.counts):
            raise ValueError(f"{self} allows no batch: give at least 1 token, and 1 among the counts if there are any")


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Windows that are run together."""

    indices: tuple[int, ...]
    """Which of the windows."""
    length: int
    """Positions of each, padding among them."""

    @property
    def tokens(self) -> int:
        """Tokens to compute, padding counted."""
        return len(self.indices) * self.length


def plan_batches(lengths: Sequence[int], shapes: Shapes) -> list[Batch]:
    """Batches in which every window is exactly once, the longest first. Equal lengths give equal plans."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for index, length in enumerate(lengths):
        by_length[-(-length // shapes.multiple) * shapes.multiple].append(index)
    batches: list[Batch] = []
    left: dict[int, list[int]] = {}
    for length in sorted(by_length, reverse=True):
        full, rest = _full_batches(by_length[length], length, shapes)
        batches += full
        if rest:
            left[length] = rest
    for group in _joined(left, shapes):
        batches += _counted(
            Batch(indices=tuple(index for length in group for index in left[length]), length=group[0]), shapes
        )
    return sorted(batches, key=lambda batch: (-batch.length, -len(batch.indices), batch.indices))


def padding_share(lengths: Sequence[int], batches: Sequence[Batch]) -> float:
    """Share of the tokens to compute that is padding."""
    computed = sum(batch.tokens for batch in batches)
    return 1 - sum(lengths) / computed if computed else 0.0


def padded(windows: Sequence[Window], batch: Batch) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Token ids of the windows of ``batch``, and 1 where there is one, 0 where there is padding."""
    ids = np.zeros((len(batch.indices), batch.length), np.int64)
    mask = np.zeros_like(ids)
    for row, index in enumerate(batch.indices):
        window = windows[index]
        ids[row, : len(window)] = window
        mask[row, : len(window)] = 1
    return ids, mask


def _most(length: int, shapes: Shapes) -> int:
    """Windows of ``length`` that a batch may hold."""
    most = max(1, shapes.budget // max(1, length))
    return max((count for count in shapes.counts if count <= most), default=most)


def _full_batches(indices: Sequence[int], length: int, shapes: Shapes) -> tuple[list[Batch], list[int]]:
    """As many batches as can be filled with windows of one length, and the windows that are left."""
    most = _most(length, shapes)
    filled = len(indices) - len(indices) % most
    full = [Batch(indices=tuple(indices[at : at + most]), length=length) for at in range(0, filled, most)]
    return full, list(indices[filled:])


def _joined(left: dict[int, list[int]], shapes: Shapes) -> list[list[int]]:
    """Lengths, longest first, put into groups that each fit a batch, so that padding and overhead are least together.

    The cheapest way to group the first lengths, for every number of them, is found from the cheapest ways for fewer.
    """
    lengths = list(left)
    cheapest, cut = [0.0], [0]
    for end in range(1, len(lengths) + 1):
        best, begins, count = float("inf"), end - 1, 0
        for start in range(end - 1, -1, -1):
            count += len(left[lengths[start]])
            if start < end - 1 and count > _most(lengths[start], shapes):
                break
            price = cheapest[start] + count * lengths[start] + shapes.overhead
            if price < best:
                best, begins = price, start
        cheapest.append(best)
        cut.append(begins)
    groups, end = [], len(lengths)
    while end:
        groups.append(lengths[cut[end] : end])
        end = cut[end]
    return groups[::-1]


def _counted(batch: Batch, shapes: Shapes) -> Iterator[Batch]:
    """The batch in parts of numbers that are allowed."""
    at = 0
    while at < len(batch.indices):
        left = len(batch.indices) - at
        count = max((count for count in shapes.counts if count <= left), default=left)
        yield Batch(indices=batch.indices[at : at + count], length=batch.length)
        at += count
