from pathlib import Path

import orjson
import pytest

from labeled_data import ExampleFileError, LabeledDataError, LabeledExample, read_examples, write_examples
from labeled_data.exchange import (
    EXCHANGE_FORMATS,
    ExchangeSummary,
    Skipped,
    SkipReason,
    export_file,
    import_file,
    label_config,
    write_label_config,
)

EXAMPLES = (
    LabeledExample(example_id="e1", text="稳赚\n不赔😀", positive=("guaranteed_return",), unknown=(), year=2020),
    LabeledExample(example_id="e2", text="理财有风险", positive=(), unknown=("inaccurate_data",), entities=()),
)


@pytest.mark.parametrize("name", EXCHANGE_FORMATS)
def test_a_file_goes_to_the_tool_and_back(name: str, tmp_path: Path) -> None:
    write_examples(tmp_path / "a.jsonl", EXAMPLES)
    assert export_file(name, tmp_path / "a.jsonl", tmp_path / "tool") == ExchangeSummary(example_count=2)
    assert import_file(name, tmp_path / "tool", tmp_path / "b.jsonl") == ExchangeSummary(example_count=2)
    assert read_examples(tmp_path / "b.jsonl") == EXAMPLES
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "b.jsonl", "tool"]


def test_the_summary_counts_what_was_left_out(tmp_path: Path) -> None:
    write_examples(tmp_path / "a.jsonl", EXAMPLES)
    export_file("label-studio", tmp_path / "a.jsonl", tmp_path / "tool")
    tasks = orjson.loads((tmp_path / "tool").read_bytes())
    empty = {"id": 1, "data": {"text": "保本"}, "annotations": []}
    (tmp_path / "tool").write_bytes(orjson.dumps([empty, *tasks]))
    summary = import_file("label-studio", tmp_path / "tool", tmp_path / "b.jsonl")
    assert summary == ExchangeSummary(
        example_count=2, skipped=(Skipped(place="task 1", reason=SkipReason.NO_ANNOTATION),)
    )
    assert summary.skipped_counts == {SkipReason.NO_ANNOTATION: 1}


def test_a_file_without_any_annotated_text_replaces_nothing(tmp_path: Path) -> None:
    (tmp_path / "tool").write_bytes(orjson.dumps([{"id": 1, "data": {"text": "保本"}, "annotations": []}]))
    (tmp_path / "b.jsonl").write_text("old")
    with pytest.raises(ExampleFileError, match="holds no annotated text by 'nobody'"):
        import_file("label-studio", tmp_path / "tool", tmp_path / "b.jsonl", annotator="nobody")
    assert (tmp_path / "b.jsonl").read_text() == "old"


def test_a_bad_file_leaves_the_old_result_alone(tmp_path: Path) -> None:
    (tmp_path / "tool").write_text('{"id": 1, "text": ""}\n{"id"\n\n{"id": 2, "text": "保本", "cats": ["x"]}\n')
    (tmp_path / "b.jsonl").write_text("old")
    with pytest.raises(ExampleFileError) as error:
        import_file("doccano", tmp_path / "tool", tmp_path / "b.jsonl")
    assert [problem.line_number for problem in error.value.problems] == [1, 2, 4]
    assert str(error.value).startswith(f"{tmp_path / 'tool'}: 3 problem(s)")
    assert (tmp_path / "b.jsonl").read_text() == "old"


@pytest.mark.parametrize(("name", "message"), [("label-studio", "not JSON"), ("doccano", "line 1: not JSON")])
def test_what_is_no_json_is_told(name: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "tool").write_bytes(b"\xff{")
    with pytest.raises(ExampleFileError, match=message):
        import_file(name, tmp_path / "tool", tmp_path / "b.jsonl")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExampleFileError, match="cannot be read: No such file or directory"):
        import_file("doccano", tmp_path / "none", tmp_path / "b.jsonl")


def test_an_unknown_format_is_told_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(LabeledDataError, match="unknown exchange format 'brat'; known: label-studio, doccano"):
        export_file("brat", tmp_path / "a.jsonl", tmp_path / "out")


def test_doccano_files_name_no_annotator_to_choose(tmp_path: Path) -> None:
    (tmp_path / "tool").write_bytes(b"")
    with pytest.raises(LabeledDataError, match="doccano writes a file for each annotator"):
        import_file("doccano", tmp_path / "tool", tmp_path / "b.jsonl", annotator="li")


def test_the_interface_is_written_whole(tmp_path: Path) -> None:
    write_label_config(tmp_path / "interface.xml")
    assert (tmp_path / "interface.xml").read_text(encoding="utf-8") == label_config()
