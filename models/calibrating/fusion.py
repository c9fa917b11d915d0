"""Decides by measurement, category by category, whether the model, the rules or both make the probability.

Every figure is of texts whose group the fit did not see. Knows nothing of thresholds or guarantees.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from classifier.legal.category import CODES
from classifier.neural.calibration import CategoryCalibration
from models.calibrating.data import POSITIVE, Bools, CalibrationData, Floats, Integers, splits
from models.calibrating.quality import log_loss, losses_of
from models.calibrating.thresholds import best_thresholds, f1_at
from models.calibrating.weights import Source, apply_weights, fit_weights

_LEAST_POSITIVES = 10
"""Groups with a positive; of fewer nothing can be chosen by measurement, and both sources stay in."""
_LEAST_POSITIVES_OF_TRADE = 20
_LEAST_GAIN = 0.01
"""Share by which both sources together must lower the log loss below that of one; what brings less is left out."""
_CLEAR_GAIN = 1.645
"""Standard errors by which terms for trades must lower the log loss: they come in only where they clearly help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FusionRow:
    """What was measured for one category."""

    code: str
    positives: int
    """Texts."""
    positive_groups: int
    log_loss: dict[Source, float]
    """Nats a text."""
    f1: dict[Source, float]
    """At the threshold of best F1 of the other folds."""
    chosen: Source
    """What decides when the rules are there."""
    trades: tuple[str, ...]
    """Trades with a term of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FusionComparison:
    """The model alone, the rules alone and both, measured side by side."""

    rows: tuple[FusionRow, ...]

    def markdown(self) -> str:
        """A table for the model card."""
        sources = tuple(Source)
        head = ["category", "positives (groups)", *(f"{source} F1" for source in sources)]
        head += [*(f"{source} log loss" for source in sources), "decides", "trades"]
        lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
        for row in self.rows:
            cells = [row.code, f"{row.positives} ({row.positive_groups})"]
            cells += [f"{row.f1[source]:.3f}" for source in sources]
            cells += [f"{row.log_loss[source]:.4f}" for source in sources]
            cells += [row.chosen, ", ".join(row.trades) or "–"]
            lines.append("| " + " | ".join(cells) + " |")
        return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedCategory:
    """The weights of a category, and what fits of the same kind say of texts that they did not see."""

    weights: CategoryCalibration
    out_of_fold: Floats
    """Shape (n,); also for texts whose label is unknown."""


def fit_category(
    data: CalibrationData, column: int, source: Source, folds: Integers, *, biased_trades: Sequence[str] = ()
) -> FittedCategory:
    """Fit one category to all the data, and once without each fold."""
    unseen = np.zeros(len(data))
    for outside, inside in splits(folds):
        part = _fit(data, column, source, outside & data.known(column), biased_trades)
        unseen[inside] = apply_weights(part, data.features(column)[inside], data.trades[inside])
    return FittedCategory(weights=_fit(data, column, source, data.known(column), biased_trades), out_of_fold=unseen)


def choose_source(
    data: CalibrationData, column: int, folds: Integers
) -> tuple[FusionRow, FittedCategory, FittedCategory]:
    """Measure the sources of one category.

    Returns:
        The measurement, the fit of the model alone, and the fit that is chosen for use with the rules.
    """
    fits = {source: fit_category(data, column, source, folds) for source in Source}
    losses = {source: _log_loss(data, column, fits[source].out_of_fold) for source in Source}
    chosen = Source.FUSED
    enough = data.positive_groups(column) >= _LEAST_POSITIVES
    if enough:
        best_single = min((Source.ALONE, Source.RULES), key=lambda source: losses[source])
        if losses[Source.FUSED] > (1 - _LEAST_GAIN) * losses[best_single]:
            chosen = best_single
    fused, trades = fits[chosen], _trades_worth_trying(data, column)
    if enough and trades:
        with_trades = fit_category(data, column, chosen, folds, biased_trades=trades)
        if _gain(data, column, fused.out_of_fold, with_trades.out_of_fold) > _CLEAR_GAIN:
            fused = with_trades
    row = FusionRow(
        code=CODES[column],
        positives=int((data.labels[:, column] == POSITIVE).sum()),
        positive_groups=data.positive_groups(column),
        log_loss=losses,
        f1={source: _f1_across_folds(data, column, fits[source].out_of_fold, folds) for source in Source},
        chosen=chosen,
        trades=tuple(fused.weights.trade_bias),
    )
    return row, fits[Source.ALONE], fused


def _fit(
    data: CalibrationData, column: int, source: Source, rows: Bools, biased_trades: Sequence[str]
) -> CategoryCalibration:
    return fit_weights(
        data.features(column)[rows],
        data.labels[rows, column] == POSITIVE,
        data.weights[rows],
        source,
        trades=data.trades[rows],
        biased_trades=biased_trades,
    )


def _trades_worth_trying(data: CalibrationData, column: int) -> tuple[str, ...]:
    trades, counts = np.unique(data.trades[data.labels[:, column] == POSITIVE], return_counts=True)
    return tuple(
        str(trade) for trade, count in zip(trades, counts, strict=True) if trade and count >= _LEAST_POSITIVES_OF_TRADE
    )


def _log_loss(data: CalibrationData, column: int, probabilities: Floats) -> float:
    known = data.known(column)
    return log_loss(data.labels[known, column] == POSITIVE, probabilities[known], data.weights[known])


def _gain(data: CalibrationData, column: int, before: Floats, after: Floats) -> float:
    """By how many standard errors the log loss falls; texts of a group are taken together."""
    known = data.known(column)
    is_positive, weights = data.labels[known, column] == POSITIVE, data.weights[known]
    fall = weights * (losses_of(is_positive, before[known]) - losses_of(is_positive, after[known]))
    by_group = np.bincount(np.unique(data.groups[known], return_inverse=True)[1], fall)
    error = float(np.sqrt(len(by_group)) * by_group.std())
    return float(by_group.sum()) / error if error else 0.0


def _f1_across_folds(data: CalibrationData, column: int, probabilities: Floats, folds: Integers) -> float:
    is_positive, known = data.labels[:, column] == POSITIVE, data.known(column)
    is_predicted = np.zeros(len(data), dtype=np.bool_)
    for outside, inside in splits(folds):
        rows = outside & known
        if not is_positive[rows].any():
            continue
        (threshold,) = best_thresholds(is_positive[rows], probabilities[rows], data.weights[None, rows], beta=1.0)
        is_predicted[inside] = probabilities[inside] >= threshold
    return f1_at(is_positive[known], is_predicted[known], data.weights[known])
