"""Negatives that resemble positives: the texts from which a model learns where a category ends.

Knows nothing of coverage.
"""

import numpy as np
import numpy.typing as npt

from models.learning.answers import Answers, Flags
from models.learning.likeness import TextSpace, nearest_rows

NEAR_MISS = 0.25
"""Similarity to a positive from which a negative is a near miss. In our set nine in ten minimal pairs are more alike
than this, and nine in ten texts are less than 0.18 like any text of another group."""


def near_misses(labels: Answers, space: TextSpace, *, least: float = NEAR_MISS) -> Flags:
    """Where a text is negative for a category and much like a positive of it.

    Args:
        labels: shape (texts, 9): 1 positive, 0 negative, -1 unknown.
        space: the texts, in the order of ``labels``.
        least: similarity.

    Returns:
        shape (texts, 9).
    """
    near = np.zeros(labels.shape, dtype=bool)
    for column, answers in enumerate(labels.T):
        negative: npt.NDArray[np.intp] = np.flatnonzero(answers == 0)
        positive = np.flatnonzero(answers == 1)
        if negative.size and positive.size:
            found = nearest_rows(space.vectors[negative], space.vectors[positive], 1)
            near[negative, column] = found.similarities[:, 0] >= least
    return near
