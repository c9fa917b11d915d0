"""A text brought to one spelling, with the way back to every raw character.

Knows nothing of which characters are folded or why; it only keeps the account.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from classifier.normalizing.disguises import Disguise, DisguiseKind
from classifier.text import Span

_KIND_ORDER = {kind: index for index, kind in enumerate(DisguiseKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """A stretch in which a disguise was undone. Width, case, script and digits are innocent and make no fold."""

    kinds: tuple[DisguiseKind, ...]
    """In order of the enumeration, none twice."""
    span: Span
    """Where the reading stands in the normalised text. For something taken out: the characters on its two sides."""
    raw_span: Span
    original: str
    """``raw[raw_span]``."""
    folded: str
    """``text[span]``."""

    def touches(self, span: Span) -> bool:
        """Whether reading ``span`` of the normalised text needed this fold.

        What was taken out between two characters matters only to a reader of both.
        """
        shared = min(self.span.end, span.end) - max(self.span.start, span.start)
        return shared >= (2 if self.kinds == (DisguiseKind.ZERO_WIDTH,) else 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """A change asked of a normalised text."""

    span: Span
    """What is replaced, in the text that is changed."""
    replacement: str
    """May be empty: the stretch is taken out."""
    kinds: tuple[DisguiseKind, ...] = ()
    """Empty when the change is innocent; then no fold is recorded."""
    sources: tuple[Span, ...] | None = None
    """For each replacement character, the part of ``span`` that it stands for: starts and ends never decrease.
    ``None``: one to one where the lengths agree, else each character stands for all of ``span``."""

    def source_of(self, index: int) -> Span:
        """Part of ``span`` for which replacement character ``index`` stands."""
        if self.sources is not None:
            return self.sources[index]
        if len(self.replacement) == len(self.span):
            return Span(self.span.start + index, self.span.start + index + 1)
        return self.span


@dataclass(frozen=True, slots=True)
class RawMark:
    """A raw range ``[start, end)`` in which a disguise of ``kinds`` was undone."""

    start: int
    end: int
    kinds: tuple[DisguiseKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalizedText:
    """A raw text, its normalised form and the map between them.

    Every normalised character stands for a non-empty range of the raw text; the starts never decrease,
    nor do the ends. Several characters may stand for the same range (㎏ → kg), and raw characters may
    be stood for by none (zero-width).
    """

    raw: str
    text: str
    starts: tuple[int, ...] | None = None
    """Raw start of each character of ``text``; ``None`` when character *i* stands for raw character *i*."""
    ends: tuple[int, ...] | None = None
    """Raw end of each character of ``text``; ``None`` together with ``starts``."""
    folds: tuple[Fold, ...] = ()
    """The disguises that were undone, by place; no two overlap."""

    def __post_init__(self) -> None:
        if self.starts is None or self.ends is None:
            if self.starts is not self.ends or len(self.text) != len(self.raw):
                raise ValueError(
                    f"a text of {len(self.text)} characters over a raw text of {len(self.raw)} needs starts and ends"
                )
        elif not len(self.starts) == len(self.ends) == len(self.text):
            raise ValueError(
                f"{len(self.starts)} starts and {len(self.ends)} ends for {len(self.text)} characters; give one each"
            )

    @classmethod
    def identity(cls, raw: str) -> "NormalizedText":
        """A text that stands for itself."""
        return cls(raw=raw, text=raw)

    @classmethod
    def assemble(
        cls, raw: str, text: str, starts: Sequence[int], ends: Sequence[int], marks: Iterable[RawMark]
    ) -> "NormalizedText":
        """Build from the map and from the raw ranges in which disguises were undone; overlapping ones become one."""
        folds = tuple(
            fold
            for mark in _merged([_widened(mark, starts, ends) for mark in marks])
            if (fold := _fold_of(mark, raw, text, starts, ends)) is not None
        )
        return cls(raw=raw, text=text, starts=tuple(starts), ends=tuple(ends), folds=folds)

    def raw_span(self, span: Span) -> Span:
        """Raw range for which ``span`` of the normalised text stands: the only way back.

        Raises:
            ValueError: the span reaches past the end of the normalised text.
        """
        if span.end > len(self.text):
            raise ValueError(
                f"span [{span.start}, {span.end}) reaches past the normalised text of {len(self.text)} characters"
            )
        if self.starts is None or self.ends is None:
            return span
        return Span(self.starts[span.start], self.ends[span.end - 1])

    def disguises(self, span: Span) -> tuple[Disguise, ...]:
        """Disguises undone to read ``span`` of the normalised text, each widened to its whole run."""
        # Folds come by place and do not overlap, so their starts and ends rise together.
        first = bisect_right(self.folds, span.start, key=lambda fold: fold.span.end)
        behind = bisect_left(self.folds, span.end, key=lambda fold: fold.span.start)
        return tuple(
            Disguise(kinds=fold.kinds, original=fold.original, folded=fold.folded)
            for fold in self.folds[first:behind]
            if fold.touches(span)
        )

    def rewrite(self, rewrites: Sequence[Rewrite]) -> "NormalizedText":
        """Apply changes to the normalised text; the map of the result leads straight to the raw text.

        Args:
            rewrites: in order of place, none overlapping another, all inside the text.

        Raises:
            ValueError: they overlap, are out of order, reach past the end, or name sources outside their span.
        """
        if not rewrites:
            return self
        old_starts = self.starts if self.starts is not None else range(len(self.text))
        old_ends = self.ends if self.ends is not None else range(1, len(self.text) + 1)
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        marks = [RawMark(fold.raw_span.start, fold.raw_span.end, fold.kinds) for fold in self.folds]
        position = 0
        for change in rewrites:
            self._check(change, position)
            pieces += self.text[position : change.span.start], change.replacement
            starts.extend(old_starts[position : change.span.start])
            ends.extend(old_ends[position : change.span.start])
            for index in range(len(change.replacement)):
                source = change.source_of(index)
                starts.append(old_starts[source.start])
                ends.append(old_ends[source.end - 1])
            position = change.span.end
            if change.kinds:
                marks.append(RawMark(old_starts[change.span.start], old_ends[position - 1], change.kinds))
        pieces.append(self.text[position:])
        starts.extend(old_starts[position:])
        ends.extend(old_ends[position:])
        return NormalizedText.assemble(self.raw, "".join(pieces), starts, ends, marks)

    def _check(self, change: Rewrite, position: int) -> None:
        start, end = change.span.start, change.span.end
        if start < position or end > len(self.text):
            raise ValueError(
                f"rewrite of [{start}, {end}) to {change.replacement!r} overlaps the one before it, which ends at "
                f"{position}, or reaches past the text of {len(self.text)} characters"
            )
        if change.sources is None:
            return
        if len(change.sources) != len(change.replacement):
            raise ValueError(f"{len(change.sources)} sources for {len(change.replacement)} characters; give one each")
        bounds = [(source.start, source.end) for source in change.sources]
        rises = all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(bounds))
        if not rises or any(not change.span.covers(source) for source in change.sources):
            raise ValueError(f"sources {bounds} must never decrease and must lie inside [{start}, {end})")


def _widened(mark: RawMark, starts: Sequence[int], ends: Sequence[int]) -> RawMark:
    """Take in the two neighbours of something that left nothing behind, so that the fold reads as a join."""
    first, behind = _normalized_range(mark, starts, ends)
    if first < behind or not 0 < first < len(starts):
        return mark
    return RawMark(starts[first - 1], ends[first], mark.kinds)


def _normalized_range(mark: RawMark, starts: Sequence[int], ends: Sequence[int]) -> tuple[int, int]:
    return bisect_right(ends, mark.start), bisect_left(starts, mark.end)


def _merged(marks: list[RawMark]) -> list[RawMark]:
    if len(marks) < 2:
        return marks
    merged: list[RawMark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        if merged and mark.start < merged[-1].end:
            last = merged.pop()
            kinds = tuple(sorted({*last.kinds, *mark.kinds}, key=_KIND_ORDER.__getitem__))
            merged.append(RawMark(last.start, max(last.end, mark.end), kinds))
        else:
            merged.append(mark)
    return merged


def _fold_of(mark: RawMark, raw: str, text: str, starts: Sequence[int], ends: Sequence[int]) -> Fold | None:
    first, behind = _normalized_range(mark, starts, ends)
    if first >= behind:
        return None  # taken out at an end of the text: it stood inside no word
    raw_span = Span(mark.start, mark.end)
    return Fold(
        kinds=mark.kinds,
        span=Span(first, behind),
        raw_span=raw_span,
        original=raw[mark.start : mark.end],
        folded=text[first:behind],
    )
