"""What to crawl and how, settled before anything starts.

Knows nothing of Scrapy.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from crawler.sites.site import Site
from crawler.spider.addresses import AddressGuard

DEFAULT_USER_AGENT_SUFFIX = "finad/0.1"
"""What a browser's own User-Agent is followed by, and what plain HTTP calls itself: we say who we are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebOptions:
    """How the web is visited, whatever the sites."""

    max_pages: int | None = None
    """Over all sites; ``None``: the sites' own limits."""
    depth: int | None = None
    """Instead of the sites' own."""
    delay_s: float | None = None
    """Instead of the sites' own."""
    viewport: str | None = None
    """``desktop``, ``mobile`` or a size such as ``1920x1080``, instead of the sites' own."""
    follows_links: bool = True
    """False visits the start addresses alone."""
    uses_browser: bool = True
    """False fetches by plain HTTP even where a site asks for a browser."""
    browser: Path | None = None
    """Executable; ``None`` looks for one."""
    filter_lists: tuple[Path, ...] = ()
    """EasyList-format files besides our own small list."""
    allows_private: bool = False
    """Whether the hosts of the start addresses and of ``resolve`` may have private addresses."""
    allowed_networks: tuple[str, ...] = ()
    """Networks that are not public and may be asked all the same: ``10.1.0.0/16``."""
    resolve: Mapping[str, str] = field(default_factory=dict)
    """Hostname, or ``*.domain``, to the address that answers for it, as ``curl --resolve`` does."""
    contact: str | None = None
    """Address or e-mail for the site's operator, added to the User-Agent."""
    frontier: str | None = None
    """``redis://host:port/db#name`` when several workers share one frontier; a new crawl takes a new name."""
    worker: str = "1"
    """Name of this worker on a shared frontier; the same after a restart."""
    log: Path | None = None
    """File for what the crawl says of its own running; ``None`` says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlPlan:
    """One run of the crawler over the web."""

    sites: tuple[Site, ...]
    extra_seeds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Further addresses to visit, by site name: of feeds, lists, past ads."""
    web: WebOptions = field(default_factory=WebOptions)

    @property
    def frontier_key(self) -> str:
        """Begin of the keys of the shared frontier in Redis."""
        return f"finad:{urldefrag(self.web.frontier or '').fragment or 'crawl'}"

    @property
    def user_agent_suffix(self) -> str:
        """Who we are."""
        contact = self.web.contact
        return f"{DEFAULT_USER_AGENT_SUFFIX} (+{contact})" if contact else DEFAULT_USER_AGENT_SUFFIX

    def address_guard(self) -> AddressGuard:
        """What keeps this crawl from addresses that nobody named."""
        web = self.web
        named = {urlsplit(url).hostname for site in self.sites for url in site.start_urls}
        return AddressGuard(
            resolve=web.resolve,
            allowed_hosts=[host for host in named if host] if web.allows_private else (),
            allowed_networks=(*web.allowed_networks, *(web.resolve.values() if web.allows_private else ())),
        )

    def site_named(self, name: str) -> Site:
        """The site of that name.

        Raises:
            KeyError: there is none; a request of another crawl reached this one.
        """
        return {site.name: site for site in self.sites}[name]
