"""Parts of a set in which a judge may do better or worse than on the whole.

Knows nothing of answers but for minimal pairs.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from labeled_data.example import LabeledExample
from labeled_data.vocabulary import FIN_AD
from models.evaluation.answers import AnswerSheet, Flags

LENGTH_BANDS = (30, 60, 120, 300)
"""Most characters of each band; the last is open."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Slice:
    """The texts that have one value of one property."""

    dimension: str
    value: str
    members: Flags
    """Shape (texts,)."""


def slices_of(examples: Sequence[LabeledExample]) -> tuple[Slice, ...]:
    """Every value of every property that at least one text has; texts without the property stand in no slice of it."""
    found: list[Slice] = []
    for dimension, value_of in _DIMENSIONS.items():
        values = [value_of(example) for example in examples]
        found += [
            Slice(
                dimension=dimension,
                value=value,
                members=np.array([other == value for other in values], dtype=bool),
            )
            for value in _ordered(dimension, {value for value in values if value is not None})
        ]
    return tuple(found)


def _length_band(example: LabeledExample) -> str:
    length, least = len(example.text), 1
    for most in LENGTH_BANDS:
        if length <= most:
            return f"{least}-{most}"
        least = most + 1
    return f"over {LENGTH_BANDS[-1]}"


def _wholeness(example: LabeledExample) -> str | None:
    return None if example.complete is None else "whole" if example.complete else "fragment"


def _hard_negative(example: LabeledExample) -> str | None:
    """What a text that violates nothing is."""
    if example.positive or example.unknown:
        return None
    if example.kind == FIN_AD:
        return "clean financial ad"
    return example.genre or example.kind


_DIMENSIONS: Mapping[str, Callable[[LabeledExample], str | None]] = {
    "vertical": lambda example: example.vertical,
    "channel": lambda example: example.channel,
    "length": _length_band,
    "year": lambda example: None if example.year is None else str(example.year),
    "wholeness": _wholeness,
    "hard negatives": _hard_negative,
}


def _ordered(dimension: str, values: Iterable[str]) -> list[str]:
    if dimension != "length":
        return sorted(values)
    return sorted(values, key=lambda value: (value.startswith("over"), int(value.split("-")[0].split()[-1])))


@dataclass(frozen=True, slots=True, kw_only=True)
class PairResult:
    """How minimal pairs were answered."""

    pairs: int
    right: int
    """Every member is answered rightly in every category in which the labels of the members differ."""


def judge_pairs(sheet: AnswerSheet) -> PairResult:
    """Judge the texts that differ by a small edit, and so in a label; those whose labels do not differ are left out."""
    members: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, example in enumerate(sheet.examples):
        if example.pair is not None:
            members[example.group or "", example.pair].append(row)
    pairs = right = 0
    for rows in members.values():
        positive, known = sheet.positive[rows], sheet.known[rows].all(axis=0)
        differs = known & (positive.any(axis=0) != positive.all(axis=0))
        if differs.any():
            pairs += 1
            right += bool(sheet.right[rows][:, differs].all())
    return PairResult(pairs=pairs, right=right)
