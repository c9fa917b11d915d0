"""Reads a file the way the bulk scan does."""

from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.readers import AdReader, ReadOptions, Row, open_inputs

ReadPath = Callable[..., list[Row]]


@pytest.fixture
def read_path() -> ReadPath:
    def read(*paths: Path, options: ReadOptions = ReadOptions()) -> list[Row]:  # noqa: B008 - frozen
        with open_inputs([str(path) for path in paths], options) as files:
            return list(AdReader(files, options))

    return read
