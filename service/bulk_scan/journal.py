"""The durable record of a bulk scan under way: a kill at any moment loses no finished chunk and doubles none.

Knows nothing of ads; it keeps lines, counts and the identity of the run. Lines are appended and made durable
first, then a checkpoint that states their length takes the place of the old one. Bytes past the checkpoint, a
torn last line included, are cut off on resuming and made again.
"""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import orjson

from service.bulk_scan.chunk import ChunkResult
from service.bulk_scan.durable import replace_file, sync_folder
from service.bulk_scan.tally import Tally
from service.errors import DamagedJournalError, ResumeMismatchError, RunInProgressError, UnfinishedRunError

IDENTITY_FILE = "identity.json"
CHECKPOINT_FILE = "checkpoint.json"
RESULTS_FILE = "results.jsonl"
REJECTS_FILE = "rejects.jsonl"
_LOCK_FILE = "lock"


@dataclass(slots=True, kw_only=True)
class Checkpoint:
    """How far the run is known to have come."""

    rows: int = 0
    """Input rows done, rejects included."""
    results_bytes: int = 0
    rejects_bytes: int = 0
    is_complete: bool = False
    """All input was read; what remains is putting the output in place."""
    tally: Tally = field(default_factory=Tally)


class Journal:
    """An open journal; close it to release its lock."""

    def __init__(self, folder: Path, identity: Mapping[str, Any], *, resume: bool) -> None:
        """Start a journal in ``folder``, or go on with the one that is there.

        One in which nothing was recorded counts as none.

        Raises:
            UnfinishedRunError: there is one, and ``resume`` is false.
            ResumeMismatchError: there is one, of a run with another ``identity``.
            RunInProgressError: another process has it open.
            DamagedJournalError: it is shorter than its checkpoint says.
        """
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = _lock(folder)
        try:
            if not has_unfinished_run(folder):
                replace_file(folder / IDENTITY_FILE, orjson.dumps(identity, option=orjson.OPT_INDENT_2))
                sync_folder(folder.parent)
            elif not resume:
                raise UnfinishedRunError(folder)
            else:
                _check_identity(folder, identity)
            self.checkpoint = _read_checkpoint(folder)
            self.is_output_in_place = self.checkpoint.is_complete and not self.results_path.exists()
            """The earlier run was killed after its output was in place and before the journal was removed."""
            if not self.is_output_in_place:
                self._results = _open_at(self.results_path, self.checkpoint.results_bytes)
                self._rejects = _open_at(self.rejects_path, self.checkpoint.rejects_bytes)
        except BaseException:
            self.close()
            raise

    @property
    def results_path(self) -> Path:
        """File of the result lines."""
        return self.folder / RESULTS_FILE

    @property
    def rejects_path(self) -> Path:
        """File of the reject lines."""
        return self.folder / REJECTS_FILE

    def append(self, result: ChunkResult) -> None:
        """Record a finished chunk; when this returns it survives a crash."""
        for descriptor, lines in ((self._results, result.lines), (self._rejects, result.reject_lines)):
            if lines:
                _write_all(descriptor, lines)
                os.fsync(descriptor)
        self.checkpoint.rows += result.rows
        self.checkpoint.results_bytes += len(result.lines)
        self.checkpoint.rejects_bytes += len(result.reject_lines)
        self.checkpoint.tally.add(result.tally)
        self._save()

    def complete(self) -> None:
        """Record that all input was read."""
        self.checkpoint.is_complete = True
        self._save()

    def discard(self) -> None:
        """Remove the journal after its output was put in place."""
        self.close()
        if self.folder.exists():
            shutil.rmtree(self.folder)
            sync_folder(self.folder.parent)

    def close(self) -> None:
        """Release files and lock; may be called twice."""
        for descriptor in (getattr(self, name, None) for name in ("_results", "_rejects", "_lock")):
            if descriptor is not None:
                os.close(descriptor)
        for name in ("_results", "_rejects", "_lock"):
            self.__dict__.pop(name, None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # A run that failed before its first chunk leaves nothing to go on with, and nothing in the way of the next.
        if error is not None and not has_unfinished_run(self.folder):
            self.discard()
        else:
            self.close()

    def _save(self) -> None:
        checkpoint = self.checkpoint
        record = {
            "rows": checkpoint.rows,
            "results_bytes": checkpoint.results_bytes,
            "rejects_bytes": checkpoint.rejects_bytes,
            "is_complete": checkpoint.is_complete,
            "tally": checkpoint.tally.to_record(),
        }
        replace_file(self.folder / CHECKPOINT_FILE, orjson.dumps(record))


def has_unfinished_run(folder: Path) -> bool:
    """Whether an earlier run left work in ``folder``: its first finished chunk makes the checkpoint."""
    return (folder / CHECKPOINT_FILE).exists()


def _read_checkpoint(folder: Path) -> Checkpoint:
    path = folder / CHECKPOINT_FILE
    if not path.exists():
        return Checkpoint()
    try:
        record = orjson.loads(path.read_bytes())
        return Checkpoint(**{**record, "tally": Tally.from_record(record["tally"])})
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise DamagedJournalError(path, f"not a checkpoint ({error})") from error


def _check_identity(folder: Path, identity: Mapping[str, Any]) -> None:
    path = folder / IDENTITY_FILE
    try:
        earlier = orjson.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise DamagedJournalError(path, "is missing") from error
    except orjson.JSONDecodeError as error:
        raise DamagedJournalError(path, f"not JSON ({error})") from error
    # Through JSON, so that tuples and lists compare equal.
    now = orjson.loads(orjson.dumps(identity))
    differences = _differences(earlier, now, "")
    if differences:
        raise ResumeMismatchError(folder, differences)


def _differences(earlier: Any, now: Any, path: str) -> list[str]:
    if isinstance(earlier, dict) and isinstance(now, dict):
        keys = list(dict.fromkeys((*earlier, *now)))
        return [line for key in keys for line in _differences(earlier.get(key), now.get(key), f"{path}.{key}")]
    if isinstance(earlier, list) and isinstance(now, list) and len(earlier) == len(now):
        pairs = enumerate(zip(earlier, now, strict=True))
        return [line for index, (old, new) in pairs for line in _differences(old, new, f"{path}[{index}]")]
    if earlier == now:
        return []
    shown = [orjson.dumps(value).decode() for value in (earlier, now)]
    return [f"{path.lstrip('.')}: was {shown[0]}, is {shown[1]}"]


def _open_at(path: Path, size: int) -> int:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
    length = os.fstat(descriptor).st_size
    if length < size:
        os.close(descriptor)
        raise DamagedJournalError(path, f"{length} bytes long, but {size} were written")
    os.ftruncate(descriptor, size)
    os.lseek(descriptor, size, os.SEEK_SET)
    return descriptor


def _write_all(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def _lock(folder: Path) -> int:
    descriptor = os.open(folder / _LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        import fcntl  # noqa: PLC0415 - not there on Windows, which goes without the lock

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:
        pass
    except OSError as error:
        os.close(descriptor)
        raise RunInProgressError(folder) from error
    return descriptor
