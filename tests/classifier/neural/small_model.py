"""A model so small that its answers can be told by hand: characters speak for the categories they are listed under."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import WordLevel

from classifier.legal.category import CODES
from classifier.neural.calibration import (
    OPERATING_POINTS,
    Calibration,
    CalibrationFile,
    CategoryCalibration,
    Guarantee,
    write_calibration,
)
from classifier.neural.encoding import AdEncoder
from classifier.neural.manifest import (
    ANSWERING_FILES,
    CALIBRATION,
    NETWORK,
    TOKENIZER,
    ModelManifest,
    file_hash,
    model_version,
    write_manifest,
)
from classifier.neural.model import NeuralModel
from classifier.neural.windows import MISSING, TAKES_LOWEST

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
SURE = 4.0
"""Logit of a character that speaks for a category; those that do not have its negative."""

Words = Mapping[str, str]
"""Category to the characters that speak for it."""

CHARACTERS = "一二三四五六七八九十天地人你我他胜率稳赢跟单晒保本息理财产品热销存款贷款投资有风险，。 "


def small_tokenizer(characters: str = CHARACTERS) -> Tokenizer:
    vocabulary = {token: index for index, token in enumerate((*SPECIAL, *dict.fromkeys(characters)))}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Split(Regex("."), behavior="isolated")]
    )
    return tokenizer


def weights_of(tokenizer: Tokenizer, words: Words, *, misses_warning: bool = False) -> np.ndarray:
    """Logit of each token for each category, shape (vocabulary, 9). With ``misses_warning`` 险 alone warns."""
    weights = np.full((tokenizer.get_vocab_size(), len(CODES)), -SURE, np.float32)
    for code, characters in words.items():
        for character in characters:
            weights[tokenizer.token_to_id(character), CODES.index(code)] = SURE
    if misses_warning:
        weights[:, CODES.index(MISSING)] = SURE
        weights[tokenizer.token_to_id("险"), CODES.index(MISSING)] = -SURE
    return weights


class FakeEngine:
    """Gives each window the highest of its tokens, or the lowest where that counts, and counts what it is asked."""

    name = "fake"

    def __init__(self, weights: np.ndarray) -> None:
        self._weights = weights
        self.scored: list[int] = []
        self.marked: list[int] = []

    def score(self, windows: Sequence[np.ndarray]) -> np.ndarray:
        self.scored.append(len(windows))
        return self._answers(windows)[0]

    def mark(self, windows: Sequence[np.ndarray]) -> tuple[np.ndarray, list[np.ndarray]]:
        self.marked.append(len(windows))
        return self._answers(windows)

    def _answers(self, windows: Sequence[np.ndarray]) -> tuple[np.ndarray, list[np.ndarray]]:
        evidence = [self._weights[window] for window in windows]
        logits = [np.where(TAKES_LOWEST, values.min(axis=0), values.max(axis=0)) for values in evidence]
        return np.stack(logits) if logits else np.zeros((0, len(CODES)), np.float32), evidence


def small_calibration(
    *,
    weights: CategoryCalibration | None = None,
    violation_at: float = 0.5,
    guarantees: tuple[Guarantee, ...] = (),
) -> CalibrationFile:
    """The same for all categories: by default rules and model weigh about the same and either is enough."""
    weight = weights or CategoryCalibration(bias=0.0, w_model=1.0, w_rule=2.0)

    def calibration(of_category: CategoryCalibration) -> Calibration:
        return Calibration(
            categories=dict.fromkeys(CODES, of_category),
            operating_points={point: dict.fromkeys(CODES, violation_at) for point in OPERATING_POINTS},
            guarantees=guarantees,
            base_rates=dict.fromkeys(CODES, 0.1),
        )

    alone = CategoryCalibration(bias=weight.bias, w_model=weight.w_model)
    return CalibrationFile(fused=calibration(weight), alone=calibration(alone), evidence_at=dict.fromkeys(CODES, 0.5))


def small_manifest(
    files: Mapping[str, str] | None = None,
    version: str = "0" * 12,
    max_tokens: int = 12,
    pooling: str = "cls_and_mean",
) -> ModelManifest:
    return ModelManifest(
        name="tiny",
        version=version,
        categories=CODES,
        taxonomy_version="1",
        base="none",
        pooling=pooling,
        max_tokens=max_tokens,
        trained_on={"made up": "0"},
        corpora=(),
        settings={"seed": 1},
        created=date(2026, 1, 1),
        files=files or {},
    )


def fake_model(
    words: Words,
    *,
    calibration: CalibrationFile | None = None,
    misses_warning: bool = False,
    max_tokens: int = 12,
    pooling: str = "cls_and_mean",
) -> NeuralModel:
    tokenizer = small_tokenizer()
    return NeuralModel(
        manifest=small_manifest(max_tokens=max_tokens, pooling=pooling),
        calibration=calibration or small_calibration(),
        encoder=AdEncoder(tokenizer, max_tokens=max_tokens),
        engine=FakeEngine(weights_of(tokenizer, words, misses_warning=misses_warning)),
    )


def write_network(path: Path, weights: np.ndarray, *, logits_name: str = "logits") -> None:
    """The fake engine as an ONNX graph."""
    onnx = pytest.importorskip("onnx")
    helper, numpy_helper = onnx.helper, onnx.numpy_helper
    whole, real = onnx.TensorProto.INT64, onnx.TensorProto.FLOAT
    shape = ("windows", "tokens")
    inputs = [helper.make_tensor_value_info(name, whole, shape) for name in ("input_ids", "attention_mask")]
    outputs = [
        helper.make_tensor_value_info(logits_name, real, ("windows", len(CODES))),
        helper.make_tensor_value_info("evidence", real, (*shape, len(CODES))),
    ]
    constants = {
        "weights": weights,
        "lowest": TAKES_LOWEST.astype(np.float32),
        "highest": (~TAKES_LOWEST).astype(np.float32),
        "tokens": np.array([1], np.int64),
        "last": np.array([2], np.int64),
    }
    nodes = [
        helper.make_node("Gather", ["weights", "input_ids"], ["said"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=real),
        helper.make_node("Unsqueeze", ["mask", "last"], ["wide_mask"]),
        helper.make_node("Mul", ["said", "wide_mask"], ["evidence"]),
        helper.make_node("ReduceMax", ["evidence", "tokens"], ["most"], keepdims=0),
        helper.make_node("ReduceMin", ["evidence", "tokens"], ["least"], keepdims=0),
        helper.make_node("Mul", ["most", "highest"], ["upper"]),
        helper.make_node("Mul", ["least", "lowest"], ["lower"]),
        helper.make_node("Add", ["upper", "lower"], [logits_name]),
    ]
    initializers = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "tiny", inputs, outputs, initializers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.save(model, str(path))


def write_model(folder: Path, words: Words, *, calibration: CalibrationFile | None = None) -> Path:
    """A whole artefact folder, which the command line loads like any other."""
    folder.mkdir()
    tokenizer = small_tokenizer()
    tokenizer.save(str(folder / TOKENIZER))
    write_network(folder / NETWORK, weights_of(tokenizer, words))
    write_calibration(folder / CALIBRATION, calibration or small_calibration())
    seal(folder)
    return folder


def seal(folder: Path) -> None:
    """Write the manifest to the files as they are."""
    files = {name: file_hash(folder / name) for name in ANSWERING_FILES}
    write_manifest(small_manifest(files, model_version(folder)), folder)
