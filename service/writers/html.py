"""Writes results as one self-contained HTML page, Chinese first, English at a switch.

Knows nothing of other formats. Nothing in the page comes from outside, and it runs no script.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappush, heappushpop
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from classifier.finding import Finding, Outcome, Status
from classifier.text import Passage
from service.marks import Stretch, marks_in, stretches_of
from service.palette import PALETTE
from service.scanned_ad import ScannedAd
from service.wording import CITATION_ROLES, DISGUISES, EDITS, OUTCOMES, PASSAGES, STATUSES
from service.writers.notes import OutputNotes
from service.writers.scanned_json import read_scanned

_TEMPLATE = "report.html.j2"


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """A passage cut up for drawing."""

    passage: Passage
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdView:
    """A flagged ad as the page shows it."""

    scanned: ScannedAd
    passages: tuple[PassageView, ...]
    findings: tuple[Finding, ...]


def write_html(results: Path, out: Path, notes: OutputNotes) -> None:
    """Write ``out`` from the lines in ``results``.

    Flagged ads come by priority, at most ``notes.ad_limit`` of them; the page says how many are left out.
    Memory depends on that limit and not on the size of the input.
    """
    views = [_view_of(scanned) for scanned in most_pressing(read_scanned(results), notes.ad_limit)]
    codes = [category.code for category in notes.categories]
    stream = _template().stream(
        notes=notes,
        tally=notes.tally,
        ads=views,
        numbers={code: number for number, code in enumerate(codes, start=1)},
        names={category.code: category for category in notes.categories},
        palette=PALETTE,
        largest=max((_flag_count(notes, code) for code in codes), default=0),
        Outcome=Outcome,
        Status=Status,
        OUTCOMES=OUTCOMES,
        STATUSES=STATUSES,
        PASSAGES=PASSAGES,
        DISGUISES=DISGUISES,
        EDITS=EDITS,
        CITATION_ROLES=CITATION_ROLES,
    )
    stream.enable_buffering(64)
    with out.open("wb") as page:
        stream.dump(page, encoding="utf-8", errors="backslashreplace")


def most_pressing(scanned_ads: Iterable[ScannedAd], limit: int) -> list[ScannedAd]:
    """The flagged ads of highest priority, highest first, earlier ads first among equals."""
    heap: list[tuple[int, int, ScannedAd]] = []
    for position, scanned in enumerate(scanned_ads):
        if scanned.verdict.outcome is Outcome.PASS or limit < 1:
            continue
        entry = (scanned.verdict.priority.score, -position, scanned)
        if len(heap) < limit:
            heappush(heap, entry)
        else:
            heappushpop(heap, entry)
    # Positions differ, so that the comparison never reaches the ad itself.
    return [scanned for _, _, scanned in sorted(heap, reverse=True)]


def _view_of(scanned: ScannedAd) -> AdView:
    findings = scanned.verdict.findings
    return AdView(
        scanned=scanned,
        passages=tuple(
            PassageView(passage=passage, stretches=stretches_of(passage.text, marks_in(passage.passage_id, findings)))
            for passage in scanned.ad_copy.passages
        ),
        findings=findings,
    )


def _flag_count(notes: OutputNotes, code: str) -> int:
    return sum(notes.tally.with_status(code, status) for status in (Status.VIOLATION, Status.NEEDS_FACT))


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(_TEMPLATE)
