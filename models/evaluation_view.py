"""Shows an evaluation as tables on a terminal.

Knows nothing of how it was made.
"""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from models.evaluate import LEAST_SUPPORT, Evaluation, Flip
from models.scores import Counts

_NOTHING = "–"
_TEXT_SHOWN = 120


def evaluation_view(evaluation: Evaluation, *, title: str, with_flips: bool) -> RenderableType:
    """Scores per category, the summary, and where asked every text answered otherwise than labelled."""
    parts: list[RenderableType] = [_category_table(evaluation, title), _summary(evaluation)]
    if with_flips:
        parts += [_flip_line(flip) for flip in evaluation.flips]
    return Group(*parts)


def _category_table(evaluation: Evaluation, title: str) -> Table:
    table = Table(title=title, title_justify="left", header_style="dim", box=None, pad_edge=False)
    table.add_column("category")
    for name in ("positive", "P", "R", "F1", "evidence F1", "unknown", "asked", "accused"):
        table.add_column(name, justify="right")
    for result in evaluation.categories:
        counts = result.counts
        table.add_row(
            result.code,
            str(counts.support),
            *(_share(value) for value in (counts.precision, counts.recall, counts.f1, result.evidence.f1)),
            str(result.unknown),
            str(result.unknown_asked),
            str(result.unknown_accused),
        )
    return table


def _summary(evaluation: Evaluation) -> Text:
    micro: Counts = evaluation.micro()
    anything = evaluation.any_violation
    lines = (
        f"{evaluation.examples} texts · macro F1 (≥ {LEAST_SUPPORT} positives) "
        f"{_share(evaluation.macro_f1())} · micro F1 {_share(micro.f1)} "
        f"(P {_share(micro.precision)}, R {_share(micro.recall)}) · exact match {_share(evaluation.exact_match)}",
        f"any violation: miss {_share(anything.miss_rate)} of {anything.support}, false alarm "
        f"{_share(anything.false_alarm_rate)} of {anything.false_positive + anything.true_negative} · "
        f"evidence token F1 {_share(evaluation.evidence().f1)} (texts where both accuse)",
        "unknown: texts labelled so; asked = answered needs_fact, accused = answered violation; in no score",
    )
    return Text("\n" + "\n".join(lines) + "\n", style="dim")


def _flip_line(flip: Flip) -> Text:
    kind = "missed" if flip.is_positive else "false alarm"
    style = "yellow" if flip.is_positive else "red"
    line = Text(f"{kind:11} {flip.code} {' '.join(flip.rules)} ", style=style)
    return line.append(f"{flip.example_id} {' '.join(flip.text.split())[:_TEXT_SHOWN]}", style="default")


def _share(value: float | None) -> str:
    return _NOTHING if value is None else f"{value:.3f}"
