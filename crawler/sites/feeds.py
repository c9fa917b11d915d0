"""Addresses from what sites list: RSS and Atom feeds, and sitemaps.

Knows nothing of fetching. What a list holds that is no address is reported, never dropped.
"""

import io
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from crawler.errors import MissingLibraryError
from crawler.readers.html import creatives_of_page
from crawler.sites.addresses import host_of
from crawler.sites.published import moment_of
from crawler.sites.seeds import BadRow, SeedList, SeedUrl, urls_of_file

__all__ = [
    "BadRow",
    "Feed",
    "FeedEntry",
    "SeedList",
    "SeedUrl",
    "is_feed",
    "links_of_feed",
    "read_feed",
    "urls_of_file",
]

_GZIP = b"\x1f\x8b"
_MAX_UNPACKED = 64 * 1024 * 1024
"""A sitemap has at most 50 MB by its own rules."""
_FEED_TYPES = re.compile(r"application/(?:rss|atom|rdf)\+xml", re.IGNORECASE)
_XML_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml")
"""Careless servers call a feed a page."""
_ROOT = re.compile(rb"<(?:\w+:)?(rss|feed|rdf|urlset|sitemapindex)[\s>]", re.IGNORECASE)
_ELEMENT = re.compile(rb"<[A-Za-z]")
_HEAD_BYTES = 8_192
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_CUT_OFF = re.compile(r"(?:\.\.\.|…|\[…\]|阅读全文|查看全文|更多)\s*$")
_NO_ZONE = re.compile(r"[\d\s\-年月日/.:：T时分秒]+")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_WHOLE_TEXT = 200
"""A summary of so many characters is as good as the text of an entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry of a feed or sitemap."""

    url: str
    """Absolute."""
    title: str | None = None
    text: str | None = None
    """Its whole words where the feed carries them, a line for each block; ``None`` for a mere summary or none."""
    author: str | None = None
    published_at: datetime | None = None
    """Aware, UTC; ``None`` where it is not stated. A sitemap states when a page changed, which is not this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What was read in a feed or sitemap."""

    entries: tuple[FeedEntry, ...]
    sitemaps: tuple[str, ...] = ()
    """Further sitemaps that an index of them names."""
    problems: tuple[str, ...] = ()
    """What was not read, and why."""


def is_feed(body: bytes, headers: Iterable[tuple[str, str]]) -> bool:
    """Whether an answer is a feed or a sitemap: its first element tells, where its type does not."""
    types = [value for name, value in headers if name.lower() == "content-type"]
    if any(_FEED_TYPES.search(value) for value in types):
        return True
    is_page = any("html" in value.lower() for value in types)
    return not (is_page and not _XML_START.match(body)) and _root_of(body) is not None


def read_feed(body: bytes, headers: Iterable[tuple[str, str]], url: str) -> Feed:
    """Read a feed or sitemap that was answered at ``url``; what is wrong with it is among the problems.

    Raises:
        MissingLibraryError: feedparser or scrapy is not installed.
    """
    try:
        content = _unpacked(body)
    except (zlib.error, ValueError) as error:
        return Feed(entries=(), problems=(f"{url}: not read: {error}",))
    if _ENTITY.search(content):
        return Feed(entries=(), problems=(f"{url}: not read: it declares entities, of which bombs are made",))
    if _root_of(content) in {b"urlset", b"sitemapindex"}:
        return _sitemap(content, url)
    return _syndicated(content, headers, url)


def links_of_feed(body: bytes, *, base: str) -> tuple[str, ...]:
    """The addresses that a feed or sitemap leads to, each once; of an index those of its sitemaps."""
    feed = read_feed(body, (), base)
    return tuple(dict.fromkeys((*(entry.url for entry in feed.entries), *feed.sitemaps)))


def _root_of(body: bytes) -> bytes | None:
    """Name of the first element in small letters where it is that of a feed or sitemap."""
    try:
        head = _unpacked(body[:_HEAD_BYTES], whole=False)[:_HEAD_BYTES]
    except (zlib.error, ValueError):
        return None
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    head = _COMMENT.sub(b"", head)
    first = _ELEMENT.search(head)
    root = None if first is None else _ROOT.match(head, first.start())
    return None if root is None else root[1].lower()


