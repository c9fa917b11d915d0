"""The headline against the small print: a figure or a promise that the note takes back.

``实际收益以…为准`` takes nothing back and is no contradiction.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from classifier.detectors.arithmetic.figures import Figures, PageFigures
from classifier.finding import Finding
from classifier.quantities import Rate, RateKind, annualise, percent
from classifier.quantities.limits import CompiledContradiction, Limits
from classifier.text import Evidence, PassageKind, Span

_NOTE_KINDS = frozenset({PassageKind.FOOTNOTE, PassageKind.LANDING_TEXT})
_MARGIN = 0.98


@dataclass(frozen=True, slots=True)
class _Area:
    """Part of a passage: a headline, or a note."""

    page: PageFigures
    start: int
    end: int

    def holds(self, span: Span) -> bool:
        return self.start <= span.start and span.end <= self.end


def headline_findings(figures: Figures, limits: Limits) -> Iterator[Finding]:
    """Contradictions between headline and note, quoting both."""
    headlines, notes = _areas(figures, limits)
    if headlines and notes:
        yield from _figures_taken_back(figures, limits, headlines, notes)
        for contradiction in limits.contradictions:
            found = _denied(figures, limits, contradiction, headlines, notes)
            if found is not None:
                yield found


def _areas(figures: Figures, limits: Limits) -> tuple[list[_Area], list[_Area]]:
    headlines, notes = [], []
    for page in figures.pages:
        length = len(page.page.text)
        if page.page.passage.kind in _NOTE_KINDS:
            notes.append(_Area(page, 0, length))
            continue
        mark = limits.note.search(page.page.text)
        if mark is None or mark.start() == 0:
            headlines.append(_Area(page, 0, length))
        else:
            headlines.append(_Area(page, 0, mark.start()))
            notes.append(_Area(page, mark.start(), length))
    return headlines, notes


def _yearly(area: _Area, rate: Rate) -> float | None:
    annual = annualise(rate, area.page.term_near(rate))
    return None if annual is None else annual.simple


def _figures_taken_back(
    figures: Figures, limits: Limits, headlines: list[_Area], notes: list[_Area]
) -> Iterator[Finding]:
    promised = [(area, rate, annual) for area, rate, annual in _yields(figures, headlines)]
    allowed = [(area, rate, annual) for area, rate, annual in _yields(figures, notes)]
    if not promised or not allowed:
        return
    # A coupon in the note may make up the difference.
    bonus = max(
        (
            rate.value or 0.0
            for area in notes
            for rate in area.page.rates
            if rate.kind is RateKind.BONUS and area.holds(rate.span)
        ),
        default=0.0,
    )
    head, said, high = max(promised, key=lambda entry: entry[2])
    note, shown, most = max(allowed, key=lambda entry: entry[2])
    if most + bonus >= high * _MARGIN:
        return
    promise, taken = head.page.page.evidence(said.span), note.page.page.evidence(shown.span)
    yield figures.violation(
        rule_id="headline-figure",
        strength=limits.strengths.headline_figure,
        evidence=(promise, taken),
        reason_zh=f"正文称收益“{promise.quote}”（年化{percent(high)}），注释中最高只有“{taken.quote}”（年化{percent(most)}）。",
        reason_en=(
            f"The headline says “{promise.quote}” ({percent(high)} a year), the small print allows at most "
            f"“{taken.quote}” ({percent(most)} a year)."
        ),
    )


def _yields(figures: Figures, areas: list[_Area]) -> Iterator[tuple[_Area, Rate, float]]:
    areas_of: dict[str, list[_Area]] = {}
    for area in areas:
        areas_of.setdefault(area.page.page.passage.passage_id, []).append(area)
    for page, rate in figures.asserted(figures.yield_kinds):
        for area in areas_of.get(page.page.passage.passage_id, ()):
            if area.holds(rate.span):
                annual = _yearly(area, rate)
                if annual is not None:
                    yield area, rate, annual


def _denied(
    figures: Figures,
    limits: Limits,
    compiled: CompiledContradiction,
    headlines: list[_Area],
    notes: list[_Area],
) -> Finding | None:
    denial = _first_denial(compiled, notes)
    claim = _first_claim(figures, compiled, headlines) if denial is not None else None
    if claim is None or denial is None:
        return None
    contradiction = compiled.contradiction
    return figures.violation(
        rule_id=f"headline-denied.{contradiction.id}",
        strength=limits.strengths.headline_denial,
        evidence=(claim, denial),
        reason_zh=f"{contradiction.why_zh}：“{claim.quote}”与“{denial.quote}”矛盾。",
        reason_en=(
            f"{contradiction.why_en[0].upper()}{contradiction.why_en[1:]}: “{claim.quote}” against “{denial.quote}”."
        ),
    )


def _first_denial(compiled: CompiledContradiction, notes: list[_Area]) -> Evidence | None:
    for area in notes:
        match = compiled.denial.search(area.page.page.text, area.start, area.end)
        if match is not None:
            return area.page.page.evidence(Span(*match.span()))
    return None


def _first_claim(figures: Figures, compiled: CompiledContradiction, headlines: list[_Area]) -> Evidence | None:
    for area in headlines:
        for match in compiled.claim.finditer(area.page.page.text, area.start, area.end):
            span = Span(*match.span())
            if not figures.reading.is_cleared(area.page.page, span):
                return area.page.page.evidence(span)
    return None
