"""From a trained network to a model that may ship, by the commands."""

import shutil
from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner, Result

pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("transformers", reason="transformers is not installed")
pytest.importorskip("onnxscript", reason="onnxscript is not installed")

from classifier.neural.calibration import write_calibration
from finad_model import model_app
from labeled_data.example_file import read_examples, write_examples
from labeled_data.manifest import fingerprint_of
from models.errors import GateError
from models.exporting.artefact import write_facts
from models.gating.floors import FLOORS
from tests.classifier.neural.small_model import small_calibration, small_tokenizer
from tests.models.exporting.tiny_network import facts, tiny_network
from tests.models.gating.made_up_metrics import examples


def finad(*arguments: object) -> Result:
    return CliRunner().invoke(model_app, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds a model, exported and measured, the data it was measured on, and floors."""
    folder = tmp_path_factory.mktemp("shipping")
    tiny_network().save(folder / "network")
    small_tokenizer().save(str(folder / "tokenizer.json"))
    write_calibration(folder / "calibration.json", small_calibration())
    write_facts(folder / "facts.json", facts())
    write_examples(folder / "test.jsonl", examples()[::4])
    fingerprint = fingerprint_of(read_examples(folder / "test.jsonl"))
    (folder / "manifest.json").write_bytes(orjson.dumps({"test_fingerprint": fingerprint}))
    shutil.copyfile(FLOORS, folder / "floors.yaml")
    text = (folder / "floors.yaml").read_text("utf-8")
    (folder / "floors.yaml").write_text(text[: text.index("sets:")] + "sets: {}\n", "utf-8")
    parts = [f"--{name}={folder / file}" for name, file in _PARTS.items()]
    assert finad("export", folder / "network", *parts, "--out", folder / "small").exit_code == 0
    assert finad("measure", folder / "small", folder / "test.jsonl", "--quick").exit_code == 0
    return folder


_PARTS = {
    "tokenizer": "tokenizer.json",
    "calibration": "calibration.json",
    "facts": "facts.json",
    "sample": "test.jsonl",
}


def gate(folder: Path, *options: str) -> Result:
    return finad("gate", folder / "small", "--floors", folder / "floors.yaml", "--data", folder, *options)


@pytest.fixture
def folder(measured: Path, tmp_path: Path) -> Path:
    shutil.copytree(measured, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_a_model_is_judged_by_the_floors_it_set(folder: Path) -> None:
    with pytest.raises(GateError, match="no floors for any set yet"):
        gate(folder)
    assert gate(folder, "--record").exit_code == 0
    passed = gate(folder)
    assert passed.exit_code == 0, passed.output
    assert "may ship" in passed.output


def test_a_loss_is_refused_and_does_not_become_the_floor(folder: Path) -> None:
    gate(folder, "--record")
    floors = folder / "floors.yaml"
    lowered = floors.read_text("utf-8").replace("size_mb: 40.0", "size_mb: 0.01")
    floors.write_text(lowered, "utf-8")
    for options in ((), ("--record",)):
        refused = gate(folder, *options)
        assert refused.exit_code == 1
        assert "size" in refused.output
        assert floors.read_text("utf-8") == lowered


def test_an_old_card_is_refused_until_it_is_written_again(folder: Path) -> None:
    gate(folder, "--record")
    card = folder / "small" / "README.md"
    card.write_text(card.read_text("utf-8").replace("macro F1", "F1"), "utf-8")
    assert gate(folder).exit_code == 1
    assert finad("card", folder / "small").exit_code == 0
    assert gate(folder).exit_code == 0


def test_a_file_changed_by_hand_is_refused(folder: Path) -> None:
    gate(folder, "--record")
    (folder / "small" / "heads.safetensors").write_bytes(b"other")
    refused = gate(folder)
    assert refused.exit_code == 1
    assert "heads.safetensors" in refused.output


def test_labelled_data_that_changed_since_are_noticed(folder: Path) -> None:
    (folder / "manifest.json").write_bytes(orjson.dumps({"test_fingerprint": "0" * 64}))
    with pytest.raises(GateError, match="measure it on this one"):
        gate(folder)


def test_no_text_of_a_set_gets_into_the_folder(folder: Path) -> None:
    texts = [example.text.encode() for example in read_examples(folder / "test.jsonl")]
    files = [path for path in (folder / "small").rglob("*") if path.is_file()]
    assert [path.name for path in files if any(text in path.read_bytes() for text in texts)] == []
