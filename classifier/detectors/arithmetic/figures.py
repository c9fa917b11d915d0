"""The figures of one ad, found once and shared by all checks.

Knows nothing of what the figures prove.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from classifier.finding import Finding, Status
from classifier.quantities import Period, Rate, RateKind, Term, find_rates, find_terms
from classifier.reading import Reading, ReadPassage
from classifier.text import Evidence, Span

DETECTOR = "arithmetic"

YIELDS = frozenset({RateKind.YIELD, RateKind.SEVEN_DAY_YIELD, RateKind.RENT_RETURN})
LOAN_PRODUCTS = frozenset({"loan", "credit_card"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFigures:
    """A passage with its rates and terms."""

    page: ReadPassage
    rates: tuple[Rate, ...]
    terms: tuple[Term, ...]

    def quote(self, span: Span) -> str:
        """Normalised words at ``span``."""
        return self.page.text[span.start : span.end]

    def term_near(self, rate: Rate) -> Term | None:
        """The term nearest to ``rate`` in its sentence."""
        terms = self.terms_in(self.page.sentence(rate.span))
        place = bisect_left(self.terms, rate.span.start, terms.start, terms.stop, key=lambda term: term.span.start)
        near = [self.terms[index] for index in (place - 1, place) if index in terms]
        return min(near, key=lambda term: abs(term.span.start - rate.span.start), default=None)

    def terms_in(self, area: Span) -> range:
        """Places in ``terms`` of those inside ``area``; terms do not overlap, so they stand together."""
        first = bisect_left(self.terms, area.start, key=lambda term: term.span.start)
        return range(first, bisect_right(self.terms, area.end, first, key=lambda term: term.span.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """An ad with the figures of all its passages."""

    reading: Reading
    pages: tuple[PageFigures, ...]
    probability_of: Mapping[str, float]
    """Probability per strength name, from policy."""

    def asserted(self, kinds: frozenset[RateKind]) -> Iterator[tuple[PageFigures, Rate]]:
        """Rates of these kinds with known digits that the advertiser states as his own."""
        for page in self.pages:
            for rate in page.rates:
                if rate.kind in kinds and not rate.is_masked and not self.reading.is_cleared(page.page, rate.span):
                    yield page, rate

    @property
    def loan_kinds(self) -> frozenset[RateKind]:
        """Kinds that are a borrower's cost here: undecided interest counts where only credit is offered."""
        if self.is_credit and not self.reading.investment_products:
            return frozenset({RateKind.LOAN, RateKind.INTEREST})
        return frozenset({RateKind.LOAN})

    @property
    def yield_kinds(self) -> frozenset[RateKind]:
        """Kinds that are an investor's return here: undecided interest counts where no credit is offered."""
        return YIELDS if self.is_credit else YIELDS | {RateKind.INTEREST}

    @property
    def is_credit(self) -> bool:
        """Whether credit is offered."""
        return bool(LOAN_PRODUCTS & self.reading.products)

    def violation(
        self,
        *,
        rule_id: str,
        strength: str,
        evidence: tuple[Evidence, ...],
        reason_zh: str,
        reason_en: str,
        category: str = "deceptive_claim",
    ) -> Finding:
        """A finding of this detector on the ad."""
        return Finding(
            category=category,
            status=Status.VIOLATION,
            probability=self.probability_of[strength],
            evidence=tuple(dict.fromkeys(evidence)),
            detector=DETECTOR,
            rule_id=f"arithmetic.{rule_id}",
            reason_zh=reason_zh,
            reason_en=reason_en,
        )


def figures_of(reading: Reading, probability_of: Mapping[str, float]) -> Figures:
    """The rates and terms of all passages."""
    return Figures(reading=reading, pages=reading.once(_find_figures), probability_of=probability_of)


def _find_figures(reading: Reading) -> tuple[PageFigures, ...]:
    pages = []
    for page in reading.pages:
        rates = find_rates(page.text)
        pages.append(PageFigures(page=page, rates=rates, terms=find_terms(page.text) if rates else ()))
    return tuple(pages)


def annual_name(rate: Rate) -> str:
    """Name of the period for the arithmetic shown to a reader."""
    return _PERIOD_ZH[rate.period]


_PERIOD_ZH = {
    Period.DAY: "日",
    Period.WEEK: "周",
    Period.MONTH: "月",
    Period.QUARTER: "季",
    Period.YEAR: "年",
    Period.INSTALMENT: "每期",
    Period.TERM: "全期",
    Period.UNSTATED: "",
}
