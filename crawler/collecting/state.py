"""What a crawl knows, as its log tells it: what was visited, what is still to do, which ads are known.

One function, ``replay``, takes in an entry, whether it has just been written or is read back after a restart: so a
crawl that was killed goes on exactly where its log ends. Knows nothing of files.
"""

from collections.abc import Mapping
from typing import Any

from crawler.campaigns import CampaignIndex, signature_from_record
from crawler.collecting.coverage import Coverage
from crawler.collecting.landing import KnownLandings, landing_from_record
from crawler.visit import Link

VISIT = "visit"
"""Kind of log entry that this module reads; the others change no state."""


class CrawlState:
    """Grows with every visit."""

    def __init__(self) -> None:
        self.visited: dict[str, str] = {}
        """Keys of visits that are in the log, with the site of each."""
        self.ad_ids: set[str] = set()
        self.coverage = Coverage()
        self.landings = KnownLandings()
        self.campaigns = CampaignIndex()
        self.sightings = 0
        self.problems = 0
        self._waiting: dict[str, tuple[Link, str]] = {}

    def expect(self, link: Link, *, site: str) -> None:
        """Add an address to visit, unless it was visited or is expected already."""
        if link.url not in self.visited:
            self._waiting.setdefault(link.url, (link, site))

    def waiting(self) -> tuple[tuple[Link, str], ...]:
        """Addresses found and not yet visited, with the site that led there, in the order in which they were found."""
        return tuple(self._waiting.values())

    @property
    def waiting_count(self) -> int:
        """How many addresses were found and not yet visited."""
        return len(self._waiting)

    def replay(self, kind: str, content: Mapping[str, Any]) -> None:
        """Take in one entry of the log."""
        if kind != VISIT:
            return
        self.visited[content["key"]] = content["capture"]["site"]
        self._waiting.pop(content["key"], None)
        self.coverage.count(content["capture"], ads=len(content["ads"]))
        self.problems += content["capture"].get("problem") is not None
        for capture in content["landings"]:
            self.coverage.count(capture, is_landing=True)
        for landing in content["landing_pages"]:
            self.landings.add(landing_from_record(landing))
        for ad in content["ads"]:
            self.ad_ids.add(ad["id"])
        self.campaigns.restore(
            (ad["sighting"]["campaign"], signature_from_record(signature))
            for ad, signature in zip(content["ads"], content["signatures"], strict=True)
        )
        self.sightings += len(content["ads"])
        for url, depth in content["links"]:
            self.expect(Link(url=url, depth=depth), site=content["capture"]["site"])
