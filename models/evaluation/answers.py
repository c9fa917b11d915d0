"""Labels and answers of one judge over a set of examples, as matrices.

Knows nothing of scores. Categories stand in the order of ``CODES`` everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.legal.category import CODES
from labeled_data.example import LabeledExample
from models.evaluation.evidence import EvidenceCounts, count_evidence
from models.prediction import Prediction

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AnswerSheet:
    """What was labelled and what was answered; all matrices have the shape (texts, 9)."""

    examples: tuple[LabeledExample, ...]
    predictions: tuple[Prediction, ...]
    positive: Flags
    known: Flags
    """Not labelled ``unknown``; what is labelled so is in no score."""
    accused: Flags
    """Answered ``violation``; to ask for a fact accuses nobody."""
    asked: Flags
    probabilities: Floats | None
    """``None`` for a judge without."""
    evidence: EvidenceCounts

    @property
    def groups(self) -> npt.NDArray[np.intp]:
        """Shape (texts,): texts of one group depend on each other; a text without one is its own."""
        names = [(True, item.group) if item.group else (False, item.example_id) for item in self.examples]
        numbers: dict[tuple[bool, str], int] = {}
        return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.intp)

    @property
    def violates(self) -> Flags:
        """Shape (texts,): positive for at least one category."""
        return np.asarray(self.positive.any(axis=1))

    @property
    def decided(self) -> Flags:
        """Shape (texts,): whether the text violates anything is known: it has a positive, or nothing unknown."""
        return np.asarray(self.violates | self.known.all(axis=1))

    @property
    def clean(self) -> Flags:
        """Shape (texts,): judged negative throughout."""
        return self.decided & ~self.violates

    @property
    def right(self) -> Flags:
        """The known labels that were answered rightly."""
        return np.asarray(self.known & (self.positive == self.accused))


def answer_sheet(examples: Sequence[LabeledExample], predictions: Sequence[Prediction]) -> AnswerSheet:
    """Put each example beside the prediction for it.

    Raises:
        ValueError: there are more of one than of the other, or some predictions have probabilities and others none.
    """
    if len(examples) != len(predictions):
        raise ValueError(f"{len(examples)} examples but {len(predictions)} predictions; each needs its own")
    with_probabilities = sum(bool(prediction.probabilities) for prediction in predictions)
    if 0 < with_probabilities < len(predictions):
        raise ValueError(f"{with_probabilities} of {len(predictions)} predictions have probabilities; all or none do")
    return AnswerSheet(
        examples=tuple(examples),
        predictions=tuple(predictions),
        positive=_flags([example.positive for example in examples]),
        known=~_flags([example.unknown for example in examples]),
        accused=_flags([prediction.accused for prediction in predictions]),
        asked=_flags([prediction.asked for prediction in predictions]),
        probabilities=np.array([[item.probabilities[code] for code in CODES] for item in predictions])
        if with_probabilities
        else None,
        evidence=count_evidence(examples, predictions),
    )


def _flags(rows: Sequence[Sequence[str] | frozenset[str]]) -> Flags:
    return np.array([[code in row for code in CODES] for row in rows], dtype=bool).reshape(len(rows), len(CODES))
