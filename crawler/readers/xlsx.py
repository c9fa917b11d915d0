"""Reads ads from the worksheets of an Excel file, row by row.

Knows nothing of other formats.
"""

from collections.abc import Iterator, Sequence
from zipfile import BadZipFile

from crawler.errors import InputFileError, MissingColumnError
from crawler.readers.columns import ColumnMap, headerless_map, is_column_number, map_columns
from crawler.readers.record import ad_from_cells
from crawler.readers.row import InputFile, ReadOptions, Row, RowError, UnreadableRow


def read_xlsx(file: InputFile, options: ReadOptions) -> Iterator[Row]:
    """Yield one ad for each row of every visible worksheet that has a text column.

    Row numbers are those of the spreadsheet; sources read ``file.xlsx#Sheet1``.

    Raises:
        InputFileError: not an xlsx file.
        MissingColumnError: no worksheet has a text column.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        stream = file.path.open("rb")
    except OSError as error:
        raise InputFileError(file.name, str(error)) from error
    with stream:
        try:
            workbook = load_workbook(stream, read_only=True, data_only=True)
        except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
            raise InputFileError(file.name, f"cannot be read as an Excel workbook: {error}") from error
        refusal: MissingColumnError | None = None
        has_table = False
        for sheet in workbook.worksheets:
            if sheet.sheet_state != "visible":
                continue
            rows = sheet.iter_rows(values_only=True)
            try:
                header_number, header = _header_of(rows)
                if header is None:
                    continue
                yield from _sheet_rows(rows, header_number, header, f"{file.name}#{sheet.title}", options)
                has_table = True
            except MissingColumnError as error:
                refusal = refusal or error
        workbook.close()
    if refusal is not None and not has_table:
        raise refusal


def _header_of(rows: Iterator[Sequence[object]]) -> tuple[int, Sequence[object] | None]:
    for number, cells in enumerate(rows, start=1):
        if any(cell is not None for cell in cells):
            return number, cells
    return 0, None


def _sheet_rows(
    rows: Iterator[Sequence[object]],
    header_number: int,
    header: Sequence[object],
    source: str,
    options: ReadOptions,
) -> Iterator[Row]:
    names = ["" if cell is None else str(cell) for cell in header]
    if is_column_number(names, options.text_column):
        columns = headerless_map(int(options.text_column or 1) - 1)
        yield _row_of(header, columns, source, header_number)
    else:
        columns = map_columns(names, source, text_column=options.text_column)
    for number, cells in enumerate(rows, start=header_number + 1):
        if any(cell is not None for cell in cells):
            yield _row_of(cells, columns, source, number)


def _row_of(cells: Sequence[object], columns: ColumnMap, source: str, number: int) -> Row:
    try:
        return ad_from_cells(cells, columns, fallback_id=f"{source}#{number}")
    except RowError as error:
        raw = "\t".join("" if cell is None else str(cell) for cell in cells)
        return UnreadableRow(source=source, row_number=number, reason=str(error), raw=raw)
