"""Result lines: the fixed machine line of a verdict, and the full line from which the other formats are made.

Knows nothing of files but that they hold lines.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import orjson
from pydantic import TypeAdapter

from classifier.verdict_json import verdict_record
from service.scanned_ad import ScannedAd


def verdict_line(scanned: ScannedAd) -> bytes:
    """Write the verdict as its fixed JSON record."""
    return orjson.dumps(verdict_record(scanned.verdict))


def scanned_line(scanned: ScannedAd) -> bytes:
    """Write text and verdict whole, so that ``read_scanned`` gives back an equal value."""
    return orjson.dumps(scanned, default=dict)


def read_scanned(path: Path) -> Iterator[ScannedAd]:
    """Read the lines that ``scanned_line`` wrote."""
    with path.open("rb") as stream:
        for line in stream:
            yield scanned_of(line)


def scanned_of(line: bytes) -> ScannedAd:
    """Read one line that ``scanned_line`` wrote."""
    return _adapter().validate_json(line)


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[ScannedAd]:
    # Building the validator takes tens of milliseconds, which `finad --help` should not pay for.
    return TypeAdapter(ScannedAd)
