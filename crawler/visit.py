"""One visit as a source hands it on: what was seen, the ads found in it, and where it leads.

Knows nothing of sealing or of output folders.
"""

from dataclasses import dataclass
from datetime import datetime

from crawler.capture import Observation
from crawler.pages.found import FoundAd


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that a page leads to."""

    url: str
    """Absolute, canonical, without fragment."""
    depth: int
    """Links from a start address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a source saw at once: a page, a recording, a screen, a file."""

    observation: Observation
    ads: tuple[FoundAd, ...] = ()
    links: tuple[Link, ...] = ()
    channel: str = "web"
    """What ``Ad.channel`` says."""
    medium: str | None = None
    """What ``Sighting.medium`` says."""
    place: str | None = None
    published_at: datetime | None = None
    """Aware, UTC; ``None`` when the source does not say."""
