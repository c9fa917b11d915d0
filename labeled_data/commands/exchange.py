"""``finad data import`` and ``export``: files of annotation tools.

Knows nothing of their formats.
"""

from pathlib import Path

from rich.console import Console

from labeled_data.exchange import ExchangeSummary, export_file, import_file
from labeled_data.exchange.files import write_label_config


def run_export(tool: str, examples: Path, out: Path, console: Console, *, label_config: Path | None = None) -> int:
    """Write examples as a file that the tool imports, and its labelling interface if wanted; returns the exit status.

    Raises:
        LabeledDataError: examples cannot be read.
    """
    _say(export_file(tool, examples, out), out, console)
    if label_config is not None:
        write_label_config(label_config)
        console.print(f"labelling interface → {label_config}", markup=False)
    return 0


def run_import(tool: str, exported: Path, out: Path, console: Console, *, annotator: str | None = None) -> int:
    """Write what the tool exported as a file of examples, and say what of it is in none; returns the exit status.

    Raises:
        LabeledDataError: the tool's file cannot be used; every problem is listed.
    """
    _say(import_file(tool, exported, out, annotator=annotator), out, console)
    return 0


def _say(summary: ExchangeSummary, out: Path, console: Console) -> None:
    console.print(f"{summary.example_count:,} texts → {out}", markup=False)
    for skipped in summary.skipped:
        console.print(f"left out: {skipped.place}: {skipped.reason} {skipped.detail}".rstrip(), markup=False)
