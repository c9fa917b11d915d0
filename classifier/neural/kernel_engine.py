"""Runs the shipped kind of network by a compiled kernel: bytes, no padding, and only the layers that are asked for.

For processors with AVX-512 VNNI (servers since Ice Lake and Zen 4). Texts go through the network in one row of tokens,
so there is no padding to compute and nothing to sort; what is said of a text does not depend on its neighbours. Knows
nothing of ads.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from classifier.errors import EngineUnavailableError
from classifier.legal.category import CODES
from classifier.neural.encoding import Window
from classifier.neural.engine import Logits
from classifier.neural.kernel_weights import kernel_parts

_GROUP_TOKENS = 192
"""Tokens that go through a layer together: enough for the products, few enough that their rows stay in the cache."""
_TASK_TOKENS = 512
"""Tokens that a thread takes at a time."""


class KernelEngine:
    """A network in the compiled kernel. Safe to share between threads."""

    name = "kernel"

    def __init__(self, folder: Path, *, pooling: str, threads: int = 1) -> None:
        """Load the weights of the model in ``folder`` and judge on up to ``threads`` threads.

        Raises:
            EngineUnavailableError: the kernel is not compiled here, or the processor lacks its instructions.
            UnsupportedModelError: the encoder is none that the kernel computes.
            ModelFileError: a file is missing or damaged.
        """
        try:
            from classifier.neural import _kernel  # noqa: PLC0415
        except ImportError as error:
            raise EngineUnavailableError(
                "the compiled kernel was not built: install finad where a C compiler is, or choose another engine"
            ) from error
        if not _kernel.runs_here():
            raise EngineUnavailableError(
                "the compiled kernel needs a processor with AVX-512 VNNI, which this is not; choose another engine"
            )
        self._network = _kernel.Network(**kernel_parts(folder, pooling))
        self._threads = threads
        self._pool: ThreadPoolExecutor | None = None

    def score(self, windows: Sequence[Window]) -> Logits:
        """Logits of the nine answers: shape (windows, 9)."""
        logits, _, _ = self._judge(windows, with_evidence=False)
        return logits

    def mark(self, windows: Sequence[Window]) -> tuple[Logits, list[Logits]]:
        """The same, and for each window the logits of its positions' being evidence: each of shape (positions, 9)."""
        logits, evidence, starts = self._judge(windows, with_evidence=True)
        return logits, [evidence[start:end] for start, end in pairwise(starts.tolist())]

    def _judge(self, windows: Sequence[Window], *, with_evidence: bool) -> tuple[Logits, Logits, npt.NDArray[np.int64]]:
        starts = np.zeros(len(windows) + 1, np.int64)
        np.cumsum([len(window) for window in windows], out=starts[1:])
        ids = np.concatenate(windows).astype(np.int32) if windows else np.zeros(0, np.int32)
        logits = np.empty((len(windows), len(CODES)), np.float32)
        evidence = np.empty((len(ids) if with_evidence else 0, len(CODES)), np.float32)

        def judge(part: tuple[int, int]) -> None:
            first, last = part
            tokens = slice(starts[first], starts[last])
            self._network.judge(
                ids[tokens],
                starts[first : last + 1] - starts[first],
                logits[first:last],
                evidence[tokens] if with_evidence else None,
                _GROUP_TOKENS,
            )

        if self._threads == 1 or len(windows) < 2:
            judge((0, len(windows)))
        else:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="finad-kernel")
            # Consumed, so that what fails in a thread fails here.
            for _ in self._pool.map(judge, _parts(starts)):
                pass
        return logits, evidence, starts


def _parts(starts: npt.NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """First and last + 1 of the windows of each task."""
    first, windows = 0, len(starts) - 1
    while first < windows:
        last = max(first + 1, int(np.searchsorted(starts, starts[first] + _TASK_TOKENS, side="right")) - 1)
        yield first, last
        first = last
