"""Examples as tasks of Label Studio.

Knows nothing of files or of reading tasks back.
"""

from collections.abc import Iterable
from enum import StrEnum
from hashlib import blake2s
from typing import Any

from classifier.text import Span
from labeled_data.example import LabeledExample
from labeled_data.exchange.label_config import (
    COMPLETENESS,
    ENTITY,
    EVIDENCE,
    MARKED,
    POSITIVE,
    TEXT,
    TEXT_KIND,
    UNKNOWN,
)
from labeled_data.exchange.labels import ENTITIES_MARKED, ENTITY_PREFIX, KIND_CAPTIONS, METADATA, Completeness


class LabelsAs(StrEnum):
    """What the labels of an example become in its task."""

    ANNOTATIONS = "annotations"
    """A finished annotation."""
    PREDICTIONS = "predictions"
    """A suggestion that an annotator accepts or changes."""
    NOTHING = "nothing"
    """Left out: the text is annotated blind."""


def export_label_studio(
    examples: Iterable[LabeledExample], *, labels_as: LabelsAs = LabelsAs.ANNOTATIONS
) -> list[dict[str, Any]]:
    """Write examples as tasks for the labelling interface of ``label_config``.

    Offsets are code points, which Label Studio's own editor counts (checked in the source of release 1.23). Ids of
    results depend on the example and the label only: the same examples give the same file.
    """
    return [_task_of(example, labels_as) for example in examples]


def _task_of(example: LabeledExample, labels_as: LabelsAs) -> dict[str, Any]:
    data: dict[str, Any] = {
        TEXT: example.text,
        "example_id": example.example_id,
        **{name: getattr(example, name) for name in METADATA},
    }
    match labels_as:
        case LabelsAs.ANNOTATIONS:
            # A kind the interface does not offer cannot be a result; it travels with the data.
            annotation = {"result": _results(example, "manual"), "was_cancelled": False, "ground_truth": False}
            return {"data": {**data, "kind": example.kind}, "annotations": [annotation]}
        case LabelsAs.PREDICTIONS:
            prediction = {"result": _results(example, "prediction"), "model_version": "finad"}
            return {"data": {**data, "kind": example.kind}, "predictions": [prediction]}
        case LabelsAs.NOTHING:
            return {"data": data}


def _results(example: LabeledExample, origin: str) -> list[dict[str, Any]]:
    results = [
        _region(example, EVIDENCE, code, span, origin) for code, spans in example.evidence.items() for span in spans
    ]
    results += [
        _region(example, ENTITY, ENTITY_PREFIX + mark.kind, mark.span, origin) for mark in example.entities or ()
    ]
    chosen = {
        POSITIVE: list(example.positive),
        UNKNOWN: list(example.unknown),
        COMPLETENESS: [Completeness.of(example.complete).value],
        TEXT_KIND: [example.kind] if example.kind in KIND_CAPTIONS else [],
        MARKED: [] if example.entities is None else [ENTITIES_MARKED],
    }
    return results + [
        _result(example, name, "choices", {"choices": choices}, origin) for name, choices in chosen.items() if choices
    ]


def _region(example: LabeledExample, name: str, label: str, span: Span, origin: str) -> dict[str, Any]:
    quote = example.text[span.start : span.end]
    value = {"start": span.start, "end": span.end, "text": quote, "labels": [label]}
    return _result(example, name, "labels", value, origin)


def _result(example: LabeledExample, name: str, result_type: str, value: dict[str, Any], origin: str) -> dict[str, Any]:
    key = [example.example_id, name]
    if result_type == "labels":
        key += [value["labels"][0], str(value["start"]), str(value["end"])]
    return {
        "id": blake2s("\x1f".join(key).encode(), digest_size=5).hexdigest(),
        "from_name": name,
        "to_name": TEXT,
        "type": result_type,
        "origin": origin,
        "value": value,
    }
