"""Turns the reading of a picture into pieces of an ad: its words, and its small print apart.

Knows nothing of how pictures are read.
"""

from collections.abc import Sequence
from dataclasses import replace

from crawler.ad import Box, Creative, CreativeKind, ImageReading, TextLine
from crawler.images.order import same_row

_WORD_GAP = 1.0
"""Lines of one row this many times their height apart, or less, are one printed line: ``年化``, then a large ``8%``."""


def creatives_of(reading: ImageReading) -> tuple[Creative, ...]:
    """The picture's words as ``image_text``, and its small print, where there is some, as ``footnote``.

    Each carries the reading with its own lines. Printed lines are joined by a line feed, parts of one printed line by
    a space. A picture that was not read gives one ``image_text`` without text, whose reading says why.
    """
    main = tuple(line for line in reading.lines if not line.is_small_print)
    small = tuple(line for line in reading.lines if line.is_small_print)
    creatives = []
    if main or not small:
        creatives.append(_creative(CreativeKind.IMAGE_TEXT, reading, main))
    if small:
        creatives.append(_creative(CreativeKind.FOOTNOTE, reading, small))
    return tuple(creatives)


def _creative(kind: CreativeKind, reading: ImageReading, lines: tuple[TextLine, ...]) -> Creative:
    return Creative(kind=kind, text=_text_of(lines), image=replace(reading, lines=lines))


def _text_of(lines: Sequence[TextLine]) -> str:
    parts: list[str] = []
    for before, line in zip((None, *lines), lines, strict=False):
        if before is not None:
            parts.append(" " if _continues(before.box, line.box) else "\n")
        parts.append(line.text)
    return "".join(parts)


def _continues(before: Box, box: Box) -> bool:
    # Of type that stands on its side or runs downwards, boxes beside each other are lines of their own.
    if any(part.height > 1.2 * part.width for part in (before, box)):
        return False
    gap = box.x - (before.x + before.width)
    return same_row(before, box) and -0.5 * before.height <= gap <= _WORD_GAP * max(before.height, box.height)
