"""Quantises an exported network to 8-bit integers.

Weights of matrix products are integers with one scale per column, activations integers with one scale per row,
computed as the row arrives; rows of embeddings have a scale each. So what is said of a text never depends on the texts
beside it, which the dynamic quantisation of ONNX Runtime (one scale for all activations) does not give, and the error
is a fraction of that one's. Before rounding, each column of the activations is divided by a constant and the weights
multiplied by it, so that outlying columns do not take the precision of the others (SmoothQuant, Xiao et al., 2023,
https://arxiv.org/abs/2211.10438); the constants are measured on sample texts.

Made of standard operators only. Knows nothing of what the network says.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from onnx import NodeProto, TensorProto, helper, numpy_helper

from classifier.neural.encoding import Window
from classifier.neural.onnx_engine import INPUTS
from models.errors import ExportError

LARGEST = 90
"""Largest integer of weights and activations. With 127, processors without VNNI overflow the 16 bits in which they add
pairs of products, and the same text gets other answers there than elsewhere: 2 · 180 · 90 still fits."""

SMOOTHING = 0.7
"""How far the activations' outliers move into the weights: 0 not at all, 1 wholly."""

_LEAST_WEIGHTS = 1 << 14
"""Smaller matrices, as that of the evidence head, stay as they are: they cost nothing, and rounding would."""

_TINY = 1e-9
"""Stands in for a scale of 0, by which nothing can be divided."""

Matrix = npt.NDArray[np.float32]


def quantize(source: Path, target: Path, windows: Sequence[Window]) -> None:
    """Write the network at ``source`` to ``target`` in 8-bit integers; inputs and outputs stay the same.

    Args:
        source: what ``export_onnx`` wrote.
        target: where to write.
        windows: token ids of some ordinary texts, special tokens among them; a hundred are plenty.

    Raises:
        ExportError: there are no windows, or no products with weights in the network.
    """
    if not windows:
        raise ExportError("no texts to measure activations on; give some of the training texts")
    model = onnx.load(str(source))
    weights = {entry.name: entry for entry in model.graph.initializer}
    products = [node for node in model.graph.node if _is_product(node, weights)]
    if not products:
        raise ExportError(f"{source} holds no matrix product with weights; export the network again")
    peaks = _peaks(source, sorted({node.input[0] for node in products}), windows)
    # A matrix may stand in several products; it is rounded once, for all that comes to it.
    peaks_of: dict[str, Matrix] = {}
    for node in products:
        activations, weight = node.input
        peaks_of[weight] = np.maximum(peaks_of.get(weight, 0), peaks[activations])
    builder = _Builder(weights)
    builder.add_constants()
    for node in model.graph.node:
        if _is_product(node, weights):
            builder.add_product(node, peaks_of[node.input[1]])
        elif _is_lookup(node, weights):
            builder.add_lookup(node)
        else:
            builder.nodes.append(node)
    nodes = list(builder.nodes)
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    needed = {name for node in nodes for name in node.input} | {entry.name for entry in model.graph.output}
    kept = [entry for entry in (*weights.values(), *builder.added) if entry.name in needed]
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def _is_product(node: NodeProto, weights: dict[str, TensorProto]) -> bool:
    return node.op_type == "MatMul" and _is_large(weights.get(node.input[1]))


def _is_lookup(node: NodeProto, weights: dict[str, TensorProto]) -> bool:
    return node.op_type == "Gather" and _is_large(weights.get(node.input[0]))


def _is_large(weight: TensorProto | None) -> bool:
    return (
        weight is not None
        and weight.data_type == TensorProto.FLOAT
        and len(weight.dims) == 2
        and weight.dims[0] * weight.dims[1] >= _LEAST_WEIGHTS
    )


def _peaks(source: Path, names: Sequence[str], windows: Iterable[Window]) -> dict[str, Matrix]:
    """Largest magnitude in each column of the named activations over all windows."""
    model = onnx.load(str(source))
    model.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    peaks: dict[str, Matrix] = {}
    for window in windows:
        inputs = dict(zip(INPUTS, (window[None, :], np.ones((1, len(window)), np.int64)), strict=True))
        for name, values in zip(names, session.run(list(names), inputs), strict=True):
            largest = np.abs(values).reshape(-1, values.shape[-1]).max(axis=0)
            peaks[name] = np.maximum(peaks.get(name, largest), largest)
    return peaks


