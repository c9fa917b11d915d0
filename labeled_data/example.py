"""A labelled ad, and the reader and writer of files of them.

Knows nothing of splits, models or where the labels come from.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson

from classifier.legal.category import CODES
from classifier.text import Span
from labeled_data.errors import ExampleFileError, ExampleProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class LabeledExample:
    """One text with what a person judged about it.

    A category in neither ``positive`` nor ``unknown`` was judged negative.
    """

    example_id: str
    text: str
    """Raw, not normalised."""
    positive: tuple[str, ...]
    """Category codes that the text violates."""
    unknown: tuple[str, ...]
    """Category codes that cannot be judged from the text alone; left out of training loss and of scores."""
    evidence: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    """Positive category → spans of ``text`` that prove it; none for an absence."""
    kind: str | None = None
    """What the text is, for example ``fin_ad``, ``non_fin_ad``, ``not_ad``."""
    complete: bool | None = None
    """Whether the text stands as a whole ad; ``None`` where the question does not arise."""
    vertical: str | None = None
    """Trade, for example ``loan``."""
    source: str | None = None
    """Where the text comes from."""
    group: str | None = None
    """Texts of one group (an advertiser, a campaign) never stand on both sides of a split."""

    def quotes(self, code: str) -> tuple[str, ...]:
        """The evidence of a category as text."""
        return tuple(self.text[span.start : span.end] for span in self.evidence.get(code, ()))


def read_examples(path: Path) -> tuple[LabeledExample, ...]:
    """Read a JSON lines file of examples.

    Evidence is a list of ``[start, end]`` code points or of quotes, each an exact part of the text: its first
    occurrence after the quote before it, or else its first at all.

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


def record_of(example: LabeledExample) -> dict[str, Any]:
    """Write an example as JSON types.

    Evidence is written as quotes where reading them finds the same spans, as offsets where it would not.
    """
    evidence: dict[str, Any] = {}
    for code, spans in example.evidence.items():
        quotes = example.quotes(code)
        is_found_again = _spans_of_quotes(example.text, quotes) == spans
        evidence[code] = list(quotes) if is_found_again else [[span.start, span.end] for span in spans]
    record = {
        "id": example.example_id,
        "text": example.text,
        "positive": list(example.positive),
        "unknown": list(example.unknown),
        "evidence": evidence,
        "kind": example.kind,
        "complete": example.complete,
        "vertical": example.vertical,
        "source": example.source,
    }
    return record if example.group is None else {**record, "group": example.group}


def example_from_record(record: Any, problems: list[str]) -> LabeledExample | None:
    """Check a record and make an example of it; ``None`` with everything wrong added to ``problems``."""
    if not isinstance(record, dict):
        problems.append(f"is {type(record).__name__}, not an object")
        return None
    known = len(problems)
    example_id = _checked(record, "id", _is_text, "a string that is not empty", problems)
    text = _checked(record, "text", _is_text, "a string that is not empty", problems)
    positive = _codes(record, "positive", problems)
    unknown = _codes(record, "unknown", problems)
    problems += [f"{code} is both positive and unknown; keep one" for code in positive if code in unknown]
    evidence = _evidence(record.get("evidence") or {}, text if isinstance(text, str) else "", positive, problems)
    names = ("kind", "vertical", "source", "group")
    facts = {name: _checked(record, name, _is_optional_text, "a string or null", problems) for name in names}
    complete = _checked(record, "complete", _is_optional_bool, "true, false or null", problems)
    if known < len(problems):
        return None
    return LabeledExample(
        example_id=example_id,
        text=text,
        positive=positive,
        unknown=unknown,
        evidence=evidence,
        complete=complete,
        **facts,
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _is_optional_text(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _is_optional_bool(value: Any) -> bool:
    return value is None or isinstance(value, bool)


def _checked(
    record: dict[str, Any], name: str, is_valid: Callable[[Any], bool], wanted: str, problems: list[str]
) -> Any:
    value = record.get(name)
    if not is_valid(value):
        problems.append(f"{name} is {value!r}; it is {wanted}")
    return value


def _codes(record: dict[str, Any], name: str, problems: list[str]) -> tuple[str, ...]:
    value = record.get(name)
    if not isinstance(value, list):
        problems.append(f"{name} is {value!r}; it is a list of category codes")
        return ()
    problems += [f"{name}: unknown category {code!r}; known: {', '.join(CODES)}" for code in value if code not in CODES]
    codes = tuple(code for code in value if code in CODES)
    if len(set(codes)) < len(codes):
        problems.append(f"{name} repeats a category: {value}")
    return codes


def _evidence(value: Any, text: str, positive: tuple[str, ...], problems: list[str]) -> dict[str, tuple[Span, ...]]:
    if not isinstance(value, dict):
        problems.append(f"evidence is {type(value).__name__}; it is an object of category → list of quotes")
        return {}
    evidence: dict[str, tuple[Span, ...]] = {}
    for code, pieces in value.items():
        if code not in positive:
            problems.append(f"evidence for {code!r}, which is not positive")
        elif not isinstance(pieces, list):
            problems.append(f"evidence.{code} is {pieces!r}; it is a list of quotes or of [start, end]")
        elif all(isinstance(piece, str) for piece in pieces):
            missing = [piece for piece in pieces if not piece or piece not in text]
            problems += [f"evidence.{code}: {piece!r} is no part of the text; quote it exactly" for piece in missing]
            if not missing:
                evidence[code] = _spans_of_quotes(text, pieces)
        else:
            evidence[code] = _spans_of_offsets(code, pieces, text, problems)
    return evidence


def _spans_of_quotes(text: str, quotes: Iterable[str]) -> tuple[Span, ...]:
    spans = []
    end = 0
    for quote in quotes:
        start = text.find(quote, end)
        if start < 0:
            start = text.index(quote)
        end = start + len(quote)
        spans.append(Span(start, end))
    return tuple(spans)


def _spans_of_offsets(code: str, pieces: list[Any], text: str, problems: list[str]) -> tuple[Span, ...]:
    spans = []
    for piece in pieces:
        match piece:
            case [int(start), int(end)] if 0 <= start < end <= len(text):
                spans.append(Span(start, end))
            case _:
                problems.append(f"evidence.{code}: {piece!r} is no [start, end] in a text of {len(text)} code points")
    problems += [f"evidence.{code}: {left} stands twice" for left, right in pairwise(sorted(spans)) if left == right]
    return tuple(spans)
