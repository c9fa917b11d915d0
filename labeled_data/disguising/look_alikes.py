"""Disguise 6: characters that look alike (夲 for 本, a Cyrillic о in a Latin word).

Knows nothing of strengths.
"""

from classifier.text import Span
from labeled_data.disguising.listed import listed_places
from labeled_data.disguising.places import Place
from labeled_data.disguising.table_set import TableSet


def look_alike_places(text: str, word: Span, tables: TableSet) -> list[Place]:
    """Return the characters of ``word`` that others look like."""
    return listed_places(text, word, tables.look_alikes)
