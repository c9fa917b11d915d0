"""Which addresses of a page are followed: the rules of its site, and the limit that ends traps.

Knows nothing of fetching, nor of what was visited before.
"""

import re
from collections import Counter
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.pages.page import Page
from crawler.sites.addresses import canonical_url, host_of, same_site
from crawler.sites.hrefs import document_url, hrefs_of
from crawler.sites.site import Site
from crawler.visit import Link

_NOT_A_PAGE = re.compile(
    # Pictures, sound and film
    r"\.(?:jpe?g|png|gif|bmp|webp|avif|svg|ico|tiff?|psd|heic|mp3|wav|wma|ogg|flac|aac|m4a|mp4|m4v|avi|mov|wmv|flv|mkv"
    r"|webm|rm|rmvb|3gp|ts|m3u8|swf"
    # Archives and programs; sitemaps come compressed
    r"|zip|rar|7z|(?<!\.xml\.)gz|tgz|bz2|xz|tar|iso|dmg|apk|ipa|xapk|exe|msi|deb|rpm|jar|bin"
    # Parts of pages, and documents that no reader of ours opens
    r"|css|js|mjs|map|json|woff2?|ttf|otf|eot|docx?|xlsx?|pptx?)$",
    re.IGNORECASE,
)
_MAX_SHAPE_SEGMENTS = 10
_NUMBER = re.compile(r"\d+")
_HEX = re.compile(r"(?=[a-f-]*\d)[0-9a-f-]{8,}", re.IGNORECASE)
_TOKEN = re.compile(r"[\w-]{16,}", re.ASCII)


def links_of(page: Page, site: Site, depth: int) -> tuple[Link, ...]:
    """The addresses that a page at ``depth`` leads to and its site wants followed, in order, each once.

    Addresses are canonical; frames of other sites, which are mostly ads, lead nowhere. Hosts are those of the start
    addresses (with and without ``www.``), those of ``site.hosts``, and the host that a start address was redirected
    to, which is often ``m.``.
    """
    if depth >= site.depth:
        return ()
    rules = _rules_of(site)
    page_host = host_of(page.url)
    if page_host is not None and not rules.admits_host(page_host) and not rules.is_redirected(page_host, depth):
        page_host = None
    own = canonical_url(page.url)
    followed: dict[str, None] = {}
    is_own_frame = [
        (host := host_of(document_url(page, index))) is not None and (host == page_host or rules.admits_host(host))
        for index in range(len(page.frames))
    ]
    for href in hrefs_of(page):
        if not is_own_frame[href.frame]:
            continue
        host = host_of(href.url)
        if host is None or not (host == page_host or rules.admits_host(host)):
            continue
        url = canonical_url(href.url, encoding=href.encoding)
        if (
            url is not None
            and url != own
            and url not in followed
            and _NOT_A_PAGE.search(urlsplit(url).path) is None
            and rules.admits(url)
        ):
            followed[url] = None
    return tuple(Link(url=url, depth=depth + 1) for url in followed)


def shape_of(url: str) -> str:
    """The address with digits, ids and query values left out: what the pages of a calendar have in common.

    Repeated parts of the path count once, so that ``/a/a/a/a`` has the shape of ``/a``, and those beyond the tenth
    not at all.
    """
    parts = urlsplit(url)
    segments: dict[str, None] = {}
    for segment in parts.path.split("/"):
        if segment:
            segments[_shape_of_word(segment)] = None
    path = "/".join(list(segments)[:_MAX_SHAPE_SEGMENTS])
    names = sorted({_shape_of_word(part.partition("=")[0]) for part in parts.query.split("&") if part})
    query = f"?{'&'.join(names)}" if names else ""
    fragment = f"#{_shape_of_word(parts.fragment)}" if parts.fragment else ""
    return f"{parts.netloc}/{path}{query}{fragment}"


class TrapLimit:
    """Counts addresses by shape and tells when there were enough of one: calendars, sessions, ever deeper paths."""

    def __init__(self, max_per_shape: int) -> None:
        self._max_per_shape = max_per_shape
        self._counts: Counter[str] = Counter()

    def admits(self, url: str) -> bool:
        """Count an address that is about to be visited; ``False`` when its shape is exhausted.

        The caller asks once for each address.
        """
        shape = shape_of(url)
        self._counts[shape] += 1
        return self._counts[shape] <= self._max_per_shape

    @property
    def exhausted(self) -> dict[str, int]:
        """The shapes of which addresses were refused, and how many, for the report."""
        return {
            shape: count - self._max_per_shape for shape, count in self._counts.items() if count > self._max_per_shape
        }


class _Rules:
    """The link rules of a site, compiled."""

    def __init__(self, site: Site) -> None:
        self._follow = tuple(re.compile(pattern) for pattern in site.follow)
        self._skip = tuple(re.compile(pattern) for pattern in site.skip)
        self._start_hosts = {host for url in site.start_urls if (host := host_of(url)) is not None}
        self._hosts = {_without_www(host) for host in self._start_hosts}
        self._hosts |= {_without_www(host.lower()) for host in site.hosts if not host.startswith(".")}
        self._domains = tuple(host.lower() for host in site.hosts if host.startswith("."))

    def admits_host(self, host: str) -> bool:
        return _without_www(host) in self._hosts or any(f".{host}".endswith(domain) for domain in self._domains)

    def is_redirected(self, host: str, depth: int) -> bool:
        # Deeper, a redirect may lead anywhere; the crawl must not go on there unless it is still the same site.
        return depth == 0 or any(same_site(host, start) for start in self._start_hosts)

    def admits(self, url: str) -> bool:
        if any(pattern.search(url) for pattern in self._skip):
            return False
        return not self._follow or any(pattern.search(url) for pattern in self._follow)


@lru_cache(maxsize=256)
def _rules_of(site: Site) -> _Rules:
    return _Rules(site)


def _without_www(host: str) -> str:
    return host.removeprefix("www.")


def _shape_of_word(word: str) -> str:
    if _HEX.fullmatch(word) or (_TOKEN.fullmatch(word) and _is_mixed(word)):
        return "*"
    return _NUMBER.sub("0", word)


def _is_mixed(word: str) -> bool:
    """Whether letters and digits come in turns, as in an id and not as in a title with a year."""
    digits = sum(char.isdigit() for char in word)
    return 3 <= digits <= len(word) - 3 and len(_NUMBER.findall(word)) >= 3
