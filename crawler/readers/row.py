"""What reading a file of ads yields, and how a caller steers it.

Knows nothing of any file format.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from crawler.ad import Ad, Origin

MAX_ROW_BYTES = 16 * 1024 * 1024
"""Longest row taken in; keeps memory bounded when a file has no line breaks."""


class InputFormat(StrEnum):
    """File formats that hold ads."""

    TXT = "txt"
    CSV = "csv"
    TSV = "tsv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    XLSX = "xlsx"
    HTML = "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How to read; the defaults find out by themselves."""

    input_format: InputFormat | None = None
    """Instead of telling the format from each file's name and first bytes."""
    text_column: str | None = None
    """Column with the ad text: its name, or its number from 1 for a table without a header."""
    is_whole_file: bool = False
    """A txt file is one ad instead of one ad a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """One file to read."""

    path: Path
    name: str
    """What reports, ids and errors call it: the file's name, with as many of its folders as tell it from the other
    inputs, or ``stdin``. Always text that can be written, whatever the bytes of the name."""
    input_format: InputFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableRow:
    """A row that holds no readable ad; kept so that nothing is lost silently."""

    source: str
    row_number: int
    """From 1, as an editor or spreadsheet counts (the header is row 1)."""
    reason: str
    """What is wrong and the way out."""
    raw: str
    """The row as it stands; undecodable bytes as ``\\xNN``."""
    raw_bytes: bytes | None = None
    """The exact bytes, where ``raw`` cannot hold them."""


Row = Ad | UnreadableRow


class RowError(ValueError):
    """A row cannot be made into an ad; becomes an ``UnreadableRow`` before it leaves this package."""


def ad_or_reject(make: Callable[[Origin], Ad], origin: Origin, raw: Callable[[], str]) -> Row:
    """Call ``make``; whatever is wrong with the row costs that row only, even what nobody thought of.

    ``raw`` writes the row as it stands and is called only for a reject.
    """
    try:
        return make(origin)
    except RowError as error:
        reason = str(error)
    except Exception as error:  # one row must not end the run
        reason = unexpected(error)
    try:
        shown = raw()
    except Exception as error:  # a row that cannot be read may well not be shown either
        shown = f"({unexpected(error)})"
    return UnreadableRow(source=origin.source, row_number=origin.row_number, reason=reason, raw=shown)


def unexpected(error: Exception) -> str:
    """Say what happened where no better reason is known."""
    return f"cannot be read: {type(error).__name__}: {error}"
