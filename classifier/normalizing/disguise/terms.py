"""The guarded terms, indexed by how they sound.

Knows nothing of texts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, islice, product

import ahocorasick_rs

from classifier.normalizing.characters import is_han
from classifier.normalizing.disguise.syllables import codes_of, syllables
from classifier.normalizing.folding import fold_term

_MAX_SPELLINGS = 8
"""Readings kept per term when several of its characters have two."""


@dataclass(frozen=True, slots=True)
class Term:
    """A guarded term, folded."""

    text: str
    rows: tuple[tuple[str, int], ...]
    """Its characters with how often each stands in a row: 天天赚 → (天, 2), (赚, 1)."""

    @classmethod
    def of(cls, text: str) -> "Term":
        """Take ``text``, already folded, as a term."""
        return cls(text, tuple((character, len(list(copies))) for character, copies in groupby(text)))


@dataclass(frozen=True, slots=True)
class TermIndex:
    """An automaton over syllable codes and, for each of its patterns, the terms it stands for."""

    terms: tuple[Term, ...]
    automaton: ahocorasick_rs.AhoCorasick
    dense: tuple[tuple[Term, ...], ...]
    """Per pattern: terms spelled so, a code for every character."""
    rowed: tuple[tuple[Term, ...], ...]
    """Per pattern: terms spelled so, a code for every row of equal characters."""

    @classmethod
    def of(cls, guarded: Iterable[str]) -> "TermIndex":
        """Index terms of two and more characters that hold a Chinese one; others cannot be hidden so."""
        folded = sorted({fold_term(term) for term in guarded})
        terms = tuple(Term.of(text) for text in folded if len(text) > 1 and any(map(is_han, text)))
        dense: dict[str, list[Term]] = {}
        rowed: dict[str, list[Term]] = {}
        for term in terms:
            spellings = _spellings(term.text)
            for spelling in spellings:
                dense.setdefault(spelling, []).append(term)
            if len(term.rows) < len(term.text):
                spellings = _spellings("".join(character for character, _ in term.rows))
            for spelling in spellings:
                rowed.setdefault(spelling, []).append(term)
        patterns = sorted(dense.keys() | rowed.keys())
        return cls(
            terms=terms,
            automaton=ahocorasick_rs.AhoCorasick(patterns, store_patterns=False),
            dense=tuple(tuple(dense.get(pattern, ())) for pattern in patterns),
            rowed=tuple(tuple(rowed.get(pattern, ())) for pattern in patterns),
        )


def sounds_as(character: str, syllable: str) -> bool:
    """Whether a toneless syllable is a reading of ``character``."""
    return syllable in syllables(character)


def _spellings(text: str) -> list[str]:
    # A character with two readings is searched by both (还: hai, huan).
    readings = [codes_of(character) for character in text]
    plain = "".join([codes[0] for codes in readings])
    if sum(map(len, readings)) == len(readings):
        return [plain]
    return ["".join(codes) for codes in islice(product(*readings), _MAX_SPELLINGS)]
