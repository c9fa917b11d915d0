"""The one spelling of a zip file in evidence, so that equal entries have equal bytes and every byte can be checked.

Entries are stored uncompressed, dated 1980-01-01, without comments, attributes or data descriptors; Zip64 fields stand
where, and only where, a size or offset needs them. Knows nothing of what is packed.
"""

import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO

from crawler.errors import EvidenceError

_LIMIT = 0xFFFFFFFF
_MANY = 0xFFFF
_DATE = (1 << 5) | 1  # the first day that the format knows
_PLAIN, _ZIP64 = 20, 45  # versions needed to extract, times ten


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipEntry:
    """What the structure of a zip says of one entry."""

    name: str
    """ASCII."""
    size: int
    """Bytes."""
    crc: int
    offset: int
    """Of its header from the begin of the file."""

    @property
    def content_offset(self) -> int:
        """Where its bytes begin."""
        return self.offset + len(local_header(self))


def local_header(entry: ZipEntry) -> bytes:
    """Spell what stands before the bytes of an entry."""
    name, is_large = entry.name.encode("ascii"), entry.size >= _LIMIT
    extra = struct.pack("<HHQQ", 1, 16, entry.size, entry.size) if is_large else b""
    shown = _LIMIT if is_large else entry.size
    fixed = struct.pack(
        "<4sHHHHHIIIHH",
        b"PK\x03\x04",
        _ZIP64 if is_large else _PLAIN,
        0,
        0,
        0,
        _DATE,
        entry.crc,
        shown,
        shown,
        len(name),
        len(extra),
    )
    return fixed + name + extra


def directory(entries: Sequence[ZipEntry], offset: int) -> bytes:
    """Spell what stands after the last entry, at ``offset``."""
    records = b"".join(map(_directory_record, entries))
    count, size = len(entries), len(records)
    tail = b""
    if count >= _MANY or size >= _LIMIT or offset >= _LIMIT:
        tail = struct.pack(
            "<4sQHHIIQQQQ", b"PK\x06\x06", 44, _ZIP64, _ZIP64, 0, 0, count, count, size, offset
        ) + struct.pack("<4sIQI", b"PK\x06\x07", 0, offset + size, 1)
    few = min(count, _MANY)
    return (
        records
        + tail
        + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, few, few, min(size, _LIMIT), min(offset, _LIMIT), 0)
    )


def _directory_record(entry: ZipEntry) -> bytes:
    name, is_large, is_far = entry.name.encode("ascii"), entry.size >= _LIMIT, entry.offset >= _LIMIT
    wide = [entry.size, entry.size] * is_large + [entry.offset] * is_far
    extra = struct.pack(f"<HH{len(wide)}Q", 1, 8 * len(wide), *wide) if wide else b""
    shown = _LIMIT if is_large else entry.size
    version = _ZIP64 if wide else _PLAIN
    fixed = struct.pack(
        "<4sHHHHHHIIIHHHHHII",
        b"PK\x01\x02",
        version,
        version,
        0,
        0,
        0,
        _DATE,
        entry.crc,
        shown,
        shown,
        len(name),
        len(extra),
        0,
        0,
        0,
        0,
        _LIMIT if is_far else entry.offset,
    )
    return fixed + name + extra


class ZipWriter:
    """Writes entries one after another to a file that can be sought in."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.entries: list[ZipEntry] = []

    def add(self, name: str, size: int, chunks: Iterable[bytes]) -> ZipEntry:
        """Write an entry of ``size`` bytes.

        Raises:
            EvidenceError: the chunks do not have that size together.
        """
        offset = self._stream.tell()
        self._stream.write(local_header(ZipEntry(name=name, size=size, crc=0, offset=offset)))
        crc = written = 0
        for chunk in chunks:
            self._stream.write(chunk)
            crc = zlib.crc32(chunk, crc)
            written += len(chunk)
        if written != size:
            raise EvidenceError(f"{name}: expected {size:,} bytes to pack, found {written:,}; is it being written?")
        entry = ZipEntry(name=name, size=size, crc=crc, offset=offset)
        self._stream.seek(offset)
        self._stream.write(local_header(entry))
        self._stream.seek(0, 2)
        self.entries.append(entry)
        return entry

    def close(self) -> None:
        """Write the directory; the stream stays open."""
        self._stream.write(directory(self.entries, self._stream.tell()))
