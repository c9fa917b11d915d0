"""Runs a network of torch on the device it is on.

The network is given by the caller, on its device and in its precision, in one of two forms. *End to end* takes windows
as one row of tokens, so that there is no padding; *padded* takes rectangles. Answers stay on the device until all
windows are asked, so that it need not wait for the processor between batches.

Has been run on processors only: what it does on CUDA follows torch's documentation. Knows nothing of ads or of what
networks are made of.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from classifier.errors import EngineUnavailableError
from classifier.legal.category import CODES
from classifier.neural.bucketing import Batch, Shapes, padded, plan_batches
from classifier.neural.encoding import Window
from classifier.neural.engine import Logits

if TYPE_CHECKING:
    from types import ModuleType

    from torch import Tensor

TOLERANCE = 1e-4
"""Most that a logit differs with the company of its window where the network reads rows: the numbers of a row are added
up alike however many rows there are; on a processor 1e-6 was measured, in single precision and in brain floats."""

_CPU_BUDGET = 2_048
_GPU_BUDGET = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Windows laid end to end."""

    ids: "Tensor"
    """Token ids, int64 of shape (tokens,)."""
    positions: "Tensor"
    """Place of each token in its window, of the same shape."""
    bounds: "Tensor"
    """Where windows begin, and the end of the last: int32 of shape (windows + 1,)."""
    lengths: tuple[int, ...]
    """Tokens of each window; equal ones stand together."""


class RowNetwork(Protocol):
    """A network that reads windows end to end."""

    def __call__(self, row: Row, *, with_evidence: bool) -> "tuple[Tensor, Tensor | None]":
        """Logits of shape (windows, 9), and of shape (tokens, 9) if asked for."""
        ...


class PaddedNetwork(Protocol):
    """A network that reads windows padded to one length."""

    def __call__(self, input_ids: "Tensor", attention_mask: "Tensor") -> "tuple[Tensor, Tensor]":
        """Logits of shape (windows, 9) and (windows, length, 9)."""
        ...


class TorchEngine:
    """A network in torch. Safe to share between threads."""

    def __init__(
        self,
        network: RowNetwork | PaddedNetwork,
        *,
        reads_rows: bool,
        name: str = "torch",
        device: str = "cpu",
        budget: int | None = None,
        threads: int | None = None,
    ) -> None:
        """Ask ``network``, ready to run on ``device``.

        Args:
            network: of one of the two forms.
            reads_rows: which: whether it is a :class:`RowNetwork`.
            name: what it is called in verdicts; networks and devices of other numbers are called otherwise.
            device: as torch names it: ``cpu``, ``cuda``, ``cuda:1``.
            budget: tokens of a batch; by default what suits the kind of device.
            threads: on a processor, how many torch computes on in this whole process: it has no narrower setting.

        Raises:
            EngineUnavailableError: torch is not installed, or sees no such device.
        """
        self.name = name
        self._torch = torch_library()
        self._device = torch_device(device)
        self._network: Any = network
        self._reads_rows = reads_rows
        is_cpu = self._device.type == "cpu"
        self._budget = budget or (_CPU_BUDGET if is_cpu else _GPU_BUDGET)
        self._shapes = Shapes(budget=self._budget, overhead=64 if is_cpu else 1_024)
        if is_cpu and threads is not None:
            self._torch.set_num_threads(threads)

    def score(self, windows: Sequence[Window]) -> Logits:
        """Logits of the nine answers: shape (windows, 9)."""
        return self._ask(windows, with_evidence=False)[0]

    def mark(self, windows: Sequence[Window]) -> tuple[Logits, list[Logits]]:
        """The same, and for each window the logits of its positions' being evidence: each of shape (positions, 9)."""
        return self._ask(windows, with_evidence=True)

    def _ask(self, windows: Sequence[Window], *, with_evidence: bool) -> tuple[Logits, list[Logits]]:
        with self._torch.inference_mode():
            asked = [*(self._rows if self._reads_rows else self._rectangles)(windows, with_evidence)]
        logits = np.empty((len(windows), len(CODES)), np.float32)
        evidence: list[Logits] = [logits[:0]] * len(windows) if with_evidence else []
        for batch, answers, marks in asked:
            logits[list(batch.indices)] = _numbers(answers)
            if marks is not None:
                values, at = _numbers(marks), 0
                for index in batch.indices:
                    evidence[index] = values[at : at + len(windows[index])]
                    at += batch.length or len(windows[index])
        return logits, evidence

    def _rows(self, windows: Sequence[Window], with_evidence: bool) -> "Iterator[tuple[Batch, Tensor, Tensor | None]]":
        for indices in _end_to_end([len(window) for window in windows], self._budget):
            lengths = tuple(len(windows[index]) for index in indices)
            bounds = np.zeros(len(lengths) + 1, np.int32)
            np.cumsum(lengths, out=bounds[1:])
            row = Row(
                ids=self._there(np.concatenate([windows[index] for index in indices])),
                positions=self._there(np.concatenate([np.arange(length) for length in lengths])),
                bounds=self._there(bounds),
                lengths=lengths,
            )
            answers, marks = self._network(row, with_evidence=with_evidence)
            yield Batch(indices=indices, length=0), answers, marks

    def _rectangles(
        self, windows: Sequence[Window], with_evidence: bool
    ) -> "Iterator[tuple[Batch, Tensor, Tensor | None]]":
        for batch in plan_batches([len(window) for window in windows], self._shapes):
            answers, marks = self._network(*map(self._there, padded(windows, batch)))
            yield batch, answers, marks.flatten(0, 1) if with_evidence else None

    def _there(self, numbers: npt.NDArray[Any]) -> "Tensor":
        """A copy on the device. From pinned memory, so that the processor goes on meanwhile."""
        tensor = self._torch.from_numpy(numbers)
        if self._device.type == "cuda":
            return tensor.pin_memory().to(self._device, non_blocking=True)
        return tensor.to(self._device)


def torch_library() -> "ModuleType":
    """Load torch.

    Raises:
        EngineUnavailableError: it is not installed.
    """
    try:
        import torch
    except ImportError as error:
        raise EngineUnavailableError(
            "torch is not installed; pip install torch in the build this machine wants, or choose another engine"
        ) from error
    module: ModuleType = torch
    return module


def torch_device(name: str) -> Any:
    """The device of that name.

    Raises:
        EngineUnavailableError: torch is not installed, or sees no such device.
    """
    torch = torch_library()
    try:
        device = torch.device(name)
        torch.empty(0, device=device)
    except (RuntimeError, AssertionError) as error:  # builds without CUDA raise the latter
        raise EngineUnavailableError(
            f"torch sees no device {name!r} here: {str(error).splitlines()[0]}; take cpu, or the build of torch for it"
        ) from error
    return device


def _end_to_end(lengths: Sequence[int], budget: int) -> Iterator[tuple[int, ...]]:
    """Which windows make a row: the longest first, so that those of one length stand together."""
    row: list[int] = []
    tokens = 0
    for index in sorted(range(len(lengths)), key=lambda index: -lengths[index]):
        if row and tokens + lengths[index] > budget:
            yield tuple(row)
            row, tokens = [], 0
        row.append(index)
        tokens += lengths[index]
    if row:
        yield tuple(row)


def _numbers(tensor: "Tensor") -> Logits:
    numbers: Logits = tensor.float().cpu().numpy()
    return numbers
