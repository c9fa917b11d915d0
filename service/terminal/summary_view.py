"""Shows what a bulk scan counted, and how far it is.

Knows nothing of commands or files.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from classifier.finding import Outcome, Status
from service.bulk_scan.run import ProgressListener
from service.bulk_scan.tally import Tally
from service.palette import SCREEN_PALETTE
from service.scanned_ad import CategoryName, ScannedAd
from service.terminal.visible import visible
from service.wording import OUTCOMES, STATUSES

_OUTCOME_STYLES = {Outcome.PASS: "green", Outcome.REVIEW: "yellow", Outcome.REJECT: "red"}
_BAR_WIDTH = 24
_TEXT_CHARS = 24
_QUOTE_CHARS = 16


def summary_view(tally: Tally, categories: Sequence[CategoryName], notes: Sequence[str]) -> RenderableType:
    """Outcomes, a bar for each category, and remarks."""
    head = Text()
    head.append(f"广告 ads {tally.ads:,}", style="bold")
    for outcome in (Outcome.REJECT, Outcome.REVIEW, Outcome.PASS):
        count = tally.outcomes[outcome.value]
        head.append(f"   {OUTCOMES[outcome].zh} {outcome.value} {count:,}", style=_OUTCOME_STYLES[outcome])
    head.append(f"   需处理 flagged {tally.flagged_share:.1%}")
    head.append(f"   无法读取 rejects {tally.rejects:,}", style="yellow" if tally.rejects else "dim")
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("类别 category")
    table.add_column("")
    table.add_column(STATUSES[Status.VIOLATION].zh, justify="right")
    table.add_column(STATUSES[Status.NEEDS_FACT].zh, justify="right")
    counts = {
        category.code: (
            tally.with_status(category.code, Status.VIOLATION),
            tally.with_status(category.code, Status.NEEDS_FACT),
        )
        for category in categories
    }
    largest = max((sum(pair) for pair in counts.values()), default=0) or 1
    for number, category in enumerate(categories):
        violations, facts = counts[category.code]
        colour = SCREEN_PALETTE[number % len(SCREEN_PALETTE)]
        bar = Text("█" * round(_BAR_WIDTH * violations / largest), style=colour)
        bar.append("░" * round(_BAR_WIDTH * facts / largest), style=colour)
        name = Text(f"{chr(ord('①') + number)} {category.zh}", style=colour)
        name.append(f" {category.code}", style="dim")
        table.add_row(name, bar, f"{violations:,}", f"{facts:,}")
    return Group(head, Text(), table, *(Text(note) for note in notes))


def ad_line(scanned: ScannedAd, categories: Sequence[CategoryName], *, is_one_line: bool = False) -> RenderableType:
    """One flagged ad in two lines, or in one: what it is, its categories with the first words that prove each."""
    verdict = scanned.verdict
    numbers = {category.code: number for number, category in enumerate(categories)}
    line = Text()
    line.append(f"{OUTCOMES[verdict.outcome].zh} {verdict.outcome.value}", style=_OUTCOME_STYLES[verdict.outcome])
    line.append(f"  {verdict.priority.score:>3}  ")
    line.append(visible(" ".join(verdict.copy_id.split())), style="bold")
    text = " ".join(passage.text for passage in scanned.ad_copy.passages if passage.text)
    line.append(f"  {_shortened(text, _TEXT_CHARS)}", style="dim")
    if not is_one_line and verdict.findings:
        line.append("\n")
    seen: set[str] = set()
    for finding in verdict.findings:
        if finding.category in seen:
            continue
        seen.add(finding.category)
        number = numbers[finding.category]
        line.append(f"    {chr(ord('①') + number)} {categories[number].zh}", style=SCREEN_PALETTE[number])
        if finding.status is Status.NEEDS_FACT:
            line.append(f"（{STATUSES[finding.status].zh}）", style="dim")
        if finding.evidence:
            line.append(f"“{_shortened(finding.evidence[0].quote, _QUOTE_CHARS)}”")
    return line


def _shortened(text: str, length: int) -> str:
    flat = visible(" ".join(text.split()))
    return flat if len(flat) <= length else flat[: length - 1] + "…"


@contextmanager
def progress_bar(console: Console, total: int | None) -> Iterator[ProgressListener]:
    """Show rows, findings, rejects, rate and time left while open; ``total`` rows are a guess or ``None``."""
    columns = (
        SpinnerColumn(),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TextColumn("问题 findings {task.fields[findings]:,}  拒读 rejects {task.fields[rejects]:,}"),
        TextColumn("{task.fields[rate]}/s"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=total, findings=0, rejects=0, rate="–")

        is_first = True

        def show(rows: int, tally: Tally) -> None:
            nonlocal is_first
            current = progress.tasks[0]
            if is_first:
                # Rows that an earlier run had done say nothing about this run's speed.
                progress.reset(task, completed=rows)
                is_first = False
            rate = f"{current.speed:,.0f}" if current.speed else "–"
            # The guess counts line ends, which a quoted line break in CSV or a blank line makes too many or too few.
            known = total if total is None or rows <= total else rows
            progress.update(
                task, completed=rows, total=known, findings=tally.findings, rejects=tally.rejects, rate=rate
            )

        yield show
