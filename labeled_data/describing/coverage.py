"""Counts which trades are met in which channels, and which of the two never meet.

Does not know which cells could be met in the world: the vocabulary says that.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from labeled_data.describing.report_table import ReportTable
from labeled_data.example import LabeledExample
from labeled_data.vocabulary import FIN_AD, Vocabulary

_ABSENT = "×"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The texts of one vertical in one channel."""

    violating: int
    """With at least one positive."""
    clean: int
    """Without any, texts that are no ads among them."""
    ads: int
    """Financial ads, violating or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The cells of all verticals and channels of financial ads."""

    verticals: tuple[str, ...]
    channels: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]
    """(vertical, channel), every combination."""
    absent_cells: Mapping[tuple[str, str], str]
    """Cells that nobody meets in the world → reason."""

    @property
    def empty_cells(self) -> tuple[tuple[str, str], ...]:
        """Cells that exist in the world and hold no financial ad: a warning about a trade is no ad for it."""
        return tuple(place for place, cell in self.cells.items() if not cell.ads and place not in self.absent_cells)


def coverage(examples: Sequence[LabeledExample], vocabulary: Vocabulary) -> Coverage:
    """Count texts by vertical and channel; those outside the verticals and channels of ads are left out."""
    violating, clean, ads = Counter[tuple[str, str]](), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for example in examples:
        place = (example.vertical or "", example.channel or "")
        (violating if example.positive else clean)[place] += 1
        ads[place] += example.kind == FIN_AD
    return Coverage(
        verticals=vocabulary.ad_verticals,
        channels=vocabulary.ad_channels,
        cells={
            place: Cell(violating=violating[place], clean=clean[place], ads=ads[place])
            for vertical in vocabulary.ad_verticals
            for channel in vocabulary.ad_channels
            if (place := (vertical, channel))
        },
        absent_cells=vocabulary.absent_cells,
    )


def coverage_tables(found: Coverage) -> tuple[ReportTable, ...]:
    """The table of all cells, ``violating / clean``, and the list of those that are empty."""

    def shown(place: tuple[str, str]) -> str:
        cell = found.cells[place]
        figures = f"{cell.violating} / {cell.clean}"
        if place in found.absent_cells and not (cell.violating or cell.clean):
            return _ABSENT
        return f"{figures} (empty)" if place in found.empty_cells else figures

    rows = tuple(
        (vertical, *(shown((vertical, channel)) for channel in found.channels)) for vertical in found.verticals
    )
    note = f"Texts with / without a violation; {_ABSENT}: not met in the world; empty: no financial ad."
    empty = ReportTable(
        title=f"Empty cells ({len(found.empty_cells)})", columns=("vertical", "channel"), rows=found.empty_cells
    )
    table = ReportTable(title="Vertical and channel", columns=("vertical", *found.channels), rows=rows, note=note)
    return table, empty
