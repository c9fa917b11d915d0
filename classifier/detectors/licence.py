"""Whether the one who offers a financial product may: by the registers supplied, by brand, by the trade of the firm.

Decides by facts, not wording: phrases that admit unlicensed business are rules. Where the offeror is unnamed or
unknown and no register was supplied, the answer is the missing fact and where to look it up.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from classifier.entities.model import Entity, EntityKind
from classifier.entities.numbers import find_numbers_of_record
from classifier.entities.vocabulary import EntityVocabulary
from classifier.finding import Finding, MissingFact, Status
from classifier.institutions.catalogue import Basis, Institutions, Offeror
from classifier.institutions.catalogue_file import FirmRole
from classifier.reading import Reading, ReadPassage
from classifier.registry import Answer, Registry, RegistryAnswer
from classifier.text import Evidence

CATEGORY: Final = "unlicensed_offering"
FACT: Final = "licence"

_NO_LICENCE_EXISTS: Final = frozenset({"crypto", "lottery", "franchise", "housing_return", "training", "collectibles"})
_GENERIC: Final = frozenset({"wealth_generic"})
_NUMBERS: Final = frozenset(
    {
        EntityKind.LICENCE_NUMBER,
        EntityKind.PRIVATE_FUND_MANAGER,
        EntityKind.WEALTH_PRODUCT,
        EntityKind.STAFF_NUMBER,
        EntityKind.PRIVATE_FUND,
    }
)
_PRODUCT_ORDER: Final = (
    "loan", "credit_card", "p2p", "deposit", "structured_deposit", "government_bond", "bank_wealth", "private_fund",
    "trust", "public_fund", "insurance_savings", "insurance_protection", "securities_advice", "securities", "futures",
    "forex_gold", "crowdfunding", "payment", "wealth_generic",
)  # fmt: skip
_ANSWER_ZH: Final = {
    Answer.EXPIRED: "许可已失效或在广告发布日不在有效期内",
    Answer.OUT_OF_SCOPE: "许可范围不包括所推介的业务",
    Answer.NEGATIVE_LISTED: "列于警示（非法、仿冒）名单",
}
_ANSWER_EN: Final = {
    Answer.EXPIRED: "its licence was not in force on the day of the ad",
    Answer.OUT_OF_SCOPE: "its licence does not cover what is offered",
    Answer.NEGATIVE_LISTED: "it is on a list of illegal or counterfeit institutions",
}

_UNNAMED_ZH: Final = "文中未写明由谁提供，无法确认提供者是否具备相应资质"
_UNNAMED_EN: Final = "the text does not say who provides it, so whether the provider is licensed must be looked up"
_NAMED_ZH: Final = "仅凭文字无法确认“{subject}”是否具备相应资质"
_NAMED_EN: Final = "whether “{subject}” is licensed for it cannot be told from the text"
_NOT_LISTED_ZH: Final = "“{subject}”不在所提供的名单中{hint}，是否具备相应资质需另行核实"
_NOT_LISTED_EN: Final = "“{subject}” is not on the lists supplied{hint}, so whether it is licensed must be looked up"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """An offeror with the passage that names it; no passage where only the caller named it."""

    page: ReadPassage | None
    offeror: Offeror | None
    name: str
    credit_code: str | None = None
    licence_no: str | None = None

    @property
    def label(self) -> str:
        """What to look up: the name, else the number that stands for one."""
        return self.name or self.credit_code or self.licence_no or ""


@dataclass(slots=True)
class _LastAsked:
    """Who the reading asked about last names: a verdict asks twice, and finding them is the costly part."""

    asked: tuple[Reading, tuple[_Named, ...]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceDetector:
    """Category ``unlicensed_offering``."""

    ask: Callable[..., MissingFact]
    """Makes the question for a fact id; takes the product to pick the register, and the subject to look up."""
    institutions: Institutions
    vocabulary: EntityVocabulary
    probability_of: Mapping[str, float]
    """Probability per strength name, from policy."""
    registry: Registry | None = None
    _last: _LastAsked = field(default_factory=_LastAsked, init=False, repr=False, compare=False)

    @property
    def name(self) -> str:
        """Stable name of the detector."""
        return "licence"

    def detect(self, reading: Reading) -> tuple[Finding, ...]:
        """At most one finding: against the offeror by register or trade, or the licence that is to be looked up."""
        if not reading.is_offer:
            return ()
        products = self._regulated(reading)
        if not products:
            return ()
        named = self._named(reading)
        if self.registry is not None:
            trades = {trade for product in products for trade in self.institutions.trades_of(product)}
            answers = [(entry, _looked_up(self.registry, entry, trades, reading)) for entry in named]
            against = [pair for pair in answers if pair[1].answer in _ANSWER_ZH]
            warned = [pair for pair in against if pair[1].answer is Answer.NEGATIVE_LISTED]
            if any(answer.answer is Answer.LICENSED for _, answer in answers) and not warned:
                return ()
            if against:
                return (self._listed_against(reading, *(warned or against)[0]),)
        firm = self._unlicensed_lender(reading, named) if "loan" in products else None
        if firm is not None:
            return (firm,)
        if any(entry.offeror is not None and entry.offeror.is_licensed_brand for entry in named):
            return ()
        return (self._unknown(reading, products, named),)

    def is_warned_of(self, reading: Reading) -> bool:
        """Whether the advertiser, or anyone the ad names as offering, stands on a negative list of the caller."""
        if self.registry is None:
            return False
        return any(
            self.registry.is_warned_of(entry.name or None, credit_code=entry.credit_code, licence_no=entry.licence_no)
            for entry in self._named(reading)
        )

    def _regulated(self, reading: Reading) -> tuple[str, ...]:
        """Products on offer that need a licence, the main one first."""
        products = {product for product in reading.products if self.institutions.trades_of(product)}
        if products & _GENERIC and (_NO_LICENCE_EXISTS & reading.products or len(products) > 1):
            products -= _GENERIC
        text = "\n".join(page.text for page in reading.pages)
        if "loan" in products and "housing" in reading.products:
            is_offer = self.institutions.own_loan.search(text) or not self.institutions.mortgage_only.search(text)
            products -= set() if is_offer else {"loan"}
        if self.institutions.cash_out.search(text) and products <= {"credit_card", "payment"}:
            return ()
        return tuple(product for product in _PRODUCT_ORDER if product in products)

    def _named(self, reading: Reading) -> tuple[_Named, ...]:
        """Everyone the ad or its advertiser field names as offering, in text order."""
        # One assignment of a whole pair: threads that share the detector may find twice, never a wrong answer.
        asked = self._last.asked
        if asked is None or asked[0] is not reading:
            asked = (reading, tuple(self._find_named(reading)))
            self._last.asked = asked
        return asked[1]

    def _find_named(self, reading: Reading) -> Iterator[_Named]:
        for page in reading.pages:
            for offeror in self.institutions.offerors(page.text):
                yield _Named(page=page, offeror=offeror, name=offeror.name)
            if self.registry is not None:
                for entity in find_numbers_of_record(page.text, self.vocabulary):
                    if (number := _number_of(page, entity)) is not None:
                        yield number
        if reading.copy.advertiser:
            brands = self.institutions.named(reading.copy.advertiser.lower())
            brand = next((entry for entry in brands if entry.is_licensed_brand), None)
            yield _Named(page=None, offeror=brand, name=reading.copy.advertiser)

    def _unlicensed_lender(self, reading: Reading, named: tuple[_Named, ...]) -> Finding | None:
        """A firm of a trade without licence that lends on its own account."""
        own = any(self.institutions.own_lending.search(page.text) for page in reading.pages)
        brokers = any(self.institutions.brokering.search(page.text) for page in reading.pages)
        if any(entry.offeror is not None and entry.offeror.is_licensed_brand for entry in named):
            return None
        for entry in named:
            offeror = entry.offeror
            if entry.page is None or offeror is None or offeror.basis is not Basis.FIRM:
                continue
            firm_type = self.institutions.firm_type(offeror.name)
            if firm_type is None or reading.is_cleared(entry.page, offeror.span):
                continue
            strengths = self.institutions.strengths
            if firm_type.role is FirmRole.DIRECT and (own or not brokers):
                strength = strengths.direct_firm
            elif firm_type.role is FirmRole.BROKER and own and not brokers:
                strength = strengths.broker_own_money
            else:
                continue
            evidence = (entry.page.evidence(offeror.span), *self._proof(reading))
            return Finding(
                category=CATEGORY,
                status=Status.VIOLATION,
                probability=self.probability_of[strength],
                evidence=tuple(dict.fromkeys(evidence)),
                detector=self.name,
                rule_id=f"licence.{firm_type.id}",
                reason_zh=f"“{offeror.name}”不是持牌放贷机构的名称，却以自己名义发放贷款。",
                reason_en=f"“{offeror.name}” is not the name of a licensed lender, yet lends in its own name.",
            )
        return None

    def _proof(self, reading: Reading) -> Iterator[Evidence]:
        for page in reading.pages:
            for mention in page.mentions:
                if mention.product_id == "loan":
                    yield page.evidence(mention.span)
                    return

    def _listed_against(self, reading: Reading, entry: _Named, answer: RegistryAnswer) -> Finding:
        evidence = _evidence(reading, entry)
        listed = answer.entry.name if answer.entry is not None else entry.name
        state = answer.entry.as_of if answer.entry is not None else None
        as_of_zh = f"（名单截至{state}）" if state else ""
        as_of_en = f" (list as of {state})" if state else ""
        return Finding(
            category=CATEGORY,
            status=Status.VIOLATION,
            probability=self.probability_of[self.institutions.strengths.listed_against],
            evidence=evidence,
            detector=self.name,
            rule_id=f"licence.{answer.answer.value}",
            reason_zh=f"“{listed}”{_ANSWER_ZH[answer.answer]}{as_of_zh}。",
            reason_en=f"“{listed}”: {_ANSWER_EN[answer.answer]}{as_of_en}.",
        )

    def _unknown(self, reading: Reading, products: tuple[str, ...], named: tuple[_Named, ...]) -> Finding:
        trade = self.institutions.trades[self.institutions.trades_of(products[0])[0]]
        # A name says more than a number to whoever looks it up.
        entry = next((entry for entry in named if entry.name), next(iter(named), None))
        subject = None if entry is None else entry.label
        was_looked_up = subject is not None and self.registry is not None
        if subject is None:
            rest_zh, rest_en = _UNNAMED_ZH, _UNNAMED_EN
        elif self.registry is None:
            rest_zh, rest_en = _NAMED_ZH.format(subject=subject), _NAMED_EN.format(subject=subject)
        else:
            # Only here, for the one name that is shown: comparing is dear on long lists.
            similar = self.registry.similar_names(subject) if entry is not None and entry.name else ()
            hint_zh = f"（名单中的近似名称：{'、'.join(similar)}）" if similar else ""
            hint_en = f" (similar names on them: {', '.join(similar)})" if similar else ""
            rest_zh = _NOT_LISTED_ZH.format(subject=subject, hint=hint_zh)
            rest_en = _NOT_LISTED_EN.format(subject=subject, hint=hint_en)
        strengths = self.institutions.strengths
        return Finding(
            category=CATEGORY,
            status=Status.NEEDS_FACT,
            probability=self.probability_of[strengths.not_listed if was_looked_up else strengths.unknown],
            evidence=_evidence(reading, entry) if entry is not None else (),
            detector=self.name,
            rule_id=None,
            reason_zh=f"推介{trade.name_zh}业务，{rest_zh}。",
            reason_en=f"Offers {trade.name_en}; {rest_en}.",
            missing_fact=self.ask(FACT, product=products[0], subject=subject),
        )


def _looked_up(registry: Registry, entry: _Named, trades: Collection[str], reading: Reading) -> RegistryAnswer:
    return registry.lookup(
        entry.name or None,
        credit_code=entry.credit_code,
        licence_no=entry.licence_no,
        trades=trades,
        on=reading.on,
    )


def _number_of(page: ReadPassage, entity: Entity) -> _Named | None:
    if entity.value is None:
        return None
    offeror = Offeror(span=entity.span, name=entity.value, trade=None, is_licensed_brand=False, basis=Basis.PATTERN)
    if entity.kind is EntityKind.CREDIT_CODE:
        return _Named(page=page, offeror=offeror, name="", credit_code=entity.value)
    if entity.kind in _NUMBERS:
        return _Named(page=page, offeror=offeror, name="", licence_no=entity.value)
    return None


def _evidence(reading: Reading, entry: _Named) -> tuple[Evidence, ...]:
    """The name or number in the text; the product it is offered with where only the caller gave the name."""
    if entry.page is not None and entry.offeror is not None:
        return (entry.page.evidence(entry.offeror.span),)
    for page in reading.pages:
        for mention in page.mentions:
            return (page.evidence(mention.span),)
    return ()
