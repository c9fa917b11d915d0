from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.legal.category import CODES
from classifier.text import Span
from labeled_data import (
    EntityKind,
    EntityMark,
    ExampleFileError,
    LabeledExample,
    example_from_record,
    read_examples,
    record_of,
    write_examples,
)

RECORD = {
    "id": "e1",
    "text": "保本理财，真的保本",
    "positive": ["guaranteed_return", "missing_risk_warning"],
    "unknown": ["unlicensed_offering"],
    "evidence": {"guaranteed_return": ["保本", "保本"]},
    "kind": "fin_ad",
    "complete": True,
    "vertical": "wealth",
    "source": "made up",
}


def write(path: Path, *records: object) -> Path:
    path.write_bytes(b"\n".join(orjson.dumps(record) for record in records) + b"\n")
    return path


def test_quotes_become_spans_in_order(tmp_path: Path) -> None:
    assert read_examples(write(tmp_path / "a.jsonl", RECORD)) == (
        LabeledExample(
            example_id="e1",
            text="保本理财，真的保本",
            positive=("guaranteed_return", "missing_risk_warning"),
            unknown=("unlicensed_offering",),
            evidence={"guaranteed_return": (Span(0, 2), Span(7, 9))},
            kind="fin_ad",
            complete=True,
            vertical="wealth",
            source="made up",
        ),
    )


def test_offsets_are_read_as_well(tmp_path: Path) -> None:
    record = {**RECORD, "evidence": {"guaranteed_return": [[7, 9]]}}
    (example,) = read_examples(write(tmp_path / "a.jsonl", record))
    assert example.evidence == {"guaranteed_return": (Span(7, 9),)}
    assert example.quotes("guaranteed_return") == ("保本",)
    assert record_of(example)["evidence"] == [{"category": "guaranteed_return", "start": 7, "end": 9, "text": "保本"}]


def test_rows_of_spans_are_read_and_their_quotes_compared(tmp_path: Path) -> None:
    rows = [{"category": "guaranteed_return", "start": 7, "end": 9, "text": "保本"}]
    marks = [{"kind": "product", "start": 2, "end": 4, "text": "理财"}]
    (example,) = read_examples(
        write(tmp_path / "a.jsonl", {**RECORD, "evidence": rows, "entities": marks, "year": 2019})
    )
    assert example.evidence == {"guaranteed_return": (Span(7, 9),)}
    assert example.entities == (EntityMark(EntityKind.PRODUCT, Span(2, 4)),)
    assert example.year == 2019
    rows[0]["text"] = "保息"
    marks[0] = {"kind": "person", "start": 2, "end": 4}
    with pytest.raises(ExampleFileError) as error:
        read_examples(write(tmp_path / "a.jsonl", {**RECORD, "evidence": [*rows, 3], "entities": marks, "year": True}))
    assert [problem.message.split(";")[0] for problem in error.value.problems] == [
        "entities: {'kind': 'person', 'start': 2, 'end': 4} has no known kind",
        "evidence.guaranteed_return: [7, 9] is '保本' in the text, not '保息'",
        "evidence: 3 has no category",
        "year is True",
    ]


def test_every_problem_is_listed_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    write(
        path,
        RECORD,
        {**RECORD, "id": ""},
        {**RECORD, "id": "e3", "positive": ["guaranted_return"], "evidence": {}},
        {**RECORD, "id": "e4", "evidence": {"guaranteed_return": ["保息"], "banned_activity": ["保本"]}},
        {**RECORD, "id": "e5", "unknown": ["guaranteed_return"]},
        {**RECORD, "id": "e6", "evidence": {"guaranteed_return": [[7, 10]]}, "complete": "yes"},
        RECORD,
        [1],
    )
    path.write_bytes(path.read_bytes() + b"{broken\n")
    with pytest.raises(ExampleFileError) as error:
        read_examples(path)
    problems = [(problem.line_number, problem.message.split(";")[0]) for problem in error.value.problems]
    assert problems == [
        (2, "id is ''"),
        (3, "positive: unknown category 'guaranted_return'"),
        (4, "evidence for 'banned_activity', which is not positive"),
        (4, "evidence.guaranteed_return: '保息' is no part of the text"),
        (5, "guaranteed_return is both positive and unknown"),
        (6, "complete is 'yes'"),
        (6, "evidence.guaranteed_return: [7, 10] is no [start, end] in a text of 9 code points"),
        (7, "id 'e1' is that of line 1 too"),
        (8, "is list, not an object"),
        (9, problems[-1][1]),
    ]
    assert problems[-1][1].startswith("not JSON: ")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExampleFileError, match=r"none\.jsonl: 1 problem"):
        read_examples(tmp_path / "none.jsonl")


plain = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20)


@st.composite
def examples(draw: st.DrawFn) -> LabeledExample:
    text = draw(plain)
    positive = tuple(draw(st.lists(st.sampled_from(CODES), unique=True)))
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda pair: pair[0] < pair[1])
    proofs = st.lists(spans, unique=True, min_size=1, max_size=3)
    marks = st.builds(EntityMark, st.sampled_from(EntityKind), spans.map(lambda pair: Span(*pair)))
    proven = [code for code in positive if draw(st.booleans())]
    return LabeledExample(
        example_id=draw(plain),
        text=text,
        positive=positive,
        unknown=tuple(code for code in draw(st.lists(st.sampled_from(CODES), unique=True)) if code not in positive),
        evidence={code: tuple(Span(*pair) for pair in draw(proofs)) for code in proven},
        kind=draw(st.none() | plain),
        complete=draw(st.none() | st.booleans()),
        group=draw(st.none() | plain),
        channel=draw(st.none() | plain),
        genre=draw(st.none() | plain),
        year=draw(st.none() | st.integers(2000, 2030)),
        pair=draw(st.none() | plain),
        entities=draw(st.none() | st.lists(marks, max_size=3).map(tuple)),
    )


@given(examples())
def test_a_written_example_is_read_back(example: LabeledExample) -> None:
    problems: list[str] = []
    assert example_from_record(orjson.loads(orjson.dumps(record_of(example))), problems) == example
    assert problems == []


def test_a_written_file_is_read_back(tmp_path: Path) -> None:
    written = read_examples(write(tmp_path / "a.jsonl", RECORD, {**RECORD, "id": "e2", "group": "g"}))
    write_examples(tmp_path / "b.jsonl", written)
    assert read_examples(tmp_path / "b.jsonl") == written
