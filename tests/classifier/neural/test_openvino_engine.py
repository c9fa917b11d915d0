import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from classifier.errors import EngineUnavailableError, ModelFileError, UnsupportedModelError
from classifier.neural.openvino_engine import OpenVinoEngine, Precision, checked_network, openvino_library
from tests.classifier.neural.small_model import small_manifest, small_tokenizer, weights_of, write_network

needs_openvino = pytest.mark.skipif(find_spec("openvino") is None, reason="openvino is not installed")


@needs_openvino
def test_it_is_loaded_without_what_reports_to_a_server() -> None:
    code = (
        "import sys; from classifier.neural.openvino_engine import openvino_library as load; load(); "
        "print(*{type(value).__module__ for name, value in vars(sys.modules['openvino.tools.ovc']).items() "
        "if name == 'telemetry'}, sys.modules['openvino_telemetry'])"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["openvino.tools.ovc.telemetry_stub", "None"]


def test_without_the_library_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)
    with pytest.raises(EngineUnavailableError, match=r"finad\[openvino\]"):
        openvino_library()


@needs_openvino
def test_what_is_no_network_of_ours_is_named(tmp_path: Path) -> None:
    path = tmp_path / "openvino_int8.xml"
    path.write_bytes(b"not a network")
    with pytest.raises(ModelFileError, match=r"openvino_int8\.xml: not a network that OpenVINO runs here"):
        OpenVinoEngine(path)
    write_network(tmp_path / "other.onnx", weights_of(small_tokenizer(), {}), logits_name="answers")
    with pytest.raises(ModelFileError, match=r"the outputs answers, evidence; a model has .* logits, evidence"):
        OpenVinoEngine(tmp_path / "other.onnx")


def test_a_model_that_was_not_exported_for_it_is_none_it_runs(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedModelError, match=r"holds no openvino_int8\.xml; finad openvino FOLDER adds it"):
        checked_network(tmp_path, small_manifest(), Precision.INT8)


@pytest.mark.parametrize("precision", Precision)
def test_files_are_held_against_the_manifest(tmp_path: Path, precision: Precision) -> None:
    weights = Path(precision.file).with_suffix(".bin").name
    manifest = small_manifest(dict.fromkeys((precision.file, weights), "0" * 64))
    for name in (precision.file, weights):
        (tmp_path / name).write_bytes(b"other")
    with pytest.raises(ModelFileError, match="not the content"):
        checked_network(tmp_path, manifest, precision)
