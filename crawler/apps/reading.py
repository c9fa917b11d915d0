"""Tells files of app traffic and screen dumps from others, and reads each as what it is.

Knows nothing of their contents.
"""

import gzip
import re
import zlib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from crawler.apps.declared_paths import DeclaredPath
from crawler.apps.flows import FLOW_SUFFIXES, FORMAT, visits_of_flows
from crawler.apps.har import visits_of_har
from crawler.apps.views import visits_of_dump
from crawler.errors import UnknownFormatError
from crawler.pages.filter_engine import FilterEngine
from crawler.readers.names import readable_name
from crawler.visit import Visit

_HEAD_BYTES = 4096
_HAR_HEAD = re.compile(rb"\{\s*\"log\"\s*:\s*\{")
_DUMP_HEAD = re.compile(rb"<(?:hierarchy|XCUIElementType\w+|AppiumAUT)[\s>]")


class AppFileKind(StrEnum):
    """What a file of an app's traffic or screen is."""

    HAR = "har"
    FLOWS = "flows"
    """Lines of our add-on, a folder of them, or mitmproxy's own file."""
    DUMP = "dump"


def app_file_kind(path: Path) -> AppFileKind | None:
    """Tell by name and first bytes; ``None`` for everything else, also for what cannot be opened."""
    if path.is_dir():
        return AppFileKind.FLOWS if any(path.glob("flows*.jsonl")) else None
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    if suffixes[-1:] == [".har"] or suffixes == [".har", ".gz"]:
        return AppFileKind.HAR
    if path.suffix.lower() in FLOW_SUFFIXES:
        return AppFileKind.FLOWS
    head = _head(path)
    if f'"format": "{FORMAT}"'.encode() in head:
        return AppFileKind.FLOWS
    if _DUMP_HEAD.search(head) is not None:
        return AppFileKind.DUMP
    return AppFileKind.HAR if _HAR_HEAD.match(head.removeprefix(b"\xef\xbb\xbf").lstrip()) else None


def visits_of_app_file(
    path: Path,
    *,
    app: str | None = None,
    mitmdump: str | None = None,
    entries: tuple[DeclaredPath, ...] | None = None,
    filters: FilterEngine | None = None,
) -> Iterator[Visit]:
    """Read a recording or a dump; the arguments are those of the readers of each kind.

    Raises:
        UnknownFormatError: neither.
        TrafficFileError: it cannot be read.
    """
    match app_file_kind(path):
        case AppFileKind.HAR:
            yield from visits_of_har(path, app=app, entries=entries, filters=filters)
        case AppFileKind.FLOWS:
            yield from visits_of_flows(path, app=app, mitmdump=mitmdump, entries=entries, filters=filters)
        case AppFileKind.DUMP:
            yield from visits_of_dump(path, app=app)
        case None:
            told = "neither a HAR file nor a recording of mitmproxy nor the dump of a screen"
            raise UnknownFormatError(readable_name(path.name), f"{told}; docs/apps.md says how to record them")


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
            if not head.startswith(b"\x1f\x8b"):
                return head
            stream.seek(0)
            return gzip.GzipFile(fileobj=stream).read(_HEAD_BYTES)
    except (OSError, EOFError, zlib.error):
        return b""
