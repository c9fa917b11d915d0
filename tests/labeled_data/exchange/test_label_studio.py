from typing import Any
from xml.etree.ElementTree import Element, fromstring

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.datafiles.datafile import RULES_FOLDER
from classifier.legal.category import CODES
from classifier.legal.taxonomy import load_taxonomy
from classifier.text import Span
from labeled_data import EntityKind, EntityMark, ExampleFileError, LabeledExample
from labeled_data.exchange import (
    ImportedExamples,
    LabelsAs,
    Skipped,
    SkipReason,
    export_label_studio,
    import_label_studio,
    label_config,
)
from tests.labeled_data.exchange.strategies import FILES

TEXT = "🎉🎉本金无忧，年化 9%\n速来抢购"


def region(
    start: int, end: int, quote: str | None, *labels: str, name: str = "evidence", **more: Any
) -> dict[str, Any]:
    value = {"start": start, "end": end, "labels": list(labels)} | ({} if quote is None else {"text": quote})
    return {
        "id": f"r{start}",
        "from_name": name,
        "to_name": "text",
        "type": "labels",
        "origin": "manual",
        "value": value,
    } | more


def choices(name: str, *chosen: str) -> dict[str, Any]:
    value = {"choices": list(chosen)}
    return {"id": name, "from_name": name, "to_name": "text", "type": "choices", "origin": "manual", "value": value}


def annotation(annotation_id: int, completed_by: Any, *results: Any, **more: Any) -> dict[str, Any]:
    return {
        "id": annotation_id,
        "completed_by": completed_by,
        "result": list(results),
        "was_cancelled": False,
        "ground_truth": False,
        "created_at": "2026-11-02T08:11:09.482Z",
        "lead_time": 17.4,
        "unique_id": "1f0c",
        "draft_created_at": None,
    } | more


def task(task_id: int, *annotations: Any, text: str = TEXT, **more: Any) -> dict[str, Any]:
    return {
        "id": task_id,
        "annotations": list(annotations),
        "file_upload": "8c-tasks.json",
        "drafts": [],
        "predictions": [],
        "data": {"text": text, "example_id": f"e{task_id}", "vertical": "loan", "year": 2021},
        "meta": {},
        "inner_id": 1,
        "total_annotations": 1,
        "project": 4,
    } | more


def messages_of(tasks: Any) -> list[str]:
    with pytest.raises(ExampleFileError) as error:
        import_label_studio(tasks)
    return [str(problem) for problem in error.value.problems]


@given(FILES)
def test_examples_come_back_as_they_went(examples: list[LabeledExample]) -> None:
    tasks = orjson.loads(orjson.dumps(export_label_studio(examples)))
    assert import_label_studio(tasks) == ImportedExamples(examples=tuple(examples))


