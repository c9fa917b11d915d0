"""Files of addresses that somebody keeps: plain text, CSV or JSON lines.

Knows nothing of fetching. A row that holds no address is reported with its number, never dropped.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

from crawler.errors import InputFileError, UnknownFormatError
from crawler.readers.lines import Line, read_lines
from crawler.readers.row import InputFile, InputFormat
from crawler.sites.addresses import host_of

_FORMATS = {
    ".txt": InputFormat.TXT,
    ".csv": InputFormat.CSV,
    ".tsv": InputFormat.TSV,
    ".jsonl": InputFormat.JSONL,
    ".ndjson": InputFormat.JSONL,
}
_NAMES = (
    "url",
    "网址",
    "链接",
    "地址",
    "link",
    "href",
    "address",
    "landing_url",
    "page_url",
    "落地页",
    "链接地址",
    "网页地址",
)
_DELIMITERS = (",", "\t", ";", "|")
_BARE_HOST = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?(?:/\S*)?", re.IGNORECASE)
_WAY_OUT = "write it in full, such as https://www.example.cn/"
_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedUrl:
    """One address of a file."""

    url: str
    line: int
    """From 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that holds no address."""

    line: int
    """From 1."""
    raw: str
    """As it stands, cut after 200 characters."""
    reason: str
    """What is wrong, and the way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedList:
    """What a file of addresses holds, in order, repeats kept."""

    urls: tuple[SeedUrl, ...]
    bad_rows: tuple[BadRow, ...]


def urls_of_file(path: Path) -> SeedList:
    """Read the addresses in a file; blank lines and ``#`` comments are skipped.

    ``.txt`` has an address a line; ``.csv`` and ``.tsv`` a column ``url`` (also 网址, 链接, 地址, link, href), or no
    header and addresses in any column; ``.jsonl`` objects with one of these keys, or strings.

    Raises:
        InputFileError: the file cannot be opened.
        UnknownFormatError: another suffix.
        EncodingError: the encoding cannot be told.
    """
    input_format = _FORMATS.get(path.suffix.lower())
    if input_format is None:
        raise UnknownFormatError(str(path), f"no list of addresses by its name; call it {', '.join(_FORMATS)}")
    if not path.is_file():
        raise InputFileError(str(path), "no such file" if not path.exists() else "no regular file")
    lines = read_lines(InputFile(path=path, name=path.name, input_format=input_format))
    try:
        match input_format:
            case InputFormat.JSONL:
                rows = list(map(_of_json, _filled(lines)))
            case InputFormat.TXT:
                rows = [_of_text(line, line.text) for line in _filled(lines)]
            case _:
                rows = list(_of_table(_filled(lines), tab=input_format is InputFormat.TSV))
    except OSError as error:
        raise InputFileError(str(path), f"cannot be opened: {error.strerror}") from error
    return SeedList(
        urls=tuple(row for row in rows if isinstance(row, SeedUrl)),
        bad_rows=tuple(row for row in rows if isinstance(row, BadRow)),
    )


def _filled(lines: Iterable[Line]) -> Iterator[Line]:
    return (line for line in lines if line.problem or (line.text.strip() and not line.text.lstrip().startswith("#")))


def _of_text(line: Line, stated: str) -> SeedUrl | BadRow:
    if line.problem is not None:
        return _bad(line, line.problem)
    stated = stated.strip().strip("<>\"'").strip()
    if host_of(stated) is not None and not any(char.isspace() for char in stated):
        return SeedUrl(url=stated, line=line.number)
    scheme = stated.partition(":")[0]
    if _BARE_HOST.fullmatch(stated):
        return _bad(line, f"{stated[:_SHOWN]!r} lacks http:// or https://; {_WAY_OUT}")
    if "://" in stated[:20] and scheme not in {"http", "https"}:
        return _bad(line, f"{scheme}: is not crawled; http and https are")
    return _bad(line, f"{stated[:_SHOWN]!r} is no web address; {_WAY_OUT}" if stated else f"no address; {_WAY_OUT}")


def _of_json(line: Line) -> SeedUrl | BadRow:
    if line.problem is not None:
        return _bad(line, line.problem)
    try:
        value = orjson.loads(line.text)
    except orjson.JSONDecodeError as error:
        return _bad(line, f"not JSON: {error}")
    if isinstance(value, dict):
        value = next((value[name] for name in _NAMES if name in value), None)
    if not isinstance(value, str):
        return _bad(line, 'no string under url; write {"url": "https://www.example.cn/"}')
    return _of_text(line, value)


def _of_table(lines: Iterator[Line], *, tab: bool) -> Iterator[SeedUrl | BadRow]:
    delimiter: str | None = "\t" if tab else None
    column: int | None = None
    is_first = True
    for line in lines:
        if line.problem is not None:
            yield _bad(line, line.problem)
            continue
        delimiter = delimiter or max(_DELIMITERS, key=line.text.count)
        try:
            cells = next(csv.reader([line.text + "\n"], delimiter=delimiter, strict=True))
        except csv.Error as error:
            yield _bad(line, f"not a CSV row: {error}; an address stands on one line, quotes closed")
            continue
        if is_first:
            is_first = False
            names = [cell.strip().lstrip("\ufeff").lower() for cell in cells]
            column = next((names.index(name) for name in _NAMES if name in names), None)
            if column is not None or not any(host_of(cell.strip()) for cell in cells):
                if column is None:
                    yield _bad(
                        line, f"no column of addresses among {', '.join(map(repr, names))[:_SHOWN]}; call it url"
                    )
                continue
        if column is not None:
            yield _of_text(line, cells[column] if column < len(cells) else "")
        else:
            yield _of_text(line, next((cell for cell in cells if host_of(cell.strip())), line.text))


def _bad(line: Line, reason: str) -> BadRow:
    raw = line.text or line.raw[:_SHOWN].decode("utf-8", "backslashreplace")
    return BadRow(line=line.number, raw=raw[:_SHOWN], reason=reason)
