"""Writes results as an Excel workbook: a sheet of ads and a sheet of counts.

Knows nothing of other formats.
"""

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from classifier.finding import Outcome, Status
from service.errors import OutputError
from service.wording import OUTCOMES, STATUSES
from service.writers.cells import fit_for_excel
from service.writers.flat_row import Cell, columns_of, row_of
from service.writers.notes import OutputNotes
from service.writers.scanned_json import read_scanned

MAX_ROWS = 1_048_575
"""Rows of an Excel sheet, less the header."""
_TIME = re.compile(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>")
_WIDTHS = {"id": 18, "text": 60, "findings": 60, "quotes": 30, "law": 40, "referrals": 24, "facts": 40, "edits": 40}


def write_xlsx(results: Path, out: Path, notes: OutputNotes) -> None:
    """Write ``out`` from the lines in ``results``.

    Raises:
        OutputError: more ads than a sheet holds.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    if notes.tally.ads > MAX_ROWS:
        raise OutputError(f"{notes.tally.ads} ads do not fit into one Excel sheet ({MAX_ROWS}); use csv or parquet")
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("广告 ads")
    sheet.freeze_panes = "C2"
    columns = columns_of(notes.categories)
    for index, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = _WIDTHS.get(column.key, 14)
    header = [_cell(sheet, f"{column.title.zh}\n{column.key}") for column in columns]
    for cell in header:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F3A5F")
    sheet.append(header)
    for scanned in read_scanned(results):
        sheet.append([_cell(sheet, value) for value in row_of(scanned, notes.categories)])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{notes.tally.ads + 1}"
    _write_counts(workbook.create_sheet("汇总 summary"), notes)
    unstamped = out.with_name(out.name + ".new")
    workbook.save(unstamped)
    _copy_without_times(unstamped, out)
    unstamped.unlink()


def _copy_without_times(source: Path, out: Path) -> None:
    """Leave out the time of writing, so that the same results give the same bytes."""
    with ZipFile(source) as stamped, ZipFile(out, "w", ZIP_DEFLATED) as plain:
        for name in stamped.namelist():
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            with stamped.open(name) as reader, plain.open(entry, "w", force_zip64=True) as writer:
                if name == "docProps/core.xml":
                    writer.write(_TIME.sub(b"", reader.read()))
                else:
                    shutil.copyfileobj(reader, writer)


def _write_counts(sheet: Any, notes: OutputNotes) -> None:
    tally = notes.tally
    sheet.column_dimensions["A"].width = 34
    rows: list[tuple[Cell, ...]] = [
        ("广告数 ads", tally.ads),
        ("问题数 findings", tally.findings),
        ("无法读取 rejects", tally.rejects),
        *((f"{OUTCOMES[outcome].zh} {outcome.value}", tally.outcomes[outcome.value]) for outcome in Outcome),
        (),
        ("类别 category", *(f"{STATUSES[s].zh} {s.value}" for s in (Status.VIOLATION, Status.NEEDS_FACT))),
        *(
            (
                f"{c.zh} {c.code}",
                tally.with_status(c.code, Status.VIOLATION),
                tally.with_status(c.code, Status.NEEDS_FACT),
            )
            for c in notes.categories
        ),
    ]
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Cell) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=value)
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        return cell
    cell = WriteOnlyCell(sheet, value=fit_for_excel(value))
    # Otherwise text that starts with "=" would become a formula.
    cell.data_type = "s"
    return cell
