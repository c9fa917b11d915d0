"""The files that people read, written from the log: ads, sightings, coverage.

The log alone is the truth; these are made anew from it whenever a crawl is opened, so a kill between the log and them
costs nothing. Knows nothing of fetching.
"""

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from crawler.collecting.coverage import Coverage
from crawler.collecting.state import VISIT
from crawler.readers.inputs import CRAWL_FILE

SIGHTINGS_FILE = "sightings.jsonl"
COVERAGE_FILE = "coverage.json"


class Projections:
    """Writes the files of one output folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: set[str] = set()
        self._ads: BinaryIO | None = None
        self._sightings: BinaryIO | None = None

    def rebuild(self, visits: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """Write ads and sightings anew from the entries ``(kind, content)`` of the log, and keep them open."""
        self.close()
        self._known.clear()
        with (
            _replacing(self._folder / CRAWL_FILE) as ads,
            _replacing(self._folder / SIGHTINGS_FILE) as sightings,
        ):
            for kind, content in visits:
                if kind == VISIT:
                    self._write(content, ads, sightings)
        self._ads = (self._folder / CRAWL_FILE).open("ab")
        self._sightings = (self._folder / SIGHTINGS_FILE).open("ab")

    def add(self, content: Mapping[str, Any]) -> None:
        """Append what one visit brought."""
        if self._ads is None or self._sightings is None:
            raise ValueError("not open: rebuild first")
        self._write(content, self._ads, self._sightings)
        self._ads.flush()
        self._sightings.flush()

    def write_coverage(self, coverage: Coverage) -> None:
        """Write the ledger of hosts."""
        with _replacing(self._folder / COVERAGE_FILE) as stream:
            stream.write(orjson.dumps(coverage.record(), option=orjson.OPT_INDENT_2))

    def close(self) -> None:
        """Close the files."""
        for stream in (self._ads, self._sightings):
            if stream is not None:
                stream.close()
        self._ads = self._sightings = None

    def _write(self, content: Mapping[str, Any], ads: BinaryIO, sightings: BinaryIO) -> None:
        for ad in content["ads"]:
            if ad["id"] not in self._known:
                self._known.add(ad["id"])
                ads.write(orjson.dumps(ad) + b"\n")
            sightings.write(orjson.dumps({"ad_id": ad["id"], **ad["sighting"]}) + b"\n")


@contextlib.contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
