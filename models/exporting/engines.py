"""The trained network behind the seam at which the exported ones run, so that all of them read the same windows.

Knows nothing of ads.
"""

from collections.abc import Sequence

import numpy as np
import torch

from classifier.legal.category import CODES
from classifier.neural.encoding import Window
from classifier.neural.engine import Logits
from models.training.network import TwoHeadNetwork


class TorchEngine:
    """Runs a network in torch on the CPU, one window at a time, in single precision."""

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
