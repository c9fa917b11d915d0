"""Any encoder becomes a graph that says what it said, whatever the number of texts and tokens."""

from pathlib import Path

import numpy as np
import onnxruntime
import pytest

pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("transformers", reason="transformers is not installed")
pytest.importorskip("onnxscript", reason="onnxscript is not installed")

from classifier.neural.onnx_engine import OnnxEngine
from models.errors import ExportError
from models.exporting.engines import TorchEngine
from models.exporting.int8 import quantize
from models.exporting.onnx_export import export_onnx
from models.training.network import Pooling, TwoHeadNetwork
from tests.models.exporting.tiny_network import MAX_TOKENS, tiny_network, windows

Exported = tuple[TwoHeadNetwork, Path, Path]


POOLINGS = {"modernbert": Pooling.MEAN, "modernbert-lean": Pooling.CLS_AND_MEAN, "bert": Pooling.CLS}


@pytest.fixture(scope="module", params=POOLINGS)
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """A network, its export in single precision and its export in integers."""
    folder = tmp_path_factory.mktemp(request.param)
    network = tiny_network(request.param.partition("-")[0], pooling=POOLINGS[request.param])
    single, integers = folder / "single.onnx", folder / "integers.onnx"
    export_onnx(network, single)
    quantize(single, integers, windows())
    return network, single, integers


def session(path: Path) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])


def padded(rows: list[np.ndarray]) -> dict[str, np.ndarray]:
    ids = np.zeros((len(rows), MAX_TOKENS), np.int64)
    mask = np.zeros_like(ids)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = row
        mask[number, : len(row)] = 1
    return {"input_ids": ids, "attention_mask": mask}


def test_the_export_says_what_the_network_says(exported: Exported) -> None:
    network, single, _ = exported
    rows = [*windows(), np.full(MAX_TOKENS, 9), np.array([5])]
    logits, evidence = TorchEngine(network).mark(rows)
    same_logits, same_evidence = OnnxEngine(single).mark(rows)
    np.testing.assert_allclose(same_logits, logits, atol=1e-4)
    for found, wanted in zip(same_evidence, evidence, strict=True):
        np.testing.assert_allclose(found, wanted, atol=1e-4)


@pytest.mark.parametrize("which", [1, 2])
def test_neither_padding_nor_batch_mates_change_what_is_said_of_a_text(exported: Exported, which: int) -> None:
    path = exported[which]
    rows = windows(4)
    logits, evidence = session(path).run(["logits", "evidence"], padded(rows))
    alone, alone_evidence = OnnxEngine(path).mark(rows)  # type: ignore[arg-type]
    np.testing.assert_allclose(logits, alone, atol=1e-4)
    for number, row in enumerate(rows):
        np.testing.assert_allclose(evidence[number, : len(row)], alone_evidence[number], atol=1e-4)


def test_integers_say_nearly_the_same(exported: Exported) -> None:
    _, single, integers = exported
    rows = windows(40)
    logits, evidence = OnnxEngine(single).mark(rows)
    near, near_evidence = OnnxEngine(integers).mark(rows)
    assert logits.std(axis=0).min() > 0.2
    assert np.abs(near - logits).mean() < 0.05 * logits.std()
    assert (
        np.abs(np.concatenate(near_evidence) - np.concatenate(evidence)).mean() < 0.05 * np.concatenate(evidence).std()
    )


def test_integers_take_well_below_half_the_room(exported: Exported) -> None:
    onnx = pytest.importorskip("onnx")

    def room(path: Path) -> int:
        constants = onnx.load(str(path)).graph.initializer
        return sum(onnx.numpy_helper.to_array(entry).nbytes for entry in constants)

    assert room(exported[2]) < 0.4 * room(exported[1])


def test_products_of_integers_cannot_overflow_the_16_bits_of_older_processors(exported: Exported) -> None:
    onnx = pytest.importorskip("onnx")
    model = onnx.load(str(exported[2]))
    constants = {entry.name: onnx.numpy_helper.to_array(entry) for entry in model.graph.initializer}
    products = [node for node in model.graph.node if node.op_type == "MatMulInteger"]
    assert products
    for node in products:
        weight, zero_point = constants[node.input[1]], int(constants[node.input[2]])
        assert 2 * 2 * zero_point * int(np.abs(weight.astype(int)).max()) <= 2**15 - 1


def test_the_export_holds_no_folder_of_the_machine(tmp_path: Path) -> None:
    export_onnx(tiny_network(), tmp_path / "x.onnx")
    content = (tmp_path / "x.onnx").read_bytes()
    assert b".py" not in content
    assert str(Path(__file__).parents[3]).encode() not in content


def test_an_encoder_that_cannot_be_traced_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    network = tiny_network()

    def fails(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("depends on the data\nand more")

    monkeypatch.setattr(network.encoder, "forward", fails)
    with pytest.raises(ExportError, match="ModernBertModel cannot be exported"):
        export_onnx(network, tmp_path / "x.onnx")


def test_quantising_without_texts_is_refused(exported: Exported, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no texts"):
        quantize(exported[1], tmp_path / "x.onnx", [])
