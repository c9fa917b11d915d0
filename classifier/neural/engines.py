"""Chooses what computes a model: by name, or the fastest that runs here.

Knows nothing of how any of them works.
"""

import os
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from importlib.metadata import entry_points
from pathlib import Path

from classifier.errors import EngineUnavailableError, UnsupportedModelError
from classifier.neural.engine import Engine
from classifier.neural.manifest import NETWORK, ModelManifest, check_content

Loader = Callable[[Path, ModelManifest, int], Engine]
"""Folder and manifest of a model and a number of threads to what runs it."""

_GROUP = "finad.engines"
"""Entry points of engines that are none of this package's."""


class EngineName(StrEnum):
    """What can be asked for."""

    AUTO = "auto"
    """The compiled kernel where it was built, the processor has its instructions and the encoder is of its kind; ONNX
    Runtime elsewhere."""
    KERNEL = "kernel"
    ONNX = "onnx"
    OPENVINO = "openvino"
    OPENVINO_BF16 = "openvino-bf16"
    TORCH = "torch"
    TORCH_BF16 = "torch-bf16"
    TORCH_CUDA = "torch-cuda"


def load_engine(
    folder: Path, manifest: ModelManifest, *, name: EngineName = EngineName.AUTO, threads: int = 1
) -> Engine:
    """Load the network of the model in ``folder``.

    Args:
        folder: of a model.
        manifest: of the same.
        name: which engine.
        threads: how many threads it may compute on.

    Raises:
        ModelFileError: a file is missing or damaged, or the engine asked for does not run such a model.
        EngineUnavailableError: the engine asked for does not run here.
    """
    if name is EngineName.AUTO:
        try:
            return _kernel(folder, manifest, threads)
        except (EngineUnavailableError, UnsupportedModelError):
            return _onnx(folder, manifest, threads)
    load = _LOADERS.get(name) or _from_elsewhere(name)
    return load(folder, manifest, threads)


def usable_threads(processes: int = 1) -> int:
    """Threads for each of ``processes`` that share the processors this process may use."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, processors // processes)


def _kernel(folder: Path, manifest: ModelManifest, threads: int) -> Engine:
    from classifier.neural.kernel_engine import KernelEngine  # noqa: PLC0415
    from classifier.neural.kernel_weights import FILES  # noqa: PLC0415

    if not manifest.files.keys() >= set(FILES):
        raise UnsupportedModelError(
            f"{folder}: comes without {', '.join(sorted(set(FILES) - manifest.files.keys()))}, from which the compiled "
            "kernel is filled; choose another engine"
        )
    check_content(manifest, folder, FILES)
    return KernelEngine(folder, pooling=manifest.pooling, threads=threads)


def _onnx(folder: Path, _: ModelManifest, threads: int) -> Engine:
    from classifier.neural.onnx_engine import OnnxEngine  # noqa: PLC0415

    return OnnxEngine(folder / NETWORK, threads=threads)


def _openvino(folder: Path, manifest: ModelManifest, threads: int, *, in_brain_floats: bool = False) -> Engine:
    from classifier.neural.openvino_engine import OpenVinoEngine, Precision, checked_network  # noqa: PLC0415

    precision = Precision.BF16 if in_brain_floats else Precision.INT8
    return OpenVinoEngine(checked_network(folder, manifest, precision), precision=precision, threads=threads)


def _from_elsewhere(name: EngineName) -> Loader:
    """An engine that lives where its library may be imported, found by the name under which it is installed."""
    found = tuple(entry_points(group=_GROUP, name=name.value))
    if not found:
        raise EngineUnavailableError(
            f"no engine {name.value!r} is installed; pip install 'finad[train]' brings torch's"
        )
    try:
        loader: Loader = found[0].load()
    except ImportError as error:
        raise EngineUnavailableError(
            f"the engine {name.value!r} needs {error.name}: pip install 'finad[train]'"
        ) from error
    return loader


_LOADERS: dict[EngineName, Loader] = {
    EngineName.KERNEL: _kernel,
    EngineName.ONNX: _onnx,
    EngineName.OPENVINO: _openvino,
    EngineName.OPENVINO_BF16: partial(_openvino, in_brain_floats=True),
}
