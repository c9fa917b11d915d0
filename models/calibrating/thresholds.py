"""Finds thresholds: of best F1, F2 and F0.5 for the answers, of best F1 for tokens of evidence.

Knows nothing of how probabilities were made.
"""

import numpy as np
import numpy.typing as npt

from classifier.legal.profile import OPERATING_POINTS
from classifier.neural.calibration import DECIMALS
from models.calibrating.data import Bools, Floats, resample_groups

_BETAS = dict(zip(OPERATING_POINTS, (1.0, 2.0, 0.5), strict=True))
_WITHOUT_MEASUREMENT = dict(zip(OPERATING_POINTS, (0.5, 0.3, 0.7), strict=True))
_LEAST_POSITIVES = 5
"""Groups with a positive; of fewer no threshold can be learnt."""
_RESAMPLES = 200


def operating_points(
    is_positive: Bools, probabilities: Floats, weights: Floats, groups: npt.NDArray[np.str_], *, seed: int
) -> dict[str, float]:
    """Find the threshold of each operating point of one category, all arguments of shape (texts,).

    Each is the median over bootstrap resamples of groups, so that it does not sit on one text. Where there are too few
    positives the thresholds are stated, not measured.

    Args:
        is_positive: whether a text violates the category; texts of unknown label are left out by the caller.
        probabilities: from a fit that did not see the text.
        weights: how much a text counts.
        groups: texts of one group are drawn together.
        seed: of the resampling.

    Returns:
        Name → threshold, ``strict`` ≤ ``balanced`` ≤ ``sure``.
    """
    if len(np.unique(groups[is_positive])) < _LEAST_POSITIVES:
        return dict(_WITHOUT_MEASUREMENT)
    drawn = resample_groups(groups, times=_RESAMPLES, seed=seed) * weights
    drawn = drawn[(drawn[:, is_positive] > 0).any(axis=1)]
    found = {
        name: float(np.median(best_thresholds(is_positive, probabilities, drawn, beta=beta)))
        for name, beta in _BETAS.items()
    }
    found["strict"] = min(found["strict"], found["balanced"])
    found["sure"] = max(found["sure"], found["balanced"])
    return {name: round(threshold, DECIMALS) for name, threshold in found.items()}


def best_thresholds(is_positive: Bools, probabilities: Floats, weights: Floats, *, beta: float) -> Floats:
    """Find the threshold of best F-beta, half-way between two probabilities, for each row of ``weights``.

    Args:
        is_positive: shape (texts,).
        probabilities: shape (texts,).
        weights: shape (rows, texts).
        beta: above 1 misses weigh more than false alarms.

    Returns:
        Thresholds, shape (rows,).
    """
    order = np.argsort(-probabilities, kind="stable")
    ranked, ordered = probabilities[order], weights[:, order]
    below = np.append(ranked[1:], 0.0)
    can_cut = ranked > below
    can_cut[-1] = True
    hits = np.cumsum(ordered * is_positive[order], axis=1)
    scores = (1 + beta**2) * hits / (np.cumsum(ordered, axis=1) + beta**2 * hits[:, -1:] + 1e-12)
    best = np.where(can_cut, scores, -1.0).argmax(axis=1)
    middles: Floats = (ranked[best] + below[best]) / 2
    return middles


def f1_at(is_positive: Bools, is_predicted: Bools, weights: Floats) -> float:
    """Weighted F1 of answers; 0 where nothing is right."""
    hits = weights[is_positive & is_predicted].sum()
    return float(2 * hits / max(weights[is_positive].sum() + weights[is_predicted].sum(), 1e-12))


def evidence_threshold(probabilities: Floats, is_evidence: Bools) -> float:
    """Find the probability of best F1 over all tokens of one category, to a hundredth; 0.5 where no token is evidence.

    Args:
        probabilities: of tokens, shape (tokens,).
        is_evidence: whether people marked the token, same shape.
    """
    if not is_evidence.any():
        return 0.5
    grid = np.arange(0.02, 0.99, 0.01)
    ones = np.ones(len(probabilities))
    scores = [f1_at(is_evidence, probabilities >= threshold, ones) for threshold in grid]
    return round(float(grid[int(np.argmax(scores))]), 2)
