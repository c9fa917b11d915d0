"""Examples as records of doccano.

Knows nothing of files or of reading records back.
"""

from collections.abc import Iterable
from typing import Any

from labeled_data.example import LabeledExample
from labeled_data.exchange.labels import (
    COMPLETE_PREFIX,
    ENTITIES_MARKED,
    ENTITY_PREFIX,
    KIND_PREFIX,
    METADATA,
    POSITIVE_PREFIX,
    UNKNOWN_PREFIX,
    Completeness,
)
from labeled_data.exchange.offsets import OffsetUnit, offsets_of

CARRIED = "finad"
"""The column that holds an example's metadata.

One object, not a column each: doccano reads a file as a table, in which a year that one record lacks turns the years of
the others into fractions and the gap into no JSON at all.
"""


def export_doccano(
    examples: Iterable[LabeledExample], *, offsets: OffsetUnit = OffsetUnit.UTF16
) -> list[dict[str, Any]]:
    """Write examples as records of an "Intent Detection and Slot Filling" project, the one with spans and categories.

    The project needs "allow overlapping spans" on and "count grapheme clusters as one character" off. What the labels
    mean stands in ``labeled_data.exchange.labels``.

    Args:
        examples: What to write.
        offsets: What offsets count. doccano's editor counts UTF-16 code units (checked in the source of release
            1.8.4); programs that slice the text in Python want code points. Alike in a text without emoji.
    """
    return [
        {
            "id": example.example_id,
            "text": example.text,
            "entities": _spans(example, offsets),
            "cats": _categories(example),
            CARRIED: {"example_id": example.example_id, **{name: getattr(example, name) for name in METADATA}},
        }
        for example in examples
    ]


def _spans(example: LabeledExample, unit: OffsetUnit) -> list[list[Any]]:
    spans = [(span, code) for code, code_spans in example.evidence.items() for span in code_spans]
    spans += [(mark.span, ENTITY_PREFIX + mark.kind) for mark in example.entities or ()]
    return [[*offsets_of(example.text, span, unit), label] for span, label in sorted(spans)]


def _categories(example: LabeledExample) -> list[str]:
    categories = [POSITIVE_PREFIX + code for code in example.positive]
    categories += [UNKNOWN_PREFIX + code for code in example.unknown]
    if example.kind is not None:
        categories.append(KIND_PREFIX + example.kind)
    if example.complete is not None:
        categories.append(COMPLETE_PREFIX + Completeness.of(example.complete))
    if example.entities is not None:
        categories.append(ENTITIES_MARKED)
    return categories
