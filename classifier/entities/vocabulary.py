"""The words of ``rules/entities.yaml``, compiled, with one automaton that says which families a text can hold.

Knows nothing of what is found with them.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from classifier.datafiles.datafile import StrictSchema
from classifier.datafiles.datafolder import read_file_as
from classifier.entities.model import EntityKind
from classifier.errors import DataFileError, DataProblem

ENTITIES_FILE = "entities.yaml"


class _Companies(StrictSchema):
    forms: tuple[str, ...]
    trade_companies: tuple[str, ...]
    trades: tuple[str, ...]
    introduced_trades: tuple[str, ...]
    introductions: tuple[str, ...]
    leads: tuple[str, ...]
    generic: tuple[str, ...]


class _Licences(StrictSchema):
    labels: tuple[str, ...]


class _Endorsers(StrictSchema):
    expert: tuple[str, ...]
    analyst: tuple[str, ...]
    celebrity: tuple[str, ...]
    body: tuple[str, ...]
    beneficiary: tuple[str, ...]
    traps: tuple[str, ...]


class _EntitiesFile(StrictSchema):
    companies: _Companies
    licences: _Licences
    endorsers: _Endorsers
    product_kinds: tuple[str, ...]


def alternation(words: tuple[str, ...]) -> str:
    """Regular expression of all words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


FORM: Final = "form"
TRADE_COMPANY: Final = "trade_company"
TRADE: Final = "trade"
INTRODUCED_TRADE: Final = "introduced_trade"
_TRAP: Final = "trap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A word of the vocabulary found in a text."""

    family: str
    """``form``, ``trade_company``, ``trade``, ``introduced_trade`` or the value of an endorser kind."""
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EntityVocabulary:
    """Compiled words. Equal only to itself, so that answers can be remembered per vocabulary."""

    automaton: AhoCorasick
    families: tuple[str, ...]
    """Family of each pattern of the automaton."""
    leads: re.Pattern[str]
    introductions: re.Pattern[str]
    generic: frozenset[str]
    licence_labels: str
    product_kinds: tuple[str, ...]

    def anchors(self, text: str) -> list[Anchor]:
        """Vocabulary words of ``text``, left to right, the longest at each place; traps are left out."""
        return [
            Anchor(family=self.families[index], start=start, end=end)
            for index, start, end in self.automaton.find_matches_as_indexes(text)
            if self.families[index] != _TRAP
        ]


def read_vocabulary(folder: Path, problems: list[DataProblem]) -> EntityVocabulary | None:
    """Read and compile the file under ``folder``; everything wrong goes to ``problems``."""
    data = read_file_as(_EntitiesFile, folder, ENTITIES_FILE, problems)
    if data is None:
        return None
    by_family: dict[str, str] = {}
    families = (
        (_TRAP, data.endorsers.traps),
        (FORM, data.companies.forms),
        (TRADE_COMPANY, data.companies.trade_companies),
        (TRADE, data.companies.trades),
        (INTRODUCED_TRADE, data.companies.introduced_trades),
        (EntityKind.EXPERT.value, data.endorsers.expert),
        (EntityKind.ANALYST.value, data.endorsers.analyst),
        (EntityKind.CELEBRITY.value, data.endorsers.celebrity),
        (EntityKind.BODY.value, data.endorsers.body),
        (EntityKind.BENEFICIARY.value, data.endorsers.beneficiary),
    )
    for family, words in families:
        for word in words:
            if word in by_family and by_family[word] != family:
                message = f"stands under {by_family[word]} and {family}; keep one"
                problems.append(DataProblem(ENTITIES_FILE, word, message))
            by_family.setdefault(word, family)
    patterns = sorted(by_family)
    return EntityVocabulary(
        automaton=AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest),
        families=tuple(by_family[pattern] for pattern in patterns),
        leads=re.compile(alternation(data.companies.leads)),
        introductions=re.compile(rf"(?:{alternation(data.companies.introductions)})$"),
        generic=frozenset(data.companies.generic),
        licence_labels=alternation(data.licences.labels),
        product_kinds=data.product_kinds,
    )


def load_vocabulary(folder: Path) -> EntityVocabulary:
    """Load the file under ``folder``.

    Raises:
        DataFileError: all problems of the file at once.
    """
    problems: list[DataProblem] = []
    vocabulary = read_vocabulary(folder, problems)
    if vocabulary is None or problems:
        raise DataFileError(problems)
    return vocabulary
