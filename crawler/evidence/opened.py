"""Evidence as it lies before whoever judges it: a crawl's folder or a WACZ file, read with nothing taken on trust.

Says where things are; whether they are right is for ``verify``. Nothing is ever unpacked to disk.
"""

import io
import struct
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from crawler.capture import Capture
from crawler.errors import EvidenceError
from crawler.evidence.blobs import BlobStore
from crawler.evidence.entries import Entry, captures_of, chained_lines, entry_of
from crawler.evidence.log import LOG_FILE
from crawler.evidence.wacz import ARCHIVE, BLOBS, LOG
from crawler.evidence.zipping import ZipEntry

BLOBS_FOLDER = "blobs"
"""The blob store in a crawl's folder."""


class Evidence(ABC):
    """A capture log and the bytes that its entries name."""

    log_name: str
    """What messages call the log."""

    @staticmethod
    def open(path: Path, *, blobs: BlobStore | None = None) -> "Evidence":
        """Open a WACZ file or a crawl's folder; use it in ``with``.

        ``blobs`` is the store of a crawl that keeps its blobs elsewhere than in its folder.

        Raises:
            EvidenceError: there is no such file or folder, or it holds no capture log.
        """
        if path.is_dir():
            if not (path / LOG_FILE).is_file():
                raise EvidenceError(f"{path}: a folder without {LOG_FILE}; name the folder of a crawl or a .wacz file")
            return FolderEvidence(path, blobs or BlobStore.open(str(path / BLOBS_FOLDER)))
        if not path.is_file():
            raise EvidenceError(f"{path}: no such file or folder")
        return WaczEvidence(path)

    @abstractmethod
    def open_log(self) -> IO[bytes]:
        """Open the log for reading."""

    @property
    @abstractmethod
    def log_size(self) -> int:
        """Bytes of the log."""

    @abstractmethod
    def warc(self, capture: Capture, offset: int) -> bytes:
        """Give the bytes of a capture's WARC; ``offset`` is the size of all WARCs before it in the log.

        Raises:
            EvidenceError: they are not there.
        """

    @abstractmethod
    def blob(self, sha256: str) -> bytes:
        """Give a further blob; whether it is right is not checked for a WACZ.

        Raises:
            EvidenceError: it is not there.
        """

    @abstractmethod
    def close(self) -> None:
        """Close files."""

    def __enter__(self) -> "Evidence":
        """Give itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def entries(self) -> Iterator[Entry]:
        """Yield the entries of the log.

        Raises:
            EvidenceError: a line was changed.
        """
        with self.open_log() as stream:
            for line in chained_lines(stream, self.log_name):
                yield entry_of(line, self.log_name)

    def captures(self) -> Iterator[tuple[Capture, int]]:
        """Yield each capture once, with the size of all WARCs before it.

        Raises:
            EvidenceError: a line was changed, or holds no record of a capture.
        """
        seen: set[str] = set()
        offset = 0
        for entry in self.entries():
            for capture in captures_of(entry, self.log_name):
                if capture.warc_sha256 not in seen:
                    seen.add(capture.warc_sha256)
                    yield capture, offset
                    offset += capture.warc_size


class FolderEvidence(Evidence):
    """The folder of a crawl."""

    def __init__(self, folder: Path, blobs: BlobStore) -> None:
        self.folder = folder
        self.blobs = blobs
        self.log_name = LOG_FILE

    def close(self) -> None:
        """Do nothing: no file is held open."""

    def open_log(self) -> IO[bytes]:
        """Open the log for reading."""
        return (self.folder / LOG_FILE).open("rb")

    @property
    def log_size(self) -> int:
        """Bytes of the log."""
        return (self.folder / LOG_FILE).stat().st_size

    def warc(self, capture: Capture, offset: int) -> bytes:  # noqa: ARG002 - a store needs no place
        """Give the bytes of a capture's WARC."""
        return self.blobs.get(capture.warc_sha256)

    def blob(self, sha256: str) -> bytes:
        """Give a further blob."""
        return self.blobs.get(sha256)


class WaczEvidence(Evidence):
    """A WACZ file as ``wacz.pack`` writes it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.log_name = LOG
        try:
            with zipfile.ZipFile(path) as listed:
                infos = listed.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, struct.error) as error:
            raise EvidenceError(f"{path}: no WACZ file: {error}") from error
        for info in infos:
            if info.compress_type != zipfile.ZIP_STORED or not info.filename.isascii():
                raise EvidenceError(f"{path}: entry {info.filename!a} is not stored plainly; finad did not pack this")
        self.zip_entries = tuple(
            ZipEntry(name=info.filename, size=info.file_size, crc=info.CRC, offset=info.header_offset) for info in infos
        )
        """As the file's own directory lists them."""
        self._by_name = {entry.name: entry for entry in self.zip_entries}
        if LOG not in self._by_name:
            raise EvidenceError(f"{path}: holds no {LOG}; finad did not pack this file")
        self._file = path.open("rb")

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def open_log(self) -> IO[bytes]:
        """Open the log for reading."""
        return self.open_entry(LOG)

    @property
    def log_size(self) -> int:
        """Bytes of the log."""
        return self.size_of(LOG)

    def open_entry(self, name: str) -> IO[bytes]:
        """Open an entry for reading.

        Raises:
            EvidenceError: there is none of this name.
        """
        entry = self._entry(name)
        return io.BufferedReader(_Section(self._file, entry.content_offset, entry.size))

    def warc(self, capture: Capture, offset: int) -> bytes:
        """Give the bytes of a capture's WARC."""
        entry, size = self._entry(ARCHIVE), capture.warc_size
        if offset < 0 or size < 0 or offset + size > entry.size:
            raise EvidenceError(
                f"{ARCHIVE}: capture {capture.capture_id} should stand at byte {offset:,} with {size:,} bytes, "
                f"but the file has {entry.size:,}"
            )
        return self.read_at(entry.content_offset + offset, size)

    def blob(self, sha256: str) -> bytes:
        """Give a further blob."""
        entry = self._entry(f"{BLOBS}{sha256}")
        return self.read_at(entry.content_offset, entry.size)

    def size_of(self, name: str) -> int:
        """Give the size of an entry, bytes.

        Raises:
            EvidenceError: there is none of this name.
        """
        return self._entry(name).size

    def read_at(self, offset: int, size: int) -> bytes:
        """Give bytes of the file itself; fewer at its end."""
        self._file.seek(0, 2)
        rest = max(0, self._file.tell() - offset)
        self._file.seek(offset)
        return self._file.read(min(size, rest))

    def _entry(self, name: str) -> ZipEntry:
        if name not in self._by_name:
            raise EvidenceError(f"{self.path}: holds no {name}")
        return self._by_name[name]


class _Section(io.RawIOBase):
    """Part of a file as a file; others may read the file between two reads."""

    def __init__(self, file: IO[bytes], start: int, size: int) -> None:
        self._file, self._at, self._end = file, start, start + size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._file.seek(self._at)
        content = self._file.read(min(len(buffer), self._end - self._at))
        buffer[: len(content)] = content
        self._at += len(content)
        return len(content)
