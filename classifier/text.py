"""What an ad says, piece by piece, and how a place in it is pointed at.

Knows nothing of categories, rules or where the text came from.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self


class PassageKind(StrEnum):
    """Where in the ad a piece of text stood."""

    TITLE = "title"
    BODY = "body"
    FOOTNOTE = "footnote"
    BUTTON = "button"
    IMAGE_TEXT = "image_text"
    LANDING_TEXT = "landing_text"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, ``0 <= start < end``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end}); a span is 0 <= start < end")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Self) -> bool:
        """Whether the two ranges share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Self) -> bool:
        """Whether ``other`` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One piece of ad text exactly as it was seen."""

    passage_id: str
    """Unique within its ad; means something only to the caller."""
    kind: PassageKind
    text: str
    """Raw text, not normalised. May be empty: an image that was not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words that prove a finding: an exact quotation with its place."""

    passage_id: str
    span: Span
    """Code points of the raw passage text."""
    quote: str
    """Always ``passage.text[span.start:span.end]``."""

    @classmethod
    def of(cls, passage: Passage, span: Span) -> Self:
        """Quote ``span`` of ``passage``.

        Raises:
            ValueError: the span reaches past the end of the passage.
        """
        if len(passage.text) < span.end:
            raise ValueError(
                f"span [{span.start}, {span.end}) reaches past passage {passage.passage_id!r} "
                f"of {len(passage.text)} code points"
            )
        return cls(passage_id=passage.passage_id, span=span, quote=passage.text[span.start : span.end])


@dataclass(frozen=True, slots=True, kw_only=True)
class AdCopy:
    """The text of one ad, its passages in reading order, and what the caller knows about it."""

    copy_id: str
    passages: tuple[Passage, ...]
    advertiser: str | None = None
    """Name of the advertiser as the caller states it; ``None`` when unknown."""
    published_on: date | None = None
    """Day the ad was published; decides which law applies. ``None`` when unknown."""
    channel: str | None = None
    """Medium, free text (``sms``, ``app_store`` …); feeds priority only."""

    def __post_init__(self) -> None:
        ids = [passage.passage_id for passage in self.passages]
        if len(ids) != len(set(ids)):
            raise ValueError(f"passage ids of ad {self.copy_id!r} repeat: {ids}; give each passage its own id")

    @classmethod
    def of_text(cls, text: str, *, copy_id: str = "text", published_on: date | None = None) -> Self:
        """Take a single undivided text as an ad with one body passage."""
        passage = Passage(passage_id=PassageKind.BODY.value, kind=PassageKind.BODY, text=text)
        return cls(copy_id=copy_id, passages=(passage,), published_on=published_on)
