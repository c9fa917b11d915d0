"""Labelled examples as JSON types, both ways.

Knows nothing of files.
"""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

from classifier.legal.category import CODES
from classifier.text import Span
from labeled_data.example import EntityKind, EntityMark, LabeledExample


def record_of(example: LabeledExample) -> dict[str, Any]:
    """Write an example as JSON types, the same keys and column types for every example.

    So a file of records is a table: ``datasets.load_dataset("json")`` infers one schema whatever its first rows hold.
    """
    return {
        "id": example.example_id,
        "text": example.text,
        "positive": list(example.positive),
        "unknown": list(example.unknown),
        "evidence": [
            {"category": code, **_record_of_span(example.text, span)}
            for code, spans in example.evidence.items()
            for span in spans
        ],
        "kind": example.kind,
        "genre": example.genre,
        "complete": example.complete,
        "vertical": example.vertical,
        "channel": example.channel,
        "year": example.year,
        "source": example.source,
        "group": example.group,
        "pair": example.pair,
        "entities": None
        if example.entities is None
        else [{"kind": mark.kind.value, **_record_of_span(example.text, mark.span)} for mark in example.entities],
    }


def _record_of_span(text: str, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": text[span.start : span.end]}


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
    whole_text = text if isinstance(text, str) else ""
    evidence = _evidence(record.get("evidence") or {}, whole_text, positive, problems)
    names = ("kind", "genre", "vertical", "channel", "source", "group", "pair")
    facts = {name: _checked(record, name, _is_optional_text, "a string or null", problems) for name in names}
    complete = _checked(record, "complete", _is_optional_bool, "true, false or null", problems)
    year = _checked(record, "year", _is_optional_year, "a whole number or null", problems)
    entities = _entities(record.get("entities"), whole_text, problems)
    if known < len(problems):
        return None
    return LabeledExample(
        example_id=example_id,
        text=text,
        positive=positive,
        unknown=unknown,
        evidence=evidence,
        complete=complete,
        year=year,
        entities=entities,
        **facts,
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _is_optional_text(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _is_optional_bool(value: Any) -> bool:
    return value is None or isinstance(value, bool)


def _is_optional_year(value: Any) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool))


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
    if isinstance(value, list):
        evidence = _evidence_of_rows(value, text, problems)
    elif isinstance(value, dict):
        evidence = _evidence_of_quotes(value, text, problems)
    else:
        problems.append(
            f"evidence is {type(value).__name__}; it is a list of {{category, start, end}} "
            "or an object of category → list of quotes"
        )
        return {}
    evidence = {code: spans for code, spans in evidence.items() if spans}
    for code, spans in evidence.items():
        if code not in positive:
            problems.append(f"evidence for {code!r}, which is not positive")
        problems += [
            f"evidence.{code}: {left} stands twice" for left, right in pairwise(sorted(spans)) if left == right
        ]
    return evidence


def _evidence_of_rows(rows: list[Any], text: str, problems: list[str]) -> dict[str, tuple[Span, ...]]:
    evidence: dict[str, tuple[Span, ...]] = {}
    for row in rows:
        match row:
            case {"category": str(code)}:
                span = _span_of_row(row, f"evidence.{code}", text, problems)
                evidence[code] = (*evidence.get(code, ()), span) if span else evidence.get(code, ())
            case _:
                problems.append(f"evidence: {row!r} has no category; it is an object of category, start, end")
    return evidence


def _evidence_of_quotes(quotes: dict[Any, Any], text: str, problems: list[str]) -> dict[str, tuple[Span, ...]]:
    evidence: dict[str, tuple[Span, ...]] = {}
    for code, pieces in quotes.items():
        if not isinstance(pieces, list):
            problems.append(f"evidence.{code} is {pieces!r}; it is a list of quotes or of [start, end]")
        elif all(isinstance(piece, str) for piece in pieces):
            missing = [piece for piece in pieces if not piece or piece not in text]
            problems += [f"evidence.{code}: {piece!r} is no part of the text; quote it exactly" for piece in missing]
            evidence[code] = () if missing else _spans_of_quotes(text, pieces)
        else:
            evidence[code] = _spans_of_offsets(code, pieces, text, problems)
    return evidence


def _entities(value: Any, text: str, problems: list[str]) -> tuple[EntityMark, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        problems.append(f"entities is {type(value).__name__}; it is a list of {{kind, start, end}} or null")
        return None
    marks = []
    kinds = ", ".join(EntityKind)
    for row in value:
        match row:
            case {"kind": str(kind)} if kind in set(EntityKind):
                span = _span_of_row(row, f"entities.{kind}", text, problems)
                marks += [EntityMark(EntityKind(kind), span)] if span else []
            case _:
                problems.append(f"entities: {row!r} has no known kind; it is an object of kind ({kinds}), start, end")
    return tuple(marks)


def _span_of_row(row: dict[Any, Any], place: str, text: str, problems: list[str]) -> Span | None:
    match row:
        case {"start": int(start), "end": int(end)} if 0 <= start < end <= len(text):
            quote = row.get("text")
            if quote is not None and quote != text[start:end]:
                problems.append(f"{place}: [{start}, {end}] is {text[start:end]!r} in the text, not {quote!r}")
            return Span(start, end)
        case _:
            problems.append(f"{place}: {row!r} has no start and end in a text of {len(text)} code points")
            return None


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
    return tuple(spans)
