"""Every address that a page leads to, as its frames state it: links, areas, next pages, refreshes, scripted clicks.

Knows nothing of which of them are followed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.pages.page import FRAME, HREF, Frame, Page

_MARKED = f"a,area,link[rel],meta[http-equiv],iframe,frame,[data-href],[data-link],[onclick],[{HREF}]"
_DATA_NAMES = ("data-href", "data-link")
_LINK_RELATIONS = frozenset({"next", "prev"})
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml"})
_REFRESH = re.compile(r"^\s*[\d.]*\s*[;,]?\s*url\s*=\s*(.+?)\s*$", re.IGNORECASE | re.DOTALL)
_OPENED = re.compile(
    r"(?:location(?:\.href)?\s*=\s*|(?:location\.(?:assign|replace)|window\.open|open)\s*\(\s*)(['\"])(.*?)\1"
)
_META_CHARSET = re.compile(r"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE | re.ASCII)
_LOOKS_LIKE_ADDRESS = re.compile(r"(?:https?:)?//\S+|[^\s:]*[/.?][^\s:]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Href:
    """One address as stated."""

    url: str
    """Joined to the base of its frame; of any scheme, possibly nonsense."""
    frame: int
    """Index of the frame it stands in."""
    encoding: str
    """That the frame's document declares, for the letters of a query."""


def hrefs_of(page: Page) -> Iterator[Href]:
    """Every address of every frame, in document order, repeats kept."""
    drawn = {frame.url for frame in page.frames}
    for index, frame in enumerate(page.frames):
        tree = LexborHTMLParser(frame.html.encode("utf-8", "replace").decode())
        base = _base_of(tree, document_url(page, index))
        encoding = _encoding_of(frame)
        for node in tree.css(_MARKED):
            for stated in _stated(node):
                try:
                    url = urljoin(base, stated.strip())
                except ValueError:  # such as an opened bracket where the host should be
                    continue
                if node.tag in {"iframe", "frame"} and url in drawn:
                    continue
                yield Href(url=url, frame=index, encoding=encoding)


def document_url(page: Page, index: int) -> str:
    """Address of a frame's document; one that was written by a script or ``srcdoc`` has that of its parent."""
    seen: set[int] = set()
    while index not in seen:
        seen.add(index)
        frame = page.frames[index]
        if not frame.url.startswith("about:") and frame.url:
            return frame.url
        if frame.parent is None or not 0 <= frame.parent < len(page.frames):
            break
        index = frame.parent
    return page.url


def _base_of(tree: LexborHTMLParser, url: str) -> str:
    node = tree.css_first("base[href]")
    stated = None if node is None else node.attributes.get("href")
    try:
        return urljoin(url, stated.strip()) if stated else url
    except ValueError:
        return url


def _encoding_of(frame: Frame) -> str:
    declared = _META_CHARSET.search(frame.html, 0, 4096)
    return declared[1].lower() if declared else "utf-8"


def _stated(node: LexborNode) -> Iterator[str]:
    attributes = node.attributes
    if attributes.get(HREF):  # absolute already, in the browser's own spelling
        yield attributes[HREF] or ""
    elif node.tag in {"a", "area"}:
        yield attributes.get("href") or ""
    elif node.tag == "link":
        relations = set((attributes.get("rel") or "").lower().split())
        is_feed = "alternate" in relations and (attributes.get("type") or "").lower() in _FEED_TYPES
        if relations & _LINK_RELATIONS or is_feed:
            yield attributes.get("href") or ""
    elif node.tag == "meta":
        refresh = _REFRESH.match(attributes.get("content") or "")
        if (attributes.get("http-equiv") or "").lower() == "refresh" and refresh is not None:
            yield refresh[1].strip("'\" ")
    elif node.tag in {"iframe", "frame"} and FRAME not in attributes:
        yield attributes.get("src") or ""
    for name in _DATA_NAMES:
        value = (attributes.get(name) or "").strip()
        if _LOOKS_LIKE_ADDRESS.fullmatch(value):
            yield value
    for match in _OPENED.finditer(attributes.get("onclick") or ""):
        yield match[2]
