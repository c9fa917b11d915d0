"""What a judge of ads says about one text, whoever the judge is: rules, a baseline, a model.

Knows nothing of labels.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from classifier import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """The answers to the nine questions about one text."""

    accused: frozenset[str]
    """Category codes said to be violated."""
    asked: frozenset[str] = frozenset()
    """Category codes that need a fact."""
    probabilities: Mapping[str, float] = field(default_factory=dict)
    """Category → probability of a violation, all nine; empty for a judge without."""
    evidence: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    """Accused category → spans of the raw text."""
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Accused category → rules or detectors that say so; empty for a judge without parts."""


class Judge(Protocol):
    """Whoever answers the nine questions."""

    @property
    def name(self) -> str:
        """As results are headed."""
        ...

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        """Judge texts, in their order. The same text gets the same answer whatever stands beside it."""
        ...

    def without_undoing(self) -> "Judge | None":
        """The same judge reading disguised spellings as they stand; ``None`` where none is ever undone."""
        ...
