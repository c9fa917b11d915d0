"""What a crawl brought, for whoever shows it.

Knows nothing of terminals.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSummary:
    """What a call brought."""

    out: Path
    pages: int
    """Visits of this run."""
    new_ads: int
    ads: int
    """Different ads in the folder, of all runs."""
    sightings: int
    problems: int
    waiting: int
    reason: str
    """``finished``, ``max_pages``, ``shutdown``, …"""
    limited: dict[str, int]
    """Shapes of address of which no more pages were visited, and how many were left."""
    archive: Path | None
    head: str
    """Hash of the last log entry: told elsewhere, it binds the whole crawl."""
    hosts: dict[str, dict[str, object]]
    """The coverage ledger by host."""
