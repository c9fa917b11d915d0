"""Writing files so that they survive a crash whole.

Knows nothing of what is written.
"""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make renames and new names in ``folder`` durable; does nothing where the system cannot open folders."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Make the content of a finished file durable."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def replace_file(path: Path, content: bytes) -> None:
    """Put ``content`` in place of ``path``: a reader sees the old file or the new, never half of one."""
    temporary = path.with_name(path.name + ".new")
    with temporary.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)
    sync_folder(path.parent)