@given(FILES, st.randoms(use_true_random=False))
def test_the_order_of_results_and_the_unit_of_offsets_do_not_matter(
    examples: list[LabeledExample], random: Any
) -> None:
    tasks = export_label_studio(examples)
    for exported in tasks:
        text, results = exported["data"]["text"], exported["annotations"][0]["result"]
        random.shuffle(results)
        for result in results:
            value = result["value"]
            if "start" in value and len({*value["text"]}) == len(value["text"]) and text.count(value["text"]) == 1:
                value |= {end: len(text[: value[end]].encode("utf-16-le")) // 2 for end in ("start", "end")}
    assert import_label_studio(tasks).examples == tuple(examples)


def test_a_task_holds_everything_and_its_ids_are_stable() -> None:
    example = LabeledExample(
        example_id="e1",
        text=TEXT,
        positive=("missing_risk_warning", "guaranteed_return"),
        unknown=("unlicensed_offering",),
        evidence={"guaranteed_return": (Span(2, 6),)},
        kind="fin_ad",
        complete=True,
        vertical="bank_wealth",
        year=2021,
        entities=(EntityMark(EntityKind.RATE, Span(10, 12)),),
    )
    (exported,) = export_label_studio([example])
    assert exported["data"] == {
        "text": TEXT,
        "example_id": "e1",
        "genre": None,
        "vertical": "bank_wealth",
        "channel": None,
        "year": 2021,
        "source": None,
        "group": None,
        "pair": None,
        "kind": "fin_ad",
    }
    results = exported["annotations"][0]["result"]
    assert [(result["from_name"], result["to_name"], result["type"], result["value"]) for result in results] == [
        ("evidence", "text", "labels", {"start": 2, "end": 6, "text": "本金无忧", "labels": ["guaranteed_return"]}),
        ("entity", "text", "labels", {"start": 10, "end": 12, "text": "9%", "labels": ["entity:rate"]}),
        ("positive", "text", "choices", {"choices": ["missing_risk_warning", "guaranteed_return"]}),
        ("unknown", "text", "choices", {"choices": ["unlicensed_offering"]}),
        ("completeness", "text", "choices", {"choices": ["whole"]}),
        ("text_kind", "text", "choices", {"choices": ["fin_ad"]}),
        ("entities_marked", "text", "choices", {"choices": ["entities:marked"]}),
    ]
    assert len({result["id"] for result in results}) == len(results)
    assert export_label_studio([example]) == [exported]


def test_labels_become_predictions_or_stay_away() -> None:
    example = LabeledExample(example_id="e1", text="稳赚", positive=("deceptive_claim",), unknown=(), kind="fin_ad")
    (finished,) = export_label_studio([example])
    (suggested,) = export_label_studio([example], labels_as=LabelsAs.PREDICTIONS)
    (blind,) = export_label_studio([example], labels_as=LabelsAs.NOTHING)
    as_manual = [{**result, "origin": "manual"} for result in suggested["predictions"][0]["result"]]
    assert (as_manual, "annotations" in suggested) == (finished["annotations"][0]["result"], False)
    assert "deceptive_claim" not in str(blind)
    assert import_label_studio([suggested, {**blind, "id": 8}]) == ImportedExamples(
        examples=(),
        skipped=(
            Skipped(place="task number 1", reason=SkipReason.NO_ANNOTATION, detail="predictions only"),
            Skipped(place="task 8", reason=SkipReason.NO_ANNOTATION),
        ),
    )


def test_a_real_export_is_read_with_everything_left_out_named() -> None:
    relation = {"type": "relation", "from_id": "r2", "to_id": "r9", "direction": "right", "labels": []}
    remark = {"from_name": "remark", "to_name": "text", "type": "textarea", "value": {"text": ["?"]}}
    first = annotation(
        31,
        {"id": 5, "email": "li@example.org", "first_name": "", "last_name": ""},
        choices("text_kind", "fin_ad"),
        relation,
        # A browser writes the line break as a backslash and an n.
        region(9, 14, " 9%\\n速", "entity:rate", name="entity", score=0.5),
        region(2, 6, "本金无忧", "guaranteed_return"),
        region(2, 6, "本金无忧", "guaranteed_return"),
        choices("completeness", "cut"),
        choices("positive", "missing_risk_warning", "exaggerated_performance"),
        remark,
    )
    second = annotation(32, 6, choices("unknown", "inaccurate_data"))
    extra = {"data": {"text": TEXT, "ref": "x"}, "drafts": [77]}
    imported = import_label_studio(
        [task(1, first, second), task(2, annotation(33, 5, was_cancelled=True)), task(3, annotation(34, 5), **extra)]
    )
    common: dict[str, Any] = {"text": TEXT, "vertical": "loan", "year": 2021}
    assert imported == ImportedExamples(
        examples=(
            LabeledExample(
                example_id="e1@5",
                positive=("missing_risk_warning", "guaranteed_return", "exaggerated_performance"),
                unknown=(),
                evidence={"guaranteed_return": (Span(2, 6),)},
                kind="fin_ad",
                complete=False,
                entities=(EntityMark(EntityKind.RATE, Span(9, 14)),),
                **common,
            ),
            LabeledExample(example_id="e1@6", positive=(), unknown=("inaccurate_data",), **common),
            LabeledExample(example_id="3", text=TEXT, positive=(), unknown=()),
        ),
        skipped=(
            Skipped(place="task 1, annotation 31", reason=SkipReason.RELATION),
            Skipped(place="task 1, annotation 31", reason=SkipReason.REPEATED, detail="guaranteed_return [2, 6)"),
            Skipped(place="task 1, annotation 31", reason=SkipReason.OTHER_CONTROL, detail="remark (textarea)"),
            Skipped(place="task 2, annotation 33", reason=SkipReason.CANCELLED),
            Skipped(place="task 3", reason=SkipReason.EXTRA_FIELD, detail="ref"),
            Skipped(place="task 3", reason=SkipReason.DRAFT),
        ),
    )
    assert imported.skipped_counts == dict.fromkeys((entry.reason for entry in imported.skipped), 1)


@pytest.mark.parametrize("annotator", ["5", "li@example.org"])
def test_one_annotator_can_be_chosen(annotator: str) -> None:
    people = (
        annotation(31, {"id": 5, "email": "li@example.org"}, choices("positive", "deceptive_claim")),
        annotation(32, 6),
    )
    imported = import_label_studio([task(1, *people)], annotator=annotator)
    assert [(example.example_id, example.positive) for example in imported.examples] == [("e1", ("deceptive_claim",))]
    assert imported.skipped == (Skipped(place="task 1, annotation 32", reason=SkipReason.OTHER_ANNOTATOR, detail="6"),)


def test_two_annotations_of_one_annotator_are_told_apart() -> None:
    imported = import_label_studio([task(1, annotation(31, 5), annotation(32, 5), annotation(33, 6))])
    assert [example.example_id for example in imported.examples] == ["e1@5@31", "e1@5@32", "e1@6"]


@pytest.mark.parametrize(("start", "end"), [(2, 6), (4, 8)])
def test_the_quote_tells_the_unit_of_offsets(start: int, end: int) -> None:
    marked = annotation(31, 5, region(start, end, "本金无忧", "guaranteed_return"))
    (example,) = import_label_studio([task(1, marked)]).examples
    assert example.evidence == {"guaranteed_return": (Span(2, 6),)}


def test_json_min_is_read() -> None:
    data = {"text": TEXT, "example_id": "e1", "year": 2021, "created_at": "2026-11-02T08:11:09Z", "lead_time": 3.1}
    one = {
        **data,
        "id": 1,
        "annotator": 5,
        "annotation_id": 31,
        "evidence": [{"start": 2, "end": 6, "text": "本金无忧", "labels": ["guaranteed_return"]}],
        "positive": {"choices": ["guaranteed_return", "deceptive_claim"]},
        "unknown": "inaccurate_data",
        "completeness": "whole",
        "text_kind": "fin_ad",
    }
    other = {**data, "id": 1, "annotator": 6, "annotation_id": 32, "entities_marked": "entities:marked", "remark": "?"}
    assert import_label_studio([one, other]) == ImportedExamples(
        examples=(
            LabeledExample(
                example_id="e1@5",
                text=TEXT,
                positive=("guaranteed_return", "deceptive_claim"),
                unknown=("inaccurate_data",),
                evidence={"guaranteed_return": (Span(2, 6),)},
                kind="fin_ad",
                complete=True,
                year=2021,
            ),
            LabeledExample(example_id="e1@6", text=TEXT, positive=(), unknown=(), year=2021, entities=()),
        ),
        skipped=(Skipped(place="task 1", reason=SkipReason.EXTRA_FIELD, detail="remark"),),
    )
    assert [example.example_id for example in import_label_studio([one, other], annotator="6").examples] == ["e1@6"]


def test_every_problem_is_told_with_its_task_and_the_way_out() -> None:
    wrong = annotation(
        31,
        5,
        region(3, 7, "本金无忧", "guaranteed_return"),
        region(2, 6, None, "guaranteed_return"),
        region(2, 6, "本金无忧", "保证收益"),
        region(2, 6, "本金无忧"),
        choices("positive", "scam"),
        choices("completeness", "whole", "cut"),
        choices("text_kind", "poem"),
        {"value": {}},
    )
    tasks = [
        task(1, wrong),
        task(2, annotation(32, 5), data={"text": ""}),
        7,
        task(1, annotation(35, 5)),
        task(1, annotation(36, 5)),
    ]
    codes = ", ".join(CODES)
    kinds = "entity:advertiser, entity:product, entity:rate, entity:licence"
    assert messages_of(tasks) == sorted(
        [
            "task 1, annotation 31: [3, 7] is '金无忧，' in the text, not '本金无忧', neither in code points nor in "
            "UTF-16 units; mark the span anew",
            "task 1, annotation 31: [2, 6] without a quote is no certain place in a text of 17 code points; "
            'set saveTextResult="yes" on the Text tag and export again',
            f"task 1, annotation 31: unknown span label '保证收益'; known: {codes}, {kinds}",
            "task 1, annotation 31: span [2, 6] carries no label; give it one or delete it",
            f"task 1, annotation 31: positive: unknown category 'scam'; known: {codes}",
            "task 1, annotation 31: completeness is ['whole', 'cut']; choose one of whole, cut, not_applicable",
            "task 1, annotation 31: text_kind is ['poem']; choose one of fin_ad, non_fin_ad, not_ad",
            "task 1, annotation 31: result {'value': {}} has no type; export the project as JSON",
            "task 2: text is ''; it is a string that is not empty",
            "task number 3: is int, not an object",
            "task 1, annotation 35: id 'e1' is that of task 1, annotation 31 too; give each text its own id",
            "task 1, annotation 36: id 'e1' is that of task 1, annotation 31 too; give each text its own id",
        ]
    )


def test_a_category_both_violated_and_unknown_is_a_problem() -> None:
    both = annotation(31, 5, region(2, 6, "本金无忧", "guaranteed_return"), choices("unknown", "guaranteed_return"))
    assert messages_of([task(1, both)]) == [
        "task 1, annotation 31: guaranteed_return is both positive and unknown; keep one"
    ]


def test_what_is_no_list_of_tasks_is_a_problem() -> None:
    assert messages_of({"detail": "Not found."}) == [
        "is dict, not a list of tasks; export the project as JSON or JSON-MIN"
    ]


def test_a_plain_span_needs_no_quote() -> None:
    plain = task(1, annotation(31, 5, region(0, 2, None, "guaranteed_return")), text="保本理财")
    assert import_label_studio([plain]).examples[0].quotes("guaranteed_return") == ("保本",)


def options(view: Element, control: str) -> dict[str, str]:
    element = next(element for element in view if element.get("name") == control)
    assert element.get("toName") == "text"
    return {option.attrib["alias"]: option.attrib["value"] for option in element}


def test_the_interface_offers_every_label_with_its_chinese_name_first() -> None:
    view = fromstring(label_config())
    names = {
        category.code: f"{category.name_zh} {category.name_en}" for category in load_taxonomy(RULES_FOLDER).categories
    }
    assert options(view, "evidence") == options(view, "positive") == options(view, "unknown") == names
    assert list(options(view, "entity")) == [f"entity:{kind}" for kind in EntityKind]
    assert options(view, "completeness") == {
        "whole": "完整广告 Whole ad",
        "cut": "片段 Fragment",
        "not_applicable": "不适用 Not applicable",
    }
    assert list(options(view, "text_kind")) == ["fin_ad", "non_fin_ad", "not_ad"]
    controls = [(element.tag, element.get("name"), element.get("choice")) for element in view if element.get("name")]
    assert controls == [
        ("Labels", "evidence", None),
        ("Labels", "entity", None),
        ("Text", "text", None),
        ("Choices", "positive", "multiple"),
        ("Choices", "unknown", "multiple"),
        ("Choices", "completeness", "single"),
        ("Choices", "text_kind", "single"),
        ("Choices", "entities_marked", "multiple"),
    ]


@given(FILES)
def test_every_result_is_one_the_interface_offers(examples: list[LabeledExample]) -> None:
    for exported in export_label_studio(examples):
        for result in exported["annotations"][0]["result"]:
            assert {*result["value"][result["type"]]} <= OFFERED[result["from_name"]]


OFFERED = {
    element.attrib["name"]: {option.attrib["alias"] for option in element}
    for element in fromstring(label_config())
    if element.get("toName")
}
