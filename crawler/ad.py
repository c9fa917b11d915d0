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


class FoundBy(StrEnum):
    """By what an ad was told from what surrounds it."""

    FILTER_LIST = "filter_list"
    """A rule of an EasyList-format list hides or blocks it."""
    AD_FRAME = "ad_frame"
    """It stands in the frame of an advertising network."""
    LABEL = "label"
    """It is marked as an ad: 广告, 推广, 赞助."""
    SLOT_SIZE = "slot_size"
    """A linked picture or frame of a size that ads are sold in, leading to another site."""
    CONTENT = "content"
    """The words themselves promote: a soft article that no list knows."""
    SITE_RULE = "site_rule"
    """A selector declared for the site."""
    DECLARED_PATH = "declared_path"
    """A path declared for the answers of an advertising interface."""
    RECORD_SHAPE = "record_shape"
    """A record in an app's traffic with the fields of an ad."""
    AD_VIEW = "ad_view"
    """A view of an advertising kit on an app's screen."""
    HANDED_IN = "handed_in"
    """Somebody handed it in as an ad: a transcript, a scan, a photo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle; pixels from the upper left corner of the page, screen or image that is meant."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One line of words read in an image."""

    text: str
    box: Box
    """In pixels of the image."""
    confidence: float
    """What the reader states, 0 to 1; not calibrated."""
    is_small_print: bool
    """Whether it is set much smaller than the rest of the image."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageReading:
    """What was read in one image, or why it was not."""

    sha256: str | None
    """Of the image's bytes; ``None`` when they were not to be had."""
    width: int | None
    height: int | None
    """In pixels; ``None`` for what cannot be opened."""
    engine: str | None
    """Name and version of the reader; ``None`` when none ran."""
    lines: tuple[TextLine, ...] = ()
    """In reading order."""
    problem: str | None = None
    """Why the image, or a part of it, was not read; ``None`` when all of it was, even if it holds no words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Creative:
    """One piece of an ad."""

    kind: CreativeKind
    text: str
    """As seen, not normalised; empty for an image whose words were not read."""
    image: ImageReading | None = None
    """For words that were read in an image; the small print of an image is a creative of its own (footnote)."""


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
class Sighting:
    """Where and when a crawler saw an ad, and how it knew it for one."""

    capture_id: str
    """The sealed capture that proves it."""
    seen_at: datetime
    """Aware, UTC."""
    site: str
    """Name of the site, app or medium."""
    page_url: str | None
    """Address after redirects; ``None`` for what has none, such as a scan."""
    found_by: tuple[FoundBy, ...]
    """Every way that found it, the strongest first."""
    proof: str
    """What exactly told: the filter rule, the label, the declared path, the cues counted."""
    frame_url: str | None = None
    """Address of the frame it stood in; ``None`` for the page itself."""
    selector: str | None = None
    """CSS path of its element, JSON path of its record, or resource id of its view."""
    box: Box | None = None
    """On the page, in CSS pixels; ``None`` where nothing was drawn."""
    screenshot_sha256: str | None = None
    """Of the PNG of the ad alone."""
    landing_url: str | None = None
    """Where a click leads, as the page states it."""
    landing_final_url: str | None = None
    """Where following it once led."""
    landing_capture_id: str | None = None
    landing_problem: str | None = None
    """Why the landing page was not captured."""
    campaign: str | None = None
    """Key shared by near copies."""
    medium: str | None = None
    """``web``, ``app``, ``h5``, ``tv``, ``radio``, ``newspaper``, ``leaflet``, ``outdoor``, …"""
    place: str | None = None
    """Where it was published or put up, as handed in."""


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
    sighting: Sighting | None = None
    """Of an ad that a crawler found; ``None`` for a row of somebody's file."""
    origin: Origin | None = field(default=None, compare=False)
    """Where it was read, for reports; the same ad read elsewhere is the same ad. ``None`` when typed by hand."""
