"""Watches a folder for files that are put into it.

Knows nothing of what the files are.
"""

import re
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from crawler.errors import InputFileError, MissingLibraryError

_UNFINISHED = re.compile(
    r"^(?:\.|~\$)|\.(?:part|partial|filepart|crdownload|download|tmp|temp|swp|lock)$|~$", re.IGNORECASE
)
"""Names that programs give to what they still write."""
_POLL_MS = 200
_EMPTY_FACTOR = 10


@dataclass(frozen=True, slots=True)
class _State:
    size: int
    mtime_ns: int
    since: float
    """By the monotonic clock."""


def watch(folder: Path, *, stop: Event, done: Collection[Path] = (), settle_s: float = 1.0) -> Iterator[Path]:
    """Yield the files of a folder and those below it as they become complete, until ``stop`` is set.

    A file is complete when neither its size nor its time has changed for ``settle_s`` seconds; an empty one, which may
    just have been opened, gets ten times as long. Each path comes once: those that lie there at the beginning first,
    by name, but for those in ``done``. A file that was handed out and is then written anew does not come again.

    Raises:
        InputFileError: there is no such folder.
        MissingLibraryError: watchfiles is not installed.
    """
    try:
        from watchfiles import watch as watch_changes  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError("watchfiles", extra="crawl") from error
    if not folder.is_dir():
        raise InputFileError(str(folder), "no such folder to watch")
    finished = {path.absolute() for path in done}
    growing: dict[Path, _State] = {}
    is_first = True
    changes = watch_changes(
        folder, stop_event=stop, yield_on_timeout=True, rust_timeout=_POLL_MS, debounce=_POLL_MS, raise_interrupt=True
    )
    for changed in changes:
        # What came before the watcher ran, or in a folder that came with files in it, is in no change.
        named = [Path(name) for _, name in changed]
        if is_first or any(path.is_dir() for path in named):
            named = sorted(folder.rglob("*"))
            is_first = False
        for path in named:
            if path.absolute() not in finished and not _is_unfinished(path, folder):
                growing.setdefault(path, _State(-1, -1, time.monotonic()))
        for path in _settled(growing, settle_s):
            finished.add(path.absolute())
            yield path
            if stop.is_set():
                return


def _is_unfinished(path: Path, folder: Path) -> bool:
    try:
        inside = path.absolute().relative_to(folder.absolute())
    except ValueError:
        return True
    return any(_UNFINISHED.search(part) for part in inside.parts)


def _settled(growing: dict[Path, _State], settle_s: float) -> list[Path]:
    """Take out of ``growing`` what no longer grows, by name, and what is gone."""
    settled = []
    now = time.monotonic()
    for path in sorted(growing):
        try:
            status = path.stat()
        except OSError:
            del growing[path]
            continue
        if not path.is_file():
            del growing[path]
            continue
        known = growing[path]
        if (status.st_size, status.st_mtime_ns) != (known.size, known.mtime_ns):
            growing[path] = _State(status.st_size, status.st_mtime_ns, now)
        elif now - known.since >= settle_s * (1 if status.st_size else _EMPTY_FACTOR):
            del growing[path]
            settled.append(path)
    return settled
