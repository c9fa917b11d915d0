"""The trained network behind the seam at which the exported ones run, so that all of them read the same windows.

:class:`TorchEngine` is what every other engine is compared with, so it shares no code with any of them and is as simple
as can be; :func:`fast_torch_engine` is for use. Knows nothing of ads.
"""

from collections.abc import Sequence
from copy import deepcopy
from enum import StrEnum
from pathlib import Path

import numpy as np
import torch

from classifier.errors import EngineUnavailableError
from classifier.legal.category import CODES
from classifier.neural import torch_engine
from classifier.neural.encoding import Window
from classifier.neural.engine import Logits
from classifier.neural.engines import EngineName
from classifier.neural.manifest import ModelManifest
from models.errors import NetworkError
from models.exporting.row_network import TwoHeadRowNetwork
from models.training.network import TwoHeadNetwork, load_network


class TorchEngine:
    """Runs a network in torch on the CPU, one window at a time, in single precision."""

    name = "reference"

    def __init__(self, network: TwoHeadNetwork) -> None:
        self._network = network.eval()

    def score(self, windows: Sequence[Window]) -> Logits:
        """Logits of the nine answers: shape (windows, 9)."""
        return self.mark(windows)[0]

    def mark(self, windows: Sequence[Window]) -> tuple[Logits, list[Logits]]:
        """The same, and for each window the logits of its positions' being evidence: each of shape (positions, 9)."""
        answers, marks = [], []
        with torch.inference_mode():
            for window in windows:
                ids = torch.from_numpy(window)[None, :]
                logits, evidence = self._network(ids, torch.ones_like(ids))
                answers.append(logits[0].numpy())
                marks.append(evidence[0].numpy())
        return np.stack(answers) if answers else np.zeros((0, len(CODES)), np.float32), marks


class TorchPrecision(StrEnum):
    """In what an encoder is computed."""

    FP32 = "fp32"
    BF16 = "bf16"
    FP16 = "fp16"


_KINDS = {TorchPrecision.FP32: torch.float32, TorchPrecision.BF16: torch.bfloat16, TorchPrecision.FP16: torch.float16}


_NAMES = {
    ("cpu", TorchPrecision.FP32): EngineName.TORCH,
    ("cpu", TorchPrecision.BF16): EngineName.TORCH_BF16,
    ("cuda", TorchPrecision.BF16): EngineName.TORCH_CUDA,
}


def torch_engine_name(device_type: str, precision: TorchPrecision) -> str:
    """What a verdict calls an engine on such a device: its own name also where none can be asked for."""
    name = _NAMES.get((device_type, precision))
    return f"torch-{device_type}-{precision.value}" if name is None else name.value


def fast_torch_engine(
    network: TwoHeadNetwork,
    *,
    device: str = "cpu",
    precision: TorchPrecision = TorchPrecision.FP32,
    threads: int | None = None,
) -> torch_engine.TorchEngine:
    """An engine that asks a copy of ``network`` about many windows at a time, without padding where its encoder can.

    Args:
        network: on any device, in single precision.
        device: as torch names it.
        precision: of the encoder; the heads stay in single precision.
        threads: on a processor, how many torch computes on in this whole process.

    Raises:
        EngineUnavailableError: torch sees no such device, or half precision is asked for on a processor.
    """
    there = torch_engine.torch_device(device)
    if there.type == "cpu" and precision is TorchPrecision.FP16:
        raise EngineUnavailableError("processors compute half precision slowly or not at all; take bf16 or fp32")
    name = torch_engine_name(there.type, precision)
    try:
        rows = TwoHeadRowNetwork(network, device=there, precision=_KINDS[precision])
    except NetworkError:
        padded = deepcopy(network).eval().to(device=there, dtype=_KINDS[precision])
        return torch_engine.TorchEngine(padded, reads_rows=False, name=name, device=device, threads=threads)
    return torch_engine.TorchEngine(rows, reads_rows=True, name=name, device=device, threads=threads)


def load_torch(folder: Path, _: ModelManifest, threads: int) -> torch_engine.TorchEngine:
    """The trained weights of a model in single precision on the processor."""
    return fast_torch_engine(load_network(folder), threads=threads)


def load_torch_bf16(folder: Path, _: ModelManifest, threads: int) -> torch_engine.TorchEngine:
    """The same in brain floats."""
    return fast_torch_engine(load_network(folder), precision=TorchPrecision.BF16, threads=threads)


def load_torch_cuda(folder: Path, _: ModelManifest, __: int) -> torch_engine.TorchEngine:
    """The same in brain floats on a GPU."""
    return fast_torch_engine(load_network(folder), device="cuda", precision=TorchPrecision.BF16)
