"""Result files in every output format: the public names and the one list of writers.

Knows nothing of how the results came about.
"""

from collections.abc import Callable
from pathlib import Path

from service.errors import OutputError
from service.scanned_ad import ScannedAd
from service.writers.csv import write_csv
from service.writers.html import write_html
from service.writers.notes import OutputNotes
from service.writers.output_format import OutputFormat
from service.writers.parquet import write_parquet
from service.writers.scanned_json import scanned_line, scanned_of, verdict_line
from service.writers.xlsx import write_xlsx

__all__ = ["OutputFormat", "OutputNotes", "encoder_for", "output_format_of", "scanned_of", "write_output"]

WRITERS: dict[OutputFormat, Callable[[Path, Path, OutputNotes], None]] = {
    OutputFormat.CSV: write_csv,
    OutputFormat.PARQUET: write_parquet,
    OutputFormat.XLSX: write_xlsx,
    OutputFormat.HTML: write_html,
}
"""Each makes its file from the journal's lines of scanned ads; JSON lines are the journal itself."""


def encoder_for(output_format: OutputFormat) -> Callable[[ScannedAd], bytes]:
    """How results are kept on the way to that format."""
    return verdict_line if output_format is OutputFormat.JSONL else scanned_line


def write_output(output_format: OutputFormat, results: Path, out: Path, notes: OutputNotes) -> None:
    """Write ``out`` from a file of lines made by ``encoder_for(output_format)``."""
    WRITERS[output_format](results, out, notes)


def output_format_of(out: Path, asked: OutputFormat | None = None) -> OutputFormat:
    """Tell the format from the name of the output file unless one is asked for.

    Raises:
        OutputError: the name does not tell.
    """
    if asked is not None:
        return asked
    suffix = out.suffix.lower().lstrip(".")
    suffix = {"ndjson": "jsonl", "htm": "html"}.get(suffix, suffix)
    if suffix not in set(OutputFormat):
        known = ", ".join(OutputFormat)
        raise OutputError(f"{out}: cannot tell the format from the name; name it with --format ({known})")
    return OutputFormat(suffix)
