"""Where a crawl stands, for whoever shows it.

Knows nothing of terminals.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Counts of one run."""

    pages: int
    """Visits committed."""
    ads: int
    """Ads not seen before in this crawl."""
    sightings: int
    problems: int
    waiting: int
    """Addresses found and not yet visited."""
