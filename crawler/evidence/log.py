"""The append-only log of a crawl: what was done, chained by hashes. Writing a line is what commits a visit.

One process writes a log at a time. Knows nothing of what its entries say.
"""

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from crawler.errors import CrawlFolderError, EvidenceError
from crawler.evidence.blobs import sync_folder, write_whole
from crawler.evidence.canonical import sha256_of
from crawler.evidence.entries import NO_HASH, Entry, chained_lines, entry_of, line_of

LOG_FILE = "log.jsonl"
LOCK_FILE = "log.lock"
TORN_PREFIX = "log.torn-"
"""Begin of the names of what a killed process had written of a line; the number of the entry follows."""

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Give the time, aware, UTC."""
    return datetime.now(UTC)


class CaptureLog:
    """A log that is open for writing. May be used from several threads; close it, or use it in ``with``."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._mutex = threading.Lock()
        self._lock = _lock(path.with_name(LOCK_FILE))
        self._n, self._head, self._size = 0, NO_HASH, 0
        try:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
        except BaseException:
            os.close(self._lock)
            raise

    @classmethod
    def open(cls, path: Path, *, clock: Clock = utc_now) -> "CaptureLog":
        """Open the log at ``path``, made if it is missing, check its chain, and lock it.

        A torn last line, which a process leaves that is killed while it writes, is cut off and kept beside the log
        as ``log.torn-<n>``; an entry of kind ``repair`` tells its size and hash.

        Raises:
            CrawlFolderError: another process writes this log, or it cannot be written.
            EvidenceError: the chain is broken; names the line.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            log = cls(path, clock)
        except OSError as error:
            raise CrawlFolderError(f"{path}: cannot be written: {error.strerror}") from error
        try:
            log._read_chain()
            log._repair()
        except BaseException:
            log.close()
            raise
        return log

    @property
    def path(self) -> Path:
        """Where the log is."""
        return self._path

    @property
    def head(self) -> str:
        """Hash of the last entry, which stands for the whole log; 64 zeros when there is none."""
        return self._head

    def __len__(self) -> int:
        """Give the number of entries."""
        return self._n

    def append(self, kind: str, content: Mapping[str, Any]) -> Entry:
        """Write one entry; when this returns, it is on disk.

        ``content`` holds plain JSON values. What it names in ``blobs``, and the WARC of every capture in ``capture``
        and ``landings``, must have been put into the store before.

        Raises:
            EvidenceError: the content is not plain JSON, or the line cannot be written; the log is as it was.
        """
        with self._mutex:
            if self._handle < 0:
                raise EvidenceError(f"{self._path}: closed; open it again to write")
            at, previous = self._clock(), self._head
            line = line_of(self._n + 1, at, kind, content, previous)
            self._write(line.content + b"\n")
            self._n, self._head = line.n, line.hash
        return Entry(n=line.n, at=at, kind=kind, content=content, previous=previous, hash=line.hash)

    def entries(self) -> Iterator[Entry]:
        """Yield the entries there are now, first to last, one in memory at a time.

        Raises:
            EvidenceError: the file was changed meanwhile.
        """
        count = self._n
        with self._path.open("rb") as stream:
            for line in chained_lines(stream, self._path.name):
                if line.n > count:
                    return
                yield entry_of(line, self._path.name)

    def close(self) -> None:
        """Let other processes write the log; closing twice does nothing."""
        with self._mutex:
            if self._handle >= 0:
                os.close(self._handle)
                os.close(self._lock)
                self._handle = self._lock = -1

    def __enter__(self) -> "CaptureLog":
        """Give itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _read_chain(self) -> None:
        with self._path.open("rb") as stream:
            for line in chained_lines(stream, str(self._path)):
                self._n, self._head = line.n, line.hash
                self._size += len(line.content) + 1

    def _repair(self) -> None:
        sync_folder(self._path.parent)
        torn_file = self._path.with_name(f"{TORN_PREFIX}{self._n + 1}")
        with self._path.open("rb") as stream:
            stream.seek(self._size)
            torn = stream.read()
        if torn:
            # Kept before it is cut off: whenever this process is killed too, the bytes are in one place or the other.
            write_whole(torn_file, torn)
            os.ftruncate(self._handle, self._size)
            os.fsync(self._handle)
        elif torn_file.is_file():
            torn = torn_file.read_bytes()
        else:
            return
        self.append("repair", {"bytes": len(torn), "file": torn_file.name, "sha256": sha256_of(torn)})

    def _write(self, line: bytes) -> None:
        try:
            rest = memoryview(line)
            while rest:
                rest = rest[os.write(self._handle, rest) :]
            os.fsync(self._handle)
        except OSError as error:
            # Half a line must not stay before the next one.
            os.ftruncate(self._handle, self._size)
            raise EvidenceError(f"{self._path}: cannot be written: {error.strerror}; is the disk full?") from error
        self._size += len(line)


def _lock(path: Path) -> int:
    """Take the lock, or say who has it. The system lets go of it when the process ends, however it ends."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _take(handle, path)
    except BaseException:
        os.close(handle)
        raise
    return handle


def _take(handle: int, path: Path) -> None:
    try:
        import fcntl  # noqa: PLC0415 - posix has it
    except ImportError:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(handle, 32, 0).decode("ascii", "replace").strip() or "unknown"
        raise CrawlFolderError(
            f"{path.parent}: process {holder} writes this crawl; wait for it, end it, or name another folder"
        ) from error
    os.ftruncate(handle, 0)
    os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
