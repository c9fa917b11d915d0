"""Holds what a check of a labelled set finds.

Does not find anything itself.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from labeled_data.splitting.split_name import SplitName


class Level(StrEnum):
    """How much a problem weighs."""

    ERROR = "error"
    WARNING = "warning"
    """Probably wrong; to be looked at, and no reason to fail."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One thing wrong with an example, or with several together."""

    example_id: str
    """The first of the examples concerned; empty for the set as a whole."""
    rule: str
    """What was broken, for example ``evidence`` or ``near_copy``."""
    message: str
    """What is wrong and the way out."""
    level: Level = Level.ERROR

    def __str__(self) -> str:
        place = f"{self.example_id}: " if self.example_id else ""
        return f"{self.level} {self.rule}: {place}{self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A figure that the set is to reach."""

    name: str
    wanted: str
    """In words, for example ``≥ 450``."""
    measured: str
    is_met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelConflict:
    """Words that prove a category in one text and stand in others that were judged negative."""

    category: str
    quote: str
    positive_ids: tuple[str, ...]
    negative_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class AlikeAcrossSplits:
    """Two texts of different splits that share much, though not enough for near copies."""

    jaccard: float
    """Of 5-grams."""
    first_id: str
    first_split: SplitName
    second_id: str
    second_split: SplitName


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """All that was found."""

    examples: int
    problems: tuple[Problem, ...]
    """By id and rule."""
    goals: tuple[Goal, ...]
    conflicts: tuple[LabelConflict, ...]
    """For a person to look at: likely label errors, the most contradicted first."""
    alike_across_splits: tuple[AlikeAcrossSplits, ...]
    """The most alike first."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Problems that fail the check."""
        return tuple(problem for problem in self.problems if problem.level is Level.ERROR)

    @property
    def counts(self) -> Mapping[tuple[Level, str], int]:
        """Problems by level and rule."""
        return Counter((problem.level, problem.rule) for problem in self.problems)

    def is_passed(self, *, goals: bool = False) -> bool:
        """Whether there is no error and, if ``goals`` count, no goal was missed."""
        return not self.errors and (not goals or all(goal.is_met for goal in self.goals))
