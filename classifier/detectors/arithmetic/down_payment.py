"""Down payments for homes under the floor in force on the ad's date.

The floor is a legal fact; this module knows no figure of its own. Cities may set more than the national floor, so
what passes here may still break a local rule.
"""

import re
from collections.abc import Iterator

from classifier.detectors.arithmetic.figures import Figures
from classifier.detectors.arithmetic.legal_marks import doubt_about
from classifier.finding import Finding
from classifier.provision import LegalFigure
from classifier.quantities import DownPayment, find_down_payments, percent
from classifier.quantities.limits import Limits
from classifier.reading import ReadPassage
from classifier.text import Span

FLOOR_FACT = "housing_down_payment_floor"
_HOUSING = frozenset({"housing", "housing_return"})


def down_payment_findings(figures: Figures, limits: Limits) -> Iterator[Finding]:
    """Down payments of a home below the floor; none at all is below any floor."""
    reading = figures.reading
    for figure in figures.pages:
        page = figure.page
        for payment in find_down_payments(page.text):
            if payment.ratio is None or reading.is_cleared(page, payment.span):
                continue
            if not _is_for_home(page, payment.span, limits, bool(_HOUSING & reading.products)):
                continue
            if limits.commercial.search(page.text):
                floor = reading.law_figure(FLOOR_FACT, home="commercial")
            else:
                floor = reading.law_figure(FLOOR_FACT)
            if payment.ratio == 0.0 or (floor is not None and payment.ratio < floor.value - 1e-9):
                yield _finding(figures, page, payment, floor, limits.strengths.down_payment)


def _is_for_home(page: ReadPassage, span: Span, limits: Limits, has_housing: bool) -> bool:
    """Whether the nearest thing that can be bought is a home; a text that names neither decides by its products."""
    sentence = page.sentence(span)
    home = _distance(limits.home, page.text, sentence, span)
    other = _distance(limits.not_home, page.text, sentence, span)
    if home is None and other is None:
        is_other = limits.not_home.search(page.text) is not None
        return has_housing and not is_other and limits.home.search(page.text) is not None
    return other is None or (home is not None and home < other)


def _distance(words: re.Pattern[str], text: str, sentence: Span, span: Span) -> int | None:
    distances = [
        max(match.start() - span.end, span.start - match.end(), 0)
        for match in words.finditer(text, sentence.start, sentence.end)
    ]
    return min(distances, default=None)


def _finding(
    figures: Figures, page: ReadPassage, payment: DownPayment, floor: LegalFigure | None, strength: str
) -> Finding:
    evidence = page.evidence(payment.span)
    ratio = payment.ratio or 0.0
    sum_zh = ""
    if payment.amount is not None and payment.price is not None:
        sum_zh = f"（{payment.amount:g}元÷{payment.price:g}元={percent(ratio)}）"
    doubt_zh, doubt_en = doubt_about(floor)
    floor_zh = "" if floor is None else f"{percent(floor.value)}{doubt_zh}的"
    floor_en = "" if floor is None else f" of {percent(floor.value)}{doubt_en}"
    return figures.violation(
        category="housing_leverage",
        rule_id="down-payment",
        strength=strength,
        evidence=(evidence,),
        reason_zh=f"“{evidence.quote}”即首付{percent(ratio)}{sum_zh}，低于当时{floor_zh}最低首付比例。",
        reason_en=f"“{evidence.quote}” is a down payment of {percent(ratio)}, under the floor{floor_en} then in force.",
    )
