"""What a ranking by probability is worth, whatever the threshold; weighted, for many weightings at once.

Knows nothing of categories. Texts of one probability stand at one place: they are taken together or not at all.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def average_precision(positive: Flags, probabilities: Floats, weights: Floats) -> Floats:
    """Mean of the precisions at which each positive is found (the area under precision over recall, by steps).

    Args:
        positive: shape (texts,).
        probabilities: shape (texts,).
        weights: shape (runs, texts); how often each text counts in each run.

    Returns:
        shape (runs,); NaN in a run without positives.
    """
    found, all_taken = _taken(positive, probabilities, weights)
    with np.errstate(invalid="ignore", divide="ignore"):
        precision = np.where(all_taken > 0, found / all_taken, 0.0)
        steps = np.diff(found, axis=1, prepend=0.0)
        return np.asarray((steps * precision).sum(axis=1) / (weights @ positive.astype(float)))


def miss_at_false_alarm(positive: Flags, probabilities: Floats, weights: Floats, most: float) -> Floats:
    """Share of the positives missed at the lowest threshold whose false-alarm rate is at most ``most``.

    The threshold is chosen on the texts themselves: the figure says what the ranking allows, not what a threshold fixed
    beforehand would reach.

    Args:
        positive: shape (texts,); the others are negatives.
        probabilities: shape (texts,).
        weights: shape (runs, texts).
        most: highest false-alarm rate, 0 to 1.

    Returns:
        shape (runs,); NaN in a run without positives or without negatives.
    """
    found, all_taken = _taken(positive, probabilities, weights)
    positives = weights @ positive.astype(float)
    negatives = weights.sum(axis=1) - positives
    with np.errstate(invalid="ignore", divide="ignore"):
        false_alarm = (all_taken - found) / negatives[:, None]
        recall = found / positives[:, None]
        best = np.where(false_alarm <= most, recall, 0.0).max(axis=1, initial=0.0)
        return np.where((positives > 0) & (negatives > 0), 1 - best, np.nan)


def _taken(positive: Flags, probabilities: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Weight of positives and of all texts from each distinct probability on; shape (runs, distinct probabilities)."""
    order = np.argsort(-probabilities, kind="stable")
    ranked = probabilities[order]
    ends = np.flatnonzero(np.append(ranked[1:] != ranked[:-1], True)) if len(ranked) else np.zeros(0, dtype=np.intp)
    weighted = weights[:, order]
    return np.cumsum(weighted * positive[order], axis=1)[:, ends], np.cumsum(weighted, axis=1)[:, ends]
