"""Bytes kept under their SHA-256, in a folder or in object storage.

Knows nothing of what the bytes are.
"""

import os
import re
import uuid
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from crawler.errors import EvidenceError, MissingLibraryError
from crawler.evidence.canonical import sha256_of

_SHA256 = re.compile(r"[0-9a-f]{64}")
UNFINISHED = ".unfinished-"
"""Begin of the names of files that a killed process may leave; never evidence."""


class BlobStore(ABC):
    """A content-addressed store: what is put in is found under the hash of its bytes, once however often it is put."""

    @staticmethod
    def open(where: str) -> "BlobStore":
        """Open the store at ``where``: the path of a folder, made when something is put, or a URL that fsspec knows.

        Raises:
            MissingLibraryError: fsspec, or the library it needs for this kind of URL, is not installed.
            EvidenceError: it does not know this kind of URL.
        """
        if where.startswith("file://"):
            return _FolderStore(Path(url2pathname(urlsplit(where).path)))
        return _UrlStore(where) if "://" in where else _FolderStore(Path(where))

    def put(self, content: bytes) -> str:
        """Keep ``content`` and give its SHA-256; when this returns, it is on disk.

        Raises:
            EvidenceError: it cannot be written.
        """
        sha256 = sha256_of(content)
        if not self.has(sha256):
            self._write(_name_of(sha256), content)
        return sha256

    def get(self, sha256: str) -> bytes:
        """Give the bytes of a hash.

        Raises:
            EvidenceError: they are not there, cannot be read, or are no longer those that were put in.
        """
        try:
            content = self._read(_name_of(sha256))
        except FileNotFoundError as error:
            raise EvidenceError(f"{self.where}: no blob {sha256}; was all of the store copied?") from error
        except OSError as error:
            raise EvidenceError(f"{self.where}: blob {sha256} cannot be read: {error}") from error
        found = sha256_of(content)
        if found != sha256:
            raise EvidenceError(f"{self.where}: blob {sha256} was changed: its bytes now have the SHA-256 {found}")
        return content

    @property
    @abstractmethod
    def where(self) -> str:
        """What messages call the store."""

    @abstractmethod
    def has(self, sha256: str) -> bool:
        """Tell whether there are bytes under this hash; does not read them."""

    @abstractmethod
    def names(self) -> Iterator[str]:
        """Yield the path of every file in the store, relative to it, sorted."""

    @abstractmethod
    def _read(self, name: str) -> bytes: ...

    @abstractmethod
    def _write(self, name: str, content: bytes) -> None: ...


class _FolderStore(BlobStore):
    """A folder on this machine. A blob appears under its name whole or not at all, whenever the process is killed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def where(self) -> str:
        return str(self._folder)

    def has(self, sha256: str) -> bool:
        return (self._folder / _name_of(sha256)).is_file()

    def names(self) -> Iterator[str]:
        yield from sorted(
            path.relative_to(self._folder).as_posix() for path in self._folder.rglob("*") if not path.is_dir()
        )

    def _read(self, name: str) -> bytes:
        return (self._folder / name).read_bytes()

    def _write(self, name: str, content: bytes) -> None:
        path = self._folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, content)
        except OSError as error:
            raise EvidenceError(f"{path}: cannot be written: {error.strerror}; is the disk full?") from error


class _UrlStore(BlobStore):
    """Object storage through fsspec; an object store makes a whole object visible or none."""

    def __init__(self, url: str) -> None:
        self._files, root = _open_url(url)
        self._root = root.rstrip("/")
        self._url = url

    @property
    def where(self) -> str:
        return self._url

    def has(self, sha256: str) -> bool:
        return bool(self._files.isfile(f"{self._root}/{_name_of(sha256)}"))

    def names(self) -> Iterator[str]:
        # fsspec's own paths may or may not begin with a slash, whatever the root does.
        root = self._root.strip("/")
        for path in sorted(self._files.find(self._root)):
            yield path.strip("/").removeprefix(root).strip("/")

    def _read(self, name: str) -> bytes:
        content: bytes = self._files.cat_file(f"{self._root}/{name}")
        return content

    def _write(self, name: str, content: bytes) -> None:
        path = f"{self._root}/{name}"
        try:
            try:
                self._files.pipe_file(path, content)
            except FileNotFoundError:  # a store with real folders, such as SFTP
                self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
                self._files.pipe_file(path, content)
        except OSError as error:
            raise EvidenceError(f"{self._url}: {name} cannot be written: {error}") from error


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is on disk whole when this returns, and never seen in part.

    Raises:
        OSError: it cannot be written; nothing is left under ``path`` that was not there.
    """
    unfinished = path.with_name(f"{UNFINISHED}{uuid.uuid4().hex}")
    try:
        with unfinished.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on disk, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _name_of(sha256: str) -> str:
    # What asks for a blob may be somebody else's file: nothing but a hash becomes a path.
    if not _SHA256.fullmatch(sha256):
        raise EvidenceError(f"{sha256!r:.100} is no SHA-256 of 64 hexadecimal digits in lower case")
    return f"{sha256[:2]}/{sha256}"


def _open_url(url: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError("fsspec", extra="crawl") from error
    try:
        files, root = url_to_fs(url)
    except ImportError as error:
        raise EvidenceError(f"{url}: {error}") from error
    except ValueError as error:
        raise EvidenceError(f"{url}: {error}; name a folder or a URL such as s3://bucket/folder") from error
    return files, str(root)
