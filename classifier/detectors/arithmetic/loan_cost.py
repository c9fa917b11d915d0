"""Loan cost that contradicts what the ad says of it: free but charged, cheap but dear, understated by the year.

Knows only figures and the words of ``quantities.yaml``.
"""

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
        for page in figures.pages:
            for match in compiled.pattern.finditer(page.page.text):
                span = Span(*match.span())
                if figures.reading.is_cleared(page.page, span) or _is_free_period(page, span, limits):
                    continue
                charged = _first_charge(figures, kinds, page, span)
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


def _first_charge(
    figures: Figures, kinds: frozenset[RateKind], page: PageFigures, span: Span
) -> tuple[PageFigures, Rate] | None:
    claim_sentence = page.page.sentence(span)
    for where, rate in figures.asserted(kinds):
        if not rate.value or rate.span.overlaps(span):
            continue
        # A long text speaks of several offers; only what stands in one sentence is about the same.
        is_same_text = where.page is page.page
        if is_same_text and len(page.page.text) > _ONE_OFFER and not claim_sentence.overlaps(rate.span):
            continue
        # Another term's charge is no contradiction: 3期免息, 12期费率0.6%.
        term = where.term_near(rate)
        own = [t for t in page.terms if claim_sentence.covers(t.span) and t.span.end <= span.start]
        if term is not None and own and all(t.count != term.count for t in own):
            continue
        return where, rate
    return None


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
    for page, rate in figures.asserted(kinds):
        annual = _lowest(page, rate) if rate.period in _SUB_ANNUAL else None
        if annual is None or not stated:
            continue
        if any(_TOLERANCE * annual.effective <= (yearly.value or 0.0) for _, yearly in stated):
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
