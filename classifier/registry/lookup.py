"""Answers whether an institution is licensed for a trade on a day.

A name that is only similar is never an answer; whoever wants similar names asks for them. Knows nothing of ads.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from classifier.registry.entry import RegistryEntry, Standing, name_key, number_key
from classifier.registry.similar import SimilarNames


class Answer(StrEnum):
    """What the lists say."""

    LICENSED = "licensed"
    NOT_LISTED = "not_listed"
    EXPIRED = "expired"
    """Withdrawn, or not in force on that day."""
    OUT_OF_SCOPE = "out_of_scope"
    NEGATIVE_LISTED = "negative_listed"


class MatchedBy(StrEnum):
    """How the entry was found."""

    CREDIT_CODE = "credit_code"
    LICENCE_NO = "licence_no"
    NAME = "name"
    ALIAS = "alias"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryAnswer:
    """The answer with the entry it rests on."""

    answer: Answer
    entry: RegistryEntry | None
    matched_by: MatchedBy | None


# What outweighs what where several entries match: a warning list first, then the best licence.
_RANK: Final = {Answer.NEGATIVE_LISTED: 0, Answer.LICENSED: 1, Answer.OUT_OF_SCOPE: 2, Answer.EXPIRED: 3}


@dataclass(frozen=True, slots=True)
class Registry:
    """All entries of the lists supplied, indexed."""

    entries: tuple[RegistryEntry, ...]
    version: str = field(init=False)
    """Hash of the content; equal content in another order or file gives the same."""
    _by_code: dict[str, list[RegistryEntry]] = field(init=False, repr=False, compare=False)
    _by_licence: dict[str, list[RegistryEntry]] = field(init=False, repr=False, compare=False)
    _by_name: dict[str, list[RegistryEntry]] = field(init=False, repr=False, compare=False)
    _by_alias: dict[str, list[RegistryEntry]] = field(init=False, repr=False, compare=False)
    _similar: SimilarNames = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        def index(pairs: Iterable[tuple[str, RegistryEntry]]) -> dict[str, list[RegistryEntry]]:
            table: dict[str, list[RegistryEntry]] = {}
            for key, entry in pairs:
                table.setdefault(key, []).append(entry)
            return table

        entries = self.entries
        for name, value in {
            "version": _content_hash(entries),
            "_by_code": index((number_key(e.credit_code), e) for e in entries if e.credit_code),
            "_by_licence": index((number_key(e.licence_no), e) for e in entries if e.licence_no),
            "_by_name": index((name_key(e.name), e) for e in entries),
            "_by_alias": index((name_key(alias), e) for e in entries for alias in e.aliases),
            "_similar": SimilarNames(e.name for e in entries),
        }.items():
            object.__setattr__(self, name, value)

    def __add__(self, other: "Registry") -> "Registry":
        """Both lists together."""
        return Registry(self.entries + other.entries)

    def lookup(
        self,
        name: str | None = None,
        *,
        credit_code: str | None = None,
        licence_no: str | None = None,
        trades: Iterable[str],
        on: date,
    ) -> RegistryAnswer:
        """Look an institution up, by credit code, then licence number, then exact name, then alias.

        A credit code that is on no list rules out entries of the same name with another code: they are other firms.

        Args:
            name: registered name or brand.
            credit_code: 统一社会信用代码.
            licence_no: number of licence or registration.
            trades: trades any of which covers what is offered.
            on: day of the ad.
        """
        found, matched_by = self._matching(name, credit_code, licence_no)
        if matched_by is None:
            return RegistryAnswer(answer=Answer.NOT_LISTED, entry=None, matched_by=None)
        return _answer(found, matched_by, frozenset(trades), on)

    def is_warned_of(
        self, name: str | None = None, *, credit_code: str | None = None, licence_no: str | None = None
    ) -> bool:
        """Whether an institution, found as by :meth:`lookup`, stands on a list of those warned of."""
        found, _ = self._matching(name, credit_code, licence_no)
        return any(entry.standing is Standing.NEGATIVE for entry in found)

    def similar_names(self, name: str) -> tuple[str, ...]:
        """Names on the lists that resemble ``name``, the likest first, for a person to compare."""
        return self._similar.to(name)

    def _matching(
        self, name: str | None, credit_code: str | None, licence_no: str | None
    ) -> tuple[list[RegistryEntry], MatchedBy | None]:
        if credit_code and (found := self._by_code.get(number_key(credit_code))):
            return found, MatchedBy.CREDIT_CODE
        if licence_no and (found := self._by_licence.get(number_key(licence_no))):
            return found, MatchedBy.LICENCE_NO
        if name:
            key = name_key(name)
            for table, matched_by in ((self._by_name, MatchedBy.NAME), (self._by_alias, MatchedBy.ALIAS)):
                found = [
                    entry
                    for entry in table.get(key, ())
                    if not (
                        credit_code and entry.credit_code and number_key(entry.credit_code) != number_key(credit_code)
                    )
                ]
                if found:
                    return found, matched_by
        return [], None


def _answer(found: list[RegistryEntry], matched_by: MatchedBy, trades: frozenset[str], on: date) -> RegistryAnswer:
    judged = [(_judge(entry, trades, on), entry) for entry in found]
    answer, entry = min(judged, key=lambda pair: _RANK[pair[0]])
    return RegistryAnswer(answer=answer, entry=entry, matched_by=matched_by)


def _judge(entry: RegistryEntry, trades: frozenset[str], on: date) -> Answer:
    if entry.standing is Standing.NEGATIVE:
        return Answer.NEGATIVE_LISTED
    if entry.trades.isdisjoint(trades):
        return Answer.OUT_OF_SCOPE
    if entry.standing is Standing.LICENSED:
        return Answer.LICENSED if entry.is_valid_on(on) else Answer.EXPIRED
    # A licence withdrawn later was in force before, where the list says when it ended.
    return Answer.LICENSED if entry.valid_to is not None and entry.is_valid_on(on) else Answer.EXPIRED


def _content_hash(entries: tuple[RegistryEntry, ...]) -> str:
    lines = sorted(
        "\x1f".join(
            (
                entry.name,
                entry.standing.value,
                ",".join(sorted(entry.trades)),
                entry.credit_code or "",
                entry.licence_no or "",
                ",".join(entry.aliases),
                str(entry.valid_from or ""),
                str(entry.valid_to or ""),
                str(entry.as_of or ""),
            )
        )
        for entry in entries
    )
    return hashlib.sha256("\x1e".join(lines).encode()).hexdigest()[:16]
