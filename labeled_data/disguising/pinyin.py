"""Disguise 4: readings written for characters (baoben, bb保息).

Knows nothing of strengths.
"""

from functools import lru_cache

from classifier.text import Span
from labeled_data.disguising.places import Place
from labeled_data.disguising.readings import readings_of
from labeled_data.disguising.table_set import PinyinStyle, TableSet


def pinyin_places(text: str, word: Span, tables: TableSet) -> list[Place]:
    """Return the characters of ``word`` that have a reading, written in each style of the set."""
    styles = [_whole(text, style) for style in tables.pinyin_styles]
    return [
        Place(start=at, end=at + 1, options=options)
        for at in range(word.start, word.end)
        if (options := tuple(reading for readings in styles if (reading := readings[at]) is not None))
    ]


@lru_cache(maxsize=16)
def _whole(text: str, style: PinyinStyle) -> tuple[str | None, ...]:
    # The whole text is read, not the word: how a character is read depends on its neighbours.
    return readings_of(text, style)
