"""What every way of running the network is measured through.

Knows nothing of any one of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

TEXTS, REFERENCE, SINGLE, PUBLISHED = "texts.json", "reference.npy", "single.onnx", "published"
"""What ``prepare.py`` reads and writes."""

Probabilities = npt.NDArray[np.float64]
"""Of the nine answers, shape (texts, 9): the sigmoid of the logits, without calibration."""
Shape = tuple[int, int]
"""Rows and positions of what is computed at once, padding included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantSettings:
    """What a variant is made from."""

    model: Path
    """Folder of the artefact."""
    scratch: Path
    """Folder that ``prepare.py`` has filled."""
    threads: int
    max_tokens: int
    labels: tuple[str, ...]
    """The nine categories in their order."""


class Variant(Protocol):
    """One way of running the network, from texts to probabilities, tokenising included."""

    number_type: str
    """``int8``, ``bf16`` or ``fp32``: of the operands of its products."""
    skips_last_layer: bool
    """Whether it does the last layer only where the answers need it."""

    def judge(self, texts: Sequence[str]) -> Probabilities:
        """Judge texts, all handed over at once."""
        ...

    def shapes(self, texts: Sequence[str]) -> list[Shape]:
        """What it computes for these texts."""
        ...


class UnavailableError(Exception):
    """A variant cannot run here; says why, and what would help."""


def sigmoid(logits: npt.ArrayLike) -> Probabilities:
    """Probabilities of logits."""
    values: Probabilities = 1.0 / (1.0 + np.exp(-np.asarray(logits, np.float64)))
    return values
