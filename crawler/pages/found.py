"""An ad as a finder found it, before its pictures are read and its landing page is followed.

Knows nothing of captures.
"""

from dataclasses import dataclass

from crawler.ad import Box, CreativeKind, FoundBy


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPiece:
    """Words of an ad."""

    kind: CreativeKind
    text: str
    """As seen, trimmed, line breaks kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturePiece:
    """A picture of an ad that may hold words."""

    url: str | None
    """Absolute address; ``None`` for what has none: a canvas, a data address."""
    content: bytes | None
    """Its bytes, where they are at hand (loaded with the page, or in a data address)."""
    box: Box | None
    """Where it is drawn on the page, CSS pixels: the way to its words when ``content`` is ``None``."""
    alt: str | None = None
    """What the page's author wrote for it; need not be its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAd:
    """One ad of a page, a screen, an answer or a file."""

    pieces: tuple[TextPiece | PicturePiece, ...]
    """In reading order."""
    found_by: tuple[FoundBy, ...]
    """Every way that found it, the strongest first."""
    proof: str
    """What exactly told."""
    advertiser_raw: str | None = None
    landing_url: str | None = None
    """Absolute."""
    frame_url: str | None = None
    selector: str | None = None
    box: Box | None = None
    """On the page, CSS pixels."""
