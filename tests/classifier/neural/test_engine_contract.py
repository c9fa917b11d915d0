"""What every engine promises to those who ask it, whatever computes."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from classifier.errors import EngineUnavailableError, ModelFileError, UnsupportedModelError
from classifier.legal.category import CODES
from classifier.neural.engine import Engine
from classifier.neural.engines import EngineName, load_engine
from classifier.neural.fake_engine import FakeEngine
from classifier.neural.manifest import NETWORK, read_manifest
from classifier.neural.onnx_engine import OnnxEngine
from classifier.neural.openvino_engine import TOLERANCE as OPENVINO_TOLERANCE
from classifier.neural.openvino_engine import OpenVinoEngine, Precision, checked_network
from classifier.neural.torch_engine import TOLERANCE as TORCH_TOLERANCE

MAX_TOKENS = 64
VOCABULARY = 600
WEIGHTS = "encoder/model.safetensors"


@dataclass(frozen=True, kw_only=True)
class Contract:
    load: Callable[[Path, int], Engine]
    """From the folder of a model, with so many threads."""
    company: float
    """Most that a logit may differ with the company of its window."""
    parity: float | None
    """Mean difference from the trained network, in standard deviations of its logits; ``None`` if it runs none."""
    file: str | None = None
    """What it cannot do without."""


def kernel(folder: Path, threads: int) -> Engine:
    from classifier.neural.kernel_engine import KernelEngine  # noqa: PLC0415

    return KernelEngine(folder, pooling=read_manifest(folder).pooling, threads=threads)


def openvino(precision: Precision) -> Callable[[Path, int], Engine]:
    def load(folder: Path, threads: int) -> Engine:
        pytest.importorskip("openvino", reason="openvino is not installed")
        path = checked_network(folder, read_manifest(folder), precision)
        return OpenVinoEngine(path, precision=precision, threads=threads)

    return load


def torch(precision: str) -> Callable[[Path, int], Engine]:
    def load(folder: Path, threads: int) -> Engine:
        from models.exporting.engines import TorchPrecision, fast_torch_engine  # noqa: PLC0415
        from models.training.network import load_network  # noqa: PLC0415

        # Threads of torch are those of the whole process: left as they are.
        return fast_torch_engine(load_network(folder), precision=TorchPrecision(precision))

    return load


def padded_torch(folder: Path, _threads: int) -> Engine:
    from classifier.neural.torch_engine import TorchEngine  # noqa: PLC0415
    from models.training.network import load_network  # noqa: PLC0415

    return TorchEngine(load_network(folder), reads_rows=False, budget=256)


CONTRACTS = {
    "fake": Contract(load=lambda _folder, _threads: FakeEngine(), company=0, parity=None),
    "kernel": Contract(load=kernel, company=1e-5, parity=0.05, file=WEIGHTS),
    "onnx": Contract(
        load=lambda folder, threads: OnnxEngine(folder / NETWORK, threads=threads), company=0, parity=0.05, file=NETWORK
    ),
    "openvino int8": Contract(
        load=openvino(Precision.INT8), company=OPENVINO_TOLERANCE, parity=0.05, file="openvino_int8.bin"
    ),
    "openvino bf16": Contract(
        load=openvino(Precision.BF16), company=OPENVINO_TOLERANCE, parity=0.03, file="openvino_fp16.bin"
    ),
    "openvino fp32": Contract(
        load=openvino(Precision.FP32), company=OPENVINO_TOLERANCE, parity=1e-3, file="openvino_fp16.xml"
    ),
    "torch fp32": Contract(load=torch("fp32"), company=TORCH_TOLERANCE, parity=1e-5, file=WEIGHTS),
    "torch bf16": Contract(load=torch("bf16"), company=TORCH_TOLERANCE, parity=0.03, file=WEIGHTS),
    "torch padded": Contract(load=padded_torch, company=TORCH_TOLERANCE, parity=1e-5, file=WEIGHTS),
}


@pytest.fixture(scope="module")
def folder_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Makes models by their pooling. Each takes seconds, so it is made once, in whatever order tests ask for it."""
    return cache(lambda pooling: made_model(tmp_path_factory.mktemp("engines"), pooling))


