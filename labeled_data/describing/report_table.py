"""A titled table of a report and its two looks: Markdown for a document, rich for a terminal.

Knows nothing of what the cells mean.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

# An underscore inside a word, as in a category code, is no markup.
_MARKUP = re.compile(r"[\\|`*<>\[\]]|(?<!\w)_|_(?!\w)")

_MOST_COLUMNS = 10
"""A table with more of them is shown in parts: a terminal of 80 characters holds no more."""
_PART = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTable:
    """A table of text; the first column names its row, the others hold figures or words."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    is_figures: bool = True
    """Whether all columns but the first are aligned to the right."""

    def __post_init__(self) -> None:
        wrong = [row for row in self.rows if len(row) != len(self.columns)]
        if wrong:
            raise ValueError(f"{self.title}: rows without {len(self.columns)} cells: {wrong}")


def as_markdown(tables: Iterable[ReportTable], *, level: int = 3) -> str:
    """Tables under headings of that ``level``, ending with a line feed; cells are escaped, so text cannot break out."""
    return "\n".join(_markdown_of(table, level) for table in tables)


def _markdown_of(table: ReportTable, level: int) -> str:
    side = "---:" if table.is_figures else "---"
    lines = [f"{'#' * level} {table.title}", ""]
    if table.rows:
        lines += [_row(table.columns), _row(["---", *[side] * (len(table.columns) - 1)], is_rule=True)]
        lines += [_row(row) for row in table.rows]
    else:
        lines.append("none")
    if table.note:
        lines += ["", table.note]
    return "\n".join(lines) + "\n"


def _row(cells: Sequence[str], *, is_rule: bool = False) -> str:
    return "| " + " | ".join(cells if is_rule else [_escaped(cell) for cell in cells]) + " |"


def _escaped(cell: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", " ".join(cell.splitlines()))


def as_rich(tables: Iterable[ReportTable]) -> RenderableType:
    """The same for a terminal; cells are plain text, never markup."""
    parts: list[RenderableType] = []
    for table in tables:
        if not table.rows:
            parts += [Text(table.title, style="bold"), Text("none\n")]
            continue
        parts += [_view_of(table, part) for part in _column_parts(len(table.columns))]
        if table.note:
            parts.append(Text(table.note + "\n"))
    return Group(*parts)


def _column_parts(count: int) -> list[tuple[int, ...]]:
    """Columns of each table shown: one with many columns is cut, its first column standing in every part."""
    if count <= _MOST_COLUMNS:
        return [tuple(range(count))]
    others = range(1, count)
    return [(0, *others[start : start + _PART]) for start in range(0, len(others), _PART)]


def _view_of(table: ReportTable, places: tuple[int, ...]) -> Table:
    view = Table(
        title=Text(table.title, style="bold") if 1 in places else None, title_justify="left", box=box.SIMPLE_HEAD
    )
    for place in places:
        justify: Literal["left", "right"] = "right" if place and table.is_figures else "left"
        view.add_column(Text(table.columns[place]), justify=justify, overflow="fold")
    for row in table.rows:
        view.add_row(*(Text(row[place]) for place in places))
    return view


def share_text(part: float, whole: float) -> str:
    """A share in percent with one decimal place, ``–`` of nothing."""
    return f"{100 * part / whole:.1f} %" if whole else "–"
