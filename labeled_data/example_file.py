"""The reader and writer of files of labelled examples, one JSON object a line.

Knows nothing of what an example is made of.
"""

import os
from collections.abc import Iterable
from pathlib import Path

import orjson

from labeled_data.errors import ExampleFileError, ExampleProblem
from labeled_data.example import LabeledExample
from labeled_data.example_record import example_from_record, record_of


def read_examples(path: Path) -> tuple[LabeledExample, ...]:
    """Read a JSON lines file of examples.

    Evidence is a list of ``{category, start, end}`` in code points, as ``write_examples`` writes it, or an object of
    category → list of ``[start, end]`` or of quotes. A quote is an exact part of the text: its first occurrence after
    the quote before it, or else its first at all.

    Raises:
        ExampleFileError: the file cannot be used; every problem is listed with its line.
    """
    problems: list[ExampleProblem] = []
    examples: list[LabeledExample] = []
    first_lines: dict[str, int] = {}
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise ExampleFileError(str(path), [ExampleProblem(0, f"cannot be read: {error.strerror}")]) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            problems.append(ExampleProblem(number, f"not JSON: {error}"))
            continue
        messages: list[str] = []
        example = example_from_record(record, messages)
        problems += [ExampleProblem(number, message) for message in messages]
        if example is None:
            continue
        first_line = first_lines.setdefault(example.example_id, number)
        if first_line != number:
            problems.append(ExampleProblem(number, f"id {example.example_id!r} is that of line {first_line} too"))
        examples.append(example)
    if problems:
        raise ExampleFileError(str(path), problems)
    return tuple(examples)


def write_examples(path: Path, examples: Iterable[LabeledExample]) -> None:
    """Write examples so that ``read_examples`` gives back equal values; the file appears whole or not."""
    temporary = path.with_name(path.name + ".new")
    with temporary.open("wb") as stream:
        for example in examples:
            stream.write(orjson.dumps(record_of(example)) + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)
