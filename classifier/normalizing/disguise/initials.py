"""Finds terms in which some characters are given by the first letter of their pinyin: bb保息, 保b保x, bbbx.

Knows nothing of other disguises; what it finds is judged elsewhere.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from classifier.normalizing.characters import is_han
from classifier.normalizing.disguise.candidate import Candidate
from classifier.normalizing.disguise.syllables import syllables
from classifier.normalizing.disguise.terms import Term
from classifier.normalizing.disguises import DisguiseKind
from classifier.text import Span

_LETTERS = re.compile("[a-z]{1,6}")
_MIN_PURE = 4
"""Letters that a term given by its initials alone must have: shorter ones are everybody's abbreviations."""
_MAX_RUN = 6


@dataclass(frozen=True, slots=True)
class InitialIndex:
    """Terms by a run of initials and the characters beside it."""

    places: dict[str, list[tuple[Term, int]]]
    """Character before, letters, character behind, in one string → terms and places of the run in them.

    The characters are left out where the run stands at a border of the term.
    """

    @classmethod
    def of(cls, terms: Iterable[Term]) -> "InitialIndex":
        """Index terms all of whose characters have a reading."""
        places: dict[str, list[tuple[Term, int]]] = {}
        for term in terms:
            text = term.text
            length = len(text)
            if length < 3 or not all(map(is_han, text)):
                continue  # one letter beside one character is too little to tell by
            letters = "".join(map(initial_of, text))
            for start in range(length):
                before = text[start - 1 : start]
                for end in range(start + 1, min(length, start + _MAX_RUN) + 1):
                    if start or end < length or length >= _MIN_PURE:
                        key = before + letters[start:end] + text[end : end + 1]
                        places.setdefault(key, []).append((term, start))
        return cls(places)

    def candidates(self, text: str) -> Iterator[Candidate]:
        """Terms hidden in ``text``, which is normalised; every run of letters is taken whole."""
        for match in _LETTERS.finditer(text):
            start, end = match.span()
            before = text[start - 1] if start else ""
            behind = text[end] if end < len(text) else ""
            if (before.isascii() and before.isalnum()) or (behind.isascii() and behind.isalnum()):
                continue
            run = match[0]
            for key in {before + run + behind, run + behind, before + run, run}:
                for term, place in self.places.get(key, ()):
                    candidate = _read(text, start - place, term)
                    if candidate is not None:
                        yield candidate


@lru_cache(maxsize=32768)
def initial_of(character: str) -> str:
    """First letter of the commonest reading of a Chinese character; the character itself when it has none."""
    readings = syllables(character)
    return readings[0][0] if readings else character


def _read(text: str, start: int, term: Term) -> Candidate | None:
    end = start + len(term.text)
    if start < 0 or end > len(text):
        return None
    kinds: list[DisguiseKind | None] = []
    for shown, character in zip(text[start:end], term.text, strict=True):
        if shown == character:
            kinds.append(None)
        elif shown == initial_of(character):
            kinds.append(DisguiseKind.INITIALS)
        else:
            return None
    if _is_letter(text[start - 1 : start]) and kinds[0] is not None:
        return None
    if _is_letter(text[end : end + 1]) and kinds[-1] is not None:
        return None
    places = tuple(Span(place, place + 1) for place in range(start, end))
    return Candidate(term=term, span=Span(start, end), sources=places, row_kinds=tuple(kinds), gaps=(), by_row=False)


def _is_letter(character: str) -> bool:
    return "a" <= character <= "z"
