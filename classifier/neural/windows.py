"""Cuts a long ad into overlapping windows and makes one answer of theirs.

Used alike in training and at run time. Knows nothing of networks or engines.
"""

import numpy as np
import numpy.typing as npt

from classifier.legal.category import CODES

MISSING = "missing_risk_warning"
TAKES_LOWEST = np.array([code == MISSING for code in CODES])
"""Shape (9,): categories whose answer is the lowest of the windows. A warning anywhere in the ad counts for all of it;
every other violation is one wherever it stands."""


def window_bounds(length: int, window: int) -> list[tuple[int, int]]:
    """Start and end of the windows that cover ``length`` tokens, each half over the one before.

    The last is moved back so that it is as long as the others. A text that fits is one window.

    Raises:
        ValueError: ``window`` is smaller than 2.
    """
    if window < 2:
        raise ValueError(f"a window of {window} tokens cannot overlap another; give 2 or more")
    if length <= window:
        return [(0, length)]
    starts = [*range(0, length - window, window // 2), length - window]
    return [(start, start + window) for start in starts]


def one_answer(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Make one answer of those of an ad's windows.

    Args:
        logits: shape (windows, 9).

    Returns:
        shape (9,).
    """
    answer: npt.NDArray[np.float32] = np.where(TAKES_LOWEST, logits.min(axis=0), logits.max(axis=0))
    return answer
