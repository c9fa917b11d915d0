"""Shows on a terminal what a first stage promises, misses and saves.

Knows nothing of how figures come about.
"""

from collections.abc import Mapping, Sequence

from rich.table import Table

from classifier.cascade.first_stage import FirstStageManifest
from models.first_stage.measuring import Check, CorpusCheck, NearCheck
from models.first_stage.mixes import Measured, Mix
from models.first_stage.repeats import RepeatRates


def bounds_table(manifest: FirstStageManifest) -> Table:
    """What is promised."""
    table = _table(
        f"承诺 promises · {manifest.label} · "
        + (
            "无可承诺，全部送审 no bound can be stated, nothing is cleared"
            if manifest.clears_below is None
            else f"clears below {manifest.clears_below:.2f}, texts of at most {manifest.most_characters} characters"
        ),
        "of the texts",
        "at most cleared",
        "confidence",
        "texts",
        "threshold",
    )
    for bound in manifest.bounds:
        table.add_row(
            bound.of,
            f"{bound.alpha:.1%}",
            f"{bound.confidence:.0%}",
            f"{bound.examples:,}",
            "–" if bound.threshold is None else f"{bound.threshold:.2f}",
        )
    return table


def checks_table(checks: Sequence[Check]) -> Table:
    """What becomes of labelled sets."""
    table = _table(
        "核对 checked on labelled texts: cleared of how many",
        "set",
        "violating",
        "of them found by the full scan",
        "not passed by the full scan",
        "not violating",
    )
    for check in checks:
        table.add_row(
            check.name,
            _of(int(check.violating_cleared.sum()), len(check.violating_cleared)),
            _of(int((check.violating_cleared & check.violating_found).sum()), int(check.violating_found.sum())),
            _of(check.not_passed_cleared, check.not_passed),
            _of(check.others_cleared, check.others),
        )
    return table


def corpora_table(corpora: Mapping[str, CorpusCheck]) -> Table:
    """What becomes of unlabelled lines."""
    table = _table("未标注 unlabelled lines: cleared of how many", "corpus", "lines", "not passed by the full scan")
    for name, check in corpora.items():
        table.add_row(name, _of(check.cleared, check.lines), _of(check.not_passed_cleared, check.not_passed))
    total = list(corpora.values())
    table.add_row(
        "all",
        _of(sum(check.cleared for check in total), sum(check.lines for check in total)),
        _of(sum(check.not_passed_cleared for check in total), sum(check.not_passed for check in total)),
    )
    return table


def mixes_table(mixes: Sequence[Mix]) -> Table:
    """What is saved and missed on streams."""
    table = _table(
        "混合流 streams made up: violating texts of the corpus test, others that the full scan passes, resampled",
        "violating",
        "cleared: full scans saved",
        "of the violating cleared",
        "cleared though the full scan finds them",
    )
    for mix in mixes:
        table.add_row(f"{mix.violating:.0%}", _within(mix.cleared), _within(mix.missed), _within(mix.missed_more))
    return table


def repeats_table(rates: Mapping[str, RepeatRates]) -> Table:
    """How often texts repeat."""
    table = _table("重复 repeats in the order of the files", "corpus", "texts", "exact", "normalised", "near")
    for name, rate in rates.items():
        table.add_row(name, f"{rate.texts:,}", f"{rate.exact:.1%}", f"{rate.normalised:.1%}", f"{rate.near:.1%}")
    return table


def near_line(check: NearCheck) -> str:
    """How the answers differ where copies are read alike."""
    return (
        f"近似副本 near repeats: {check.changed:,} of {check.texts:,} texts are read otherwise; of these "
        f"{_of(check.other_status, check.changed)} get another answer in some category, "
        f"{_of(check.other_outcome, check.changed)} another outcome"
    )


def _table(title: str, first: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", header_style="dim", box=None, pad_edge=False)
    table.add_column(first)
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _of(count: int, total: int) -> str:
    return f"{count:,}/{total:,} ({count / total:.1%})" if total else "–"


def _within(measured: Measured) -> str:
    interval = measured.interval
    shown = f"{measured.value:.1%}"
    return shown if interval is None else f"{shown} ({interval.low:.1%}–{interval.high:.1%})"
