"""A site to crawl, as data.

Knows nothing of fetching.
"""

from dataclasses import dataclass
from enum import StrEnum

from crawler.capture import Viewport
from crawler.pages.ad_rule import AdRule

DESKTOP = Viewport(width=1366, height=900)
"""The window that pages are shown in unless the site says otherwise."""


class Robots(StrEnum):
    """What a site's robots.txt means to us."""

    OBEY = "obey"
    IGNORE = "ignore"
    """On written authority; ``Site.robots_reason`` says whose, and every capture's log entry repeats it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One entry of ``sites.yaml``."""

    name: str
    start_urls: tuple[str, ...]
    follow: tuple[str, ...] = ()
    """Regular expressions; a link is followed when one of them is found in its absolute address. Empty: every link
    on the hosts of the start addresses."""
    skip: tuple[str, ...] = ()
    """Regular expressions; a link in which one is found is never followed."""
    hosts: tuple[str, ...] = ()
    """Hosts that links may lead to besides those of the start addresses; ``.example.cn`` covers subdomains."""
    depth: int = 3
    """Links from a start address; 0 is the start addresses alone."""
    max_pages: int = 1_000
    max_pages_per_shape: int = 100
    """Pages of one shape of address (same path with numbers and query values left out): what stops a calendar."""
    max_page_bytes: int = 20_000_000
    """Of one answer, after decompression."""
    schedule: str | None = None
    """Cron expression, for whoever runs crawls regularly; the crawler itself runs when it is called."""
    viewport: Viewport = DESKTOP
    is_rendered: bool = True
    """Whether a browser draws the pages; plain HTTP otherwise."""
    robots: Robots = Robots.OBEY
    robots_reason: str | None = None
    delay_s: float = 0.5
    """Least time between two requests to a host; AutoThrottle lengthens it."""
    concurrency: int = 2
    """Requests to one host at a time."""
    timeout_s: float = 30.0
    """For one answer or one navigation."""
    follows_landing: bool = True
    max_scrolls: int = 8
    """Screens to scroll down for what loads late."""
    page_kind: str | None = None
    """Name of a module of ``crawler.sites`` that knows this kind of page: ``search_results``, ``article``,
    ``app_store``, ``platform``. ``None``: the generic finders alone."""
    ad_rules: tuple[AdRule, ...] = ()
    channel: str = "web"
    """What ``Ad.channel`` says."""
