"""Disguise 1: something written between the characters of a word (保*本).

Knows nothing of strengths.
"""

from classifier.text import Span
from labeled_data.disguising.places import Place
from labeled_data.disguising.table_set import TableSet


def separator_places(text: str, word: Span, tables: TableSet) -> list[Place]:
    """Return the gaps of ``word``, and the gap behind it where the text runs on.

    None lies between two digits: a separator there could read as a decimal point.
    """
    return [
        Place(start=at, end=at, options=tables.separators)
        for at in range(word.start + 1, min(word.end, len(text) - 1) + 1)
        if text[at - 1].isalnum() and text[at].isalnum() and not (text[at - 1].isdigit() and text[at].isdigit())
    ]
