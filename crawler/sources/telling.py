"""Tells what an argument of ``finad crawl`` is: a site's name, an address, or a file of some kind.

Knows nothing of what is inside beyond the first bytes.
"""

import gzip
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from crawler.apps.reading import app_file_kind
from crawler.errors import SiteError


class SourceKind(StrEnum):
    """What an argument names."""

    SITE = "site"
    URL = "url"
    SITES_FILE = "sites_file"
    URL_LIST = "url_list"
    FEED_FILE = "feed_file"
    APP_FILE = "app_file"
    MEDIA = "media"
    DEVICE = "device"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One argument, told."""

    kind: SourceKind
    argument: str

    @property
    def path(self) -> Path:
        """The file or folder it names."""
        return Path(self.argument)


_HEAD_BYTES = 65_536
_DEVICE = re.compile(r"appium(?:\+https)?://", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_BY_SUFFIX = {
    ".yaml": SourceKind.SITES_FILE,
    ".yml": SourceKind.SITES_FILE,
    ".rss": SourceKind.FEED_FILE,
    ".atom": SourceKind.FEED_FILE,
    ".csv": SourceKind.URL_LIST,
    ".tsv": SourceKind.URL_LIST,
    ".jsonl": SourceKind.URL_LIST,
    ".ndjson": SourceKind.URL_LIST,
}
_FEED = re.compile(rb"<(?:rss|feed|urlset|sitemapindex|rdf:RDF)[\s>]")
_ADDRESS_LINE = re.compile(rb"^\s*(?:#|$|https?://\S+\s*$)")


def tell_source(argument: str) -> Source:
    """Tell what ``argument`` names.

    Raises:
        SiteError: nothing of that name: no file, no address, no site; says what each would look like.
    """
    if _DEVICE.match(argument):
        return Source(kind=SourceKind.DEVICE, argument=argument)
    if _WEB.match(argument):
        return Source(kind=SourceKind.URL, argument=argument)
    path = Path(argument)
    if path.is_dir():
        return Source(kind=SourceKind.FOLDER, argument=argument)
    if path.is_file():
        return Source(kind=_kind_of_file(path), argument=argument)
    if path.suffix or "/" in argument:
        raise SiteError(f"{argument}: no such file, and no address either (an address begins with http:// or https://)")
    return Source(kind=SourceKind.SITE, argument=argument)


def _kind_of_file(path: Path) -> SourceKind:
    # Before the suffixes: recordings come as .json, .jsonl, .xml and .gz.
    if app_file_kind(path) is not None:
        return SourceKind.APP_FILE
    suffix = path.suffixes[-2] if path.suffix == ".gz" and len(path.suffixes) > 1 else path.suffix
    known = _BY_SUFFIX.get(suffix.lower())
    if known is not None:
        return known
    head = _head_of(path)
    if suffix.lower() == ".xml" and _FEED.search(head):
        return SourceKind.FEED_FILE
    if suffix.lower() == ".txt" and all(_ADDRESS_LINE.match(line) for line in head.splitlines()[:50]):
        return SourceKind.URL_LIST
    return SourceKind.MEDIA


def _head_of(path: Path) -> bytes:
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    if head.startswith(b"\x1f\x8b"):
        with gzip.open(path, "rb") as unpacked:
            try:
                return unpacked.read(_HEAD_BYTES)
            except (OSError, EOFError):
                return head
    return head
