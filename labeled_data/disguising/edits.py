"""Edits of a text, and where a place of the text lies once they are made.

Knows nothing of why a text is edited.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from classifier.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change: code points ``start`` to ``end`` of the original become ``new``."""

    start: int
    end: int
    """Equal to ``start`` for an insertion."""
    new: str
    """Empty for a deletion."""
    truncates: bool = False
    """Whether the end of the text is cut away; ``new`` then only marks the cut."""

    @property
    def is_insertion(self) -> bool:
        """Whether nothing of the original is replaced."""
        return self.start == self.end

    @property
    def touched(self) -> int:
        """Number of code points replaced, or inserted where none are replaced."""
        return len(self.new) if self.is_insertion else self.end - self.start

    def conflicts(self, other: "Edit") -> bool:
        """Whether the two cannot both be made: they share a character, or insert at or into the same place."""
        if self.is_insertion and other.is_insertion:
            return self.start == other.start
        return self.start < other.end and other.start < self.end


def without_conflicts(edits: Iterable[Edit], length: int) -> tuple[Edit, ...]:
    """Keep each edit that conflicts with none before it; in text order.

    Args:
        edits: those that matter most first.
        length: code points of the text.
    """
    taken = bytearray(length)
    inserted: set[int] = set()
    inside: set[int] = set()
    kept: list[Edit] = []
    for edit in edits:
        if edit.is_insertion:
            if edit.start in inserted or edit.start in inside:
                continue
            inserted.add(edit.start)
        else:
            between = range(edit.start + 1, edit.end)
            if any(taken[edit.start : edit.end]) or not inserted.isdisjoint(between):
                continue
            taken[edit.start : edit.end] = b"\1" * (edit.end - edit.start)
            inside.update(between)
        kept.append(edit)
    return tuple(sorted(kept, key=lambda edit: (edit.start, edit.end)))


def without_losses(edits: Sequence[Edit], spans: Iterable[Span]) -> tuple[Edit, ...]:
    """Drop the first deletion inside each span of which deletions would leave nothing. Cuts of the end are kept."""
    kept = list(edits)
    for span in spans:
        deletions = [
            edit
            for edit in kept
            if not edit.new and not edit.truncates and edit.start < span.end and span.start < edit.end
        ]
        deleted = sum(min(edit.end, span.end) - max(edit.start, span.start) for edit in deletions)
        if deletions and deleted == len(span):
            kept.remove(deletions[0])
    return tuple(kept)


def edited(text: str, edits: Sequence[Edit]) -> str:
    """Make ``edits``, which are in text order and free of conflicts."""
    pieces: list[str] = []
    end = 0
    for edit in edits:
        pieces += (text[end : edit.start], edit.new)
        end = edit.end
    pieces.append(text[end:])
    return "".join(pieces)


def moved(span: Span, edits: Sequence[Edit], length: int) -> Span | None:
    """Return where the characters of ``span`` stand after ``edits``.

    A character inside a replaced piece becomes the whole new piece. What is inserted at either end of the span stays
    outside. Where every character was deleted, the neighbour that remains stands for them.

    Args:
        span: place in the original text.
        edits: in text order and free of conflicts.
        length: code points of the edited text.

    Returns:
        ``None`` where the span was wholly cut away with the end of the text.
    """
    start, end = span.start, span.end
    start_shift = end_shift = 0
    for edit in edits:
        shift = len(edit.new) - (edit.end - edit.start)
        if edit.truncates and edit.start < span.end:
            if edit.start <= span.start:
                return None
            end = edit.start
            break
        if edit.end <= span.start:
            start_shift += shift
        elif edit.start < span.start:
            start = edit.start
        if edit.is_insertion and edit.start >= span.end:
            continue
        if edit.end <= span.end:
            end_shift += shift
        elif edit.start < span.end:
            end = edit.end
            end_shift += shift
    left, right = start + start_shift, end + end_shift
    if left < right:
        return Span(left, right)
    if left > 0:
        return Span(left - 1, left)
    return Span(0, 1) if length else None
