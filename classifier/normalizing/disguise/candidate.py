"""A place where a guarded term may be hidden, compared with the term character by character.

Knows nothing of whether the place is better read as ordinary text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from classifier.normalizing.disguise.syllables import codes_of
from classifier.normalizing.disguise.terms import Term, sounds_as
from classifier.normalizing.disguise.units import Unit
from classifier.normalizing.disguises import DisguiseKind
from classifier.normalizing.normalized import Rewrite
from classifier.text import Span

_KIND_ORDER = {kind: index for index, kind in enumerate(DisguiseKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A disguised spelling of ``term`` at ``span``."""

    term: Term
    span: Span
    sources: tuple[Span, ...]
    """Per row (or character) of the term: the characters that stand for it."""
    row_kinds: tuple[DisguiseKind | None, ...]
    """Per row (or character) of the term: how it is hidden; ``None`` where it stands plainly."""
    gaps: tuple[Span, ...]
    """What stands between the characters of the word."""
    by_row: bool
    """Whether equal neighbours of the term (天天) share a source; otherwise every character has its own."""

    @property
    def kinds(self) -> tuple[DisguiseKind, ...]:
        """All kinds of disguise at work, in order of the enumeration."""
        found = {kind for kind in self.row_kinds if kind is not None}
        if self.gaps:
            found.add(DisguiseKind.SEPARATOR)
        return tuple(sorted(found, key=_KIND_ORDER.__getitem__))

    @property
    def plain_count(self) -> int:
        """How many rows of the term stand plainly."""
        return sum(kind is None for kind in self.row_kinds)

    @property
    def is_spaced_out(self) -> bool:
        """Whether something stands between all characters of the word."""
        return len(self.gaps) == len(self.row_kinds) - 1

    def count(self, kind: DisguiseKind) -> int:
        """How many rows are hidden by ``kind``."""
        return self.row_kinds.count(kind)

    def rewrite(self) -> Rewrite:
        """The change that writes the term out."""
        sources = self.sources
        if self.by_row:
            rows = zip(self.sources, self.term.rows, strict=True)
            sources = tuple(source for source, (_, copies) in rows for _ in range(copies))
        return Rewrite(span=self.span, replacement=self.term.text, kinds=self.kinds, sources=sources)


def compare(
    units: Sequence[Unit], term: Term, lookalikes: Mapping[str, tuple[str, ...]], *, by_row: bool
) -> Candidate | None:
    """Read ``units`` as ``term``; ``None`` when they are the term itself or cannot be read so.

    Args:
        units: one for each row of the term, or for each character.
        term: what may be hidden.
        lookalikes: glyph → characters for which it passes.
        by_row: whether a unit stands for a row of equal characters.
    """
    kinds: list[DisguiseKind | None] = []
    rows = term.rows if by_row else tuple((character, 1) for character in term.text)
    for unit, (character, copies) in zip(units, rows, strict=True):
        if unit.kind is None and unit.shown == character:
            kinds.append(DisguiseKind.REPEAT if unit.copies > copies else None)
        elif unit.kind is DisguiseKind.PINYIN:
            if not sounds_as(character, unit.syllable):
                return None
            kinds.append(unit.kind)
        elif unit.kind is not None:
            if unit.shown != character:
                return None
            kinds.append(unit.kind)
        elif character in lookalikes.get(unit.shown, ()):
            kinds.append(DisguiseKind.LOOKALIKE)
        elif codes_of(unit.shown)[0] in codes_of(character):
            kinds.append(DisguiseKind.HOMOPHONE)
        else:
            return None  # read by the sound of a character that its glyph may stand for, but not this one
        if unit.copies < copies:
            return None
    gaps = tuple(Span(left.end, right.start) for left, right in pairwise(units) if _has_gap(left, right))
    if not gaps and not any(kinds):
        return None
    return Candidate(
        term=term,
        span=Span(units[0].start, units[-1].end),
        sources=tuple(Span(unit.start, unit.end) for unit in units),
        row_kinds=tuple(kinds),
        gaps=gaps,
        by_row=by_row,
    )


def _has_gap(left: Unit, right: Unit) -> bool:
    """Whether something stands between two units; pinyin is written with a blank or mark between syllables anyway."""
    both_pinyin = left.kind is right.kind is DisguiseKind.PINYIN
    return right.start - left.end > (1 if both_pinyin else 0)
