"""Disguise 3: characters that sound alike (宝本宝息).

Knows nothing of strengths.
"""

from classifier.text import Span
from labeled_data.disguising.places import Place
from labeled_data.disguising.readings import alike
from labeled_data.disguising.table_set import TableSet
from labeled_data.disguising.words import is_han


def homophone_places(text: str, word: Span, tables: TableSet) -> list[Place]:
    """Return the characters of ``word`` that others sound like."""
    options = [(at, homophones_of(text[at], tables)) for at in range(word.start, word.end) if is_han(text[at])]
    return [Place(start=at, end=at + 1, options=found) for at, found in options if found]


def homophones_of(character: str, tables: TableSet) -> tuple[str, ...]:
    """Return those listed, or else common characters of the same reading: this set's half of them."""
    listed = tables.homophones.get(character)
    return listed or tuple(other for other in alike(character) if tables.homophone_share.holds(other))
