"""An engine without a network, for tests of what stands around one.

What it says of a window follows from the window's token ids alone, differs between windows, and is the same in every
process. It means nothing. Knows nothing of files or libraries.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from classifier.legal.category import CODES
from classifier.neural.encoding import Window
from classifier.neural.engine import Logits

_LARGEST = 8.0
"""Logits lie between the negative of this and this."""

_POSITION, _COLUMN = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
"""Odd numbers whose multiples spread over all 64 bits: what a token says depends on where it stands."""


class FakeEngine:
    """Answers drawn from a hash of the token ids. Remembers how many windows each question held."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def score(self, windows: Sequence[Window]) -> Logits:
        """Logits of the nine answers: shape (windows, 9)."""
        return self.mark(windows)[0]

    def mark(self, windows: Sequence[Window]) -> tuple[Logits, list[Logits]]:
        """The same, and for each window the logits of its positions' being evidence: each of shape (positions, 9)."""
        self.asked.append(len(windows))
        hashes = [_hashes(window) for window in windows]
        answers = [_logits(np.bitwise_xor.reduce(values, axis=0)) for values in hashes]
        return np.stack(answers) if answers else np.zeros((0, len(CODES)), np.float32), [*map(_logits, hashes)]


def _hashes(window: Window) -> npt.NDArray[np.uint64]:
    """One number for each position and category."""
    ids = window.astype(np.uint64)[:, None]
    positions = np.arange(1, len(window) + 1, dtype=np.uint64)[:, None] * _POSITION
    columns = np.arange(1, len(CODES) + 1, dtype=np.uint64)[None, :] * _COLUMN
    return _mixed(_mixed(ids + positions) + columns)


def _mixed(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Every bit of the result depends on every bit of ``values`` (the last steps of MurmurHash3)."""
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return values ^ (values >> np.uint64(33))


def _logits(hashes: npt.NDArray[np.uint64]) -> Logits:
    shares = (hashes >> np.uint64(40)).astype(np.float32) / np.float32(1 << 24)
    return (shares * 2 - 1) * np.float32(_LARGEST)
