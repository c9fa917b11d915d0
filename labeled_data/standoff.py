"""Labels of texts that the set may not hold: a line of a public corpus is named by its SHA-256, evidence by offsets.

Whoever has the corpus joins the labels to their texts; nobody can make the texts out of the labels. Knows nothing of
where a corpus comes from.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from labeled_data.errors import ExampleFileError, ExampleProblem
from labeled_data.example import LabeledExample
from labeled_data.example_record import example_from_record, record_of

Labels = tuple[dict[str, Any], ...]
"""One record a text, without the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Labels joined to the texts that were found."""

    examples: tuple[LabeledExample, ...]
    """In the order of the labels."""
    missing: int
    """Labels whose text was not among the lines."""


def fingerprint_of_text(text: str) -> str:
    """SHA-256 of a text in UTF-8, as hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def standoff_record(example: LabeledExample) -> dict[str, Any]:
    """Write the labels of an example without a word of its text."""
    record = record_of(example)
    del record["text"], record["entities"]
    for row in record["evidence"]:
        del row["text"]
    return {"id": record.pop("id"), "sha256": fingerprint_of_text(example.text), **record}


def read_labels(path: Path) -> Labels:
    """Read a file of ``standoff_record`` lines.

    Raises:
        ExampleFileError: the file cannot be read, or lines are no JSON objects with a ``sha256``; all are listed.
    """
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise ExampleFileError(str(path), [ExampleProblem(0, f"cannot be read: {error.strerror}")]) from error
    problems: list[ExampleProblem] = []
    records: list[dict[str, Any]] = []
    for number, line in enumerate(lines, start=1):
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            problems.append(ExampleProblem(number, f"not JSON: {error}"))
            continue
        if isinstance(record, dict) and isinstance(record.get("sha256"), str):
            records.append(record)
        else:
            problems.append(
                ExampleProblem(number, "has no sha256; a line is an object of labels and the text's SHA-256")
            )
    if problems:
        raise ExampleFileError(str(path), problems)
    return tuple(records)


def join_labels(labels: Labels, lines: Iterable[str], *, name: str) -> Joined:
    """Join labels to the texts among ``lines`` that they belong to.

    Args:
        labels: of ``read_labels``.
        lines: texts, such as all lines of a corpus.
        name: what the labels are called in an error.

    Raises:
        ExampleFileError: labels do not fit their text; all are listed by their number.
    """
    wanted = {record["sha256"] for record in labels}
    texts = {fingerprint: line for line in lines if (fingerprint := fingerprint_of_text(line)) in wanted}
    problems: list[ExampleProblem] = []
    examples: list[LabeledExample] = []
    for number, record in enumerate(labels, start=1):
        text = texts.get(record["sha256"])
        if text is None:
            continue
        messages: list[str] = []
        example = example_from_record({**record, "text": text}, messages)
        problems += [ExampleProblem(number, message) for message in messages]
        if example is not None:
            examples.append(example)
    if problems:
        raise ExampleFileError(name, problems)
    return Joined(examples=tuple(examples), missing=len(labels) - len(examples))
