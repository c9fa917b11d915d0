"""A network to ONNX in single precision.

Knows nothing of quantisation or of the folder that ships.
"""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import GraphProto, ModelProto, numpy_helper
from torch.export import Dim

from classifier.neural.onnx_engine import EVIDENCE, INPUTS, LOGITS
from models.errors import ExportError
from models.exporting.first_position import lean
from models.training.network import TwoHeadNetwork

_EXAMPLE = (2, 8)
"""Texts and tokens of the example that is traced; what is 1 in it would be taken for constant."""


def export_onnx(network: TwoHeadNetwork, path: Path) -> None:
    """Write ``network`` to ``path``, for any number of texts and tokens up to what the encoder reads at once.

    Inputs are ``input_ids`` and ``attention_mask``, int64 of shape (texts, tokens); outputs ``logits`` (texts, 9) and
    ``evidence`` (texts, tokens, 9). Padding does not change what is said of a text.

    Raises:
        ExportError: the exporter cannot follow the code of the encoder.
    """
    ids = torch.ones(_EXAMPLE, dtype=torch.int64)
    mask = torch.ones(_EXAMPLE, dtype=torch.int64)
    mask[1, -2:] = 0
    most = getattr(network.encoder.config, "max_position_embeddings", None)
    shape = {0: Dim("texts"), 1: Dim("tokens", max=most)}
    try:
        with torch.no_grad(), _quiet():
            torch.onnx.export(
                lean(network.eval()).eval(),
                (ids, mask),
                str(path),
                input_names=list(INPUTS),
                output_names=[LOGITS, EVIDENCE],
                dynamo=True,
                dynamic_shapes=dict.fromkeys(INPUTS, shape),
                external_data=False,
                verbose=False,
            )
    except Exception as error:  # the exporter's errors have no common class
        raise ExportError(
            f"{type(network.encoder).__name__} cannot be exported: {str(error).strip().splitlines()[0][:300]}; "
            "take an encoder that transformers can trace, such as BERT, RoBERTa or ModernBERT"
        ) from error
    model = onnx.load(str(path))
    _forget_the_exporter(model)
    _turn_matrices_once(model.graph)
    onnx.save(model, str(path))


def _turn_matrices_once(graph: GraphProto) -> None:
    """Store matrices as the products take them, each once.

    Where one stands in several products, the exporter leaves its turning to every run, or stores it anew for each.
    """
    stored = {entry.name: entry for entry in graph.initializer}
    turnings = [node for node in graph.node if node.op_type == "Transpose" and node.input[0] in stored]
    for node in turnings:
        axes = next(list(attribute.ints) for attribute in node.attribute if attribute.name == "perm")
        turned = numpy_helper.to_array(stored[node.input[0]]).transpose(axes)
        graph.initializer.append(numpy_helper.from_array(np.ascontiguousarray(turned), node.output[0]))
        graph.node.remove(node)
    first_of: dict[tuple[bytes, tuple[int, ...], int], str] = {}
    kept_as = {
        entry.name: first_of.setdefault((entry.raw_data, tuple(entry.dims), entry.data_type), entry.name)
        for entry in graph.initializer
        if entry.raw_data
    }
    for node in graph.node:
        node.input[:] = [kept_as.get(name, name) for name in node.input]
    used = {name for node in graph.node for name in node.input}
    kept = [entry for entry in graph.initializer if entry.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)


def _forget_the_exporter(model: ModelProto) -> None:
    """Take out what the exporter notes for itself, of which nothing is needed to run the network.

    Shapes from before its own optimisation, some of which contradict the graph so that checkers refuse it, and for each
    node where in the source code it came from, with the folders of the machine.
    """
    del model.graph.value_info[:]
    graph = model.graph
    for part in (model, graph, *graph.node, *graph.input, *graph.output, *graph.initializer, *model.functions):
        del part.metadata_props[:]
        part.doc_string = ""


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the exporter's remarks on its own registry and future from those who can do nothing about them."""
    logger = logging.getLogger("torch.onnx")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
