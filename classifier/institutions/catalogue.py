"""Who offers a financial product: licensed institutions and brands by name, firms by trade.

Tells an offeror from one who is merely mentioned (存管, 合作, 对比). Knows no register; a listing here says what a
brand is known as, never that a licence covers the ad.
"""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from classifier.entities.companies import find_companies
from classifier.entities.model import Entity, EntityKind
from classifier.entities.vocabulary import EntityVocabulary
from classifier.institutions.catalogue_file import FirmType, InstitutionsData, LicenceStrengths, Trade
from classifier.places import Occupied
from classifier.text import Span


class Basis(StrEnum):
    """How an offeror was recognised."""

    LISTED = "listed"
    """Its name is one of the listed institutions or brands."""
    PATTERN = "pattern"
    """Its name has the form of a trade's names: XX农村商业银行."""
    FIRM = "firm"
    """A company or signature of no listed name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offeror:
    """Someone who offers something in a text."""

    span: Span
    name: str
    """Registered or best-known name where listed, else as written."""
    trade: str | None
    """Id of a trade of ``institutions.yaml`` or of a firm type; ``None`` when the name does not tell."""
    is_licensed_brand: bool
    """A listed brand, or a name that only a licensed institution may bear."""
    basis: Basis
    is_mentioned: bool = False
    """Named as custodian, partner or comparison, or as the address next door; not as the one who offers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    name: str
    trade: str
    is_trap: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pattern:
    trade: str
    is_protected: bool
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Institutions:
    """The institutions file, compiled."""

    trades: Mapping[str, Trade]
    product_trades: Mapping[str, tuple[str, ...]]
    """Product id to the trades whose licence covers it, the main one first."""
    firm_types: tuple[FirmType, ...]
    own_lending: re.Pattern[str]
    brokering: re.Pattern[str]
    mortgage_only: re.Pattern[str]
    """A loan that only pays for the home on offer."""
    own_loan: re.Pattern[str]
    """A loan that is itself the offer."""
    cash_out: re.Pattern[str]
    """Card services that no licence can cover."""
    strengths: LicenceStrengths
    name_count: int
    """Listed institutions."""
    _vocabulary: EntityVocabulary
    _automaton: AhoCorasick
    _names: tuple[_Name, ...]
    _weak: tuple[tuple[re.Pattern[str], _Name], ...]
    _patterns: tuple[_Pattern, ...]
    _not_a_bank: re.Pattern[str]
    _mentioned_after: re.Pattern[str]
    _mentioned_before: re.Pattern[str]
    _offering_after: re.Pattern[str]
    _offering_before: re.Pattern[str]
    _account: re.Pattern[str]
    _firm_words: Mapping[str, FirmType]
    _firm_pattern: re.Pattern[str]

    def offerors(self, text: str) -> tuple[Offeror, ...]:
        """Those who offer something in a normalised text, left to right."""
        return tuple(offeror for offeror in self.named(text) if not offeror.is_mentioned)

    def named(self, text: str) -> tuple[Offeror, ...]:
        """All institutions and firms named in a normalised text, offerors and mentioned ones."""
        found = _Found()
        traps = Occupied(len(text))
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            name = self._names[index]
            if name.is_trap:
                traps.add(Span(start, end))
            elif _is_whole_name(text, start, end):
                found.add(self._offeror(text, Span(start, end), name.name, name.trade, Basis.LISTED, licensed=True))
        for pattern, name in self._weak:
            for match in pattern.finditer(text):
                span = Span(*match.span())
                if not (found.touching(span) or traps.overlaps(span)):
                    found.add(self._offeror(text, span, name.name, name.trade, Basis.LISTED, licensed=True))
        if _PATTERN_GATE.search(text):
            self._add_patterns(text, found, traps)
        for entity in find_companies(text, self._vocabulary):
            self._add_firm(text, entity, found)
        return tuple(found.offerors)

    def firm_type(self, name: str) -> FirmType | None:
        """Type of a firm by the longest trade word of its name, the last where several are as long."""
        best = None
        for match in self._firm_pattern.finditer(name):
            if best is None or len(match[0]) >= len(best):
                best = match[0]
        return None if best is None else self._firm_words[best]

    def trades_of(self, product_id: str) -> tuple[str, ...]:
        """Trades whose licence covers the product; empty for products without a licence."""
        return self.product_trades.get(product_id, ())

    def _add_patterns(self, text: str, found: "_Found", traps: Occupied) -> None:
        for entry in self._patterns:
            for match in entry.pattern.finditer(text):
                lead = _lead_length(match[0])
                if lead and _proper_length(match[0]) - lead < 2:
                    continue  # nothing is left of the name: 发放小额贷款
                start = match.start() + lead
                span = Span(start, match.end())
                name = match[0][start - match.start() :]
                if found.touching(span) or traps.overlaps(span):
                    continue
                if entry.trade == "bank" and self._not_a_bank.search(name):
                    continue
                found.add(self._offeror(text, span, name, entry.trade, Basis.PATTERN, licensed=entry.is_protected))

    def _add_firm(self, text: str, entity: Entity, found: "_Found") -> None:
        touching = found.touching(entity.span)
        inside = [place for place in touching if entity.span.covers(found.offerors[place].span)]
        if any(found.offerors[place].is_licensed_brand for place in inside):
            # A signature or full company name around a brand makes the brand the offeror: 【工商银行】.
            for place in inside:
                other = found.offerors[place]
                if entity.kind is EntityKind.SIGNATURE or other.span.start - entity.span.start <= 3:
                    found.offerors[place] = _offering(other)
            return
        if touching:
            return
        name = entity.value or entity.text
        firm_type = self.firm_type(name)
        found.add(
            self._offeror(text, entity.span, name, firm_type.id if firm_type else None, Basis.FIRM, licensed=False)
        )

    def _offeror(self, text: str, span: Span, name: str, trade: str | None, basis: Basis, *, licensed: bool) -> Offeror:
        return Offeror(
            span=span,
            name=name,
            trade=trade,
            is_licensed_brand=licensed,
            basis=basis,
            is_mentioned=self._is_mentioned(text, span),
        )

    def _is_mentioned(self, text: str, span: Span) -> bool:
        before, after = text[max(0, span.start - 14) : span.start], span.end
        if text[span.start] in "【[" or before.endswith(("【", "[")):
            return False
        if self._mentioned_after.match(text, after):
            return True
        if self._offering_before.search(before) or self._offering_after.match(text, after):
            return False
        if self._mentioned_before.search(before):
            return True
        return self._account.search(before) is not None


