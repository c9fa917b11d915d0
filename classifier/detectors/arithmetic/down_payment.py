"""Down payments for homes under the floor in force on the ad's date.

The floor is a legal fact; this module knows no figure of its own. Cities may set more than the national floor, so
what passes here may still break a local rule.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from classifier.detectors.arithmetic.figures import Figures
from classifier.detectors.arithmetic.legal_marks import doubt_about
from classifier.finding import Finding
from classifier.legal.provision import LegalFigure
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
        words = _Words(page, limits)
        for payment in find_down_payments(page.text):
            if payment.ratio is None or reading.is_cleared(page, payment.span):
                continue
            if not words.is_for_home(payment.span, bool(_HOUSING & reading.products)):
                continue
            if words.names_commercial:
                floor = reading.law_figure(FLOOR_FACT, home="commercial")
            else:
                floor = reading.law_figure(FLOOR_FACT)
            if payment.ratio == 0.0 or (floor is not None and payment.ratio < floor.value - 1e-9):
                yield _finding(figures, page, payment, floor, limits.strengths.down_payment)


class _Words:
    """The words of a passage that say what a down payment is for, found once for all of its payments."""

    def __init__(self, page: ReadPassage, limits: Limits) -> None:
        self._page = page
        self._limits = limits

    @cached_property
    def names_commercial(self) -> bool:
        """Whether property of a kind with a floor of its own is named."""
        return self._limits.commercial.search(self._page.text) is not None

    def is_for_home(self, span: Span, has_housing: bool) -> bool:
        """Whether the nearest thing that can be bought is a home; a text that names neither goes by its products."""
        sentence = self._page.sentence(span)
        home, other = self._distance(self._home, sentence, span), self._distance(self._other, sentence, span)
        if home is None and other is None:
            return has_housing and not self._other and bool(self._home)
        return other is None or (home is not None and home < other)

    @cached_property
    def _home(self) -> tuple[Span, ...]:
        return tuple(Span(*match.span()) for match in self._limits.home.finditer(self._page.text))

    @cached_property
    def _other(self) -> tuple[Span, ...]:
        return tuple(Span(*match.span()) for match in self._limits.not_home.finditer(self._page.text))

    def _distance(self, words: tuple[Span, ...], sentence: Span, span: Span) -> int | None:
        """Code points between ``span`` and the nearest of ``words`` in its sentence."""
        first = bisect_left(words, sentence.start, key=lambda word: word.start)
        behind = bisect_right(words, sentence.end, first, key=lambda word: word.end)
        # Words do not overlap, so the nearest is one of the two that start around the start of the span.
        place = bisect_right(words, span.start, first, behind, key=lambda word: word.start)
        near = words[max(first, place - 1) : min(behind, place + 1)]
        return min((max(word.start - span.end, span.start - word.end, 0) for word in near), default=None)


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
