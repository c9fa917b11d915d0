"""Disguise 8: neighbouring characters in another order, as readers still read it (保理本财).

Knows nothing of strengths and tables.
"""

from classifier.text import Span
from labeled_data.disguising.places import Place
from labeled_data.disguising.table_set import TableSet
from labeled_data.disguising.words import NEGATIONS, NUMERALS, is_han


def shuffle_places(text: str, word: Span, _tables: TableSet) -> list[Place]:
    """Return the neighbouring pairs of ``word``, and its last character with the one behind it.

    No negation and no numeral is moved: elsewhere it would negate or count something else.
    """
    return [
        Place(start=at, end=at + 2, options=(text[at + 1] + text[at],))
        for at in range(word.start, min(word.end, len(text) - 1))
        if _moves(text[at]) and _moves(text[at + 1]) and text[at] != text[at + 1]
    ]


def _moves(character: str) -> bool:
    return is_han(character) and character not in NEGATIONS and character not in NUMERALS
