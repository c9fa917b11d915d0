"""Runs an exported network on the processor by OpenVINO.

Each thread has a stream of its own, so that none waits for another inside a batch. A window is padded by its own
length alone, to a multiple of 8, and goes together only with windows of the same padded length: few shapes have to be
prepared, and its numbers do not depend on its neighbours. In ``int8`` the scales of activations are constants.

Knows nothing of ads, nor of how the files were made.
"""

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np

from classifier.errors import EngineUnavailableError, ModelFileError, UnsupportedModelError
from classifier.legal.category import CODES
from classifier.neural.bucketing import Batch, Shapes, padded, plan_batches
from classifier.neural.encoding import Window
from classifier.neural.engine import Logits
from classifier.neural.manifest import ModelManifest, check_content
from classifier.neural.onnx_engine import EVIDENCE, INPUTS, LOGITS

if TYPE_CHECKING:
    from types import ModuleType

    from openvino import CompiledModel, InferRequest

TOLERANCE = 1e-5
"""Most that a logit differs with the company of its window; on all that was tried it is 0."""

_SHAPES = Shapes(budget=512, overhead=0, multiple=8, counts=(1, 2, 4, 8, 16, 32, 64))
"""No overhead is counted, so no window ever gets more padding than its own length asks for."""

Answer = TypeVar("Answer")


class Precision(StrEnum):
    """In what the network is computed."""

    INT8 = "int8"
    """Most products in 8-bit integers, the others in brain floats. Needs VNNI to be fast and right to the last bit."""
    BF16 = "bf16"
    """Brain floats from weights that are not rounded to integers; single precision where a processor has none."""
    FP32 = "fp32"
    """Single precision, from the same weights."""

    @property
    def file(self) -> str:
        """Name of the network in the folder of a model; its weights stand beside it under ``.bin``."""
        return "openvino_int8.xml" if self is Precision.INT8 else "openvino_fp16.xml"

    @property
    def engine(self) -> str:
        """What an engine of this precision is called."""
        return "openvino" if self is Precision.INT8 else f"openvino-{self.value}"


class OpenVinoEngine:
    """A network in OpenVINO on the CPU. Safe to share between threads."""

    def __init__(self, path: Path, *, precision: Precision = Precision.INT8, threads: int = 1) -> None:
        """Load the network at ``path`` and judge up to ``threads`` batches at a time.

        Raises:
            EngineUnavailableError: OpenVINO is not installed.
            ModelFileError: the network cannot be loaded, or has other inputs and outputs than a model's.
        """
        self.name = precision.engine
        compiled = _compiled(path, precision, threads)
        self._requests: SimpleQueue[InferRequest] = SimpleQueue()
        for _ in range(threads):
            self._requests.put(compiled.create_infer_request())
        self._threads = threads
        self._pool: ThreadPoolExecutor | None = None

    def score(self, windows: Sequence[Window]) -> Logits:
        """Logits of the nine answers: shape (windows, 9)."""
        logits = np.empty((len(windows), len(CODES)), np.float32)

        def judge(batch: Batch) -> None:
            logits[list(batch.indices)] = self._infer(windows, batch, lambda outputs: np.array(outputs[LOGITS]))

        self._each(judge, windows)
        return logits

    def mark(self, windows: Sequence[Window]) -> tuple[Logits, list[Logits]]:
        """The same, and for each window the logits of its positions' being evidence: each of shape (positions, 9)."""
        logits = np.empty((len(windows), len(CODES)), np.float32)
        evidence: list[Logits] = [logits[:0]] * len(windows)

        def judge(batch: Batch) -> None:
            answers, marks = self._infer(
                windows, batch, lambda outputs: (np.array(outputs[LOGITS]), np.array(outputs[EVIDENCE], np.float32))
            )
            logits[list(batch.indices)] = answers
            for row, index in enumerate(batch.indices):
                evidence[index] = marks[row, : len(windows[index])]

        self._each(judge, windows)
        return logits, evidence

    def _infer(self, windows: Sequence[Window], batch: Batch, taken: Callable[[Any], Answer]) -> Answer:
        """What ``taken`` copies out of the outputs; they are overwritten by whoever has the request next."""
        request = self._requests.get()
        try:
            outputs = request.infer(dict(zip(INPUTS, padded(windows, batch), strict=True)), share_outputs=True)
            return taken(outputs)
        finally:
            self._requests.put(request)

    def _each(self, judge: Callable[[Batch], None], windows: Sequence[Window]) -> None:
        batches = plan_batches([len(window) for window in windows], _SHAPES)
        if self._threads == 1 or len(batches) < 2:
            for batch in batches:
                judge(batch)
            return
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="finad-openvino")
        # The largest begin first, so that none is left over when the others are done; consumed, so that what fails in a
        # thread fails here.
        for _ in self._pool.map(judge, sorted(batches, key=lambda batch: -batch.tokens)):
            pass


def checked_network(folder: Path, manifest: ModelManifest, precision: Precision) -> Path:
    """The network of ``precision`` in the folder of a model, seen to be the one the manifest was written for.

    Raises:
        ModelFileError: a file is missing or another one.
        UnsupportedModelError: the model was not exported for OpenVINO.
    """
    path = folder / precision.file
    names = (path.name, path.with_suffix(".bin").name)
    if not manifest.files.keys() >= set(names):
        raise UnsupportedModelError(
            f"{folder}: holds no {path.name}; finad openvino FOLDER adds it, or choose another engine"
        )
    check_content(manifest, folder, names)
    return path


def openvino_library() -> "ModuleType":
    """Load OpenVINO without its telemetry.

    Merely importing it would report so to a server, unless the user had found out how to forbid that.

    Raises:
        EngineUnavailableError: it is not installed.
    """
    # An entry of ``None`` makes the import fail, for which the library is prepared.
    cast("dict[str, Any]", sys.modules).setdefault("openvino_telemetry", None)
    try:
        import openvino
    except ImportError as error:
        raise EngineUnavailableError(
            "OpenVINO is not installed; pip install 'finad[openvino]', or choose another engine"
        ) from error
    return cast("ModuleType", openvino)


def _compiled(path: Path, precision: Precision, threads: int) -> "CompiledModel":
    core = openvino_library().Core()
    try:
        model = core.read_model(path)
        inputs = sorted(entry.any_name for entry in model.inputs)
        outputs = sorted(entry.any_name for entry in model.outputs)
        if inputs != sorted(INPUTS) or outputs != sorted((LOGITS, EVIDENCE)):
            raise ModelFileError(
                f"{path}: has the inputs {', '.join(inputs)} and the outputs {', '.join(outputs)}; "
                f"a model has {', '.join(INPUTS)} and {LOGITS}, {EVIDENCE}"
            )
        return core.compile_model(model, "CPU", _settings(precision, threads))
    except RuntimeError as error:  # the library raises nothing narrower
        raise ModelFileError(f"{path}: not a network that OpenVINO runs here: {error}; export it again") from error


def _settings(precision: Precision, threads: int) -> dict[str, Any]:
    return {
        "PERFORMANCE_HINT": "THROUGHPUT",
        "NUM_STREAMS": threads,
        "INFERENCE_NUM_THREADS": threads,
        # Several processes would otherwise all choose the same processors.
        "ENABLE_CPU_PINNING": False,
        "INFERENCE_PRECISION_HINT": "f32" if precision is Precision.FP32 else "bf16",
    }
