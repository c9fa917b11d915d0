"""Holds what a category, a product, a referral desk and a missing-fact question are.

Does not know the law's text, the policy or any ad.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from classifier.errors import ClassifierError
from classifier.finding import CitationRole, MissingFact

CODES = (
    "missing_risk_warning",
    "guaranteed_return",
    "exaggerated_performance",
    "improper_endorsement",
    "deceptive_claim",
    "unlicensed_offering",
    "inaccurate_data",
    "banned_activity",
    "housing_leverage",
)
"""The nine codes in their fixed order; models, labels and stored verdicts depend on it."""


class Scope(StrEnum):
    """Whether a category can be broken by an ad for a product."""

    APPLIES = "applies"
    NEEDS_FACT = "needs_fact"
    """Only together with a fact that the text does not hold: answered with ``needs_fact`` at most."""
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An office to which a lead is referred."""

    desk_id: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A kind of product that an ad can be for."""

    product_id: str
    name_zh: str
    name_en: str
    is_investment: bool
    """Sold with an expectation of return, so that article 25 of the Advertising Law is engaged."""
    regulator: str
    """Id of the desk that answers licence questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisEntry:
    """A provision that a category rests on, and for which products and topics."""

    provision_id: str
    role: CitationRole
    products: frozenset[str]
    """Cited only when the ad is for one of these; empty means always."""
    unless_only: frozenset[str]
    """Left out when the ad is for nothing but these, because a special provision takes its place."""
    topics: frozenset[str]
    """Cited only when the finding is about one of these; empty means always."""

    def is_met_by(self, products: Collection[str], topics: Collection[str]) -> bool:
        """Whether it is cited for a finding about ``topics`` in an ad for ``products``."""
        if self.products and self.products.isdisjoint(products):
            return False
        if self.topics and self.topics.isdisjoint(topics):
            return False
        return not (products and self.unless_only.issuperset(products))


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """Where leads of a category go first and who else is told."""

    default: str
    """Desk id."""
    follows_regulator: bool
    """The regulator of the product comes first, ``default`` where it is not known."""
    by_product: Mapping[str, str]
    """Product id to desk id; stronger than the regulator."""
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactQuestion:
    """A fact outside the text on which an answer turns, and where it is looked up."""

    fact_id: str
    question_zh: str
    question_en: str
    where_zh: str
    where_en: str
    by_product: Mapping[str, tuple[str, str]]
    """Product id to a more exact place (Chinese, English)."""

    def ask(self, *, product: str | None = None, subject: str | None = None) -> MissingFact:
        """Make the question for one finding; ``product`` picks the registry, ``subject`` is what to look up."""
        where_zh, where_en = self.by_product.get(product or "", (self.where_zh, self.where_en))
        return MissingFact(
            fact_id=self.fact_id,
            question_zh=self.question_zh,
            question_en=self.question_en,
            where_zh=where_zh,
            where_en=where_en,
            subject=subject,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One of the nine kinds of prohibited content."""

    code: str
    number: int
    """1 to 9."""
    name_zh: str
    name_en: str
    definition_zh: str
    definition_en: str
    counts_zh: tuple[str, ...]
    counts_en: tuple[str, ...]
    does_not_count_zh: tuple[str, ...]
    does_not_count_en: tuple[str, ...]
    severity: int
    """1 (formal) to 5 (grave), before any policy changes it."""
    scope: Mapping[str, Scope]
    """Every product id."""
    scope_when_unknown: Scope
    """Where the product cannot be told."""
    entries: tuple[BasisEntry, ...]
    """Basis first (the main provision at the head), then what is also cited, then penalties."""
    referral: Referral
    missing_facts: tuple[str, ...]
    """Fact ids to ask for by default, the most telling first."""

    def scope_for(self, products: Collection[str]) -> Scope:
        """Return the widest scope among the products; ``scope_when_unknown`` where there is none.

        Raises:
            ClassifierError: a product is unknown.
        """
        unknown = sorted(product for product in products if product not in self.scope)
        if unknown:
            known = ", ".join(self.scope)
            raise ClassifierError(f"unknown product {', '.join(map(repr, unknown))}; known: {known}")
        scopes = {self.scope[product] for product in products} or {self.scope_when_unknown}
        for widest in (Scope.APPLIES, Scope.NEEDS_FACT):
            if widest in scopes:
                return widest
        return Scope.EXEMPT
