"""An ad as it was seen: its pieces of text and what its source states about it.

Knows nothing of categories or verdicts, and fills nothing in: what the source does not say is ``None``.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from enum import StrEnum

CHINA_TIME = timezone(timedelta(hours=8), "UTC+08:00")
"""Clock by which a Chinese ad's day is counted."""


class CreativeKind(StrEnum):
    """Where in the ad a piece of text stood."""

    TITLE = "title"
    BODY = "body"
    FOOTNOTE = "footnote"
    BUTTON = "button"
    IMAGE_TEXT = "image_text"
    LANDING_TEXT = "landing_text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Creative:
    """One piece of an ad."""

    kind: CreativeKind
    text: str
    """As seen, not normalised; empty for an image whose words were not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The row of a file that an ad was read from."""

    source: str
    """What reports call the file; ``ads.xlsx#Sheet1`` for a worksheet."""
    row_number: int
    """From 1, as an editor or spreadsheet counts."""

    @property
    def default_id(self) -> str:
        """Id of an ad whose row states none."""
        return f"{self.source}#{self.row_number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ad:
    """One ad as seen."""

    ad_id: str
    """Id given by the source; where it gives none, ``<file>#<row>``, the same at every reading."""
    creatives: tuple[Creative, ...]
    """In reading order."""
    advertiser_raw: str | None = None
    """Name of the advertiser as the source writes it."""
    published_at: datetime | None = None
    """Aware, UTC. A day without a clock time counts from midnight, a time without a zone is China time."""
    channel: str | None = None
    """Medium as the source writes it, for example ``sms``."""
    origin: Origin | None = field(default=None, compare=False)
    """Where it was read, for reports; the same ad read elsewhere is the same ad. ``None`` when typed by hand."""
