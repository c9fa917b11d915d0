"""What the user asked for, as one value.

Knows nothing of command lines.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from crawler.sources.handed_in import HandedIn


@dataclass(frozen=True, slots=True, kw_only=True)
class WebOptions:
    """How the web is visited."""

    max_pages: int | None = None
    depth: int | None = None
    """Instead of the sites' own."""
    delay_s: float | None = None
    """Instead of the sites' own."""
    viewport: str | None = None
    """``desktop``, ``mobile`` or the name of a device that Playwright knows, instead of the sites' own."""
    uses_browser: bool = True
    browser: Path | None = None
    filter_lists: tuple[Path, ...] = ()
    allows_private: bool = False
    allowed_networks: tuple[str, ...] = ()
    resolve: Mapping[str, str] = field(default_factory=dict)
    contact: str | None = None
    frontier: str | None = None
    worker: str = "1"
    follows_links: bool = True
    log: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlRequest:
    """One call of ``finad crawl``."""

    arguments: tuple[str, ...]
    out: Path
    web: WebOptions = field(default_factory=WebOptions)
    handed_in: HandedIn = field(default_factory=HandedIn)
    blobs_at: str | None = None
    packs: bool = True
    """Whether to pack a WACZ at the end."""
    timestamp_url: str | None = None
    watches: bool = False
    """Whether to wait for new files in the folders named, until stopped."""
