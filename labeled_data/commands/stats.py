"""``finad data stats``: what a set holds, on the screen, as Markdown and as a picture.

Knows nothing of whether that is good.
"""

import gzip
import zlib
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console

from labeled_data.commands.printing import print_tables
from labeled_data.commands.sources import read_source
from labeled_data.describing.coverage import coverage, coverage_tables
from labeled_data.describing.length_histogram import length_histogram
from labeled_data.describing.stats import statistics_of
from labeled_data.describing.stats_tables import statistics_tables
from labeled_data.errors import LabeledDataError
from labeled_data.vocabulary import load_vocabulary


def run_stats(
    path: Path,
    console: Console,
    *,
    as_markdown_text: bool = False,
    picture: Path | None = None,
    references: Iterable[Path] = (),
) -> int:
    """Print counts and coverage of the examples at ``path``; draw lengths beside those of reference texts.

    Args:
        path: Examples.
        console: Where the tables go.
        as_markdown_text: Print Markdown rather than tables for a screen.
        picture: PNG or SVG to draw lengths to.
        references: Text files (.txt or .txt.gz), one text a line, whose lengths are drawn beside.

    Raises:
        LabeledDataError: examples or references cannot be read, or the picture cannot be drawn.
    """
    lengths = [length for reference in references for length in _lengths(reference)]
    if picture is not None and not lengths:
        raise LabeledDataError("the picture compares lengths with those of other texts; name them with --reference")
    source = read_source(path)
    tables = (
        *statistics_tables(statistics_of(source.examples, splits=source.splits)),
        *coverage_tables(coverage(source.examples, load_vocabulary())),
    )
    print_tables(console, tables, as_markdown_text=as_markdown_text)
    if picture is not None:
        length_histogram([len(example.text) for example in source.examples], lengths, picture)
        console.print(f"lengths → {picture}", markup=False)
    return 0


def _lengths(path: Path) -> list[int]:
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8") as stream:
            return [len(line.strip()) for line in stream if line.strip()]
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise LabeledDataError(f"{path}: cannot be read as UTF-8 text: {error}") from error
