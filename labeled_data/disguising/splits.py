"""Disguise 5: the parts of a character written side by side (亻呆本).

Knows nothing of strengths.
"""

from classifier.text import Span
from labeled_data.disguising.listed import listed_places
from labeled_data.disguising.places import Place
from labeled_data.disguising.table_set import TableSet


def split_places(text: str, word: Span, tables: TableSet) -> list[Place]:
    """Return the characters of ``word`` that fall into parts."""
    return listed_places(text, word, tables.splits)
