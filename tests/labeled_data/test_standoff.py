from pathlib import Path

import orjson
import pytest

from classifier import Span
from labeled_data.errors import ExampleFileError
from labeled_data.example import LabeledExample
from labeled_data.standoff import fingerprint_of_text, join_labels, read_labels, standoff_record

TEXT = "本金零风险，年年稳赚，欢迎来电咨询"


def example() -> LabeledExample:
    return LabeledExample(
        example_id="corpus-1",
        text=TEXT,
        positive=("guaranteed_return",),
        unknown=("unlicensed_offering",),
        evidence={"guaranteed_return": (Span(0, 5), Span(6, 10))},
        kind="fin_ad",
        complete=True,
        vertical="p2p",
        source="made_up",
    )


def written(path: Path, *records: object) -> Path:
    path.write_bytes(b"".join(orjson.dumps(record) + b"\n" for record in records))
    return path


def test_the_labels_hold_no_word_of_the_text() -> None:
    content = orjson.dumps(standoff_record(example())).decode()
    assert not set(TEXT) & set(content)


def test_labels_find_their_text_again_among_others(tmp_path: Path) -> None:
    labels = read_labels(written(tmp_path / "labels.jsonl", standoff_record(example())))
    joined = join_labels(labels, ["另一行文字", TEXT, "第三行"], name="labels")
    assert joined.examples == (example(),)
    assert joined.missing == 0


def test_a_text_that_is_not_there_is_counted_and_not_made_up(tmp_path: Path) -> None:
    labels = read_labels(written(tmp_path / "labels.jsonl", standoff_record(example())))
    joined = join_labels(labels, [TEXT + "。"], name="labels")
    assert joined.examples == ()
    assert joined.missing == 1


def test_labels_that_do_not_fit_their_text_are_named(tmp_path: Path) -> None:
    record = standoff_record(example())
    record["evidence"][0]["end"] = 99
    with pytest.raises(ExampleFileError, match=r"line 1.*no start and end in a text of 17 code points"):
        join_labels((record,), [TEXT], name="labels")


def test_lines_without_a_fingerprint_are_all_listed(tmp_path: Path) -> None:
    path = written(tmp_path / "labels.jsonl", {"id": "a"}, {"sha256": fingerprint_of_text(TEXT)}, ["b"])
    with pytest.raises(ExampleFileError) as caught:
        read_labels(path)
    assert [problem.line_number for problem in caught.value.problems] == [1, 3]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExampleFileError, match=r"nothing\.jsonl"):
        read_labels(tmp_path / "nothing.jsonl")
