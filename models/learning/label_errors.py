"""Ranks labels by how likely they are wrong, by confident learning.

After Northcutt, Jiang & Chuang, "Confident learning: estimating uncertainty in dataset labels", JAIR 70, 2021, with
each category on its own as a question of two answers. An answer counts as given with confidence where its probability
reaches the mean probability of that answer among the texts labelled so; a label is suspect where the other answer is
given with confidence (the off-diagonal of the confident joint). Suspects are ranked by the probability of the other
answer. Measured on 200 labels of our set turned over at random, 135 were suspect, 45 of them among the first hundred;
margins adjusted by the mean of each answer, which put rare categories first, brought 13 there. Where the rules
contradict the label too, a suspect goes before its equals: that brought 53.

Knows nothing of texts. Probabilities are to come from judges that were trained without the text they judge.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from classifier.legal.category import CODES
from models.learning.answers import Answers, Flags, Floats

_CONTRADICTED_BY_RULES = 0.1
"""What a contradiction by the rules adds to the doubt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectLabel:
    """A label that may be wrong."""

    position: int
    """Of the text in the set."""
    code: str
    is_positive: bool
    """As labelled."""
    probability: float
    """Of a violation."""
    doubt: float
    """Probability of the other answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryDoubts:
    """The labels of one category."""

    code: str
    positives: int
    negatives: int
    positive_at: float
    """Probability from which a violation counts as found with confidence."""
    negative_at: float
    """Probability up to which none counts as found with confidence."""
    doubted_positives: int
    doubted_negatives: int
    estimated_wrong: float
    """Wrong labels by the calibrated confident joint. A weak judge makes it too high."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelDoubts:
    """What confident learning found."""

    suspects: tuple[SuspectLabel, ...]
    """Most doubtful first."""
    categories: tuple[CategoryDoubts, ...]
    """Those with labels of both kinds; of the others nothing can be told."""


def doubt_labels(labels: Answers, probabilities: Floats) -> LabelDoubts:
    """Find suspect labels.

    Args:
        labels: shape (texts, 9): 1 positive, 0 negative, -1 unknown, which is left out.
        probabilities: shape (texts, 9), out of fold.
    """
    suspects: list[SuspectLabel] = []
    categories: list[CategoryDoubts] = []
    for column, code in enumerate(CODES):
        rows = np.flatnonzero(labels[:, column] >= 0)
        is_positive = labels[rows, column] == 1
        if not is_positive.any() or is_positive.all():
            continue
        probability = probabilities[rows, column]
        mean_yes, mean_no = probability[is_positive].mean(), 1 - probability[~is_positive].mean()
        says_yes, says_no = _confident(probability, mean_yes, mean_no)
        is_suspect = np.where(is_positive, says_no, says_yes)
        doubt = np.where(is_positive, 1 - probability, probability)
        suspects += [
            SuspectLabel(
                position=int(rows[place]),
                code=code,
                is_positive=bool(is_positive[place]),
                probability=float(probability[place]),
                doubt=float(doubt[place]),
            )
            for place in np.flatnonzero(is_suspect)
        ]
        categories.append(
            CategoryDoubts(
                code=code,
                positives=int(is_positive.sum()),
                negatives=int((~is_positive).sum()),
                positive_at=float(mean_yes),
                negative_at=float(1 - mean_no),
                doubted_positives=int((is_positive & says_no).sum()),
                doubted_negatives=int((~is_positive & says_yes).sum()),
                estimated_wrong=_scaled(is_positive, says_no, says_yes) + _scaled(~is_positive, says_yes, says_no),
            )
        )
    suspects.sort(key=lambda suspect: (-suspect.doubt, suspect.position, suspect.code))
    return LabelDoubts(suspects=tuple(suspects), categories=tuple(categories))


def ranked_with_rules(suspects: Sequence[SuspectLabel], rules: Sequence[int]) -> list[int]:
    """Rank suspects by doubt, those first of near equals that the rules contradict too.

    Args:
        suspects: in any order.
        rules: of each, what the rules say of its text and category: 1 violation, 0 none, ``ASKS``.

    Returns:
        Positions in ``suspects``, most doubtful first.
    """

    def weight(place: int) -> float:
        is_contradicted = rules[place] == int(not suspects[place].is_positive)
        return suspects[place].doubt + _CONTRADICTED_BY_RULES * is_contradicted

    return sorted(range(len(suspects)), key=lambda place: -weight(place))


def _confident(probability: Floats, mean_yes: float, mean_no: float) -> tuple[Flags, Flags]:
    """Where a violation, and where none, is found with confidence; where both would be, the more probable."""
    may_yes, may_no = probability >= mean_yes, 1 - probability >= mean_no
    return may_yes & (~may_no | (probability >= 0.5)), may_no & (~may_yes | (probability < 0.5))


def _scaled(members: Flags, against: Flags, in_favour: Flags) -> float:
    """How many of ``members`` are wrong if those without a confident answer are like those with one."""
    counted = int((members & (against | in_favour)).sum())
    return float(members.sum()) * int((members & against).sum()) / counted if counted else 0.0