@pytest.fixture(scope="module", params=["mean", "cls_and_mean"])
def folder(request: pytest.FixtureRequest, folder_of: Callable[[str], Path]) -> Path:
    return folder_of(request.param)


def made_model(made: Path, pooling: str) -> Path:
    """A model with the files of every engine whose library is here."""
    for library in ("torch", "transformers", "onnxscript"):
        pytest.importorskip(library, reason=f"{library} is not installed")
    from models.errors import MissingLibraryError  # noqa: PLC0415
    from models.exporting import artefact, openvino_export  # noqa: PLC0415
    from models.exporting.onnx_export import export_onnx  # noqa: PLC0415
    from tests.models.exporting.tiny_network import parts, windows  # noqa: PLC0415

    network = small_network(pooling)
    # For both exports.
    export_onnx(network, made / "single.onnx")
    with pytest.MonkeyPatch.context() as patch:
        for module in (artefact, openvino_export):
            patch.setattr(module, "export_onnx", lambda _network, path: shutil.copyfile(made / "single.onnx", path))
        artefact.build_artefact(parts(made, network), made / "model")
        try:
            openvino_export.add_openvino(made / "model", windows())
        except MissingLibraryError as error:
            print(f"not exported for OpenVINO: {error}")
    return made / "model"


def small_network(pooling: str) -> Any:
    """A network of the kind that all engines run, the compiled kernel too, which wants heads 64 wide."""
    import torch
    from transformers import ModernBertConfig, ModernBertModel

    from models.exporting.half import round_to_half  # noqa: PLC0415
    from models.training.network import Pooling, TwoHeadNetwork  # noqa: PLC0415

    torch.manual_seed(7)
    config = ModernBertConfig(
        vocab_size=VOCABULARY,
        hidden_size=128,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=192,
        max_position_embeddings=MAX_TOKENS,
        global_attn_every_n_layers=1,
        **{f"{name}_token_id": number for number, name in enumerate(("pad", "unk", "cls", "sep", "bos", "eos"))},
    )
    network = TwoHeadNetwork(ModernBertModel(config), pooling=Pooling(pooling)).eval()
    with torch.no_grad():
        # Spread out, so that answers differ from text to text as those of a trained network do.
        network.answer.weight *= 20
        network.evidence.weight *= 4
    round_to_half(network)
    return network


@pytest.fixture(scope="module", params=CONTRACTS)
def contract(request: pytest.FixtureRequest) -> Contract:
    return CONTRACTS[request.param]


@pytest.fixture(scope="module")
def engine(contract: Contract, folder: Path) -> Engine:
    return loaded(contract, folder)


def loaded(contract: Contract, folder: Path, threads: int = 1) -> Engine:
    try:
        return contract.load(folder, threads)
    except (EngineUnavailableError, UnsupportedModelError) as error:
        pytest.skip(str(error))


def some_windows() -> list[np.ndarray]:
    """Of all lengths from the least to the most, some lengths more than once, in no order."""
    draws = np.random.default_rng(5)
    lengths = [2, MAX_TOKENS, 7, 7, 8, 9, 33, 2, *draws.integers(3, MAX_TOKENS, 12)]
    return [draws.integers(4, VOCABULARY, int(length)) for length in lengths]


def test_shapes_are_those_of_the_seam(engine: Engine) -> None:
    windows = some_windows()
    logits, evidence = engine.mark(windows)
    assert engine.score(windows).shape == logits.shape == (len(windows), len(CODES))
    assert [marks.shape for marks in evidence] == [(len(window), len(CODES)) for window in windows]
    assert {logits.dtype, *(marks.dtype for marks in evidence)} == {np.dtype(np.float32)}


def test_nothing_asked_is_nothing_answered(engine: Engine) -> None:
    assert engine.score([]).shape == (0, len(CODES))
    logits, evidence = engine.mark([])
    assert (logits.shape, evidence) == ((0, len(CODES)), [])


