"""Reads a data file of a folder against its schema and names the content of several by a short hash.

Knows nothing of what the files mean.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from classifier.datafiles.datafile import Schema, read_yaml, validate
from classifier.errors import DataProblem

Item = TypeVar("Item")

_HASH_LENGTH = 12


def require_some(values: tuple[Item, ...]) -> tuple[Item, ...]:
    """Refuse an empty list. As a pydantic ``AfterValidator`` it stays silent where an item is wrong already.

    Raises:
        ValueError: ``values`` is empty.
    """
    if not values:
        raise ValueError("is empty; state at least one")
    return values


def read_file_as(schema: type[Schema], folder: Path, file: str, problems: list[DataProblem]) -> Schema | None:
    """Read ``folder / file`` as ``schema``; on failure add to ``problems`` and return ``None``. Empty is a failure."""
    before = len(problems)
    raw = read_yaml(folder, file, problems)
    if before < len(problems):
        return None
    return validate(schema, raw, file=file, entry_id="(file)", problems=problems)


def content_version(declared: str, folder: Path, files: Iterable[str]) -> str:
    """Return ``<declared>+<first 12 hex digits of a SHA-256>`` over names and bytes of ``files`` under ``folder``.

    Files are taken in name order, so the order of the argument does not matter. Missing files count as empty.
    """
    digest = hashlib.sha256()
    for name in sorted(set(files)):
        path = folder / name
        content = path.read_bytes() if path.is_file() else b""
        # Name and length go in as well: moving a line from one file into the next must change the version.
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return f"{declared}+{digest.hexdigest()[:_HASH_LENGTH]}"
