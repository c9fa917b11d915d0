"""Returns that the product cannot pay.

Knows only figures; promising words are the business of the rules.
"""

from collections.abc import Iterator

from classifier.detectors.arithmetic.figures import Figures
from classifier.finding import Finding
from classifier.quantities import annualise, percent
from classifier.quantities.limits import Limits

_HEDGED_FACTOR = 10.0
"""A past or benchmark figure may be high; only one that is absurd tenfold over is reported."""


def impossible_yields(figures: Figures, limits: Limits) -> Iterator[Finding]:
    """Yields above the ceiling of the product they stand beside, one finding each."""
    reading = figures.reading
    if not reading.products - {"loan", "credit_card", "payment"}:
        return
    # A figure alone promotes nothing: market reports, forms and tables state high ones too.
    if not reading.genre.has_promotion:
        return
    for page, rate in figures.asserted(figures.yield_kinds):
        # A bare number beside 收益 is as often a term, a count or a sum.
        if page.quote(rate.span).replace(".", "").isdigit():
            continue
        annual = annualise(rate, page.term_near(rate))
        products = reading.products_of(page.page, rate.span)
        ceiling = limits.ceiling_for(products, rate.kind)
        if annual is None or ceiling is None:
            continue
        if annual.simple <= ceiling.annual * (_HEDGED_FACTOR if rate.is_hedged_benchmark else 1.0):
            continue
        evidence = page.page.evidence(rate.span)
        yield figures.violation(
            rule_id=f"impossible-yield.{ceiling.id}",
            strength=limits.strengths.impossible_yield,
            evidence=(evidence,),
            reason_zh=(
                f"“{evidence.quote}”按年计算为{annual.formula}，高于此类产品可能达到的{percent(ceiling.annual)}："
                f"{ceiling.why_zh}。"
            ),
            reason_en=(
                f"“{evidence.quote}” is {annual.formula} a year, above the {percent(ceiling.annual)} that such a "
                f"product can reach: {ceiling.why_en}."
            ),
        )
