"""Disguise 7: pictures for words and characters (💰 for 钱).

Knows nothing of strengths.
"""

from classifier.text import Span
from labeled_data.disguising.listed import listed_places
from labeled_data.disguising.places import Place
from labeled_data.disguising.table_set import TableSet


def emoji_places(text: str, word: Span, tables: TableSet) -> list[Place]:
    """Return the pieces of ``word`` for which there is a picture."""
    return listed_places(text, word, tables.emoji)
