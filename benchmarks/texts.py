"""Texts to measure on: one a line, ``.gz`` read too."""

import gzip
from collections.abc import Iterator
from itertools import islice
from pathlib import Path


def lines_of(path: Path, limit: int | None = None) -> Iterator[str]:
    """Non-empty lines of a text file, the first ``limit`` of them."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as stream:
        yield from islice((line.strip() for line in stream if line.strip()), limit)
