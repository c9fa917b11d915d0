"""Joins groups that may not be parted into units: linked by near copies or by a declared pair.

Does not know how units are spread over the splits.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from labeled_data.errors import LabeledDataError
from labeled_data.example import LabeledExample
from labeled_data.near_copies import near_copies


class SplitError(LabeledDataError):
    """The examples cannot be split; every reason is listed."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(f"the examples cannot be split: {len(self.problems)} problem(s)\n{lines}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Groups that go to one split together."""

    groups: tuple[str, ...]
    """In order of name."""
    examples: tuple[LabeledExample, ...]


def units_of(examples: Sequence[LabeledExample]) -> tuple[Unit, ...]:
    """Join the groups of ``examples``: two with a near copy or a declared pair between them are one unit.

    Returns:
        The units in order of their first group name, whatever the order of the examples.

    Raises:
        SplitError: texts without a group.
    """
    groupless = [example.example_id for example in examples if not example.group]
    if groupless:
        raise SplitError([f"{name} has no group; name its advertiser or campaign" for name in groupless])
    groups = [example.group or "" for example in examples]
    leader = {group: group for group in groups}

    def leader_of(group: str) -> str:
        while leader[group] != group:
            leader[group] = leader[leader[group]]
            group = leader[group]
        return group

    def join(left: str, right: str) -> None:
        first, last = sorted((leader_of(left), leader_of(right)))
        leader[last] = first

    paired: dict[str, str] = {}
    for example, group in zip(examples, groups, strict=True):
        if example.pair:
            join(paired.setdefault(example.pair, group), group)
    for copy in near_copies([example.text for example in examples]):
        join(groups[copy.first], groups[copy.second])
    members: defaultdict[str, list[LabeledExample]] = defaultdict(list)
    for example, group in zip(examples, groups, strict=True):
        members[leader_of(group)].append(example)
    return tuple(
        Unit(
            groups=tuple(sorted({example.group or "" for example in members[name]})),
            examples=tuple(sorted(members[name], key=lambda example: example.example_id)),
        )
        for name in sorted(members)
    )
