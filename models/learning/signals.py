"""What makes a text worth labelling, as numbers from 0 to 1 for each category.

Knows nothing of texts, of how the signals are weighed, or of which judge gives the probabilities.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from models.learning.answers import ASKS, Answers, Floats


class SignalKind(StrEnum):
    """A reason to label a text."""

    UNCERTAIN = "uncertain"
    """The model can hardly decide."""
    DISAGREEMENT = "disagreement"
    """Rules and model answer differently."""
    NOVEL = "novel"
    """Labelled texts are unlike it."""
    RARE = "rare"
    """It may be positive for a category of which few positives are known."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Signals:
    """The signals of all texts."""

    by_category: Mapping[SignalKind, Floats]
    """All kinds but ``NOVEL``; shape (texts, 9)."""
    novelty: Floats
    """Shape (texts,): the share of the labelled texts that lie nearer to another group than this one to any of them."""

    def strengths(self) -> Mapping[SignalKind, Floats]:
        """One number a text and kind, shape (texts,): of its strongest category; for ``RARE`` the sum, at most 1."""
        uncertain, disagreement, rare = (
            self.by_category[kind] for kind in (SignalKind.UNCERTAIN, SignalKind.DISAGREEMENT, SignalKind.RARE)
        )
        return {
            SignalKind.UNCERTAIN: uncertain.max(axis=1, initial=0.0),
            SignalKind.DISAGREEMENT: disagreement.max(axis=1, initial=0.0),
            SignalKind.NOVEL: self.novelty,
            SignalKind.RARE: np.minimum(rare.sum(axis=1), 1.0),
        }


def signals_of(
    probabilities: Floats,
    thresholds: Floats,
    rules: Answers,
    *,
    similarities: Floats,
    usual_similarities: Floats,
    positives: npt.NDArray[np.intp],
) -> Signals:
    """Compute the signals.

    Args:
        probabilities: of the model, shape (texts, 9).
        thresholds: shape (9,), probability from which the model accuses; infinite where it never does.
        rules: shape (texts, 9): 1 violation, 0 none, ``ASKS``; to ask is to disagree with nobody.
        similarities: shape (texts,), of the labelled text nearest to each.
        usual_similarities: ascending, how near labelled texts lie to each other.
        positives: shape (9,), labelled positives of each category.
    """
    closeness = _closeness(probabilities, thresholds)
    accused = probabilities >= thresholds
    differs = (rules != ASKS) & (accused != (rules == 1))
    nearer = len(usual_similarities) - np.searchsorted(usual_similarities, similarities, side="right")
    return Signals(
        by_category={
            SignalKind.UNCERTAIN: closeness,
            SignalKind.DISAGREEMENT: np.where(differs, 1 - closeness, 0.0),
            SignalKind.RARE: probabilities * _scarcity(positives),
        },
        novelty=nearer / max(len(usual_similarities), 1),
    )


def _scarcity(positives: npt.NDArray[np.intp]) -> Floats:
    """1 for the category of fewest positives, 0 for those of as many as the mean or more; shape (9,)."""
    lacking: Floats = np.maximum(positives.mean() - positives, 0.0)
    return lacking / max(float(lacking.max()), 1.0)


def _closeness(probabilities: Floats, thresholds: Floats) -> Floats:
    """1 at the threshold, falling evenly to 0 at probabilities 0 and 1; 0 where there is no threshold below 1."""
    with np.errstate(invalid="ignore", divide="ignore"):
        below = probabilities / thresholds
        above = (1 - probabilities) / (1 - thresholds)
    closeness = np.where(probabilities < thresholds, below, above)
    return np.where(np.isfinite(thresholds) & np.isfinite(closeness), np.clip(closeness, 0.0, 1.0), 0.0)
