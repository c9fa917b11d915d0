"""Disguise 2: other written forms of the same character (保證, １２％, ①).

Knows nothing of strengths.
"""

from functools import lru_cache

from classifier.text import Span
from labeled_data.disguising.places import Place
from labeled_data.disguising.table_set import TableSet
from labeled_data.disguising.traditional import traditional_forms


def variant_places(text: str, word: Span, tables: TableSet) -> list[Place]:
    """Return the characters of ``word`` that have other forms."""
    places = ((at, _forms(text, at, tables)) for at in range(word.start, word.end))
    return [Place(start=at, end=at + 1, options=forms) for at, forms in places if forms]


def _forms(text: str, at: int, tables: TableSet) -> tuple[str, ...]:
    character = text[at]
    forms = list(tables.variants.get(character, ()))
    if tables.traditional_share.holds(character):
        forms += [_whole(text, name)[at] for name in tables.traditional]
    return tuple(form for form in dict.fromkeys(forms) if form not in {character, " "})


@lru_cache(maxsize=8)
def _whole(text: str, configuration: str) -> str:
    # The whole text is converted, not the word: which form a character takes depends on its neighbours.
    return traditional_forms(text, configuration)
