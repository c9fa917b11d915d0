"""Checks that nothing stands on both sides of a split: no group, no pair, no near copy.

Does not decide which text stands where.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from labeled_data.checking.report import AlikeAcrossSplits, Problem
from labeled_data.example import LabeledExample
from labeled_data.near_copies import GRAM, Similar
from labeled_data.splitting.split_name import SplitName

ALIKE = Fraction(3, 10)
"""5-gram Jaccard similarity from which texts of different splits are listed."""

Splits = Mapping[str, SplitName]
"""Example id → split."""


def leakage_problems(
    examples: Sequence[LabeledExample], similar: Iterable[Similar], splits: Splits
) -> Iterator[Problem]:
    """Examples without a split, and groups, pairs and near copies that stand in several.

    A declared pair excuses a near copy within a split, never across splits.
    """
    for example in examples:
        if example.example_id not in splits:
            yield Problem(example_id=example.example_id, rule="leakage", message="has no split; split the set again")
    for field in ("group", "pair"):
        homes: defaultdict[str, dict[SplitName, str]] = defaultdict(dict)
        for example in examples:
            name, home = getattr(example, field), splits.get(example.example_id)
            if name and home is not None:
                homes[name].setdefault(home, example.example_id)
        for name, found in homes.items():
            if len(found) > 1:
                where = ", ".join(f"{home} ({example_id})" for home, example_id in found.items())
                message = f"{field} {name!r} stands in several splits: {where}; keep it in one"
                yield Problem(example_id=next(iter(found.values())), rule="leakage", message=message)
    for pair, (first, first_split), (second, second_split) in _across(examples, similar, splits):
        if pair.is_near_copy:
            message = (
                f"({first_split}) is a near copy of {second} ({second_split}), {pair.gram}-gram Jaccard "
                f"{pair.jaccard:.2f}; rewrite one or split the set again"
            )
            yield Problem(example_id=first, rule="leakage", message=message)


def alike_across_splits(
    examples: Sequence[LabeledExample], similar: Iterable[Similar], splits: Splits
) -> tuple[AlikeAcrossSplits, ...]:
    """Texts of different splits whose 5-grams are alike, near copies among them, the most alike first."""
    found = [
        AlikeAcrossSplits(
            jaccard=pair.jaccard,
            first_id=first,
            first_split=first_split,
            second_id=second,
            second_split=second_split,
        )
        for pair, (first, first_split), (second, second_split) in _across(examples, similar, splits)
        if pair.gram == GRAM
    ]
    return tuple(sorted(found, key=lambda pair: (-pair.jaccard, pair.first_id, pair.second_id)))


def _across(
    examples: Sequence[LabeledExample], similar: Iterable[Similar], splits: Splits
) -> Iterator[tuple[Similar, tuple[str, SplitName], tuple[str, SplitName]]]:
    for pair in similar:
        first, second = examples[pair.first].example_id, examples[pair.second].example_id
        left, right = splits.get(first), splits.get(second)
        if left is not None and right is not None and left is not right:
            yield pair, (first, left), (second, right)
