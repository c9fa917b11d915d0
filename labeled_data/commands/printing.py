"""Tables of a report on a console, for a screen or as Markdown.

Knows nothing of what is reported.
"""

from collections.abc import Iterable

from rich.console import Console

from labeled_data.describing.report_table import ReportTable, as_markdown, as_rich


def print_tables(console: Console, tables: Iterable[ReportTable], *, as_markdown_text: bool) -> None:
    """Print tables; Markdown is neither wrapped nor read as markup."""
    if as_markdown_text:
        console.print(as_markdown(tables), markup=False, soft_wrap=True)
    else:
        console.print(as_rich(tables))
