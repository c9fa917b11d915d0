"""Finds terms whose characters stand in another order: 保息本保, 稳不赚赔.

Knows nothing of other disguises; what it finds is judged elsewhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick_rs

from classifier.normalizing.characters import is_han
from classifier.normalizing.disguise.candidate import Candidate
from classifier.normalizing.disguise.terms import Term
from classifier.normalizing.disguises import DisguiseKind
from classifier.text import Span

_MIN_LENGTH = 4
"""Shorter terms in another order are too often other words."""


@dataclass(frozen=True, slots=True)
class ShuffleIndex:
    """Terms read backwards, with two neighbours swapped and, of four characters, with any one moved.

    Two words changed round (收益稳定 for 稳定收益) are not among them: that is the same claim in plain words.
    """

    automaton: ahocorasick_rs.AhoCorasick
    terms: tuple[Term, ...]
    """Per pattern."""

    @classmethod
    def of(cls, terms: Iterable[Term]) -> "ShuffleIndex":
        """Index the terms of four and more Chinese characters."""
        kept = [term for term in terms if len(term.text) >= _MIN_LENGTH and all(map(is_han, term.text))]
        known = {term.text for term in kept}
        orders: dict[str, Term] = {}
        for term in kept:
            for order in _orders(term.text):
                if order not in known:
                    orders.setdefault(order, term)
        patterns = list(orders)
        return cls(ahocorasick_rs.AhoCorasick(patterns, store_patterns=False), tuple(orders.values()))

    def candidates(self, text: str) -> Iterator[Candidate]:
        """Terms hidden in ``text``, which is normalised."""
        for pattern, start, end in self.automaton.find_matches_as_indexes(text, overlapping=True):
            term = self.terms[pattern]
            whole = Span(start, end)
            count = len(term.text)
            yield Candidate(
                term=term,
                span=whole,
                sources=(whole,) * count,
                row_kinds=(DisguiseKind.SHUFFLED,) * count,
                gaps=(),
                by_row=False,
            )


def _orders(text: str) -> set[str]:
    places = range(len(text))
    if len(text) == _MIN_LENGTH:
        orders = {_moved(text, source, target) for source in places for target in places}
    else:
        orders = {_moved(text, place, place + 1) for place in places[:-1]}
    orders.add(text[::-1])
    orders.discard(text)
    return orders


def _moved(text: str, source: int, target: int) -> str:
    """``text`` with the character at ``source`` standing at ``target``."""
    rest = text[:source] + text[source + 1 :]
    return rest[:target] + text[source] + rest[target:]
