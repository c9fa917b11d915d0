"""Calibration sets drawn from known distributions, so that what is fitted can be compared with the truth."""

import numpy as np
import numpy.typing as npt

from classifier.legal.category import CODES
from models.calibrating.data import CalibrationData

COLUMN = 4


def calibration_data(
    texts: int = 600,
    *,
    seed: int = 0,
    rate: float = 0.2,
    scale: float = 1.0,
    bias: float = 0.0,
    model_tells: float = 2.0,
    rules_tell: bool = True,
    trade_tells: float = 0.0,
    unknown: float = 0.0,
) -> CalibrationData:
    """Draw a set with positives in ``COLUMN`` alone.

    The log odds of two normal distributions with unit spread and centres ± ``model_tells`` / 2 are the true logit; the
    model says it times ``scale`` plus ``bias``. A rule hits half of the positives and 3 % of the negatives.
    """
    rng = np.random.default_rng(seed)
    is_positive = rng.random(texts) < rate
    logits = np.zeros((texts, len(CODES)))
    truth = model_tells * (model_tells * (is_positive - 0.5) + rng.normal(size=texts)) + np.log(rate / (1 - rate))
    logits[:, COLUMN] = scale * truth + bias
    rules = np.zeros_like(logits)
    hits = rng.random(texts) < np.where(is_positive & rules_tell, 0.5, 0.03)
    rules[:, COLUMN] = np.where(hits, 0.9, 0.0)
    labels = np.zeros(logits.shape, dtype=np.int64)
    labels[:, COLUMN] = np.where(rng.random(texts) < unknown, -1, is_positive)
    loan_share = np.where(is_positive, 0.5 + trade_tells, 0.5 - trade_tells)
    return CalibrationData(
        labels=labels,
        logits=logits,
        rules=rules,
        asks=np.zeros_like(logits),
        no_advert=np.zeros(texts),
        trades=np.where(rng.random(texts) < loan_share, "loan", "insurance"),
        weights=np.ones(texts),
        groups=np.array([f"group {number:05}" for number in range(texts)]),
    )


def true_probabilities(data: CalibrationData, *, scale: float, bias: float) -> npt.NDArray[np.float64]:
    """What the model of :func:`calibration_data` should have said in ``COLUMN`` had it not been bent."""
    return np.asarray(1 / (1 + np.exp(-(data.logits[:, COLUMN] - bias) / scale)))
