from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.text import Span
from labeled_data import EntityKind, EntityMark, ExampleFileError, LabeledExample
from labeled_data.exchange import (
    ImportedExamples,
    OffsetUnit,
    Skipped,
    SkipReason,
    export_doccano,
    import_doccano,
)
from tests.labeled_data.exchange.strategies import FILES

EXAMPLE = LabeledExample(
    example_id="e1",
    text="🎉保本，年化9%",
    positive=("missing_risk_warning", "guaranteed_return"),
    unknown=("unlicensed_offering",),
    evidence={"guaranteed_return": (Span(1, 3),)},
    kind="fin_ad",
    complete=False,
    year=2021,
    entities=(EntityMark(EntityKind.RATE, Span(6, 8)),),
)


CLASHING = ["guaranteed_return", "+scam", "kind:a", "kind:b", "complete:cut", "complete:whole"]


def numbered(*records: Any) -> list[tuple[int, Any]]:
    return list(enumerate(records, start=1))


@given(FILES, st.sampled_from(OffsetUnit))
def test_examples_come_back_as_they_went(examples: list[LabeledExample], unit: OffsetUnit) -> None:
    records = orjson.loads(orjson.dumps(export_doccano(examples, offsets=unit)))
    assert import_doccano(numbered(*records), offsets=unit) == ImportedExamples(examples=tuple(examples))


def test_a_record_is_what_doccano_reads() -> None:
    metadata = {"example_id": "e1", "genre": None, "vertical": None, "channel": None, "year": 2021}
    metadata |= {"source": None, "group": None, "pair": None}
    assert export_doccano([EXAMPLE]) == [
        {
            "id": "e1",
            "text": "🎉保本，年化9%",
            "entities": [[2, 4, "guaranteed_return"], [7, 9, "entity:rate"]],
            "cats": [
                "+missing_risk_warning",
                "+guaranteed_return",
                "?unlicensed_offering",
                "kind:fin_ad",
                "complete:cut",
                "entities:marked",
            ],
            "finad": metadata,
        }
    ]
    assert export_doccano([EXAMPLE], offsets=OffsetUnit.CODE_POINTS)[0]["entities"] == [
        [1, 3, "guaranteed_return"],
        [6, 8, "entity:rate"],
    ]


def test_the_forms_of_all_releases_are_read() -> None:
    text = "保本理财，年化9%"
    wanted = {
        "text": text,
        "positive": ("missing_risk_warning", "guaranteed_return"),
        "unknown": (),
        "evidence": {"guaranteed_return": (Span(0, 2),)},
    }
    dicts = [{"id": 7, "label": "guaranteed_return", "start_offset": 0, "end_offset": 2}]
    cats = ["+missing_risk_warning"]
    records = numbered(
        {"id": 1, "text": text, "label": [[0, 2, "guaranteed_return"]], "cats": cats, "Comments": []},
        {"id": 2, "text": text, "entities": dicts, "relations": [], "cats": cats, "year": 2019.0},
        {"id": 3, "text": text, "meta": {"year": 2020}, "annotation_approver": None, "labels": [*dicts, *cats]},
        {"id": 4, "text": text, "meta": {}, "annotations": [*dicts, {"label": cats[0], "user": 1}]},
    )
    assert import_doccano(records) == ImportedExamples(
        examples=tuple(
            LabeledExample(example_id=example_id, year=year, **wanted)
            for example_id, year in (("1", None), ("2", 2019), ("3", 2020), ("4", None))
        )
    )


def test_a_span_makes_its_category_positive_and_entities_marked() -> None:
    labels = [[0, 2, "guaranteed_return"], [2, 4, "entity:product"]]
    (example,) = import_doccano([(1, {"id": 1, "text": "保本理财", "label": labels})]).examples
    assert (example.positive, example.entities) == (
        ("guaranteed_return",),
        (EntityMark(EntityKind.PRODUCT, Span(2, 4)),),
    )


def test_what_is_left_out_is_named() -> None:
    record = {
        "id": 12,
        "text": "保本理财",
        "entities": [[0, 2, "guaranteed_return"], [0, 2, "guaranteed_return"]],
        "relations": [{"id": 1, "from_id": 3, "to_id": 4, "type": "of"}],
        "Comments": ["unsure"],
        "meta": {"ref": 1},
        "upload": "a",
    }
    assert import_doccano([(4, record)]).skipped == (
        Skipped(place="line 4", reason=SkipReason.REPEATED, detail="guaranteed_return [0, 2)"),
        Skipped(place="line 4", reason=SkipReason.RELATION),
        Skipped(place="line 4", reason=SkipReason.COMMENT),
        Skipped(place="line 4", reason=SkipReason.EXTRA_FIELD, detail="upload"),
        Skipped(place="line 4", reason=SkipReason.EXTRA_FIELD, detail="meta.ref"),
    )


def test_every_problem_is_told_with_its_line_and_the_way_out() -> None:
    records = numbered(
        {"id": 1, "text": "🎉保本", "entities": [[1, 3, "guaranteed_return"], [0, 9, "guaranteed_return"]]},
        {"id": 2, "text": "保本", "label": [[0, 2, "promise"], {"label": 3, "start_offset": 0, "end_offset": 1}]},
        {
            "id": 3,
            "text": "保本",
            "cats": ["guaranteed_return", "+scam", "kind:a", "kind:b", "complete:cut", "complete:whole"],
        },
        [],
        {"id": 5, "text": None},
        {"id": 6, "text": "保本", "cats": "+deceptive_claim", "finad": 3},
        {"id": 7, "text": "保本"},
        {"id": "7", "text": "保息"},
        {"text": "保本"},
    )
    with pytest.raises(ExampleFileError) as error:
        import_doccano(records)
    assert [(problem.line_number, problem.message.split("; ")[0]) for problem in error.value.problems] == [
        (1, "[0, 9, 'guaranteed_return'] is no part of a text of 3 code points, counted as utf16"),
        (1, "[1, 3, 'guaranteed_return'] is no part of a text of 3 code points, counted as utf16"),
        (2, "unknown span label 'promise'"),
        (2, "unknown span label 3"),
        (3, "+scam: unknown category 'scam'"),
        (3, "both complete:whole and complete:cut"),
        (3, "two kinds, 'a' and 'b'"),
        (3, "unknown category label 'guaranteed_return'"),
        (4, "is list, not an object"),
        (5, "text is None"),
        (6, "cats is '+deceptive_claim'"),
        (6, "finad is 3"),
        (8, "id '7' is that of line 7 too"),
        (9, "id is None"),
    ]
    assert all("; " in problem.message for problem in error.value.problems)
