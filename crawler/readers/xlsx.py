"""Reads ads from the worksheets of an Excel file, row by row.

Knows nothing of other formats.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from itertools import repeat
from typing import Any
from zipfile import BadZipFile, ZipFile

from crawler.ad import Ad, Origin
from crawler.errors import InputFileError, MissingColumnError
from crawler.readers.columns import ColumnMap, headerless_map, is_column_number, map_columns
from crawler.readers.record import ad_from_cells
from crawler.readers.row import InputFile, ReadOptions, Row, RowError, ad_or_reject

_CHUNK_BYTES = 1024 * 1024
_SERIAL_DAYS = range(10_000, 100_000)
"""Numbers taken for Excel's count of days: 1927 to 2173. ``20210501`` is a date written as a number."""

_Cells = Sequence[object]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """One worksheet: its values, and its formulas where the file has any."""

    source: str
    rows: Iterator[tuple[_Cells, _Cells | None]]
    """The values of each row, and the same row with formulas in place of their values."""
    epoch: datetime
    """Day from which Excel counts in this file."""


def read_xlsx(file: InputFile, options: ReadOptions) -> Iterator[Row]:
    """Yield one ad for each row of every visible worksheet that has a text column.

    Row numbers are those of the spreadsheet; sources read ``file.xlsx#Sheet1``.

    Raises:
        InputFileError: not an xlsx file.
        MissingColumnError: no worksheet has a text column, or none of the number asked for.
    """
    with ExitStack() as stack:
        values = _open(file, stack, data_only=True)
        formulas = _open(file, stack, data_only=False) if _has_formulas(file) else None
        refusal: MissingColumnError | None = None
        has_table = False
        for sheet in values.worksheets:
            if sheet.sheet_state != "visible":
                continue
            plain = sheet.iter_rows(values_only=True)
            others = formulas[sheet.title].iter_rows(values_only=True) if formulas is not None else repeat(None)
            table = _Sheet(
                source=f"{file.name}#{sheet.title}", rows=zip(plain, others, strict=False), epoch=values.epoch
            )
            try:
                yield from _rows_of(table, options)
                has_table = True
            except MissingColumnError as error:
                refusal = refusal or error
    if refusal is not None and not has_table:
        raise refusal


def _open(file: InputFile, stack: ExitStack, *, data_only: bool) -> Any:
    from openpyxl import load_workbook

    try:
        stream = stack.enter_context(file.path.open("rb"))
        workbook = load_workbook(stream, read_only=True, data_only=data_only)
    except Exception as error:  # openpyxl answers damaged and unusual files with whatever it stumbles over
        message = f"cannot be read as an Excel workbook: {type(error).__name__}: {error}; save it again as .xlsx or csv"
        raise InputFileError(file.name, message) from error
    stack.callback(workbook.close)
    return workbook


def _has_formulas(file: InputFile) -> bool:
    """Whether any worksheet holds a formula; most hold none, and need not be read a second time for them."""
    try:
        with ZipFile(file.path) as archive:
            for name in archive.namelist():
                if not name.startswith("xl/worksheets/"):
                    continue
                with archive.open(name) as sheet:
                    end = b""
                    while chunk := sheet.read(_CHUNK_BYTES):
                        window = end + chunk
                        if b"<f>" in window or b"<f " in window:
                            return True
                        end = window[-2:]
    except (BadZipFile, OSError) as error:
        raise InputFileError(file.name, f"cannot be read as an Excel workbook: {error}") from error
    return False


def _rows_of(sheet: _Sheet, options: ReadOptions) -> Iterator[Row]:
    columns: ColumnMap | None = None
    for number, (cells, formulas) in enumerate(sheet.rows, start=1):
        if all(cell is None for cell in formulas or cells):
            continue
        if columns is None:
            names = ["" if cell is None else str(cell) for cell in cells]
            if options.text_column is None or not is_column_number(names, options.text_column):
                columns = map_columns(names, sheet.source, text_column=options.text_column)
                continue
            columns = headerless_map(options.text_column, len(names), sheet.source)
        yield _row_of(sheet, columns, number, cells, formulas)


def _row_of(sheet: _Sheet, columns: ColumnMap, number: int, cells: _Cells, formulas: _Cells | None) -> Row:
    def make(origin: Origin) -> Ad:
        for position, kind in columns.texts:
            if formulas is not None and _is_uncomputed(cells, formulas, position):
                raise RowError(
                    f"{kind.value} is a formula whose value was never computed; open the file in Excel and save it"
                )
        return ad_from_cells(_with_day(cells, columns.published_at, sheet.epoch), columns, origin)

    def raw() -> str:
        return "\t".join("" if cell is None else str(cell) for cell in cells)

    return ad_or_reject(make, Origin(source=sheet.source, row_number=number), raw)


def _is_uncomputed(cells: _Cells, formulas: _Cells, position: int) -> bool:
    is_empty = len(cells) <= position or cells[position] is None
    return is_empty and position < len(formulas) and formulas[position] is not None


def _with_day(cells: _Cells, position: int | None, epoch: datetime) -> _Cells:
    """Turn a number in the column of dates into what it means in a spreadsheet."""
    from openpyxl.utils.datetime import from_excel

    value = cells[position] if position is not None and position < len(cells) else None
    if position is None or isinstance(value, bool) or not isinstance(value, int | float):
        return cells
    day: object = value
    if int(value) in _SERIAL_DAYS:
        day = from_excel(value, epoch)
    elif value == int(value):
        day = str(int(value))
    return (*cells[:position], day, *cells[position + 1 :])
