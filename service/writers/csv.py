"""Writes results as CSV, one row an ad, with a mark at the start so that Excel reads it as UTF-8.

Knows nothing of other formats.
"""

import csv
from pathlib import Path

from service.writers.cells import without_formula
from service.writers.flat_row import Cell, columns_of, row_of
from service.writers.notes import OutputNotes
from service.writers.scanned_json import read_scanned


def write_csv(results: Path, out: Path, notes: OutputNotes) -> None:
    """Write ``out`` from the lines in ``results``; headers read ``中文 key``."""
    with out.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(f"{column.title.zh} {column.key}" for column in columns_of(notes.categories))
        for scanned in read_scanned(results):
            writer.writerow(_safe(cell) for cell in row_of(scanned, notes.categories))


def _safe(cell: Cell) -> Cell:
    return without_formula(cell) if isinstance(cell, str) else cell
