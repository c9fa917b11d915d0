"""Checks where a scan may write: what is there must not be lost, and what is read must not be written over.

Knows nothing of formats or of what is written.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from crawler.readers import InputFile, readable_name
from service.bulk_scan.run import partial_folder_of
from service.errors import OutputError


def checked_target(path: Path, option: str) -> Path:
    """The file to write: of a symbolic link the file behind it, so that the link stays.

    Results are put in place by renaming, which would turn a pipe or a device into a file: those are refused, and
    standard output serves where a pipe is wanted.

    Raises:
        OutputError: nothing can or should be written there.
    """
    shown = f"{option} {readable_name(str(path))}"
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    if path.is_dir():
        raise OutputError(f"{shown}: is a folder; name a file")
    if path.exists() and not path.is_file():
        raise OutputError(f"{shown}: is a pipe or a device, no file; leave {option} out, or name a file")
    if target.is_symlink():
        raise OutputError(f"{shown}: is a link that leads back to itself; name a file")
    if not target.parent.is_dir():
        raise OutputError(f"{shown}: there is no folder {readable_name(str(target.parent))}; make it first")
    return target


def refuse_overwriting(files: Iterable[InputFile], out: Path | None, rejects: Path | None) -> None:
    """See to it that no input is written over or removed by the scan that reads it.

    Raises:
        OutputError: one would be.
    """
    if out is not None and rejects is not None and out == rejects:
        raise OutputError(f"{readable_name(str(out))}: is named for both results and rejects; name two files")
    for file in files:
        for target in (out, rejects):
            if target is not None and target.exists() and file.path.samefile(target):
                raise OutputError(
                    f"{readable_name(str(target))}: is also an input; choose another --out, or name --rejects"
                )
        if out is not None and file.path.resolve().is_relative_to(partial_folder_of(out).resolve()):
            folder = readable_name(str(partial_folder_of(out)))
            raise OutputError(f"{file.name}: lies in {folder}, where the scan keeps its own files; move it first")
