"""Weights of a trained network to what the compiled kernel multiplies: turned, rounded to bytes, and laid out.

**Turned.** Rounding costs most where one coordinate is much larger than the others, as some always are in a
transformer. A turn of the coordinates spreads such a one over all of them, and since the weights are turned against it
the network stays the same (QuaRot, Ashkboos et al., 2024, https://arxiv.org/abs/2404.00456). The stream between the
layers is turned by a discrete cosine transform, whose first coordinate is the mean that layer normalisation takes away;
the values of each head likewise; what the feed-forward part computes is turned by Hadamard's matrix while it runs,
which takes no multiplication. Nothing is measured on texts.

**Rounded.** Weights have one scale for each column, activations one for each row, found as the row arrives. So what is
said of a text does not depend on the texts beside it.

Knows nothing of how the products are computed.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.errors import ModelFileError, UnsupportedModelError

ENCODER_CONFIG = "encoder/config.json"
ENCODER_WEIGHTS = "encoder/model.safetensors"
HEADS = "heads.safetensors"
FILES = (ENCODER_CONFIG, ENCODER_WEIGHTS, HEADS)
"""Of the folder of a model: what is read here."""

HEAD_WIDTH = 64
PANEL = 64
"""Columns that the kernel computes together."""
_HALF = PANEL // 2
_QUAD = 4
"""Bytes whose products are added in one step."""
_LARGEST, _MIDDLE = 127, 128
_ANSWERS = 16
"""The nine answers, filled up to a vector."""
_TINY = 1e-9
_HEAD_EPSILON = 1e-5
"""Of the norm that the heads have of their own; the kernel has one for all."""

POOLINGS = ("cls", "mean", "cls_and_mean")
"""In the order of the kernel's numbers for them."""

