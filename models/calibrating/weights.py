"""Fits the weights of one category: logistic regression held near a stated prior, so that ten positives are enough.

The prior is the model's logit taken as it is, and a modest trust in the rules. Targets are smoothed as in Platt (1999).
Knows nothing of folds, thresholds or of other categories.
"""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize  # type: ignore[import-untyped]

from classifier.neural.calibration import CategoryCalibration, sigmoid
from models.calibrating.data import Bools, Floats

_DECIMALS = 6


class Source(StrEnum):
    """Whose word a probability rests on."""

    ALONE = "alone"
    """The model's."""
    RULES = "rules"
    """The rules' only."""
    FUSED = "fused"
    """Both."""


_BIAS, _MODEL, _RULE, _ASKS, _NO_ADVERT = range(5)
_PRIOR = np.array([0.0, 1.0, 2.0, 0.0, 0.0])
"""Bias and the weights of model, rule, asks, no_advert. A rule of probability 0.9 adds 1.8 logits: 0.5 becomes 0.86."""
_SPREAD = np.array([4.0, 1.0, 2.0, 1.0, 2.0])
"""How far from the prior a weight may well be: standard deviations."""
_TRADE_SPREAD = 0.5
_FREE = {
    Source.ALONE: (_BIAS, _MODEL),
    Source.RULES: (_BIAS, _RULE, _ASKS, _NO_ADVERT),
    Source.FUSED: (_BIAS, _MODEL, _RULE, _ASKS, _NO_ADVERT),
}
_NOT_NEGATIVE = (_MODEL, _RULE)


def fit_weights(
    features: Floats,
    is_positive: Bools,
    weights: Floats,
    source: Source,
    *,
    trades: npt.NDArray[np.str_],
    biased_trades: Sequence[str] = (),
) -> CategoryCalibration:
    """Fit one category; what ``source`` does not use gets the weight 0.

    Args:
        features: model logit, rule probability, asks and no_advert, shape (texts, 4).
        is_positive: shape (texts,). May hold no positive at all: the prior then decides, with a lower bias.
        weights: how much a text counts, shape (texts,); brought to a mean of 1.
        source: which features to use.
        trades: trade of each text, shape (texts,).
        biased_trades: trades that get a term of their own, held near 0.
    """
    free = list(_FREE[source])
    columns = np.column_stack((np.ones(len(features)), features))[:, free]
    columns = np.column_stack((columns, *(trades == trade for trade in biased_trades)))
    prior = np.concatenate((_PRIOR[free], np.zeros(len(biased_trades))))
    spread = np.concatenate((_SPREAD[free], np.full(len(biased_trades), _TRADE_SPREAD)))
    bounds = [(0.0 if place in _NOT_NEGATIVE else None, None) for place in free] + [(None, None)] * len(biased_trades)
    counted = weights / weights.mean() if len(weights) else weights
    targets = _smoothed(is_positive, counted)

    def loss(values: Floats) -> tuple[float, Floats]:
        scores = columns @ values
        away = (values - prior) / spread
        value = counted @ (np.logaddexp(0.0, scores) - targets * scores) + 0.5 * away @ away
        return float(value), columns.T @ (counted * (sigmoid(scores) - targets)) + away / spread

    # Truncated Newton keeps the bounds as L-BFGS-B does, without its threads, which cost more than so small a problem.
    fitted = minimize(loss, prior, jac=True, method="TNC", bounds=bounds).x.round(_DECIMALS)
    found = np.zeros(len(_PRIOR))
    found[free] = fitted[: len(free)]
    return CategoryCalibration(
        bias=float(found[_BIAS]),
        w_model=float(found[_MODEL]),
        w_rule=float(found[_RULE]),
        w_asks=float(found[_ASKS]),
        w_no_advert=float(found[_NO_ADVERT]),
        trade_bias={trade: float(bias) for trade, bias in zip(biased_trades, fitted[len(free) :], strict=True)},
    )


def apply_weights(fitted: CategoryCalibration, features: Floats, trades: npt.NDArray[np.str_]) -> Floats:
    """Probabilities of texts for one category, shape (texts,); the same that ``Calibration.probabilities`` gives."""
    weights = np.array([fitted.w_model, fitted.w_rule, fitted.w_asks, fitted.w_no_advert])
    scores: Floats = fitted.bias + features @ weights
    for trade, bias in fitted.trade_bias.items():
        scores[trades == trade] += bias
    return sigmoid(scores)


def _smoothed(is_positive: Bools, weights: Floats) -> Floats:
    positives = float(weights[is_positive].sum())
    negatives = float(weights.sum()) - positives
    return np.where(is_positive, (positives + 1) / (positives + 2), 1 / (negatives + 2))
