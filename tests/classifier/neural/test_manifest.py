import orjson
import pytest

from classifier.errors import ModelFileError
from classifier.legal.category import CODES
from classifier.neural.manifest import (
    ANSWERING_FILES,
    MANIFEST,
    check_files,
    model_version,
    read_manifest,
    write_manifest,
)
from classifier.neural.model import load_model
from tests.classifier.neural.small_model import seal, small_manifest, write_model


@pytest.fixture
def folder(tmp_path):
    return write_model(tmp_path / "tiny", {"exaggerated_performance": "胜率"})


def test_a_manifest_survives_its_file(tmp_path):
    manifest = small_manifest({"model.onnx": "0" * 64})
    write_manifest(manifest, tmp_path)
    assert read_manifest(tmp_path) == manifest
    assert manifest.label == "tiny@000000000000"


@pytest.mark.parametrize("name", ANSWERING_FILES)
def test_the_version_follows_every_file_that_answers(folder, name):
    before = model_version(folder)
    (folder / name).write_bytes((folder / name).read_bytes() + b"\n")
    assert model_version(folder) != before


@pytest.mark.parametrize("name", ANSWERING_FILES)
def test_a_file_changed_or_missing_is_named(folder, name):
    (folder / name).write_bytes((folder / name).read_bytes() + b"\n")
    with pytest.raises(ModelFileError, match=f"{name}: not the content that manifest.json states"):
        load_model(folder)
    (folder / name).unlink()
    with pytest.raises(ModelFileError, match=f"{name}: cannot be read: No such file"):
        load_model(folder)


def test_a_manifest_of_other_files_is_refused(folder):
    content = orjson.loads((folder / MANIFEST).read_bytes())
    (folder / MANIFEST).write_bytes(orjson.dumps({**content, "version": "f" * 12}))
    with pytest.raises(ModelFileError, match="version is 'ffffffffffff', the files make it"):
        check_files(read_manifest(folder), folder)
    seal(folder)
    assert load_model(folder).manifest.label == f"tiny@{model_version(folder)}"


def test_a_folder_without_a_model_says_what_to_do(tmp_path):
    with pytest.raises(ModelFileError, match=r"nowhere/manifest.json: cannot be read: .*--no-model"):
        load_model(tmp_path / "nowhere")


def test_every_fault_of_a_manifest_is_named(folder):
    content = orjson.loads((folder / MANIFEST).read_bytes())
    wrong = {**content, "categories": CODES[:8], "max_tokens": "many", "colour": "red"}
    (folder / MANIFEST).write_bytes(orjson.dumps(wrong))
    with pytest.raises(ModelFileError) as caught:
        read_manifest(folder)
    said = str(caught.value)
    assert all(expected in said for expected in ("categories: ", "nine categories", "max_tokens: ", "colour: "))
    (folder / MANIFEST).write_text("{")
    with pytest.raises(ModelFileError, match="not a manifest of a model"):
        read_manifest(folder)
