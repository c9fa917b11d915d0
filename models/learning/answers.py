"""Answers of judges as matrices; categories in the order of ``CODES``.

Knows nothing of labels.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from classifier.legal.category import CODES
from models.learning.errors import LearningAidError
from models.prediction import Prediction

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Answers = npt.NDArray[np.int8]

ASKS = -1
"""In a matrix of answers: a fact is needed. 1 is a violation, 0 none."""


def probability_matrix(predictions: Sequence[Prediction]) -> Floats:
    """Shape (texts, 9).

    Raises:
        LearningAidError: a prediction has no probabilities.
    """
    without = sum(not prediction.probabilities for prediction in predictions)
    if without:
        raise LearningAidError(
            f"{without} of {len(predictions)} answers have no probabilities; take a judge that gives them, "
            "for example linear:labeled_data/data"
        )
    rows = [[prediction.probabilities[code] for code in CODES] for prediction in predictions]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(CODES))


def answer_matrix(predictions: Sequence[Prediction]) -> Answers:
    """Shape (texts, 9): 1 violation, 0 none, ``ASKS``; a violation counts before a question."""
    rows = [
        [1 if code in prediction.accused else ASKS if code in prediction.asked else 0 for code in CODES]
        for prediction in predictions
    ]
    return np.array(rows, dtype=np.int8).reshape(len(rows), len(CODES))
