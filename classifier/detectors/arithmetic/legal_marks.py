"""Figures of the law on the day of an ad, and how they are shown in a reason.

Knows no figure of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from classifier.legal.provision import LegalFigure
from classifier.quantities import percent
from classifier.quantities.limits import CostMark
from classifier.reading import Reading

_UNCONFIRMED_ZH = "（待核实）"
_UNCONFIRMED_EN = " (unconfirmed)"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalMark:
    """A mark of loan cost with the rate that it had on the day of the ad."""

    mark: CostMark
    annual: float
    why_zh: str
    """With the figures filled in; says so where one was not confirmed at the source."""
    why_en: str


def cost_marks_of(reading: Reading, marks: tuple[CostMark, ...]) -> Iterator[LegalMark]:
    """Those of ``marks`` whose figures are known for the day of the ad, in order."""
    for mark in marks:
        fact = reading.law_figure(mark.fact)
        times = None if mark.times is None else reading.law_figure(mark.times)
        if fact is None or (mark.times is not None and times is None):
            continue
        annual = fact.value if times is None else fact.value * times.value
        doubt_zh, doubt_en = doubt_about(fact, times)
        shown = {"{fact}": f"{fact.value:g}", "{times}": "" if times is None else percent(times.value)}
        yield LegalMark(
            mark=mark,
            annual=annual,
            why_zh=_filled(mark.why_zh, shown | {"{mark}": percent(annual) + doubt_zh}),
            why_en=_filled(mark.why_en, shown | {"{mark}": percent(annual) + doubt_en}),
        )


def doubt_about(*figures: LegalFigure | None) -> tuple[str, str]:
    """What follows a figure in a reason, Chinese and English, where any was not confirmed at the source."""
    if all(figure is None or figure.is_confirmed for figure in figures):
        return "", ""
    return _UNCONFIRMED_ZH, _UNCONFIRMED_EN


def _filled(text: str, shown: dict[str, str]) -> str:
    for place, value in shown.items():
        text = text.replace(place, value)
    return text
