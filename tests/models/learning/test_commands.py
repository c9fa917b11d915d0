from dataclasses import replace
from io import StringIO

import orjson
import pytest
from rich.console import Console
from typer.testing import CliRunner

from classifier import ScannerConfig, build_scanner
from classifier.legal.category import CODES
from finad import SHIPPED_MODEL as SHIPPED
from finad_learn import learn_app
from labeled_data.example_file import read_examples, write_examples
from labeled_data.exchange import export_file, import_file
from labeled_data.manifest import fingerprint_of
from models.baselines.linear import train_linear
from models.judges.naming import NamedJudge
from models.learning.commands import queue as queue_command
from models.learning.commands.judges import unseen_rows
from models.learning.commands.queue import QueueRequest, run_queue
from models.learning.unlabelled import UnlabelledText
from tests.models.learning.made import NOUNS, promises_and_plain_texts

pytest.importorskip("sklearn")


@pytest.fixture(name="labelled")
def labelled_fixture(tmp_path):
    path = tmp_path / "labelled.jsonl"
    write_examples(path, promises_and_plain_texts())
    return path


def run(*arguments):
    result = CliRunner().invoke(learn_app, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_suspect_labels_are_written_with_what_helps_to_decide(labelled, tmp_path) -> None:
    examples = read_examples(labelled)
    wrong = examples[0].example_id
    write_examples(labelled, [replace(examples[0], positive=()), *examples[1:]])
    out = tmp_path / "suspects.jsonl"
    assert wrong in run("labels", "--labelled", labelled, "--folds", 4, "--out", out)
    first = orjson.loads(out.read_bytes().splitlines()[0])
    assert (first["id"], first["category"], first["labelled"]) == (wrong, "guaranteed_return", "negative")
    assert first["rules"] in {"violation", "none", "needs_fact"}
    assert first["text"] == examples[0].text


def test_thin_cells_and_far_regions_are_printed(labelled, tmp_path) -> None:
    crawl = tmp_path / "crawl.txt"
    crawl.write_text("锦鲤换水要先晾一天\n锦鲤喂食一天两次\n", encoding="utf-8")
    printed = run("coverage", crawl, "--labelled", labelled, "--category", "housing_leverage", "--markdown")
    assert "| housing_leverage |" in printed
    assert "guaranteed_return" not in printed
    assert "2 of 2 texts" in " ".join(printed.split())


def test_the_nearest_labelled_text_is_printed_with_its_label(labelled) -> None:
    printed = run("nearest", f"{NOUNS[4]}理财第4期，保本保息！到期必兑", "--labelled", labelled, "-k", 1)
    assert "guaranteed_return · yes-4" in printed


def test_the_nearest_of_a_file_are_written(labelled, tmp_path) -> None:
    texts, out = tmp_path / "texts.txt", tmp_path / "near.jsonl"
    texts.write_text("银行网点照常营业\n", encoding="utf-8")
    run("nearest", "--file", texts, "--labelled", labelled, "-k", 2, "--out", out)
    (record,) = [orjson.loads(line) for line in out.read_bytes().splitlines()]
    assert len(record["nearest"]) == 2


def test_the_queue_goes_to_annotation_tools_and_teaches_nothing_before(labelled, tmp_path) -> None:
    crawl, out, tasks = tmp_path / "crawl.txt", tmp_path / "queue.jsonl", tmp_path / "tasks.json"
    crawl.write_text("白云理财，保本保息，今晚截止\n信用卡还款可以分期\n", encoding="utf-8")
    run("queue", crawl, "--labelled", labelled, "--size", 2, "--out", out, "--tasks", tasks)
    examples = read_examples(out)
    assert len(examples) == 2
    assert all(len(item.unknown) == 9 for item in examples)
    assert all(orjson.loads(line)["queue"]["reasons"] for line in out.read_bytes().splitlines())
    assert all("annotations" not in task for task in orjson.loads(tasks.read_bytes()))
    for tool in ("label-studio", "doccano"):
        export_file(tool, out, tmp_path / tool)
        import_file(tool, tmp_path / tool, tmp_path / "back.jsonl")
        assert {item.text for item in read_examples(tmp_path / "back.jsonl")} == {item.text for item in examples}


def test_blind_tasks_for_doccano_hold_no_answer(labelled, tmp_path) -> None:
    tasks = tmp_path / "tasks.jsonl"
    request = QueueRequest(
        unlabelled=(UnlabelledText(text_id="a", text="白云理财，保本保息"),), path=labelled, tool="doccano", tasks=tasks
    )
    run_queue(request, Console(file=StringIO()), Console(file=StringIO()))
    assert orjson.loads(tasks.read_bytes())["cats"] == []


def test_a_judge_that_saw_all_labelled_texts_is_refused(labelled, monkeypatch) -> None:
    source = queue_command.read_source(labelled)
    named = _seen_all(source.examples)
    assert unseen_rows(named, source).size == 0
    monkeypatch.setattr(queue_command, "judge_called", lambda _name: named)
    request = QueueRequest(unlabelled=(UnlabelledText(text_id="a", text="保本"),), path=labelled, judge="any")
    with pytest.raises(queue_command.LearningAidError, match="trained or tuned on all 24"):
        run_queue(request, Console(file=StringIO()), Console(file=StringIO()))


def _seen_all(examples):
    return NamedJudge(
        judge=train_linear(examples, ()), seen=frozenset(), seen_sets=frozenset({fingerprint_of(examples)})
    )


def test_the_share_of_violations_is_told_and_a_model_written_for_it(labelled, tmp_path) -> None:
    if not SHIPPED.is_dir():
        pytest.skip("no model is shipped")
    ads = tmp_path / "ads.txt"
    texts = [example.text for example in read_examples(labelled)]
    ads.write_text("\n".join(texts), encoding="utf-8")
    told = run("rates", ads, "--labelled", labelled, "--out", tmp_path / "adapted")
    assert f"{len(texts)} ads" in told
    assert "guaranteed_return" in told
    model = build_scanner(ScannerConfig(model=tmp_path / "adapted")).model
    assert model is not None
    assert set(model.manifest.settings["adapted_to"]) == set(CODES)
