"""Counts of right and wrong answers, and what follows from them.

Knows nothing of who answered. Definitions: precision, recall and F1 as usual; evidence by token F1 as in ERASER
(DeYoung et al., 2020, https://arxiv.org/abs/1911.03429), a token being one code point.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(slots=True)
class Counts:
    """Outcomes of a yes/no question over many texts."""

    true_positive: int = 0
    false_positive: int = 0
    false_negative: int = 0
    true_negative: int = 0

    def add(self, *, is_positive: bool, is_predicted: bool) -> None:
        """Count one text."""
        if is_positive and is_predicted:
            self.true_positive += 1
        elif is_positive:
            self.false_negative += 1
        elif is_predicted:
            self.false_positive += 1
        else:
            self.true_negative += 1

    @property
    def support(self) -> int:
        """Number of positive texts."""
        return self.true_positive + self.false_negative

    @property
    def precision(self) -> float | None:
        """Share of the predictions that are right; ``None`` without predictions."""
        return _ratio(self.true_positive, self.true_positive + self.false_positive)

    @property
    def recall(self) -> float | None:
        """Share of the positives that are found; ``None`` without positives."""
        return _ratio(self.true_positive, self.support)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; ``None`` without positives and predictions."""
        return _ratio(2 * self.true_positive, 2 * self.true_positive + self.false_positive + self.false_negative)

    @property
    def miss_rate(self) -> float | None:
        """Share of the positives that are not found."""
        return _ratio(self.false_negative, self.support)

    @property
    def false_alarm_rate(self) -> float | None:
        """Share of the negatives that are predicted positive."""
        return _ratio(self.false_positive, self.false_positive + self.true_negative)


@dataclass(slots=True)
class Overlap:
    """Agreement of predicted evidence with the labelled one, counted in code points."""

    shared: int = 0
    predicted: int = 0
    labelled: int = 0

    def add(self, predicted: Iterable[int], labelled: Iterable[int]) -> None:
        """Count one text; arguments are positions of code points."""
        found, wanted = set(predicted), set(labelled)
        self.shared += len(found & wanted)
        self.predicted += len(found)
        self.labelled += len(wanted)

    @property
    def f1(self) -> float | None:
        """Micro-averaged token F1; ``None`` where neither side marked anything."""
        return _ratio(2 * self.shared, self.predicted + self.labelled)


def mean(values: Iterable[float | None]) -> float | None:
    """Mean of the values that are there; ``None`` if none is."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
