"""The command line with a model of its own making beside the rules."""

from pathlib import Path

import orjson
import pytest

import finad as command_line
from tests.classifier.neural.small_model import write_model

AD = "稳盈一号理财，笑傲天地，欢迎认购。投资有风险，风险自行承担。"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_model(tmp_path / "tiny", {"exaggerated_performance": "天地"})


def test_a_named_model_judges_beside_the_rules(finad, model) -> None:
    alone, together = (
        orjson.loads(finad("check", AD, "--json", *options).stdout) for options in ((), ("--model", model))
    )
    assert (alone["versions"]["model"], alone["statuses"]["exaggerated_performance"]) == (None, "none")
    assert together["versions"]["model"].startswith("tiny@")
    assert together["statuses"]["exaggerated_performance"] == "violation"
    shown = finad("check", AD, "--model", model).stdout.decode()
    assert "模型判断“天地”构成夸大业绩" in shown


def test_several_processes_and_threads_give_the_same_verdicts(finad, model, tmp_path) -> None:
    lines = [orjson.dumps({"id": f"ad{number}", "text": AD * (number % 7 + 1)}) for number in range(150)]
    (tmp_path / "ads.jsonl").write_bytes(b"\n".join(lines))
    scans = [
        finad("scan", "ads.jsonl", "--model", model, "--workers", workers, "--no-edits", "--quiet").stdout
        for workers in (1, 2)
    ]
    assert scans[0] == scans[1]
    one = orjson.loads(finad("check", AD * 3, "--model", model, "--no-edits", "--json").stdout)
    assert orjson.loads(scans[0].splitlines()[2])["scores"] == one["scores"]


def test_a_trail_with_a_model_is_replayed_with_it(finad, model) -> None:
    assert finad("check", AD, "--model", model, "--trail", "trail.json").returncode == 0
    assert finad("replay", "trail.json", "--model", model).returncode == 0
    assert finad("check", AD, "--trail", "alone.json").returncode == 0
    assert finad("replay", "alone.json", "--model", model).returncode == 0


def test_a_trail_is_replayed_by_the_engine_that_judged(finad, tmp_path) -> None:
    """In the last digits of their scores engines differ, so another one's verdict would not be the same."""
    pytest.importorskip("torch", reason="torch is not installed")
    pytest.importorskip("transformers", reason="transformers is not installed")
    shipped = command_line.SHIPPED_MODEL
    done = finad("check", AD, "--model", shipped, "--backend", "torch-bf16", "--trail", "trail.json")
    assert done.stderr == b""
    trail = orjson.loads((tmp_path / "trail.json").read_bytes())
    assert trail["verdict"]["versions"]["model"].endswith("/torch-bf16")
    replayed = finad("replay", "trail.json", "--model", shipped)
    assert (replayed.returncode, replayed.stderr) == (0, b"")


def test_a_folder_named_that_holds_no_model_is_an_error(finad, tmp_path) -> None:
    done = finad("check", AD, "--model", tmp_path / "nowhere")
    said = done.stderr.decode()
    assert (done.returncode, "manifest.json: cannot be read" in said, "Traceback" in said) == (1, True, False)


def test_a_damaged_model_is_an_error(finad, model) -> None:
    (model / "model.onnx").write_bytes(b"")
    done = finad("check", AD, "--model", model)
    assert (done.returncode, "model.onnx: not the content" in done.stderr.decode()) == (1, True)


def test_without_a_shipped_model_the_rules_judge_and_it_is_said(monkeypatch, capsys, tmp_path) -> None:
    monkeypatch.setattr(command_line, "SHIPPED_MODEL", tmp_path / "small")
    assert command_line._model_of(None, is_off=False) is None
    assert "the rules judge alone" in capsys.readouterr().err
    assert command_line._model_of(None, is_off=True) is None
    assert command_line._model_of(tmp_path, is_off=True) == tmp_path
    assert capsys.readouterr().err == ""


def test_the_shipped_model_is_used_without_being_named(monkeypatch, model) -> None:
    monkeypatch.setattr(command_line, "SHIPPED_MODEL", model)
    assert command_line._model_of(None, is_off=False) == model
