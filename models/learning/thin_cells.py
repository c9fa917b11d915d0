"""Finds cells of category, vertical, channel and length with too few texts, each said once at its most general.

The maximal uncovered patterns of Asudeh, Jin & Jagadish, "Assessing and remedying coverage for a given dataset", ICDE
2019: a cell is reported if it holds too few texts while every cell one condition wider holds enough. So a vertical that
a category lacks altogether is one line, and not one for each of its channels.

Knows nothing of how texts are judged or compared.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, product

import numpy as np

from classifier.legal.category import CODES
from labeled_data.example import LabeledExample
from models.evaluation.slices import slices_of
from models.learning.answers import Answers, Flags

LEAST = 5
"""Texts under which a cell is thin."""
DEPTH = 2
"""Most conditions of a cell: with three of them nearly all cells of any set are thin."""


class Side(StrEnum):
    """Which texts of a category are counted."""

    POSITIVE = "positive"
    NEAR_MISS = "near miss"
    """Negatives that resemble positives."""


Conditions = tuple[tuple[str, str], ...]
"""Dimensions (``vertical``, ``channel``, ``length``) with a value each; a text of the cell meets all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThinCell:
    """A cell with too few texts."""

    code: str
    side: Side
    conditions: Conditions
    """Empty where the whole side of the category is thin."""
    texts: int
    expected: float
    """Texts that it would hold if the category were as frequent in it as in the set."""


def thin_cells(
    examples: Sequence[LabeledExample],
    labels: Answers,
    near_misses: Flags,
    *,
    values: Mapping[str, Sequence[str]],
    is_possible: Callable[[str, Conditions], bool] = lambda _code, _conditions: True,
    least: int = LEAST,
    depth: int = DEPTH,
) -> tuple[ThinCell, ...]:
    """Find the most general thin cells, those first that lack most of what was to be expected.

    Args:
        examples: the set.
        labels: shape (texts, 9): 1 positive, 0 negative, -1 unknown.
        near_misses: shape (texts, 9).
        values: dimension → values that are wanted, whether a text has them or not; texts of other values count in
            wider cells only.
        is_possible: whether texts of a category that meet the conditions are met in the world; others are not missed.
        least: texts under which a cell is thin.
        depth: most conditions of a cell.
    """
    members = _members(examples, values)
    cells = {size: tuple(_cells(values, size)) for size in range(depth + 1)}
    inside = {
        conditions: np.logical_and.reduce([members[condition] for condition in conditions])
        for size in range(1, depth + 1)
        for conditions in cells[size]
    }
    inside[()] = np.ones(len(examples), dtype=bool)
    found: list[ThinCell] = []
    for column, code in enumerate(CODES):
        for side, counted in ((Side.POSITIVE, labels[:, column] == 1), (Side.NEAR_MISS, near_misses[:, column])):
            enough: set[Conditions] = set()
            for size in range(depth + 1):
                for conditions in cells[size]:
                    wider = combinations(conditions, size - 1) if size else ()
                    if not enough.issuperset(wider) or not is_possible(code, conditions):
                        continue
                    texts = int((counted & inside[conditions]).sum())
                    if texts >= least:
                        enough.add(conditions)
                        continue
                    expected = float(counted.sum() * inside[conditions].sum() / max(len(examples), 1))
                    found.append(ThinCell(code=code, side=side, conditions=conditions, texts=texts, expected=expected))
    return tuple(sorted(found, key=lambda cell: (cell.texts - cell.expected, len(cell.conditions))))


def _members(
    examples: Sequence[LabeledExample], values: Mapping[str, Sequence[str]]
) -> Mapping[tuple[str, str], Flags]:
    """Condition → which texts meet it, shape (texts,)."""
    found = {(part.dimension, part.value): part.members for part in slices_of(examples)}
    nobody = np.zeros(len(examples), dtype=bool)
    return {
        (dimension, value): found.get((dimension, value), nobody)
        for dimension, known in values.items()
        for value in known
    }


def _cells(values: Mapping[str, Sequence[str]], size: int) -> Iterator[Conditions]:
    """All cells of ``size`` conditions."""
    for dimensions in combinations(values, size):
        for chosen in product(*(values[dimension] for dimension in dimensions)):
            yield tuple(zip(dimensions, chosen, strict=True))
