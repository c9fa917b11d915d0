"""Places in a text as tools count them: code points or UTF-16 code units.

Knows nothing of labels. The two counts differ only behind a character outside the basic plane, for example an emoji.
"""

import re
from enum import StrEnum

from classifier.text import Span

_SPACE = re.compile(r"\\n|\s")


class OffsetUnit(StrEnum):
    """What an offset counts."""

    CODE_POINTS = "code_points"
    """As Python does."""
    UTF16 = "utf16"
    """As strings in a browser do."""


def offsets_of(text: str, span: Span, unit: OffsetUnit) -> tuple[int, int]:
    """Count the start and end of ``span`` in ``unit``."""
    if unit is OffsetUnit.CODE_POINTS or text.isascii():
        return span.start, span.end
    return _utf16_length(text[: span.start]), _utf16_length(text[: span.end])


def span_of(text: str, start: int, end: int, unit: OffsetUnit) -> Span | None:
    """Find the span of ``text`` that ``start`` and ``end`` mean; ``None`` where there is none.

    There is none where they are not in order, reach past the text or cut a character in two.
    """
    if not 0 <= start < end:
        return None
    if unit is OffsetUnit.CODE_POINTS:
        return Span(start, end) if end <= len(text) else None
    units = text.encode("utf-16-le")
    if len(units) < 2 * end:
        return None
    try:
        first = len(units[: 2 * start].decode("utf-16-le"))
        return Span(first, first + len(units[2 * start : 2 * end].decode("utf-16-le")))
    except UnicodeDecodeError:
        return None


def span_of_quote(text: str, start: int, end: int, quote: str) -> Span | None:
    """Find the span that ``start`` and ``end`` mean in the unit in which they point at ``quote``; code points first.

    A browser writes line breaks into a quote as a backslash and an n, or drops spaces: where nothing fits exactly,
    white space is not compared.
    """
    spans = [span for unit in OffsetUnit if (span := span_of(text, start, end, unit)) is not None]
    for span in spans:
        if text[span.start : span.end] == quote:
            return span
    bare = _SPACE.sub("", quote)
    for span in spans:
        if _SPACE.sub("", text[span.start : span.end]) == bare:
            return span
    return None


def only_span(text: str, start: int, end: int) -> Span | None:
    """Find the span that ``start`` and ``end`` mean where no quote tells the unit; ``None`` where units disagree."""
    spans = {span_of(text, start, end, unit) for unit in OffsetUnit}
    return spans.pop() if len(spans) == 1 else None


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