Matrix = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Sizes of an encoder."""

    hidden: int
    layers: int
    inner: int
    vocabulary: int
    positions: int
    epsilon: float
    theta: float
    """Base of the rotary frequencies."""


def kernel_parts(folder: Path, pooling: str) -> dict[str, Any]:
    """Arguments of the kernel's network for the model in ``folder``.

    Args:
        folder: of a model.
        pooling: how its states become one vector.

    Raises:
        UnsupportedModelError: the encoder is none that the kernel computes.
        ModelFileError: a file is missing or damaged.
    """
    shape = _shape(folder / ENCODER_CONFIG)
    if pooling not in POOLINGS:
        raise UnsupportedModelError(f"{folder}: pooling {pooling!r} is none of {', '.join(POOLINGS)}")
    encoder, heads = _weights(folder / ENCODER_WEIGHTS), _weights(folder / HEADS)
    try:
        return _parts(shape, pooling, encoder, heads)
    except (KeyError, ValueError) as error:
        raise ModelFileError(
            f"{folder}: its weights are not those of its {ENCODER_CONFIG}: {error}; export the model again"
        ) from error


def _parts(shape: Shape, pooling: str, encoder: Mapping[str, Matrix], heads: Mapping[str, Matrix]) -> dict[str, Any]:
    stream = _cosine_transform(shape.hidden)
    final = encoder["final_norm.weight"]
    read = [heads["dense.weight"][:, : shape.hidden] * final @ stream.T]
    bias = heads["dense.bias"]
    if pooling == "cls_and_mean":
        before = heads["dense.weight"][:, shape.hidden :]
        read.append(before * heads["norm.weight"] @ stream.T)
        bias = bias + before @ heads["norm.bias"]
    cosines, sines = _rotary(shape)
    return {
        "hidden": shape.hidden,
        "heads": shape.hidden // HEAD_WIDTH,
        "layers": shape.layers,
        "inner": shape.inner,
        "vocabulary": shape.vocabulary,
        "positions": shape.positions,
        "pooling": POOLINGS.index(pooling),
        "epsilon": shape.epsilon,
        "table": _table(encoder, shape, stream),
        "cosines": cosines,
        "sines": sines,
        "dense": np.ascontiguousarray(np.concatenate(read, axis=1).T),
        "dense_bias": bias,
        "answer": _widened(heads["answer.weight"].T),
        "answer_bias": _widened(heads["answer.bias"][None, :])[0],
        "evidence": _widened((heads["evidence.weight"] * final @ stream.T).T),
        "evidence_bias": _widened(heads["evidence.bias"][None, :])[0],
        "products": [product for layer in range(shape.layers) for product in _layer(encoder, layer, shape, stream)],
    }


def _layer(
    encoder: Mapping[str, Matrix], layer: int, shape: Shape, stream: Matrix
) -> list[tuple[npt.NDArray[np.int8], npt.NDArray[np.int32], Matrix]]:
    def weight(name: str) -> Matrix:
        return encoder[f"layers.{layer}.{name}.weight"]

    hidden = shape.hidden
    values = np.kron(np.eye(hidden // HEAD_WIDTH, dtype=np.float32), _cosine_transform(HEAD_WIDTH))
    # The first layer reads the embeddings as they are.
    read: Matrix = weight("attn.Wqkv") * weight("attn_norm") if layer else weight("attn.Wqkv")
    attention = read @ stream.T
    attention[2 * hidden :] = values @ attention[2 * hidden :]
    attention[:hidden] /= np.float32(np.sqrt(HEAD_WIDTH))
    gated = weight("mlp.Wi") * weight("mlp_norm") @ stream.T
    down = stream @ weight("mlp.Wo") @ _blocks_of_hadamard(shape.inner)
    return [
        _laid_out(attention),
        _laid_out(stream @ weight("attn.Wo") @ values.T),
        _laid_out(_by_turns(gated, shape.inner)),
        _laid_out(down),
    ]


def _laid_out(weight: Matrix) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.int32], Matrix]:
    """Round a matrix of shape (columns, inputs) to bytes, in panels: integers, offsets and scales."""
    columns, inputs = weight.shape
    scales = np.maximum(np.abs(weight).max(axis=1), _TINY) / _LARGEST
    integers = np.rint(weight / scales[:, None]).astype(np.int8)
    panels = integers.reshape(columns // PANEL, PANEL, inputs // _QUAD, _QUAD).transpose(0, 2, 1, 3)
    offsets = -_MIDDLE * integers.sum(axis=1, dtype=np.int32)
    return np.ascontiguousarray(panels), offsets.astype(np.int32), scales.astype(np.float32)


def _by_turns(gated: Matrix, inner: int) -> Matrix:
    """Half a panel of what is gated, then half a panel of its gates."""
    both = gated.reshape(2, inner // _HALF, _HALF, gated.shape[1])
    return both.transpose(1, 0, 2, 3).reshape(gated.shape)


def _table(encoder: Mapping[str, Matrix], shape: Shape, stream: Matrix) -> npt.NDArray[np.float16]:
    """Embeddings as their norm leaves them, turned."""
    table = encoder["embeddings.tok_embeddings.weight"]
    if table.shape != (shape.vocabulary, shape.hidden):
        raise ValueError(f"embeddings of shape {table.shape}")
    deviation = table - table.mean(axis=1, keepdims=True)
    deviation /= np.sqrt(np.square(deviation).mean(axis=1, keepdims=True) + shape.epsilon)
    turned: Matrix = deviation * encoder["embeddings.norm.weight"] @ stream.T
    return turned.astype(np.float16)


def _rotary(shape: Shape) -> tuple[Matrix, Matrix]:
    """Cosines and sines of every position, each of shape (positions, 32)."""
    frequencies = shape.theta ** -(np.arange(0, HEAD_WIDTH, 2) / HEAD_WIDTH)
    angles = np.arange(shape.positions)[:, None] * frequencies
    return np.cos(angles).astype(np.float32), np.sin(angles).astype(np.float32)


def _cosine_transform(size: int) -> Matrix:
    """The orthonormal DCT-II: row k, column n."""
    k, n = np.arange(size)[:, None], np.arange(size)
    matrix: npt.NDArray[np.float64] = np.cos(np.pi / size * (n + 0.5) * k) * np.sqrt(2 / size)
    matrix[0] = 1 / np.sqrt(size)
    return matrix.astype(np.float32)


def _blocks_of_hadamard(size: int) -> Matrix:
    """What takes back the kernel's spreading, which leaves out the factor 1/8 both ways."""
    bits = np.bitwise_count(np.arange(HEAD_WIDTH)[:, None] & np.arange(HEAD_WIDTH))
    block = np.where(bits % 2, -1, 1).astype(np.float32) / HEAD_WIDTH
    return np.kron(np.eye(size // HEAD_WIDTH, dtype=np.float32), block)


def _widened(matrix: Matrix) -> Matrix:
    """Fill the nine columns up to a vector."""
    return np.ascontiguousarray(np.pad(matrix, ((0, 0), (0, _ANSWERS - matrix.shape[1]))))


def _weights(path: Path) -> dict[str, Matrix]:
    from safetensors import SafetensorError  # noqa: PLC0415
    from safetensors.numpy import load_file  # noqa: PLC0415

    try:
        return {name: value.astype(np.float32) for name, value in load_file(path).items()}
    except (OSError, SafetensorError) as error:
        raise ModelFileError(f"{path}: cannot be read: {error}; export the model again") from error


def _shape(path: Path) -> Shape:
    try:
        config = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ModelFileError(f"{path}: cannot be read: {error}; export the model again") from error
    _check_kind(path, config)
    rope = config.get("rope_parameters", {}).get("full_attention", {})
    return Shape(
        hidden=config["hidden_size"],
        layers=config["num_hidden_layers"],
        inner=config["intermediate_size"],
        vocabulary=config["vocab_size"],
        positions=config["max_position_embeddings"],
        epsilon=config["norm_eps"],
        theta=rope.get("rope_theta", config.get("global_rope_theta")),
    )


def _check_kind(path: Path, config: Mapping[str, Any]) -> None:
    """Refuse an encoder whose arithmetic is another than the kernel's."""
    hidden, inner = config.get("hidden_size", 0), config.get("intermediate_size", 0)
    rope = config.get("rope_parameters", {}).get("full_attention", {})
    wanted: Sequence[tuple[str, bool]] = (
        ("model_type is modernbert", config.get("model_type") == "modernbert"),
        ("heads are 64 wide", hidden == HEAD_WIDTH * config.get("num_attention_heads", 0)),
        ("intermediate_size is a multiple of 64", inner % PANEL == 0),
        ("every layer attends to the whole text", _attends_to_all(config)),
        ("hidden_activation is gelu", config.get("hidden_activation") == "gelu"),
        ("nothing has a bias", not any(config.get(f"{part}_bias") for part in ("attention", "mlp", "norm"))),
        (f"norm_eps is {_HEAD_EPSILON}", config.get("norm_eps") == _HEAD_EPSILON),
        ("rotary positions are plain", rope.get("rope_type", "default") == "default"),
    )
    missing = [said for said, is_so in wanted if not is_so]
    if missing:
        raise UnsupportedModelError(f"{path}: the compiled kernel runs encoders of which {'; '.join(missing)}")


def _attends_to_all(config: Mapping[str, Any]) -> bool:
    layers: Sequence[str] | None = config.get("layer_types")
    return config.get("global_attn_every_n_layers") == 1 if layers is None else set(layers) == {"full_attention"}
