"""Shows the record of an evaluation on a terminal.

Knows nothing of how it was made.
"""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from models.evaluation.record import Record
from models.evaluation.sheets import (
    Sheet,
    category_f1_sheet,
    category_sheet,
    comparison_sheet,
    error_lines,
    measure_sheet,
    overview_sheet,
    slice_sheets,
    slow_sheets,
)

_TEXT_SHOWN = 180
_ROOMY = 10
"""Tables of more columns part them by one blank, so that they fit a terminal."""


def record_view(record: Record, *, with_slices: bool, with_texts: bool) -> RenderableType:
    """Everything measured; slices, and texts judged wrongly or otherwise by the two that are compared, if asked for."""
    parts = [_table_of(sheet) for sheet in _sheets(record, with_slices=with_slices)]
    return Group(*parts, *(_lines(record) if with_texts else ()))


def _sheets(record: Record, *, with_slices: bool) -> Iterator[Sheet]:
    judges = record["judges"]
    yield overview_sheet(record)
    if len(judges) == 1:
        yield measure_sheet(judges[0])
        yield category_sheet(judges[0])
    else:
        yield category_f1_sheet(record)
    if with_slices:
        for judge in judges:
            yield from slice_sheets(judge)
    yield from slow_sheets(record)
    if "comparison" in record:
        yield comparison_sheet(record["comparison"])


def _table_of(sheet: Sheet) -> RenderableType:
    table = Table(header_style="dim", box=None, pad_edge=False, collapse_padding=len(sheet.columns) > _ROOMY)
    for number, name in enumerate(sheet.columns):
        table.add_column(name, justify="right" if number else "left", no_wrap=bool(number))
    for row in sheet.rows:
        table.add_row(*(Text(cell) for cell in row))
    return Group(Text(sheet.title, style="bold"), table, Text(f"{sheet.note}\n" if sheet.note else "", style="dim"))


def _lines(record: Record) -> Iterator[Text]:
    listed = record["comparison"]["flips"] if "comparison" in record else record["judges"][0]["errors"]
    for line in error_lines(listed):
        style = "red" if line.startswith(("false alarm", "wrong")) else "yellow"
        yield Text(line[:_TEXT_SHOWN], style=style, no_wrap=True, overflow="ellipsis")
