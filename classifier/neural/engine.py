"""What runs a network: the seam between those who ask about windows and those who compute.

Knows nothing of any one engine, nor of ads.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from classifier.neural.encoding import Window

Logits = npt.NDArray[np.float32]


class Engine(Protocol):
    """Runs a network on windows. What it says of a window does not depend on the others asked about with it."""

    @property
    def name(self) -> str:
        """What computes, and in what numbers; where it can be asked for by name, that name. Verdicts carry it."""
        ...

    def score(self, windows: Sequence[Window]) -> Logits:
        """Logits of the nine answers: shape (windows, 9)."""
        ...

    def mark(self, windows: Sequence[Window]) -> tuple[Logits, list[Logits]]:
        """The same, and for each window the logits of its positions' being evidence: each of shape (positions, 9)."""
        ...
