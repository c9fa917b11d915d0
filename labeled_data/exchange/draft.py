"""The labels of one text while they are gathered from a tool's file, and the example they make.

Knows nothing of any tool's format.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from classifier.legal.category import CODES
from classifier.text import Span
from labeled_data.errors import ExampleFileError, ExampleProblem
from labeled_data.example import EntityKind, LabeledExample
from labeled_data.example_record import example_from_record
from labeled_data.exchange.labels import ENTITY_PREFIX, METADATA
from labeled_data.exchange.outcome import ImportedExamples, Skipped, SkipReason

SPAN_LABELS = (*CODES, *(ENTITY_PREFIX + kind for kind in EntityKind))
"""Every label a span can carry."""


@dataclass(slots=True)
class Log:
    """What goes wrong and what is left out while a file is read."""

    problems: list[tuple[str, str]] = field(default_factory=list)
    """Place and message."""
    skipped: list[Skipped] = field(default_factory=list)

    def problem(self, place: str, message: str) -> None:
        """Note something wrong."""
        self.problems.append((place, message))

    def skip(self, place: str, reason: SkipReason, detail: str = "") -> None:
        """Note something left out."""
        self.skipped.append(Skipped(place=place, reason=reason, detail=detail))

    def imported(self, found: Sequence[tuple[str, LabeledExample]], file: str) -> ImportedExamples:
        """Take the examples of (place, example), each id once.

        Raises:
            ExampleFileError: anything was wrong in the file; a place ``line 7`` becomes that line number.
        """
        places: dict[str, str] = {}
        for place, example in found:
            first = places.setdefault(example.example_id, place)
            if first != place:
                self.problem(place, f"id {example.example_id!r} is that of {first} too; give each text its own id")
        if self.problems:
            raise ExampleFileError(file, [_problem_of(place, message) for place, message in self.problems])
        return ImportedExamples(examples=tuple(example for _, example in found), skipped=tuple(self.skipped))


def _problem_of(place: str, message: str) -> ExampleProblem:
    word, _, number = place.partition(" ")
    if word == "line" and number.isdecimal():
        return ExampleProblem(int(number), message)
    return ExampleProblem(0, f"{place}: {message}")


@dataclass(slots=True)
class LabelDraft:
    """Labels of one text, in no order."""

    text: str
    place: str
    """Where in the file it stands, for messages."""
    log: Log
    positive: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    spans: set[tuple[str, Span]] = field(default_factory=set)
    entities_marked: bool = False
    kind: Any = None
    complete: bool | None = None

    def add_code(self, codes: set[str], code: Any, name: str) -> None:
        """Add a category code to ``positive`` or ``unknown``."""
        if code in CODES:
            codes.add(code)
        else:
            self.log.problem(self.place, f"{name}: unknown category {code!r}; known: {', '.join(CODES)}")

    def add_span(self, label: Any, span: Span) -> None:
        """Add a span; one of a category makes the category positive, one of an entity means entities were marked."""
        if label not in SPAN_LABELS:
            self.log.problem(self.place, f"unknown span label {label!r}; known: {', '.join(SPAN_LABELS)}")
        elif (label, span) in self.spans:
            self.log.skip(self.place, SkipReason.REPEATED, f"{label} [{span.start}, {span.end})")
        else:
            self.spans.add((label, span))

    def example(self, example_id: Any, metadata: Mapping[str, Any]) -> LabeledExample | None:
        """Make the example, categories in their fixed order and spans in reading order.

        Gives ``None`` with everything wrong in the log.
        """
        spans = sorted(self.spans, key=lambda pair: (pair[1], pair[0]))
        evidence = [(label, span) for label, span in spans if label in CODES]
        marks = [(label.removeprefix(ENTITY_PREFIX), span) for label, span in spans if label not in CODES]
        positive = self.positive | {label for label, _ in evidence}
        record = {
            "id": example_id,
            "text": self.text,
            "positive": [code for code in CODES if code in positive],
            "unknown": [code for code in CODES if code in self.unknown],
            "evidence": [{"category": code, "start": span.start, "end": span.end} for code, span in evidence],
            "entities": [{"kind": kind, "start": span.start, "end": span.end} for kind, span in marks]
            if marks or self.entities_marked
            else None,
            "kind": self.kind,
            "complete": self.complete,
            **{name: metadata.get(name) for name in METADATA},
        }
        messages: list[str] = []
        example = example_from_record(record, messages)
        for message in messages:
            self.log.problem(self.place, message)
        return example


def checked_text(value: Any, place: str, log: Log) -> str | None:
    """Give the text back where it is one that can be stored; note what is wrong otherwise."""
    if not isinstance(value, str) or not value:
        log.problem(place, f"text is {value!r}; it is a string that is not empty")
        return None
    try:
        value.encode()
    except UnicodeEncodeError as error:
        log.problem(place, f"text holds half a surrogate pair at {error.start}; write the file as UTF-8 anew")
        return None
    return value


def is_int(value: Any) -> TypeGuard[int]:
    """Whether a JSON value is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)
