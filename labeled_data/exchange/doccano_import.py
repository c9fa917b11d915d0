"""Records as doccano exports them (JSONL) as examples.

Knows nothing of files or of writing records.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from labeled_data.example import LabeledExample
from labeled_data.exchange.doccano_export import CARRIED
from labeled_data.exchange.draft import LabelDraft, Log, checked_text, is_int
from labeled_data.exchange.labels import (
    COMPLETE_PREFIX,
    ENTITIES_MARKED,
    KIND_PREFIX,
    METADATA,
    POSITIVE_PREFIX,
    UNKNOWN_PREFIX,
    Completeness,
)
from labeled_data.exchange.offsets import OffsetUnit, span_of
from labeled_data.exchange.outcome import ImportedExamples, SkipReason

_LABEL_FIELDS = ("entities", "label", "labels", "annotations", "cats")
_COMMENT_FIELDS = ("Comments", "comments")
_OWN_FIELDS = {"id", "text", "meta", CARRIED, "example_id", "annotation_approver", *METADATA}
_COMPLETE = {COMPLETE_PREFIX + value: value for value in (Completeness.WHOLE, Completeness.CUT)}


def import_doccano(
    records: Iterable[tuple[int, Any]], *, offsets: OffsetUnit = OffsetUnit.UTF16, file: str = "doccano export"
) -> ImportedExamples:
    """Read records of doccano's JSONL export, in the present form and in the older ones.

    Spans are ``[start, end, label]`` or objects of ``start_offset``, ``end_offset`` and ``label``, categories are
    strings, in any of the columns ``entities``, ``label``, ``labels``, ``annotations`` and ``cats``. A span of a
    category makes the category positive. The id is that of the example which was exported, or else doccano's.

    Args:
        records: Line number and parsed line.
        offsets: What offsets count, see ``export_doccano``. No quote stands beside them to tell.
        file: What messages call the file.

    Raises:
        ExampleFileError: something in the file cannot be used; everything wrong is listed with its line.
    """
    log = Log()
    found: list[tuple[str, LabeledExample]] = []
    for number, record in records:
        place = f"line {number}"
        if not isinstance(record, dict):
            log.problem(place, f"is {type(record).__name__}, not an object; export the project as JSONL")
            continue
        example = _example_of(record, place, offsets, log)
        if example is not None:
            found.append((place, example))
    return log.imported(found, file)


def _example_of(record: Mapping[str, Any], place: str, unit: OffsetUnit, log: Log) -> LabeledExample | None:
    text = checked_text(record.get("text"), place, log)
    if text is None:
        return None
    draft = LabelDraft(text=text, place=place, log=log)
    for name in _LABEL_FIELDS:
        for label in _list_of(record, name, place, log):
            _add_label(draft, name, label, unit)
    _note_the_rest(record, place, log)
    metadata = _metadata(record, place, log)
    example_id = next((metadata[name] for name in ("example_id", "id") if metadata.get(name) not in (None, "")), None)
    return draft.example(str(example_id) if is_int(example_id) else example_id, metadata)


def _add_label(draft: LabelDraft, name: str, label: Any, unit: OffsetUnit) -> None:
    match label:
        case str():
            _add_category(draft, label)
        case [start, end, span_label] if is_int(start) and is_int(end):
            _add_span(draft, start, end, span_label, unit)
        case {"start_offset": start, "end_offset": end, "label": span_label} if is_int(start) and is_int(end):
            _add_span(draft, start, end, span_label, unit)
        case {"label": str(category)} if "start_offset" not in label and "end_offset" not in label:
            _add_category(draft, category)
        case _:
            draft.log.problem(
                draft.place, f"{name}: {label!r} is neither a category nor [start, end, label]; export as JSONL"
            )


def _add_span(draft: LabelDraft, start: int, end: int, label: Any, unit: OffsetUnit) -> None:
    span = span_of(draft.text, start, end, unit)
    if span is not None:
        draft.add_span(label, span)
        return
    other = next(value for value in OffsetUnit if value is not unit)
    draft.log.problem(
        draft.place,
        f"[{start}, {end}, {label!r}] is no part of a text of {len(draft.text)} code points, counted as {unit}; "
        f"mark it anew, or read the file with offsets as {other}",
    )


def _add_category(draft: LabelDraft, category: str) -> None:
    if category == ENTITIES_MARKED:
        draft.entities_marked = True
    elif category in _COMPLETE:
        complete = _COMPLETE[category].value_in_example
        if draft.complete not in {None, complete}:
            draft.log.problem(draft.place, f"both {' and '.join(_COMPLETE)}; keep one")
        draft.complete = complete
    elif category.startswith(KIND_PREFIX):
        kind = category.removeprefix(KIND_PREFIX)
        if draft.kind not in {None, kind}:
            draft.log.problem(draft.place, f"two kinds, {draft.kind!r} and {kind!r}; keep one")
        draft.kind = kind
    elif category.startswith(POSITIVE_PREFIX):
        draft.add_code(draft.positive, category.removeprefix(POSITIVE_PREFIX), category)
    elif category.startswith(UNKNOWN_PREFIX):
        draft.add_code(draft.unknown, category.removeprefix(UNKNOWN_PREFIX), category)
    else:
        draft.log.problem(
            draft.place,
            f"unknown category label {category!r}; known: {POSITIVE_PREFIX}code, {UNKNOWN_PREFIX}code, "
            f"{KIND_PREFIX}name, {', '.join(_COMPLETE)}, {ENTITIES_MARKED}",
        )


def _metadata(record: Mapping[str, Any], place: str, log: Log) -> dict[str, Any]:
    # Present releases spread the columns of an imported file over the record, older ones keep them under meta.
    metadata: dict[str, Any] = dict(record)
    for holder, name in ((record, "meta"), (record, CARRIED), (record.get("meta"), CARRIED)):
        carried = holder.get(name) if isinstance(holder, dict) else None
        if carried is not None and not isinstance(carried, dict):
            log.problem(place, f"{name} is {carried!r}; it is an object")
        elif carried:
            metadata |= carried
    year = metadata.get("year")
    if isinstance(year, float) and year.is_integer():
        # A table with a gap in a column of whole numbers holds fractions.
        metadata["year"] = int(year)
    return metadata


def _note_the_rest(record: Mapping[str, Any], place: str, log: Log) -> None:
    for _ in _list_of(record, "relations", place, log):
        log.skip(place, SkipReason.RELATION)
    for name in _COMMENT_FIELDS:
        for _ in _list_of(record, name, place, log):
            log.skip(place, SkipReason.COMMENT)
    for name in sorted(record.keys() - _OWN_FIELDS - {*_LABEL_FIELDS, *_COMMENT_FIELDS, "relations"}):
        log.skip(place, SkipReason.EXTRA_FIELD, name)
    meta = record.get("meta")
    for name in sorted(meta.keys() - _OWN_FIELDS) if isinstance(meta, dict) else ():
        log.skip(place, SkipReason.EXTRA_FIELD, f"meta.{name}")


def _list_of(record: Mapping[str, Any], name: str, place: str, log: Log) -> list[Any]:
    value = record.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        log.problem(place, f"{name} is {value!r}; it is a list")
        return []
    return value
