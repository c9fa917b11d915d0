"""Opens what the caller named as inputs: files, a crawler's output folder, or standard input.

Knows nothing of what is inside a file beyond its format.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from crawler.errors import InputFileError, UnknownFormatError
from crawler.readers.lines import count_lines
from crawler.readers.names import distinct_names, readable_name
from crawler.readers.parquet import count_parquet_rows
from crawler.readers.row import InputFile, InputFormat, ReadOptions

STDIN = "-"
CRAWL_FILE = "ads.jsonl"
"""Name of the ads file in a crawler's output folder."""

_SUFFIXES = {
    ".txt": InputFormat.TXT,
    ".csv": InputFormat.CSV,
    ".tsv": InputFormat.TSV,
    ".tab": InputFormat.TSV,
    ".jsonl": InputFormat.JSONL,
    ".ndjson": InputFormat.JSONL,
    ".parquet": InputFormat.PARQUET,
    ".pq": InputFormat.PARQUET,
    ".xlsx": InputFormat.XLSX,
    ".html": InputFormat.HTML,
    ".htm": InputFormat.HTML,
}


@contextmanager
def open_inputs(
    arguments: Sequence[str], options: ReadOptions, *, stdin: BinaryIO | None = None
) -> Iterator[tuple[InputFile, ...]]:
    """Find the files behind ``arguments``; ``-`` is standard input, kept in a temporary file while open.

    Raises:
        InputFileError: a file is missing or cannot be opened.
        UnknownFormatError: the format of a file cannot be told.
    """
    with ExitStack() as stack:
        found = [_find(argument, options, stack, stdin) for argument in arguments]
        names = distinct_names([item.named_after for item in found])
        yield tuple(
            InputFile(path=item.path, name=name, input_format=item.input_format)
            for item, name in zip(found, names, strict=True)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    path: Path
    named_after: Path
    """The path from which reports name it: not that of a temporary copy."""
    input_format: InputFormat


def estimate_rows(file: InputFile) -> int:
    """Guess the number of rows cheaply, for a progress bar; 0 where it takes reading the file to know."""
    match file.input_format:
        case InputFormat.HTML:
            return 1
        case InputFormat.XLSX:
            return 0
        case InputFormat.PARQUET:
            return count_parquet_rows(file)
        case _:
            return count_lines(file)


def _find(argument: str, options: ReadOptions, stack: ExitStack, stdin: BinaryIO | None) -> _Found:
    if argument == STDIN:
        spool = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="finad-"))) / "stdin"
        with spool.open("wb") as copy:
            shutil.copyfileobj(stdin or sys.stdin.buffer, copy)
        known_stdin = options.input_format or _sniff(spool) or InputFormat.TXT
        return _Found(path=spool, named_after=Path("stdin"), input_format=known_stdin)
    shown = readable_name(argument)
    path = Path(argument)
    if path.is_dir():
        path = path / CRAWL_FILE
        if not path.is_file():
            raise InputFileError(shown, f"a folder without {CRAWL_FILE}; name the files to read instead")
    if not path.is_file():
        raise InputFileError(shown, "no such file" if not path.exists() else "no regular file; pipe it in as -")
    try:
        sniffed = _sniff(path)
    except OSError as error:
        raise InputFileError(shown, f"cannot be opened: {error.strerror}") from error
    known = options.input_format or _SUFFIXES.get(path.suffix.lower()) or sniffed
    if known is None:
        raise UnknownFormatError(shown, f"unknown format; name it with --input-format ({', '.join(InputFormat)})")
    return _Found(path=path, named_after=path, input_format=known)


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(4096)


def _sniff(path: Path) -> InputFormat | None:
    head = _head(path)
    if head.startswith(b"PAR1"):
        return InputFormat.PARQUET
    if head.startswith(b"PK\x03\x04"):
        return InputFormat.XLSX
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return InputFormat.HTML
    if start.startswith(b"{"):
        return InputFormat.JSONL
    return None
