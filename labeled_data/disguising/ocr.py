"""Noise of reading text off a picture: confused, broken, merged and dropped glyphs, lost marks, odd line breaks.

Knows nothing of targets: a scanner damages every part of a text alike.
"""

import math
from collections.abc import Iterator

from labeled_data.disguising.draws import Draws
from labeled_data.disguising.edits import Edit
from labeled_data.disguising.kinds import Strength
from labeled_data.disguising.table_set import TableSet
from labeled_data.disguising.words import NEGATIONS, NUMERALS, is_han

_SHARES = {Strength.LIGHT: 0.03, Strength.MEDIUM: 0.08, Strength.HEAVY: 0.18}
_LINE_BREAK, _DROP = 0.12, 0.1


def ocr_edits(text: str, tables: TableSet, strength: Strength, draws: Draws) -> tuple[Edit, ...]:
    """Damage a share of the glyphs. What a lower strength damages, a higher one damages as well.

    Returns:
        Edits that may conflict, those that matter most first.
    """
    found = [edit for at in range(len(text)) for edit in _at(text, at, tables, draws)]
    ranks = draws.ranks(len(found))
    allowed = math.ceil(_SHARES[strength] * len(found))
    ordered = sorted(zip(ranks, found, strict=True), key=lambda item: item[0])
    return tuple(edit for rank, edit in ordered if rank < allowed)


def _at(text: str, at: int, tables: TableSet, draws: Draws) -> Iterator[Edit]:
    """One thing that may befall the glyph at ``at``; the same number of draws whatever it is."""
    character = text[at]
    fate, option = draws.unit(), draws.unit()
    if character in tables.ocr.lost:
        # Without the point a number would be another one.
        if not _within_number(text, at):
            yield Edit(start=at, end=at + 1, new="")
        return
    merged = tables.ocr.merges.get(text[at : at + 2], ())
    readings = (
        *((at + 2, glyph) for glyph in merged),
        *((at + 1, glyph) for glyph in tables.ocr.confusions.get(character, ())),
        *((at + 1, glyph) for glyph in tables.look_alikes.get(character, ()) if not character.isdigit()),
        *((at + 1, parts) for parts in tables.splits.get(character, ())),
    )
    if fate < _LINE_BREAK and at > 0 and not character.isspace():
        yield Edit(start=at, end=at, new="\n")
    elif fate < _LINE_BREAK + _DROP and _may_go(character):
        yield Edit(start=at, end=at + 1, new="")
    elif readings:
        end, new = readings[int(option * len(readings))]
        yield Edit(start=at, end=end, new=new)


def _may_go(character: str) -> bool:
    return is_han(character) and character not in NEGATIONS and character not in NUMERALS


def _within_number(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()