def _balance(peaks: Matrix, weight: Matrix) -> Matrix:
    """What to multiply each row of ``weight`` by, and divide that column of the activations by: around 1."""
    rows = np.abs(weight).max(axis=1)
    factors = np.maximum(peaks, _TINY) ** SMOOTHING / np.maximum(rows, _TINY) ** (1 - SMOOTHING)
    # A column that never lit up in the sample says nothing about its size; such a one is left alone.
    factors[(peaks <= _TINY) | (rows <= _TINY)] = np.nan
    factors = factors / np.exp(np.nanmean(np.log(factors)))
    balance: Matrix = np.nan_to_num(factors, nan=1.0).astype(np.float32)
    return balance


def _rounded(weight: Matrix, axis: int) -> tuple[npt.NDArray[np.int8], Matrix]:
    scales = np.maximum(np.abs(weight).max(axis=axis, keepdims=True), _TINY) / LARGEST
    return np.round(weight / scales).astype(np.int8), scales.astype(np.float32)


class _Builder:
    """Collects the nodes and constants of the new graph."""

    def __init__(self, weights: dict[str, TensorProto]) -> None:
        self.nodes: list[NodeProto] = []
        self.added: list[TensorProto] = []
        self._weights = weights
        self._rounded: set[str] = set()

    def add_constants(self) -> None:
        self._constant("int8.step", np.float32(1 / LARGEST))
        self._constant("int8.least", np.float32(_TINY))
        self._constant("int8.last_axis", np.array([-1], np.int64))
        self._constant("int8.middle", np.float32(LARGEST))
        self._constant("int8.zero_point", np.uint8(LARGEST))

    def add_product(self, node: NodeProto, peaks: Matrix) -> None:
        """``x · W`` as ``scales(x) · scales(W) · (integers(x / balance) · integers(W · balance))``."""
        matrix = f"int8.{node.input[1]}"
        if node.input[1] not in self._rounded:
            self._rounded.add(node.input[1])
            weight = numpy_helper.to_array(self._weights[node.input[1]])
            balance = _balance(peaks, weight)
            integers, scales = _rounded(weight * balance[:, None], axis=0)
            self._constant(f"{matrix}.unbalance", 1 / balance)
            self._constant(f"{matrix}.weight", integers)
            self._constant(f"{matrix}.columns", scales[0])
        own = f"int8.{node.output[0]}"
        balanced = self._node("Mul", [node.input[0], f"{matrix}.unbalance"], f"{own}.balanced")
        size = self._node("Abs", [balanced], f"{own}.size")
        largest = self._node("ReduceMax", [size, "int8.last_axis"], f"{own}.largest", keepdims=1)
        step = self._node("Mul", [largest, "int8.step"], f"{own}.step")
        rows = self._node("Max", [step, "int8.least"], f"{own}.rows")
        divided = self._node("Div", [balanced, rows], f"{own}.divided")
        nearest = self._node("Round", [divided], f"{own}.nearest")
        # Unsigned with a zero point: on common processors products of two signed operands take a path ten times slower.
        shifted = self._node("Add", [nearest, "int8.middle"], f"{own}.shifted")
        narrow = self._node("Cast", [shifted], f"{own}.narrow", to=TensorProto.UINT8)
        product = self._node("MatMulInteger", [narrow, f"{matrix}.weight", "int8.zero_point"], f"{own}.product")
        wide = self._node("Cast", [product], f"{own}.wide", to=TensorProto.FLOAT)
        by_column = self._node("Mul", [wide, f"{matrix}.columns"], f"{own}.by_column")
        self._node("Mul", [by_column, rows], node.output[0])

    def add_lookup(self, node: NodeProto) -> None:
        table, indices = node.input
        if table not in self._rounded:
            self._rounded.add(table)
            integers, scales = _rounded(numpy_helper.to_array(self._weights[table]), axis=1)
            self._constant(f"int8.{table}.rows", integers)
            self._constant(f"int8.{table}.scales", scales)
        own = f"int8.{node.output[0]}"
        row = self._node("Gather", [f"int8.{table}.rows", indices], f"{own}.row", axis=0)
        wide = self._node("Cast", [row], f"{own}.wide", to=TensorProto.FLOAT)
        scale = self._node("Gather", [f"int8.{table}.scales", indices], f"{own}.scale", axis=0)
        self._node("Mul", [wide, scale], node.output[0])

    def _constant(self, name: str, value: npt.ArrayLike) -> None:
        self.added.append(numpy_helper.from_array(np.asarray(value), name))

    def _node(self, kind: str, inputs: Sequence[str], output: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=f"{output}.{kind}", **attributes))
        return output
