"""Loan cost that contradicts what the ad says of it: free but charged, cheap but dear, understated by the year.

Knows only figures and the words of ``quantities.yaml``.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from classifier.detectors.arithmetic.figures import Figures, PageFigures, annual_name
from classifier.detectors.arithmetic.legal_marks import LegalMark, cost_marks_of
from classifier.finding import Finding
from classifier.quantities import AnnualRate, Bound, Period, Rate, RateKind, annualise, percent
from classifier.quantities.limits import Limits
from classifier.text import Span

_TOLERANCE = 0.9
"""A stated yearly rate may lie this far under the computed one: 360-day years and rounding."""
_ONE_OFFER = 140
"""A passage up to this length is taken to speak of one offer."""
_REACH = 1000
"""Code points on either side in which a sentence without end is taken for one."""
_SUB_ANNUAL = frozenset({Period.DAY, Period.WEEK, Period.MONTH, Period.QUARTER, Period.INSTALMENT})


def loan_cost_findings(figures: Figures, limits: Limits) -> Iterator[Finding]:
    """All contradictions of loan cost."""
    if figures.is_credit:
        yield from _zero_cost(figures, limits)
        yield from _low_cost(figures, limits)
        yield from _understated(figures, limits)


def _zero_cost(figures: Figures, limits: Limits) -> Iterator[Finding]:
    for compiled in limits.zero_cost:
        claim = compiled.claim
        kinds: frozenset[RateKind] = frozenset()
        if "fee" in claim.against:
            kinds |= {RateKind.FEE}
        if "interest" in claim.against:
            kinds |= figures.loan_kinds
        charges = _Charges(figures, kinds)
        for page in figures.pages:
            for match in compiled.pattern.finditer(page.page.text):
                span = Span(*match.span())
                if figures.reading.is_cleared(page.page, span) or _is_free_period(page, span, limits):
                    continue
                charged = charges.first_against(page, span)
                if charged is None:
                    continue
                where, rate = charged
                claimed, shown = page.page.evidence(span), where.page.evidence(rate.span)
                annual = annualise(rate, where.term_near(rate))
                sum_zh = f"，年化{annual.formula}" if annual and rate.period is not Period.YEAR else ""
                sum_en = f", {annual.formula} a year" if annual and rate.period is not Period.YEAR else ""
                yield figures.violation(
                    rule_id=f"zero-cost.{claim.id}",
                    strength=limits.strengths.zero_cost,
                    evidence=(claimed, shown),
                    reason_zh=f"称“{claimed.quote}”（{claim.label_zh}），同时收取“{shown.quote}”{sum_zh}，前后矛盾。",
                    reason_en=f"Says “{claimed.quote}” ({claim.label_en}) and charges “{shown.quote}”{sum_en}.",
                )
                break


def _is_free_period(page: PageFigures, span: Span, limits: Limits) -> bool:
    """Whether only a first period, a coupon or a grace period is called free."""
    before = page.page.text[max(0, span.start - 10) : span.start]
    after = page.page.text[span.end : span.end + 3]
    return limits.free_period.search(before) is not None or after.startswith(("期", "券", "日", "天", "体验"))


class _Charges:
    """What an ad charges, by passage, to hold against what it calls free."""

    def __init__(self, figures: Figures, kinds: frozenset[RateKind]) -> None:
        self._pages = figures.pages
        self._rates: dict[str, list[Rate]] = {page.page.passage.passage_id: [] for page in figures.pages}
        for page, rate in figures.asserted(kinds):
            if rate.value:
                self._rates[page.page.passage.passage_id].append(rate)
        self._elsewhere: dict[tuple[str, frozenset[float | None]], Rate | None] = {}

    def first_against(self, page: PageFigures, span: Span) -> tuple[PageFigures, Rate] | None:
        """The first charge that contradicts a claim at ``span`` of ``page``, with its passage."""
        sentence = page.page.sentence(span)
        area = Span(max(sentence.start, span.start - _REACH), min(sentence.end, span.end + _REACH))
        own = frozenset(
            page.terms[place].count for place in page.terms_in(area) if page.terms[place].span.end <= span.start
        )
        for where in self._pages:
            rate = self._first_beside(page, span, area, own) if where is page else self._first_in(where, own)
            if rate is not None:
                return where, rate
        return None

    def _first_beside(self, page: PageFigures, span: Span, area: Span, own: frozenset[float | None]) -> Rate | None:
        rates = self._rates[page.page.passage.passage_id]
        # A long text speaks of several offers; only what stands in one sentence is about the same.
        if len(page.page.text) > _ONE_OFFER:
            first = bisect_right(rates, area.start, key=lambda rate: rate.span.end)
            rates = rates[first : bisect_left(rates, area.end, first, key=lambda rate: rate.span.start)]
        return next((rate for rate in rates if not rate.span.overlaps(span) and _is_of_term(page, rate, own)), None)

    def _first_in(self, where: PageFigures, own: frozenset[float | None]) -> Rate | None:
        key = where.page.passage.passage_id, own
        if key not in self._elsewhere:
            rates = self._rates[key[0]]
            self._elsewhere[key] = next((rate for rate in rates if _is_of_term(where, rate, own)), None)
        return self._elsewhere[key]


def _is_of_term(page: PageFigures, rate: Rate, own: frozenset[float | None]) -> bool:
    """Whether a charge is for a term that is called free; another's is no contradiction: 3期免息, 12期费率0.6%."""
    term = page.term_near(rate)
    return term is None or not own or term.count in own