@pytest.mark.parametrize("threads", [1, 3])
def test_a_window_is_judged_alike_alone_and_in_any_company_and_order(
    contract: Contract, folder: Path, threads: int
) -> None:
    engine, windows = loaded(contract, folder, threads), some_windows()
    logits, evidence = engine.mark(windows)
    for number, window in enumerate(windows):
        np.testing.assert_allclose(engine.score([window])[0], logits[number], rtol=0, atol=contract.company)
    order = np.random.default_rng(0).permutation(len(windows))
    others, other_evidence = engine.mark([windows[index] for index in order])
    np.testing.assert_allclose(others, logits[order], rtol=0, atol=contract.company)
    for marks, index in zip(other_evidence, order, strict=True):
        np.testing.assert_allclose(marks, evidence[index], rtol=0, atol=contract.company)


def test_windows_that_differ_are_judged_differently(engine: Engine) -> None:
    assert len(np.unique(engine.score(some_windows()), axis=0)) == len(some_windows())


def test_scores_are_those_of_marking_without_the_marks(contract: Contract, engine: Engine) -> None:
    windows = some_windows()
    np.testing.assert_allclose(engine.score(windows), engine.mark(windows)[0], rtol=0, atol=contract.company)


def test_the_same_question_has_the_same_answer(engine: Engine) -> None:
    windows = some_windows()
    assert np.array_equal(engine.score(windows), engine.score(windows))


def test_answers_stay_when_the_next_are_asked(engine: Engine) -> None:
    windows = some_windows()
    logits, evidence = engine.mark(windows)
    kept = logits.copy(), [marks.copy() for marks in evidence]
    engine.mark(windows[::-1])
    assert np.array_equal(logits, kept[0])
    assert all(np.array_equal(*pair) for pair in zip(evidence, kept[1], strict=True))


def test_it_says_what_the_trained_network_says(contract: Contract, engine: Engine, folder: Path) -> None:
    if contract.parity is None:
        pytest.skip("runs no network")
    from models.exporting.engines import TorchEngine  # noqa: PLC0415
    from models.training.network import load_network  # noqa: PLC0415

    windows = some_windows()
    trained, trained_evidence = TorchEngine(load_network(folder)).mark(windows)
    logits, evidence = engine.mark(windows)
    assert np.abs(logits - trained).mean() <= contract.parity * trained.std()
    wanted = np.concatenate(trained_evidence)
    assert np.abs(np.concatenate(evidence) - wanted).mean() <= contract.parity * wanted.std()


@pytest.mark.parametrize("name", [name for name in EngineName if name not in {EngineName.AUTO, EngineName.TORCH_CUDA}])
def test_an_engine_is_called_what_it_is_asked_for_by(folder: Path, name: EngineName) -> None:
    contract = Contract(
        load=lambda model, threads: load_engine(model, read_manifest(model), name=name, threads=threads),
        company=0,
        parity=None,
    )
    assert loaded(contract, folder).name == name


def test_of_an_engine_left_to_choice_the_one_that_runs_is_named(folder: Path) -> None:
    assert load_engine(folder, read_manifest(folder)).name in {EngineName.KERNEL, EngineName.ONNX}


def test_no_two_torch_engines_share_a_name() -> None:
    pytest.importorskip("torch", reason="torch is not installed")
    from models.exporting.engines import TorchPrecision, torch_engine_name  # noqa: PLC0415

    names = {
        (device, precision): torch_engine_name(device, precision)
        for device in ("cpu", "cuda")
        for precision in TorchPrecision
    }
    assert names == {
        ("cpu", "fp32"): "torch",
        ("cpu", "bf16"): "torch-bf16",
        ("cpu", "fp16"): "torch-cpu-fp16",
        ("cuda", "fp32"): "torch-cuda-fp32",
        ("cuda", "bf16"): "torch-cuda",
        ("cuda", "fp16"): "torch-cuda-fp16",
    }


def test_no_two_openvino_engines_share_a_name() -> None:
    assert [precision.engine for precision in Precision] == ["openvino", "openvino-bf16", "openvino-fp32"]


def test_a_damaged_file_is_refused(contract: Contract, folder: Path, tmp_path: Path) -> None:
    if contract.file is None:
        pytest.skip("reads no file")
    from models.errors import NetworkError  # noqa: PLC0415

    loaded(contract, folder)
    copy = shutil.copytree(folder, tmp_path / "model")
    content = (copy / contract.file).read_bytes()
    (copy / contract.file).write_bytes(content[: len(content) // 2])
    with pytest.raises((ModelFileError, NetworkError)):
        contract.load(copy, 1)
