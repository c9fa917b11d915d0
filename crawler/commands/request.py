"""What the user asked for, as one value.

Knows nothing of command lines.
"""

from dataclasses import dataclass, field
from pathlib import Path

from crawler.sources.handed_in import HandedIn
from crawler.spider.plan import WebOptions


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