def _low_cost(figures: Figures, limits: Limits) -> Iterator[Finding]:
    claim = None
    for page in figures.pages:
        for match in limits.low_cost.finditer(page.page.text):
            span = Span(*match.span())
            if claim is None and not figures.reading.is_cleared(page.page, span):
                claim = page.page.evidence(span)
    marks = () if claim is None else tuple(cost_marks_of(figures.reading, limits.loan_cost_marks))
    if claim is None or not marks:
        return
    for page, rate in figures.asserted(figures.loan_kinds | {RateKind.FEE}):
        annual = _lowest(page, rate)
        if annual is None:
            continue
        mark = _highest_reached(marks, annual)
        if mark is not None and rate.bound is not Bound.MAXIMUM:
            shown = page.page.evidence(rate.span)
            figure = f"{annual_name(rate)}{annual.formula}"
            yield figures.violation(
                rule_id=f"low-cost.{mark.mark.id}",
                strength=mark.mark.strength,
                evidence=(claim, shown),
                reason_zh=f"称“{claim.quote}”，而“{shown.quote}”折合年化{percent(annual.effective)}（{figure}）：{mark.why_zh}。",
                reason_en=(
                    f"Says “{claim.quote}”, yet “{shown.quote}” is {percent(annual.effective)} a year "
                    f"({annual.formula}): {mark.why_en}."
                ),
            )
            return


def _highest_reached(marks: tuple[LegalMark, ...], annual: AnnualRate) -> LegalMark | None:
    reached = [mark for mark in marks if mark.annual <= annual.effective + 1e-9]
    return max(reached, key=lambda mark: mark.annual, default=None)


def _lowest(page: PageFigures, rate: Rate) -> AnnualRate | None:
    if rate.low is None or rate.value is None:
        return None
    annual = annualise(rate, page.term_near(rate))
    if annual is None or rate.low == rate.value:
        return annual
    share = rate.low / rate.value
    return AnnualRate(
        simple=annual.simple * share,
        irr=None,
        formula=f"{percent(rate.low)}×{annual.simple / rate.value:.4g}={percent(annual.simple * share)}",
    )


def _understated(figures: Figures, limits: Limits) -> Iterator[Finding]:
    """A yearly rate below what the daily or monthly one beside it comes to."""
    kinds = figures.loan_kinds | {RateKind.FEE}
    stated = [
        (page, rate) for page, rate in figures.asserted(kinds) if rate.period is Period.YEAR and not rate.is_assumed
    ]
    highest = max((yearly.value or 0.0 for _, yearly in stated), default=0.0)
    for page, rate in figures.asserted(kinds):
        annual = _lowest(page, rate) if rate.period in _SUB_ANNUAL else None
        if annual is None or not stated:
            continue
        if _TOLERANCE * annual.effective <= highest:
            continue
        where, yearly = stated[0]
        if where.page.passage.passage_id == page.page.passage.passage_id and not _same_offer(page, rate, yearly):
            continue
        shown, said = page.page.evidence(rate.span), where.page.evidence(yearly.span)
        yield figures.violation(
            rule_id="understated-rate",
            strength=limits.strengths.understated_rate,
            evidence=(said, shown),
            reason_zh=f"标明年化“{said.quote}”，而“{shown.quote}”折合年化{annual.formula}，少报了成本。",
            reason_en=f"States “{said.quote}” a year, yet “{shown.quote}” comes to {annual.formula} a year.",
        )
        return


def _same_offer(page: PageFigures, rate: Rate, yearly: Rate) -> bool:
    return page.page.sentence(rate.span).covers(yearly.span)
