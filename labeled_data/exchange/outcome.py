"""What an export or import gives back besides the file: the examples, and everything left out with its reason.

Knows nothing of any tool's format.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from labeled_data.example import LabeledExample


class SkipReason(StrEnum):
    """Why a part of a tool's file is in no example."""

    CANCELLED = "cancelled"
    """The annotator skipped the task."""
    NO_ANNOTATION = "no_annotation"
    """Nobody annotated the task; drafts and predictions are no annotations."""
    OTHER_ANNOTATOR = "other_annotator"
    """Another annotator was asked for."""
    DRAFT = "draft"
    """Work that was not submitted."""
    RELATION = "relation"
    """Examples hold no relations between spans."""
    OTHER_CONTROL = "other_control"
    """A control that the labelling interface of this package does not have."""
    REPEATED = "repeated"
    """The same span with the same label stands twice."""
    COMMENT = "comment"
    """Examples hold no comments."""
    EXTRA_FIELD = "extra_field"
    """A column that is no field of an example."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """One thing of a tool's file that is in no example."""

    place: str
    """For example ``task 12, annotation 3`` or ``line 7``."""
    reason: SkipReason
    detail: str = ""
    """What it is, for example the name of a column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedExamples:
    """The examples of a tool's file and what of it is in none of them."""

    examples: tuple[LabeledExample, ...]
    skipped: tuple[Skipped, ...] = ()

    @property
    def skipped_counts(self) -> Mapping[SkipReason, int]:
        """How often each reason occurred, the most frequent first."""
        return counts_of(self.skipped)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeSummary:
    """What an export or import of a file did."""

    example_count: int
    skipped: tuple[Skipped, ...] = ()

    @property
    def skipped_counts(self) -> Mapping[SkipReason, int]:
        """How often each reason occurred, the most frequent first."""
        return counts_of(self.skipped)


def counts_of(skipped: tuple[Skipped, ...]) -> Mapping[SkipReason, int]:
    """Count reasons, the most frequent first."""
    return dict(Counter(entry.reason for entry in skipped).most_common())
