"""Two judges over the same texts: by how much their scores differ, and on which texts.

Knows nothing of how either was made.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from classifier.legal.category import CODES
from models.evaluation.bootstrap import Interval, interval_of
from models.evaluation.evaluation import Evaluation
from models.evaluation.measures import MEASURES
from models.evaluation.scores import Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A score of the second judge less that of the first."""

    first: float
    second: float
    interval: Interval | None
    """Of the difference, both judges scored on the same resamples (paired bootstrap)."""

    @property
    def value(self) -> float:
        """What the second has more."""
        return self.second - self.first

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.interval is not None and not self.interval.low <= 0 <= self.interval.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """An answer on which the two differ and one is right."""

    example_id: str
    code: str
    is_positive: bool
    became_right: bool
    """The second is right; otherwise the first."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What the second judge does otherwise than the first."""

    first: str
    second: str
    measures: Mapping[str, Difference]
    """By name of the measure; those without ground left out."""
    categories: Mapping[str, Difference]
    """F1 by category; those without ground left out."""
    flips: tuple[Flip, ...]


def compare(first: Evaluation, second: Evaluation) -> Comparison:
    """Compare two evaluations.

    Raises:
        ValueError: they are not over the same examples in the same order.
    """
    if first.sheet.examples != second.sheet.examples:
        raise ValueError(f"{first.judge!r} and {second.judge!r} were not judged on the same examples")
    measures = {name: _difference(first, second, name, None) for name in MEASURES}
    categories = {code: _difference(first, second, "f1", column) for column, code in enumerate(CODES)}
    return Comparison(
        first=first.judge,
        second=second.judge,
        measures={name: found for name, found in measures.items() if found is not None},
        categories={code: found for code, found in categories.items() if found is not None},
        flips=tuple(
            Flip(
                example_id=first.sheet.examples[row].example_id,
                code=CODES[column],
                is_positive=bool(first.sheet.positive[row, column]),
                became_right=bool(second.sheet.right[row, column]),
                text=first.sheet.examples[row].text,
            )
            for row, column in np.argwhere(first.sheet.right != second.sheet.right).tolist()
        ),
    )


def _difference(first: Evaluation, second: Evaluation, name: str, column: int | None) -> Difference | None:
    def values(scores: Scores) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        found = getattr(scores, name)
        return np.asarray(found if column is None else found[:, column])

    before, after = float(values(first.scores)[0]), float(values(second.scores)[0])
    if np.isnan(before) or np.isnan(after):
        return None
    return Difference(first=before, second=after, interval=interval_of(values(second.spread) - values(first.spread)))
