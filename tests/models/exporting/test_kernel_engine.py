"""The compiled kernel says what the trained network says, whatever stands beside a text."""

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("transformers", reason="transformers is not installed")
kernel = pytest.importorskip("classifier.neural._kernel", reason="the compiled kernel was not built")
if not kernel.runs_here():
    pytest.skip("this processor lacks AVX-512 VNNI", allow_module_level=True)

from transformers import ModernBertConfig, ModernBertModel  # noqa: E402

from classifier.errors import ModelFileError, UnsupportedModelError  # noqa: E402
from classifier.legal.category import CODES  # noqa: E402
from classifier.neural.kernel_engine import KernelEngine  # noqa: E402
from classifier.neural.kernel_weights import kernel_parts  # noqa: E402
from models.exporting.engines import TorchEngine  # noqa: E402
from models.exporting.half import round_to_half  # noqa: E402
from models.training.network import Pooling, TwoHeadNetwork  # noqa: E402

VOCABULARY, MAX_TOKENS = 500, 128


def network(pooling: Pooling, **changes: object) -> TwoHeadNetwork:
    torch.manual_seed(5)
    sizes = {
        "vocab_size": VOCABULARY,
        "hidden_size": 192,
        "num_hidden_layers": 3,
        "num_attention_heads": 3,
        "intermediate_size": 128,
        "max_position_embeddings": MAX_TOKENS,
        "global_attn_every_n_layers": 1,
        "pad_token_id": 0,
        "bos_token_id": 2,
        "cls_token_id": 2,
        "eos_token_id": 3,
        "sep_token_id": 3,
        **changes,
    }
    made = TwoHeadNetwork(ModernBertModel(ModernBertConfig(**sizes)), pooling=pooling).eval()
    with torch.no_grad():
        for name, weight in made.named_parameters():
            if weight.ndim == 1 and "bias" not in name:
                weight.uniform_(0.5, 1.5)  # norms that differ from place to place show that each is where it belongs
        # Outlying coordinates, as trained networks have them.
        made.encoder.layers[1].mlp_norm.weight[7] *= 12
        made.answer.weight *= 20
        made.evidence.weight *= 4
    round_to_half(made)
    return made


def saved(folder: Path, made: TwoHeadNetwork) -> Path:
    made.half().save(folder)
    made.float()
    return folder


def windows(lengths: list[int]) -> list[np.ndarray]:
    draws = np.random.default_rng(3)
    return [draws.integers(4, VOCABULARY, length) for length in lengths]


LENGTHS = [2, 3, 5, 16, 17, 31, 63, 64, 65, 100, MAX_TOKENS, 7, 40, 40, 9]


@pytest.fixture(scope="module", params=list(Pooling))
def trained(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[TwoHeadNetwork, Path]:
    made = network(request.param)
    return made, saved(tmp_path_factory.mktemp(request.param), made)


def engine_of(trained: tuple[TwoHeadNetwork, Path], **settings: int) -> KernelEngine:
    made, folder = trained
    return KernelEngine(folder, pooling=str(made.pooling), **settings)


def test_it_says_nearly_what_the_trained_network_says(trained: tuple[TwoHeadNetwork, Path]) -> None:
    logits, evidence = TorchEngine(trained[0]).mark(windows(LENGTHS))
    near, near_evidence = engine_of(trained).mark(windows(LENGTHS))
    assert logits.std(axis=0).min() > 0.2
    assert np.abs(near - logits).mean() < 0.03 * logits.std()
    assert [len(rows) for rows in near_evidence] == LENGTHS
    every, near_every = np.concatenate(evidence), np.concatenate(near_evidence)
    assert np.abs(near_every - every).mean() < 0.03 * every.std()


def test_answers_alone_are_those_of_the_whole_pass(trained: tuple[TwoHeadNetwork, Path]) -> None:
    engine = engine_of(trained)
    assert np.array_equal(engine.score(windows(LENGTHS)), engine.mark(windows(LENGTHS))[0])


@pytest.mark.parametrize("threads", [1, 3])
def test_neighbours_and_threads_do_not_change_a_bit(trained: tuple[TwoHeadNetwork, Path], threads: int) -> None:
    rows = windows(LENGTHS * 8)
    logits, evidence = engine_of(trained, threads=threads).mark(rows)
    engine = engine_of(trained)
    for number in range(0, len(rows), 7):
        (alone,), (alone_evidence,) = engine.mark(rows[number : number + 1])
        assert np.array_equal(logits[number], alone)
        assert np.array_equal(evidence[number], alone_evidence)


def test_no_text_is_no_answer(trained: tuple[TwoHeadNetwork, Path]) -> None:
    engine = engine_of(trained, threads=2)
    assert engine.score([]).shape == (0, len(CODES))
    assert engine.mark([]) == (pytest.approx(np.zeros((0, len(CODES)))), [])


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([np.array([2, VOCABULARY, 3])], f"id {VOCABULARY} stands at 1; the vocabulary has {VOCABULARY}"),
        ([np.array([2, -1])], "id -1"),
        ([np.array([], np.int64)], "text 0 has 0 tokens"),
        ([np.full(MAX_TOKENS + 1, 9)], f"1 to {MAX_TOKENS} are read"),
    ],
)
def test_what_is_no_text_of_this_vocabulary_is_refused(
    trained: tuple[TwoHeadNetwork, Path], rows: list[np.ndarray], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        engine_of(trained).score(rows)


def test_buffers_of_another_size_are_refused(trained: tuple[TwoHeadNetwork, Path]) -> None:
    made, folder = trained
    parts = kernel_parts(folder, str(made.pooling))
    with pytest.raises(ValueError, match=r"cosines holds \d+ bytes"):
        kernel.Network(**{**parts, "cosines": parts["cosines"][:-1]})
    with pytest.raises(ValueError, match="11 products given; 3 layers have 12"):
        kernel.Network(**{**parts, "products": parts["products"][:-1]})
    with pytest.raises(ValueError, match="heads are 64 wide"):
        kernel.Network(**{**parts, "heads": 4})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"num_attention_heads": 6}, "heads are 64 wide"),
        ({"intermediate_size": 96}, "intermediate_size is a multiple of 64"),
        ({"global_attn_every_n_layers": 2}, "every layer attends to the whole text"),
        ({"hidden_activation": "relu"}, "hidden_activation is gelu"),
        ({"mlp_bias": True}, "nothing has a bias"),
    ],
)
def test_an_encoder_of_another_kind_is_named(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    folder = saved(tmp_path, network(Pooling.MEAN, **changes))
    with pytest.raises(UnsupportedModelError, match=said):
        KernelEngine(folder, pooling="mean")


def test_weights_that_are_not_those_of_the_shape_are_refused(tmp_path: Path) -> None:
    folder = saved(tmp_path, network(Pooling.MEAN))
    config = folder / "encoder" / "config.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | {"num_hidden_layers": 4}))
    with pytest.raises(ModelFileError, match=r"layers\.3"):
        KernelEngine(folder, pooling="mean")
    (folder / "heads.safetensors").write_bytes(b"")
    with pytest.raises(ModelFileError, match=r"heads\.safetensors: cannot be read"):
        KernelEngine(folder, pooling="mean")
