"""Many spans of one text, asked for by place: answers cost what they say, not what they are picked from.

Knows nothing of what the spans are spans of.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from classifier.text import Span


class Occupied:
    """The parts of a text that are taken so far."""

    __slots__ = ("_taken",)

    def __init__(self, length: int, spans: Iterable[Span] = ()) -> None:
        """Begin with ``spans`` taken in a text of ``length`` code points."""
        self._taken = bytearray(length)
        for span in spans:
            self.add(span)

    def add(self, span: Span) -> None:
        """Take ``span``."""
        self._taken[span.start : span.end] = b"\1" * len(span)

    def overlaps(self, span: Span) -> bool:
        """Whether any part of ``span`` is taken."""
        return self._taken.find(1, span.start, span.end) >= 0


class SpanIndex:
    """Spans in text order; they may overlap. Answers are their places in that order."""

    __slots__ = ("_ends", "_reaches", "_starts")

    def __init__(self, spans: Sequence[Span]) -> None:
        """Index ``spans``, sorted by start."""
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]
        self._reaches = list(accumulate(self._ends, max))
        """Per span: the furthest end of all up to it. Where that falls short, all before it do."""

    def overlapping(self, area: Span) -> list[int]:
        """All that share a code point with ``area``."""
        found = []
        for index in range(bisect_left(self._starts, area.end) - 1, -1, -1):
            if self._reaches[index] <= area.start:
                break
            if self._ends[index] > area.start:
                found.append(index)
        found.reverse()
        return found

    def overlaps(self, area: Span) -> bool:
        """Whether any shares a code point with ``area``."""
        before = bisect_left(self._starts, area.end)
        return before > 0 and self._reaches[before - 1] > area.start

    def nearest(self, span: Span, area: Span) -> list[int]:
        """Those overlapping ``area`` with the fewest code points between them and ``span``."""
        found: list[int] = []
        least = -1

        def consider(index: int) -> None:
            nonlocal least
            if self._ends[index] <= area.start or self._starts[index] >= area.end:
                return
            distance = max(span.start - self._ends[index], self._starts[index] - span.end, 0)
            if least < 0 or distance < least:
                found.clear()
                least = distance
            if distance == least:
                found.append(index)

        first_behind = bisect_right(self._starts, span.start)
        for index in range(first_behind - 1, -1, -1):
            reach = self._reaches[index]
            if reach <= area.start or 0 <= least < span.start - reach:
                break
            consider(index)
        for index in range(first_behind, len(self._starts)):
            start = self._starts[index]
            if start >= area.end or 0 <= least < start - span.end:
                break
            consider(index)
        return found
