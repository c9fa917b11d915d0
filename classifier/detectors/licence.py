"""Whether the one who offers a financial product may: by the registers supplied, by brand, by the trade of the firm.

Decides by facts, not wording: phrases that admit unlicensed business are rules. Where the offeror is unnamed or
unknown and no register was supplied, the answer is the missing fact and where to look it up.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from classifier.entities import Entity, EntityKind, find_entities
from classifier.finding import Finding, MissingFact, Status
from classifier.institutions import Basis, FirmRole, Institutions, Offeror, default_institutions
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """An offeror with the passage that names it; no passage where only the caller named it."""

    page: ReadPassage | None
    offeror: Offeror | None
    name: str
    credit_code: str | None = None
    licence_no: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceDetector:
    """Category ``unlicensed_offering``."""

    ask: Callable[..., MissingFact]
    """Makes the question for a fact id; takes the product to pick the register, and the subject to look up."""
    institutions: Institutions = field(default_factory=default_institutions)
    registry: Registry | None = None

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
        named = list(self._named(reading))
        answers: list[tuple[_Named, RegistryAnswer]] = []
        if self.registry is not None:
            trades = {trade for product in products for trade in self.institutions.trades_of(product)}
            for entry in named:
                answer = self.registry.lookup(
                    entry.name or None,
                    credit_code=entry.credit_code,
                    licence_no=entry.licence_no,
                    trades=trades,
                    on=reading.on,
                )
                answers.append((entry, answer))
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
        return (self._unknown(reading, products, named, [answer for _, answer in answers]),)

    def is_warned_of(self, reading: Reading) -> bool:
        """Whether the advertiser, or anyone the ad names as offering, stands on a negative list of the caller."""
        if self.registry is None:
            return False
        return any(
            self.registry.lookup(
                entry.name or None,
                credit_code=entry.credit_code,
                licence_no=entry.licence_no,
                trades=(),
                on=reading.on,
            ).answer
            is Answer.NEGATIVE_LISTED
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

    def _named(self, reading: Reading) -> Iterator[_Named]:
        for page in reading.pages:
            for offeror in self.institutions.offerors(page.text):
                yield _Named(page=page, offeror=offeror, name=offeror.name)
            if self.registry is not None:
                for entity in find_entities(page.text):
                    if (number := _number_of(page, entity)) is not None:
                        yield number
        if reading.copy.advertiser:
            brands = self.institutions.named(reading.copy.advertiser.lower())
            brand = next((entry for entry in brands if entry.is_licensed_brand), None)
            yield _Named(page=None, offeror=brand, name=reading.copy.advertiser)

    def _unlicensed_lender(self, reading: Reading, named: list[_Named]) -> Finding | None:
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
            probabilities = self.institutions.probabilities
            if firm_type.role is FirmRole.DIRECT and (own or not brokers):
                probability = probabilities.direct_firm
            elif firm_type.role is FirmRole.BROKER and own and not brokers:
                probability = probabilities.broker_own_money
            else:
                continue
            evidence = (entry.page.evidence(offeror.span), *self._proof(reading))
            return Finding(
                category=CATEGORY,
                status=Status.VIOLATION,
                probability=probability,
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
        as_of = f"（名单截至{answer.entry.as_of}）" if answer.entry is not None and answer.entry.as_of else ""
        return Finding(
            category=CATEGORY,
            status=Status.VIOLATION,
            probability=self.institutions.probabilities.listed_against,
            evidence=evidence,
            detector=self.name,
            rule_id=f"licence.{answer.answer.value}",
            reason_zh=f"“{listed}”{_ANSWER_ZH[answer.answer]}{as_of}。",
            reason_en=f"“{listed}”: {_ANSWER_EN[answer.answer]}.",
        )

    def _unknown(
        self, reading: Reading, products: tuple[str, ...], named: list[_Named], answers: list[RegistryAnswer]
    ) -> Finding:
        trade = self.institutions.trades[self.institutions.trades_of(products[0])[0]]
        entry = next((entry for entry in named if entry.name), None)
        subject = None if entry is None else entry.name
        was_looked_up = subject is not None and bool(answers)
        similar = next((answer.suggestions for answer in answers if answer.suggestions), ())
        hint_zh = f"（名单中近似名称：{'、'.join(similar)}）" if similar else ""
        hint_en = f" (similar names listed: {', '.join(similar)})" if similar else ""
        who_zh, who_en = (
            (f"“{subject}”", f"“{subject}”") if subject else ("（文中未具名）", "the advertiser, not named")
        )
        fact = self.ask(FACT, product=products[0], subject=subject)
        looked_zh = "，所提供的名单中未见" if was_looked_up else ""
        looked_en = ", not on the lists supplied" if was_looked_up else ""
        probabilities = self.institutions.probabilities
        return Finding(
            category=CATEGORY,
            status=Status.NEEDS_FACT,
            probability=probabilities.not_listed if was_looked_up else probabilities.unknown,
            evidence=_evidence(reading, entry) if entry is not None else (),
            detector=self.name,
            rule_id=None,
            reason_zh=f"推介{trade.name_zh}类业务，提供者{who_zh}的资质从文字无法确认{looked_zh}{hint_zh}。",
            reason_en=(
                f"Offers {trade.name_en}; whether {who_en} is licensed cannot be told from the text"
                f"{looked_en}{hint_en}."
            ),
            missing_fact=fact,
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
