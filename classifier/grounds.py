"""The legal ground of a finding: what it is cited under on the ad's day, who it goes to, whether it may accuse at all.

Knows nothing of how the finding came about.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from classifier.finding import Citation, CitationRole, Finding, Referral, Status
from classifier.legal.category import Scope
from classifier.legal.law import Law
from classifier.legal.taxonomy import Taxonomy

_NO_LAW_FACT = "applicable_law"
"""Asked where no provision held for the ad's date is among the law data."""

_CACHED = 4096
"""Combinations of category, products, day and rule kept: a stream of ads repeats few of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the law says to one kind of finding on one day."""

    scope: Scope
    citations: tuple[Citation, ...]
    referrals: tuple[Referral, ...]

    @property
    def has_basis(self) -> bool:
        """Whether a provision in force that day forbids it."""
        return any(citation.role is CitationRole.BASIS for citation in self.citations)


class LegalGrounds:
    """Puts findings on their legal ground. Holds a bounded cache; every answer is a pure function of its question."""

    def __init__(self, taxonomy: Taxonomy, law: Law) -> None:
        self._taxonomy = taxonomy
        self._law = law
        self._ground = lru_cache(maxsize=_CACHED)(self._find)

    def grounded(
        self,
        finding: Finding,
        products: frozenset[str],
        on: date,
        *,
        topics: tuple[str, ...] = (),
        provisions: tuple[str, ...] = (),
    ) -> Finding | None:
        """Cite and refer ``finding``; ``None`` where the category does not reach the products at all.

        Where the category reaches a product only with a further fact, or where no provision held for that day is
        known, an accusation becomes a question: nobody is accused without a law.

        Args:
            products: what the finding is about.
            on: day of the ad.
            topics: what the finding is about more closely, as its rule says.
            provisions: provisions that its rule cites besides those of the category.
        """
        ground = self._ground(finding.category, products, on, topics, provisions)
        if ground.scope is Scope.EXEMPT:
            return None
        return self._on(ground, finding, needs_fact=ground.scope is Scope.NEEDS_FACT)

    def grounded_without_product(self, finding: Finding, on: date) -> Finding:
        """Cite and refer ``finding`` of an ad whose products nobody could tell, by what its category rests on.

        An accusation stays one where a provision was in force: who made it has judged for himself what is offered.
        """
        ground = self._ground(finding.category, frozenset(), on, (), ())
        return self._on(ground, finding, needs_fact=False)

    def _on(self, ground: Ground, finding: Finding, *, needs_fact: bool) -> Finding:
        """Cite and refer by ``ground``; an accusation becomes a question where a fact is needed or no law is known."""
        if finding.status is Status.VIOLATION and (not ground.has_basis or needs_fact):
            default = self._taxonomy.category(finding.category).missing_facts[0]
            fact = self._taxonomy.missing_fact(default if ground.has_basis else _NO_LAW_FACT)
            finding = replace(finding, status=Status.NEEDS_FACT, missing_fact=fact)
        return replace(finding, citations=ground.citations, referrals=ground.referrals)

    def _find(
        self, code: str, products: frozenset[str], on: date, topics: tuple[str, ...], provisions: tuple[str, ...]
    ) -> Ground:
        cited = self._taxonomy.citations_for(code, products, on, self._law, topics=topics)
        known = {citation.provision_id for citation in cited}
        own = self._law.citations(provisions, CitationRole.BASIS, on)
        return Ground(
            scope=self._taxonomy.category(code).scope_for(products),
            citations=cited + tuple(citation for citation in own if citation.provision_id not in known),
            referrals=tuple(
                Referral(desk_id=desk.desk_id, name_zh=desk.name_zh, name_en=desk.name_en)
                for desk in self._taxonomy.desks_for(code, products)
            ),
        )
