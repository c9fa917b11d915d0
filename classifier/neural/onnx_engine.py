"""Runs an exported network on the processor by ONNX Runtime.

Each window is a run of its own, several at a time. A quantised network takes one scale for all activations of a run, so
that in a common batch every window would be judged a little differently beside others; alone, an ad gets the same
numbers whoever it comes with. It costs nothing: there is no padding to compute, and one thread per window wastes less
than several threads that wait for each other in one. Knows nothing of ads.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from classifier.errors import ModelFileError
from classifier.legal.category import CODES
from classifier.neural.encoding import Window
from classifier.neural.engine import Logits

if TYPE_CHECKING:
    from onnxruntime import InferenceSession, RunOptions

INPUTS = ("input_ids", "attention_mask")
LOGITS, EVIDENCE = "logits", "evidence"

_ERRORS_ONLY = 3
"""Severity from which the library writes to standard error."""

Answer = TypeVar("Answer")


class OnnxEngine:
    """A network in ONNX Runtime on the CPU. Safe to share between threads."""

    name = "onnx"

    def __init__(self, path: Path, *, threads: int = 1) -> None:
        """Load the network at ``path`` and judge up to ``threads`` windows at a time.

        Raises:
            ModelFileError: it cannot be loaded, or has other inputs and outputs than a model's.
        """
        self._session = _session(path)
        self._answers_only = _answers_only()
        self._threads = threads
        self._pool: ThreadPoolExecutor | None = None

    def score(self, windows: Sequence[Window]) -> Logits:
        """Logits of the nine answers: shape (windows, 9)."""
        return _stacked(self._each(self._score, windows))

    def mark(self, windows: Sequence[Window]) -> tuple[Logits, list[Logits]]:
        """The same, and for each window the logits of its positions' being evidence: each of shape (positions, 9)."""
        both = self._each(self._mark, windows)
        return _stacked([logits for logits, _ in both]), [evidence for _, evidence in both]

    def _score(self, window: Window) -> Logits:
        (logits,) = self._session.run([LOGITS], _inputs(window), self._answers_only)
        return np.asarray(logits[0], np.float32)

    def _mark(self, window: Window) -> tuple[Logits, Logits]:
        logits, evidence = self._session.run([LOGITS, EVIDENCE], _inputs(window))
        return np.asarray(logits[0], np.float32), np.asarray(evidence[0], np.float32)

    def _each(self, judge: Callable[[Window], Answer], windows: Sequence[Window]) -> list[Answer]:
        if self._threads == 1 or len(windows) < 2:
            return [judge(window) for window in windows]
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="finad-model")
        # The longest begin first, so that none is left over when the others are done.
        order = sorted(range(len(windows)), key=lambda index: -len(windows[index]))
        answers = dict(zip(order, self._pool.map(judge, [windows[index] for index in order]), strict=True))
        return [answers[index] for index in range(len(windows))]


def _inputs(window: Window) -> dict[str, Any]:
    return dict(zip(INPUTS, (window[None, :], np.ones((1, len(window)), np.int64)), strict=True))


def _stacked(rows: list[Logits]) -> Logits:
    return np.stack(rows) if rows else np.zeros((0, len(CODES)), np.float32)


def _answers_only() -> "RunOptions":
    """Leave out what leads to no output that is asked for, which the library computes otherwise."""
    import onnxruntime

    options = onnxruntime.RunOptions()
    options.only_execute_path_to_fetches = True
    return options


def _session(path: Path) -> "InferenceSession":
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    try:
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library's own classes differ from version to version
        raise ModelFileError(f"{path}: not a network that runs here: {error}; export the model again") from error
    inputs = tuple(sorted(entry.name for entry in session.get_inputs()))
    outputs = {entry.name: entry.shape for entry in session.get_outputs()}
    if inputs != tuple(sorted(INPUTS)) or {LOGITS, EVIDENCE} - outputs.keys():
        raise ModelFileError(
            f"{path}: has the inputs {', '.join(inputs)} and the outputs {', '.join(outputs)}; "
            f"a model has {', '.join(INPUTS)} and {LOGITS}, {EVIDENCE}"
        )
    answers = outputs[LOGITS][-1]
    if isinstance(answers, int) and answers != len(CODES):
        raise ModelFileError(f"{path}: gives {answers} answers; a model gives {len(CODES)}")
    return session
