"""Turns names that the system hands over as bytes into text that can be shown and written.

Knows nothing of files.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from crawler.errors import EncodingError
from crawler.readers.encoding import decode_bytes


def readable_name(name: str) -> str:
    """Decode a name whose bytes are not UTF-8, which Python keeps as lone surrogates that no file can hold.

    GBK is read as such where it makes sense; other bytes are written out as ``\\xNN``. Do not open files by the
    result: only the name as it was given leads to them.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        pass
    else:
        return name
    try:
        content = os.fsencode(name)
    except UnicodeEncodeError:
        # Surrogates that stand for no byte: not from the system but from a caller.
        return name.encode("utf-8", "backslashreplace").decode()
    try:
        return decode_bytes(content, "name")
    except EncodingError:
        return content.decode("utf-8", "backslashreplace")


def distinct_names(paths: Sequence[Path]) -> tuple[str, ...]:
    """Name each path by its last part and as many parts before it as tell different paths apart."""
    parts = [path.parts for path in paths]
    depths = [1] * len(paths)
    while True:
        names = [Path(*own[-depth:]).as_posix() for own, depth in zip(parts, depths, strict=True)]
        owners: dict[str, set[Path]] = {}
        for name, path in zip(names, paths, strict=True):
            owners.setdefault(name, set()).add(path)
        # A path given twice keeps its name: its rows are the same rows.
        unclear = [i for i, name in enumerate(names) if len(owners[name]) > 1 and depths[i] < len(parts[i])]
        if not unclear:
            return tuple(readable_name(name) for name in names)
        for index in unclear:
            depths[index] += 1
