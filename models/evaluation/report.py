"""Writes an evaluation into a folder: tables to read, pictures, and the record for programs.

Knows nothing of how it was made.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import orjson

from models.evaluation.evaluation import Evaluation
from models.evaluation.pictures import draw_disguises, draw_reliability
from models.evaluation.record import Record
from models.evaluation.sheets import (
    Sheet,
    category_f1_sheet,
    category_sheet,
    comparison_sheet,
    measure_sheet,
    overview_sheet,
    slice_sheets,
    slow_sheets,
)

REPORT = "report.md"
METRICS = "metrics.json"
FLIPS = "flips.jsonl"
RELIABILITY = "reliability.png"
DISGUISES = "disguises.png"


def write_report(folder: Path, record: Record, evaluations: Sequence[Evaluation]) -> None:
    """Write all files; earlier ones of the same names are replaced.

    Texts stand in ``flips.jsonl`` alone: whoever may not pass on the texts of a set passes on the other files.

    Raises:
        MissingLibraryError: matplotlib is not installed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pictures = []
    if any(evaluation.reliability for evaluation in evaluations):
        draw_reliability(folder / RELIABILITY, evaluations)
        pictures.append(("Reliability by category", RELIABILITY))
    if any(evaluation.slow for evaluation in evaluations):
        draw_disguises(folder / DISGUISES, evaluations)
        pictures.append(("Findings kept in disguise", DISGUISES))
    lines = ["# Evaluation", "", f"Set: {record['file']}, fingerprint `{record['fingerprint']}`.", ""]
    lines += [line for sheet in _sheets(record) for line in markdown(sheet)]
    lines += [f"![{title}]({name})\n" for title, name in pictures]
    (folder / REPORT).write_text("\n".join(lines), encoding="utf-8")
    (folder / METRICS).write_bytes(
        orjson.dumps(without_texts(record), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    )
    comparison = record.get("comparison")
    listed = record["judges"][0]["errors"] if comparison is None else comparison["flips"]
    (folder / FLIPS).write_bytes(b"".join(orjson.dumps(item) + b"\n" for item in listed))


def without_texts(record: Record) -> Record:
    """The record without any line of the set."""
    kept = dict(record)
    kept["judges"] = [{key: value for key, value in judge.items() if key != "errors"} for judge in record["judges"]]
    if "comparison" in record:
        kept["comparison"] = {key: value for key, value in record["comparison"].items() if key != "flips"}
    return kept


def markdown(sheet: Sheet) -> Iterator[str]:
    """A sheet as a Markdown table, a blank line behind it."""
    yield f"## {sheet.title}"
    yield ""
    yield f"| {' | '.join(sheet.columns)} |"
    yield f"|{'|'.join('---:' if number else '---' for number in range(len(sheet.columns)))}|"
    for row in sheet.rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""
    if sheet.note:
        yield sheet.note.replace("\n", "  \n")
        yield ""


def _sheets(record: Record) -> Iterator[Sheet]:
    yield overview_sheet(record)
    if len(record["judges"]) > 1:
        yield category_f1_sheet(record)
    if "comparison" in record:
        yield comparison_sheet(record["comparison"])
    yield from slow_sheets(record)
    for judge in record["judges"]:
        yield measure_sheet(judge)
        yield category_sheet(judge)
        yield from slice_sheets(judge)
