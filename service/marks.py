"""Cuts a text into stretches by the evidence that covers them, so that overlapping marks can be drawn.

Knows nothing of colours, HTML or terminals.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from classifier.finding import Finding
from classifier.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A span of one passage and the category for which it is evidence."""

    span: Span
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of text all of whose characters lie under the same marks."""

    text: str
    categories: tuple[str, ...]
    """Categories that cover it, first mark first; empty for unmarked text."""
    starting: tuple[str, ...]
    """Of these, the ones whose mark begins here."""


def marks_in(passage_id: str, findings: Iterable[Finding]) -> tuple[Mark, ...]:
    """All evidence that lies in a passage."""
    return tuple(
        Mark(span=evidence.span, category=finding.category)
        for finding in findings
        for evidence in finding.evidence
        if evidence.passage_id == passage_id
    )


def stretches_of(text: str, marks: Iterable[Mark]) -> tuple[Stretch, ...]:
    """Cut ``text`` at every border of a mark; the stretches joined are the text.

    Raises:
        ValueError: a mark reaches past the text.
    """
    ordered = sorted(set(marks), key=lambda mark: (mark.span.start, -mark.span.end, mark.category))
    borders = {0, len(text)}
    for mark in ordered:
        if len(text) < mark.span.end:
            raise ValueError(f"mark {mark.span} reaches past a text of {len(text)} code points")
        borders |= {mark.span.start, mark.span.end}
    cuts = sorted(borders)
    # Marks are opened and closed in one pass: an ad can hold thousands of them.
    opening: dict[int, list[Mark]] = {}
    for mark in ordered:
        opening.setdefault(mark.span.start, []).append(mark)
    open_marks: list[Mark] = []
    stretches = []
    for start, end in pairwise(cuts):
        starting = opening.get(start, [])
        open_marks = [mark for mark in open_marks if start < mark.span.end] + starting
        stretches.append(
            Stretch(
                text=text[start:end],
                categories=tuple(dict.fromkeys(mark.category for mark in open_marks)),
                starting=tuple(dict.fromkeys(mark.category for mark in starting)),
            )
        )
    return tuple(stretches)
