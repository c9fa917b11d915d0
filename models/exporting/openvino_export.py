"""Adds to the folder of a model what OpenVINO needs to run it: networks in 8-bit integers and in half precision.

NNCF quantises after training, with SmoothQuant, on sample texts. Three kinds of products stay in floating point: those
of attention, those of the wide rows inside a layer, and the heads. On the shipped model the first two hold the outliers
for which one scale for all texts is too coarse - with them in integers probabilities were four times as far from those
of the trained network, without them they cost a twentieth of the time. Knows nothing of what the network says.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from classifier.errors import EngineUnavailableError
from classifier.legal.category import CODES
from classifier.neural.encoding import Window
from classifier.neural.manifest import ModelManifest, check_files, file_hash, read_manifest, write_manifest
from classifier.neural.onnx_engine import INPUTS
from classifier.neural.openvino_engine import OpenVinoEngine, Precision, openvino_library
from models.errors import ExportError, MissingLibraryError
from models.exporting.engines import TorchEngine
from models.exporting.onnx_export import export_onnx
from models.training.network import TwoHeadNetwork, load_network

if TYPE_CHECKING:
    from openvino import Model, Node

LARGEST_EXPORT_ERROR = 0.05
"""Most that a logit may differ between torch and OpenVINO in single precision, weights stored in half precision;
0.01 is usual."""

SMOOTHING = 0.7
"""How far the activations' outliers move into the weights: 0 not at all, 1 wholly."""

_CHECKED_WINDOWS = 20
_MEASURED_WINDOWS = 100


def add_openvino(folder: Path, windows: Sequence[Window]) -> ModelManifest:
    """Write the networks for OpenVINO into the folder of a model, and their hashes into its manifest.

    The version of the model stays: it names what the network was trained and calibrated to say.

    Args:
        folder: of a model, its trained weights among the files.
        windows: token ids of some ordinary texts, by which the quantisation is set; a hundred are plenty.

    Raises:
        ExportError: the network cannot be exported, or the export does not agree with it.
        MissingLibraryError: a library of the extra ``openvino`` is not installed.
        ModelFileError: the folder is damaged.
        NetworkError: it does not hold the trained weights.
    """
    manifest = read_manifest(folder)
    check_files(manifest, folder)
    network = load_network(folder)
    # In the folder, so that what is ready is moved and not copied.
    with TemporaryDirectory(prefix=".openvino.", dir=folder) as temporary:
        written = write_networks(network, Path(temporary), windows)
        for path in written:
            path.replace(folder / path.name)
    hashes = {path.name: file_hash(folder / path.name) for path in written}
    manifest = replace(manifest, files={**manifest.files, **hashes})
    write_manifest(manifest, folder)
    return manifest


def write_networks(network: TwoHeadNetwork, folder: Path, windows: Sequence[Window]) -> tuple[Path, ...]:
    """Write both networks into ``folder``, compare them with ``network``, and say which files that made.

    Raises:
        ExportError: there are no windows, the network cannot be exported, or the export does not agree with it.
        MissingLibraryError: a library of the extra ``openvino`` is not installed.
    """
    if not windows:
        raise ExportError("no texts to measure activations on; give some of the training texts")
    try:
        openvino = openvino_library()
        import nncf  # noqa: PLC0415
    except (EngineUnavailableError, ImportError) as error:
        raise MissingLibraryError(
            "exporting for OpenVINO needs openvino and nncf; pip install 'finad[openvino,train]'"
        ) from error
    nncf.set_log_level(logging.ERROR)
    single = folder / "single.onnx"
    export_onnx(network, single)
    model = openvino.Core().read_model(single)
    paths = [folder / precision.file for precision in (Precision.FP32, Precision.INT8)]
    openvino.save_model(model, paths[0], compress_to_fp16=True)
    openvino.save_model(_quantized(model, windows, network.encoder.config.hidden_size), paths[1], compress_to_fp16=True)
    # The library reads the file only as it needs it.
    del model
    single.unlink()
    _check_export(network, paths[0], windows)
    return tuple(file for path in paths for file in (path, path.with_suffix(".bin")))


def _quantized(model: "Model", windows: Sequence[Window], hidden: int) -> "Model":
    import nncf  # noqa: PLC0415
    from nncf.quantization.advanced_parameters import (  # noqa: PLC0415
        AdvancedQuantizationParameters,
        AdvancedSmoothQuantParameters,
    )
    from nncf.quantization.range_estimator import RangeEstimatorParametersSet  # noqa: PLC0415

    measured = windows[:_MEASURED_WINDOWS]
    return nncf.quantize(
        model,
        nncf.Dataset(measured, _inputs),
        subset_size=len(measured),
        model_type=nncf.ModelType.TRANSFORMER,
        ignored_scope=nncf.IgnoredScope(
            names=[node.get_friendly_name() for node in model.get_ordered_ops() if _stays(node, hidden)]
        ),
        advanced_parameters=AdvancedQuantizationParameters(
            smooth_quant_alphas=AdvancedSmoothQuantParameters(matmul=SMOOTHING),
            activations_range_estimator_params=RangeEstimatorParametersSet.MINMAX,
            # Nearly nothing in such a network has a bias to correct.
            disable_bias_correction=True,
        ),
    )


def _inputs(window: Window) -> dict[str, npt.NDArray[np.int64]]:
    return dict(zip(INPUTS, (window[None, :], np.ones((1, len(window)), np.int64)), strict=True))


def _stays(node: "Node", hidden: int) -> bool:
    """Whether a product stays in floating point."""
    if node.get_type_name() != "MatMul":
        return False
    weight = node.input_value(1).get_partial_shape()
    if weight.is_dynamic:  # both sides come from the text: attention
        return True
    is_transposed = node.get_attributes()["transpose_b"]
    columns, rows = weight.to_shape() if is_transposed else tuple(weight.to_shape())[::-1]
    is_head = columns == len(CODES) or node.get_output_partial_shape(0).rank.get_length() == 2
    return is_head or bool(rows > hidden)


def _check_export(network: TwoHeadNetwork, path: Path, windows: Sequence[Window]) -> None:
    windows = windows[:_CHECKED_WINDOWS]
    trained, _ = TorchEngine(network).mark(windows)
    exported, _ = OpenVinoEngine(path, precision=Precision.FP32).mark(windows)
    difference = float(np.abs(trained - exported).max())
    # Written so that a logit that is no number fails too.
    if not difference <= LARGEST_EXPORT_ERROR:
        raise ExportError(
            f"the network in OpenVINO differs from the trained one by {difference:g} in a logit, more than "
            f"{LARGEST_EXPORT_ERROR:g}; another version of openvino may convert it rightly"
        )