def _unpacked(body: bytes, *, whole: bool = True) -> bytes:
    if not body.startswith(_GZIP):
        return body
    unpacker = zlib.decompressobj(wbits=31)
    content = unpacker.decompress(body, _MAX_UNPACKED)
    if unpacker.unconsumed_tail:
        raise ValueError(f"over {_MAX_UNPACKED:,} bytes when unpacked")
    if whole and not unpacker.eof:
        raise ValueError("the compressed data breaks off")
    return content


def _sitemap(content: bytes, url: str) -> Feed:
    try:
        from scrapy.utils.sitemap import Sitemap  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError("scrapy", extra="crawl") from error
    problems: list[str] = []
    locations: list[str] = []
    is_index = _root_of(content) == b"sitemapindex"
    try:
        for item in Sitemap(content):
            location = _absolute(url, str(item.get("loc", "")))
            if location is None:
                problems.append(f"{url}: no address: {str(item.get('loc'))[:200]!r}")
            else:
                locations.append(location)
    except Exception as error:  # lxml has exceptions of its own; what was read before stays
        problems.append(f"{url}: broken after {len(locations)} addresses: {error}")
    if is_index:
        return Feed(entries=(), sitemaps=tuple(dict.fromkeys(locations)), problems=tuple(problems))
    entries = tuple(FeedEntry(url=location) for location in dict.fromkeys(locations))
    return Feed(entries=entries, problems=tuple(problems))


def _syndicated(content: bytes, headers: Iterable[tuple[str, str]], url: str) -> Feed:
    try:
        import feedparser  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError("feedparser", extra="crawl") from error
    types = {name.lower(): value for name, value in headers if name.lower() == "content-type"}
    # As a stream: bytes that look like a path or an address would be opened.
    parsed: Any = feedparser.parse(io.BytesIO(content), response_headers=types | {"content-location": url})
    entries: list[FeedEntry] = []
    problems: list[str] = []
    for number, item in enumerate(parsed.entries, start=1):
        link = _absolute(url, str(item.get("link") or ""))
        if link is None:
            problems.append(f"{url}: entry {number} ({str(item.get('title', ''))[:80]!r}) has no address")
        else:
            entries.append(_entry_of(item, link))
    if not parsed.get("version") and not entries:
        reason = parsed.get("bozo_exception") or "no element of a feed"
        problems.append(f"{url}: not read: neither RSS nor Atom: {reason}")
    return Feed(entries=tuple(entries), problems=tuple(problems))


def _entry_of(item: Any, link: str) -> FeedEntry:
    contents = [str(content.get("value") or "") for content in item.get("content", ())]
    text = _words_of(max(contents, key=len)) if contents else ""
    if not text:
        summary = _words_of(str(item.get("summary") or ""))
        text = summary if len(summary) >= _WHOLE_TEXT and not _CUT_OFF.search(summary) else ""
    stated = str(item.get("published") or "")
    parsed = item.get("published_parsed")
    return FeedEntry(
        url=link,
        title=_words_of(str(item.get("title") or "")) or None,
        text=text or None,
        author=str(item.get("author") or "").strip() or None,
        published_at=_published_at(stated, parsed),
    )


def _published_at(stated: str, parsed: Any) -> datetime | None:
    # feedparser takes a time without a zone for UTC; in a Chinese feed it is China time.
    if parsed is None or _NO_ZONE.fullmatch(stated.strip()):
        return moment_of(stated)
    try:
        year, month, day, hour, minute, second = parsed[:6]
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _words_of(markup: str) -> str:
    return "\n".join(creative.text for creative in creatives_of_page(markup) if creative.text)


def _absolute(base: str, stated: str) -> str | None:
    try:
        url = urljoin(base, stated.strip())
    except ValueError:
        return None
    return url if stated.strip() and host_of(url) is not None else None
