"""Labels as a matrix, and the thresholds at which probabilities become accusations.

Knows nothing of how the probabilities come about.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from classifier.legal.category import CODES
from labeled_data.example import LabeledExample
from models.prediction import Prediction

NO_ACCUSATION = float("inf")
"""Threshold of a category that is never accused."""


def label_matrix(examples: Sequence[LabeledExample]) -> npt.NDArray[np.int8]:
    """Shape (texts, 9): 1 positive, 0 negative, -1 unknown; categories in the order of ``CODES``."""
    rows = [
        [-1 if code in example.unknown else int(code in example.positive) for code in CODES] for example in examples
    ]
    return np.array(rows, dtype=np.int8).reshape(len(rows), len(CODES))


def best_thresholds(probabilities: npt.NDArray[np.float64], labels: npt.NDArray[np.int8]) -> npt.NDArray[np.float64]:
    """The threshold of best F1 of each category, a half where nothing can be told.

    Args:
        probabilities: shape (texts, 9).
        labels: shape (texts, 9), as ``label_matrix`` gives them; unknown labels take no part.

    Returns:
        shape (9,).
    """
    return np.array([_best_threshold(probabilities[:, k], labels[:, k]) for k in range(labels.shape[1])])


def _best_threshold(probabilities: npt.NDArray[np.float64], labels: npt.NDArray[np.int8]) -> float:
    known = labels >= 0
    order = np.argsort(-probabilities[known], kind="stable")
    sorted_probabilities, is_positive = probabilities[known][order], labels[known][order] == 1
    if not is_positive.any():
        return 0.5
    found = np.cumsum(is_positive)
    f1 = 2 * found / (np.arange(1, len(order) + 1) + found[-1])
    # Texts of one probability are accused together or not at all.
    f1[:-1][sorted_probabilities[:-1] == sorted_probabilities[1:]] = 0
    return float(sorted_probabilities[np.argmax(f1)])


def predictions_of(probabilities: npt.NDArray[np.float64], thresholds: npt.NDArray[np.float64]) -> list[Prediction]:
    """Accuse from the thresholds on; no evidence.

    Args:
        probabilities: shape (texts, 9).
        thresholds: shape (9,).
    """
    return [
        Prediction(accused=_accused(row, thresholds), probabilities=_by_code(row)) for row in probabilities.tolist()
    ]


def _accused(row: Sequence[float], thresholds: npt.NDArray[np.float64]) -> frozenset[str]:
    return frozenset(code for code, value, threshold in zip(CODES, row, thresholds, strict=True) if value >= threshold)


def _by_code(row: Sequence[float]) -> Mapping[str, float]:
    return dict(zip(CODES, row, strict=True))
