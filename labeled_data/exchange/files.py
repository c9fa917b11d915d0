"""Files of examples to files of annotation tools and back, by the name of the tool.

Knows nothing of what an example or a tool's record is made of.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import orjson

from labeled_data.errors import ExampleFileError, ExampleProblem, LabeledDataError
from labeled_data.example import LabeledExample
from labeled_data.example_file import read_examples, write_examples
from labeled_data.exchange.doccano_export import export_doccano
from labeled_data.exchange.doccano_import import import_doccano
from labeled_data.exchange.label_config import label_config
from labeled_data.exchange.label_studio_import import import_label_studio
from labeled_data.exchange.label_studio_tasks import export_label_studio
from labeled_data.exchange.outcome import ExchangeSummary, ImportedExamples
from labeled_data.whole_file import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeFormat:
    """How a tool's files are written and read."""

    name: str
    write: Callable[[Iterable[LabeledExample]], bytes]
    """Examples → the content of a file."""
    read: Callable[[bytes, str, str | None], ImportedExamples]
    """Content of a file, its name for messages, annotator or ``None`` → examples; raises ``ExampleFileError``."""


def export_file(format_name: str, examples_path: Path, out_path: Path) -> ExchangeSummary:
    """Write a file of examples as a file that the tool imports; it appears whole or not at all.

    Raises:
        LabeledDataError: there is no such format.
        ExampleFileError: the examples cannot be read.
        OSError: ``out_path`` cannot be written.
    """
    exchange_format = _format_of(format_name)
    examples = read_examples(examples_path)
    write_whole(out_path, exchange_format.write(examples))
    return ExchangeSummary(example_count=len(examples))


def import_file(
    format_name: str, exported_path: Path, out_path: Path, *, annotator: str | None = None
) -> ExchangeSummary:
    """Write what a tool exported as a file of examples; it appears whole or not at all.

    Args:
        format_name: A key of ``EXCHANGE_FORMATS``.
        exported_path: The tool's file.
        out_path: The file of examples.
        annotator: Id or e-mail address of the only annotator wanted, where the tool's file names annotators.

    Raises:
        LabeledDataError: there is no such format, or its files name no annotator to choose.
        ExampleFileError: the tool's file cannot be used; every problem is listed.
        OSError: ``out_path`` cannot be written.
    """
    exchange_format = _format_of(format_name)
    try:
        content = exported_path.read_bytes()
    except OSError as error:
        problem = ExampleProblem(0, f"cannot be read: {error.strerror}")
        raise ExampleFileError(str(exported_path), [problem]) from error
    imported = exchange_format.read(content, str(exported_path), annotator)
    if not imported.examples:
        whose = "" if annotator is None else f" by {annotator!r}"
        raise ExampleFileError(
            str(exported_path),
            [ExampleProblem(0, f"holds no annotated text{whose} as {format_name} writes it; nothing was imported")],
        )
    write_examples(out_path, imported.examples)
    return ExchangeSummary(example_count=len(imported.examples), skipped=imported.skipped)


def write_label_config(path: Path) -> None:
    """Write the labelling interface for Label Studio; the file appears whole or not at all."""
    write_whole(path, label_config().encode())


def _format_of(name: str) -> ExchangeFormat:
    if name not in EXCHANGE_FORMATS:
        raise LabeledDataError(f"unknown exchange format {name!r}; known: {', '.join(EXCHANGE_FORMATS)}")
    return EXCHANGE_FORMATS[name]


def _label_studio_bytes(examples: Iterable[LabeledExample]) -> bytes:
    return orjson.dumps(export_label_studio(examples), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _label_studio_examples(content: bytes, file: str, annotator: str | None) -> ImportedExamples:
    try:
        tasks = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        message = f"not JSON: {error}; export the project as JSON or JSON-MIN"
        raise ExampleFileError(file, [ExampleProblem(0, message)]) from error
    return import_label_studio(tasks, annotator=annotator, file=file)


def _doccano_bytes(examples: Iterable[LabeledExample]) -> bytes:
    return b"".join(orjson.dumps(record) + b"\n" for record in export_doccano(examples))


def _doccano_examples(content: bytes, file: str, annotator: str | None) -> ImportedExamples:
    if annotator is not None:
        raise LabeledDataError(
            f"{file}: doccano writes a file for each annotator and no name into it; "
            f"import the file of {annotator!r} without choosing an annotator"
        )
    records: list[tuple[int, Any]] = []
    problems: list[ExampleProblem] = []
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            records.append((number, orjson.loads(line)))
        except orjson.JSONDecodeError as error:
            problems.append(ExampleProblem(number, f"not JSON: {error}; export the project as JSONL"))
    try:
        imported = import_doccano(records, file=file)
    except ExampleFileError as error:
        raise ExampleFileError(file, [*problems, *error.problems]) from error
    if problems:
        raise ExampleFileError(file, problems)
    return imported


EXCHANGE_FORMATS: Mapping[str, ExchangeFormat] = MappingProxyType(
    {
        exchange_format.name: exchange_format
        for exchange_format in (
            ExchangeFormat(name="label-studio", write=_label_studio_bytes, read=_label_studio_examples),
            ExchangeFormat(name="doccano", write=_doccano_bytes, read=_doccano_examples),
        )
    }
)
"""Name on the command line → how the tool's files are written and read."""
