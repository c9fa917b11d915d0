"""A labelled ad: a text with what a person judged about it.

Knows nothing of files, splits, models or where the labels come from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from classifier.text import Span


class EntityKind(StrEnum):
    """What a marked name or figure is."""

    ADVERTISER = "advertiser"
    PRODUCT = "product"
    RATE = "rate"
    LICENCE = "licence"


@dataclass(frozen=True, slots=True, order=True)
class EntityMark:
    """A name or figure in the text that a later step may look up."""

    kind: EntityKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class LabeledExample:
    """One text with what a person judged about it.

    A category in neither ``positive`` nor ``unknown`` was judged negative.
    """

    example_id: str
    text: str
    """Raw, not normalised."""
    positive: tuple[str, ...]
    """Category codes that the text violates."""
    unknown: tuple[str, ...]
    """Category codes that cannot be judged from the text alone; left out of training loss and of scores."""
    evidence: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    """Positive category → spans of ``text`` that prove it; none for an absence."""
    kind: str | None = None
    """What the text is, for example ``fin_ad``, ``non_fin_ad``, ``not_ad``."""
    complete: bool | None = None
    """Whether the text stands as a whole ad; ``None`` where the question does not arise."""
    vertical: str | None = None
    """Trade, for example ``loan``."""
    source: str | None = None
    """Where the text comes from."""
    group: str | None = None
    """Texts of one group (an advertiser, a campaign) never stand on both sides of a split."""
    channel: str | None = None
    """Where such a text is met, for example ``sms``; see ``vocabulary.yaml``."""
    genre: str | None = None
    """What a text that is no financial ad is instead, for example ``news``."""
    year: int | None = None
    """The year in which it could have been published."""
    pair: str | None = None
    """Texts of one group with the same pair differ by a small edit, and so in a label."""
    entities: tuple[EntityMark, ...] | None = None
    """Every name and figure of the kinds of ``EntityKind``; ``None`` where nobody marked them."""

    def quotes(self, code: str) -> tuple[str, ...]:
        """The evidence of a category as text."""
        return tuple(self.text[span.start : span.end] for span in self.evidence.get(code, ()))
