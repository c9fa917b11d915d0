"""Reads ads from CSV and TSV tables with a header row.

Knows nothing of other formats. A row whose quotes do not close costs that row only, never the rows after it.
"""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.ad import Origin
from crawler.readers.columns import ColumnMap, headerless_map, is_column_number, map_columns
from crawler.readers.lines import Line, read_lines
from crawler.readers.record import ad_from_cells
from crawler.readers.row import (
    MAX_ROW_BYTES,
    InputFile,
    InputFormat,
    ReadOptions,
    Row,
    UnreadableRow,
    ad_or_reject,
)

_DELIMITERS = (",", "\t", ";", "|")
_MAX_RECORD_LINES = 1000
"""A quoted cell that runs on for longer than this was never meant to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    number: int
    cells: tuple[str, ...]
    raw: str


def read_delimited(file: InputFile, options: ReadOptions) -> Iterator[Row]:
    """Yield one ad for each row.

    Raises:
        MissingColumnError: the header names no text column, or there is no column of the number asked for.
    """
    csv.field_size_limit(MAX_ROW_BYTES)
    lines = _PushBack(read_lines(file))
    delimiter = "\t" if file.input_format is InputFormat.TSV else _delimiter_of(lines)
    columns: ColumnMap | None = None
    for record in _records(lines, delimiter, file.name):
        if isinstance(record, UnreadableRow):
            yield record
            continue
        if columns is None:
            if options.text_column is None or not is_column_number(record.cells, options.text_column):
                columns = map_columns(record.cells, file.name, text_column=options.text_column)
                continue
            columns = headerless_map(options.text_column, len(record.cells), file.name)
        yield _row_of(record, columns, file.name)


def _row_of(record: _Record, columns: ColumnMap, source: str) -> Row:
    origin = Origin(source=source, row_number=record.number)
    return ad_or_reject(lambda origin: ad_from_cells(record.cells, columns, origin), origin, lambda: record.raw)


class _PushBack:
    """An iterator of lines onto which lines can be put back."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._returned: deque[Line] = deque()

    def take(self) -> Line | None:
        return self._returned.popleft() if self._returned else next(self._lines, None)

    def put_back(self, lines: list[Line]) -> None:
        self._returned.extendleft(reversed(lines))


def _delimiter_of(lines: _PushBack) -> str:
    header = lines.take()
    if header is None:
        return ","
    lines.put_back([header])
    return max(_DELIMITERS, key=header.text.count)


def _records(lines: _PushBack, delimiter: str, source: str) -> Iterator[_Record | UnreadableRow]:
    while (first := lines.take()) is not None:
        if first.problem is not None:
            yield first.as_unreadable(source)
        elif first.text.strip():
            yield _record_from(first, lines, delimiter, source)


def _record_from(first: Line, lines: _PushBack, delimiter: str, source: str) -> _Record | UnreadableRow:
    taken = [first]
    size = len(first.text)
    while True:
        try:
            cells = next(csv.reader([line.text + "\n" for line in taken], delimiter=delimiter, strict=True))
        except csv.Error as error:
            if "unexpected end of data" not in str(error):
                lines.put_back(taken[1:])
                return first.as_unreadable(source, f"not a CSV row: {error}; double the quotes inside a quoted cell")
        else:
            raw = "\n".join(line.text for line in taken)
            return _Record(number=first.number, cells=tuple(cells), raw=raw)
        following = lines.take() if len(taken) < _MAX_RECORD_LINES and size < MAX_ROW_BYTES else None
        if following is not None and following.problem is None:
            taken.append(following)
            size += len(following.text)
            continue
        lines.put_back(taken[1:] + ([following] if following is not None else []))
        return first.as_unreadable(source, "a quote opened in this row is never closed")
