"""The folder that ships is whole, described, and says what was trained."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("transformers", reason="transformers is not installed")
pytest.importorskip("onnxscript", reason="onnxscript is not installed")

from classifier.legal.category import CODES  # noqa: E402
from classifier.neural.manifest import check_files, file_hash, read_manifest  # noqa: E402
from classifier.neural.model import load_model  # noqa: E402
from models.errors import ExportError  # noqa: E402
from models.exporting.artefact import build_artefact, read_facts, write_facts  # noqa: E402
from models.exporting.half import round_to_half  # noqa: E402
from models.exporting.onnx_export import export_onnx  # noqa: E402
from models.exporting.parity import measure_parity, parity_record  # noqa: E402
from models.training.network import load_network  # noqa: E402
from tests.models.exporting.tiny_network import facts, parts, tiny_network  # noqa: E402

ADS = [["保本理财产品热销"], ["投资有风险", "稳赢跟单"], ["存款"]]


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The export of the tiny network: it takes seconds, so it is made once."""
    path = tmp_path_factory.mktemp("export") / "single.onnx"
    export_onnx(tiny_network(), path)
    return path


@pytest.fixture(autouse=True)
def exported_before(single: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def copies(_network: object, path: Path) -> None:
        shutil.copyfile(single, path)

    monkeypatch.setattr("models.exporting.artefact.export_onnx", copies)
    monkeypatch.setattr("models.exporting.parity.export_onnx", copies)


@pytest.fixture
def artefact(exported_before: None, tmp_path: Path) -> Path:
    folder = tmp_path / "artefact"
    folder.mkdir()
    picture = folder / "curves-of-the-test.png"
    picture.write_bytes(b"picture")
    build_artefact(replace(parts(folder), pictures={"curves.png": picture}), folder / "small")
    return folder / "small"


def test_the_folder_loads_as_a_model(artefact: Path) -> None:
    manifest = read_manifest(artefact)
    check_files(manifest, artefact)
    assert manifest.pooling == "mean"
    assert manifest.base == "made in a test"
    assert load_model(artefact).logits(ADS).shape == (3, len(CODES))


def test_every_file_is_stated_and_nothing_else_lies_beside(artefact: Path) -> None:
    manifest = read_manifest(artefact)
    assert {name: file_hash(artefact / name) for name in manifest.files} == manifest.files
    assert set(manifest.files) == {
        "model.onnx",
        "tokenizer.json",
        "calibration.json",
        "encoder/config.json",
        "encoder/model.safetensors",
        "heads.safetensors",
        "curves.png",
    }
    assert [path.name for path in artefact.parent.iterdir() if path.name.startswith(".")] == []


def test_weights_ship_in_half_precision_and_lose_nothing(artefact: Path) -> None:
    trained, shipped = tiny_network().state_dict(), load_network(artefact).state_dict()
    assert all(torch.equal(weight, shipped[name]) for name, weight in trained.items())
    weights = sum(weight.numel() for weight in trained.values())
    assert (artefact / "encoder" / "model.safetensors").stat().st_size < 2.2 * weights


def test_a_folder_is_replaced_whole(tmp_path: Path) -> None:
    old = tmp_path / "small"
    old.mkdir()
    (old / "metrics.json").write_text("of the model before", "utf-8")
    build_artefact(parts(tmp_path), old)
    assert not (old / "metrics.json").exists()
    assert read_manifest(old).name == "tiny"


def test_a_failed_export_leaves_the_old_folder(tmp_path: Path) -> None:
    old = tmp_path / "small"
    old.mkdir()
    (old / "model.onnx").write_text("of the model before", "utf-8")
    with pytest.raises(OSError, match="no-such-file"):
        build_artefact(replace(parts(tmp_path), tokenizer=tmp_path / "no-such-file"), old)
    assert [path.name for path in old.iterdir()] == ["model.onnx"]


def test_unrounded_weights_are_refused(tmp_path: Path) -> None:
    network = tiny_network()
    with torch.no_grad():
        network.dense.weight += 1e-6
    with pytest.raises(ExportError, match=r"dense\.weight is not rounded"):
        build_artefact(parts(tmp_path, network), tmp_path / "small")


def test_weights_too_large_for_half_precision_are_refused() -> None:
    network = tiny_network()
    with torch.no_grad():
        network.dense.weight[0, 0] = 1e6
    with pytest.raises(ExportError, match=r"dense\.weight holds 1e\+06"):
        round_to_half(network)


def test_trained_exported_and_shipped_agree(artefact: Path) -> None:
    parity = measure_parity(artefact, ADS)
    assert parity.texts == 3
    exported = parity.categories["torch", "onnx"]
    assert max(found.max_difference for found in exported.values()) < 1e-4
    shipped = parity.categories["torch", "int8"]
    assert 0 < max(found.max_difference for found in shipped.values()) < 0.1
    assert all(found.mean_difference <= found.max_difference for found in shipped.values())
    record = parity_record(parity)
    assert set(record["engines"]) == {"torch_onnx", "onnx_int8", "torch_int8"}
    assert set(record["engines"]["torch_int8"]) == set(CODES)


def test_parity_notices_a_network_that_is_not_the_trained_one(artefact: Path) -> None:
    other = tiny_network()
    with torch.no_grad():
        other.answer.weight.neg_()
    other.half().save(artefact)
    found = measure_parity(artefact, ADS).categories["torch", "int8"]
    assert max(category.max_difference for category in found.values()) > 0.2
    assert sum(category.flips for category in found.values()) > 0
    assert all(category.unreviewed_flips == category.flips for category in found.values())


def test_an_export_that_says_something_else_is_refused(tmp_path: Path) -> None:
    network = tiny_network()
    with torch.no_grad():
        network.answer.weight.neg_()
    with pytest.raises(ExportError, match="differs from the trained one by"):
        build_artefact(parts(tmp_path, network), tmp_path / "small")


def test_parity_needs_texts(artefact: Path) -> None:
    with pytest.raises(ExportError, match="no texts"):
        measure_parity(artefact, [])


def test_facts_come_back_as_written_and_faults_are_named(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    write_facts(path, facts())
    assert read_facts(path) == facts()
    path.write_text('{"name": 3}', "utf-8")
    with pytest.raises(ExportError, match="max_tokens: Field required"):
        read_facts(path)
    with pytest.raises(ExportError, match="cannot be read"):
        read_facts(tmp_path / "none.json")