class _Found:
    """Offerors found so far in a text, left to right, none overlapping another."""

    def __init__(self) -> None:
        self.offerors: list[Offeror] = []

    def add(self, offeror: Offeror) -> None:
        """Put in one that touches none of the others."""
        insort(self.offerors, offeror, key=lambda other: other.span.start)

    def touching(self, span: Span) -> range:
        """Places of those that overlap ``span``."""
        first = bisect_right(self.offerors, span.start, key=lambda other: other.span.end)
        return range(first, bisect_left(self.offerors, span.end, first, key=lambda other: other.span.start))


def _offering(offeror: Offeror) -> Offeror:
    return Offeror(
        span=offeror.span,
        name=offeror.name,
        trade=offeror.trade,
        is_licensed_brand=offeror.is_licensed_brand,
        basis=offeror.basis,
        is_mentioned=False,
    )


_PATTERN_GATE: Final = re.compile(
    "银行|农商|信用[合社联]|农信|信合|农合行|邮储所|保险|人寿|财险|产险|证券|基金管理|期货|信托|消费金融|汽车金融|小额贷款|小贷|典当|担保"
)
_LEAD: Final = re.compile(
    "^.*(?:我是|我系|这里是|由|在|的|与|和|是|致电|您好|你好|到|来|去|从|为|于|请|找|及|或|给|跟|向|将|就|等|户|现|新|好|家|让|办|年|月|日|号)"
)
_TRADE_WORD: Final = re.compile(
    "农村|农商|农信|农合|信用|信合|村镇|邮储|银行|人寿|财险|产险|财产|证券|基金|期货|信托|消费|汽车|小额|小贷|典当|融资|投资"
)
_FOLLOWS_NO_SHORT_NAME: Final = frozenset("业为动政情程李使列驶文走头规道径星销")


def _lead_length(name: str) -> int:
    """Length of introducing words that a name pattern swallowed: 我是江南农商行."""
    lead = _LEAD.match(name[: _proper_length(name)])
    return 0 if lead is None else lead.end()


def _proper_length(name: str) -> int:
    """Length of what stands before the word of the trade."""
    trade = _TRADE_WORD.search(name)
    return 0 if trade is None else trade.start()


def _is_whole_name(text: str, start: int, end: int) -> bool:
    """Whether a two-character short name with 行 is no piece of a longer word, and Latin names stand alone."""
    first, last = text[start], text[end - 1]
    following = text[end : end + 1]
    if end - start == 2 and last == "行" and following in _FOLLOWS_NO_SHORT_NAME and following:
        return False
    if last.isascii() and last.isalpha() and following.isascii() and following.isalpha():
        return False
    return not (
        first.isascii() and first.isalpha() and text[start - 1 : start].isascii() and text[start - 1 : start].isalpha()
    )


def institutions_of(data: InstitutionsData, vocabulary: EntityVocabulary) -> Institutions:
    """Compile the content of the file; ``vocabulary`` finds the companies that it does not list."""
    names: dict[str, _Name] = {trap: _Name(name=trap, trade="", is_trap=True) for trap in data.name_traps}
    count = 0
    for trade, lines in data.institutions.items():
        for line in lines:
            spellings = line.split("|")
            count += 1
            names.update({spelling: _Name(name=spellings[0], trade=trade) for spelling in spellings})
    words = {word: firm_type for firm_type in data.firm_types for word in firm_type.words}
    alternatives = "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
    return Institutions(
        trades={trade.id: trade for trade in data.trades},
        product_trades=data.products,
        firm_types=data.firm_types,
        own_lending=re.compile(data.own_lending),
        brokering=re.compile(data.brokering),
        mortgage_only=re.compile(data.mortgage_only),
        own_loan=re.compile(data.own_loan),
        cash_out=re.compile(data.cash_out),
        strengths=data.strengths,
        name_count=count,
        _vocabulary=vocabulary,
        _automaton=AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest),
        _names=tuple(names.values()),
        _weak=tuple((re.compile(weak.pattern), _Name(name=weak.name, trade=weak.trade)) for weak in data.weak_names),
        _patterns=tuple(
            _Pattern(trade=entry.trade, is_protected=entry.protected, pattern=re.compile(entry.pattern))
            for entry in data.name_patterns
        ),
        _not_a_bank=re.compile(
            "^(?:"
            + "|".join(map(re.escape, data.not_a_bank_name))
            + ")|(?:"
            + "|".join(map(re.escape, data.not_a_bank_name))
            + ")银行$"
        ),
        _mentioned_after=re.compile(data.mentioned_after),
        _mentioned_before=re.compile(data.mentioned_before),
        _offering_after=re.compile(data.offering_after),
        _offering_before=re.compile(data.offering_before),
        _account=re.compile(data.account_words),
        _firm_words=words,
        _firm_pattern=re.compile(alternatives),
    )
