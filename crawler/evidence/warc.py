"""WARC 1.1 records: their bytes, compressed one by one, and back.

What the library would make up (ids, dates) is always given, so that equal records have equal bytes. Knows nothing of
captures.
"""

import gzip
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from crawler.errors import EvidenceError, MissingLibraryError

MAX_WARC_BYTES = 2 * 2**30
"""Of one capture, decompressed: far above any page, far below what a compression bomb would fill."""

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_ORIGINAL = "X-Orig-"
"""Prefix by which replay tools know a header that spoke of the body as it travelled, not as it is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcRecord:
    """One record."""

    headers: tuple[tuple[str, str], ...]
    """``WARC-…`` and ``Content-Type``, in order; ``Content-Length`` is added."""
    block: bytes

    def header(self, name: str) -> str | None:
        """Give the first header of a name."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def payload(self) -> bytes:
        """The block, or what follows the HTTP head in it."""
        if (self.header("Content-Type") or "").startswith("application/http"):
            return self.block.partition(b"\r\n\r\n")[2]
        return self.block


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedRecord:
    """A record and where its compressed bytes stand."""

    record: WarcRecord
    offset: int
    length: int


def warc_bytes(records: Iterable[WarcRecord], *, is_compressed: bool = True) -> bytes:
    """Write records, each a gzip member of its own."""
    warcio = _warcio()
    out = io.BytesIO()
    writer = warcio.WARCWriter(out, gzip=is_compressed, warc_version="1.1")
    for record in records:
        heads = warcio.StatusAndHeaders("", list(record.headers), protocol="WARC/1.1")
        kind, length = record.header("WARC-Type"), len(record.block)
        # No HTTP headers are handed over: the library would re-spell them.
        made = warcio.ArcWarcRecord("warc", kind, heads, io.BytesIO(record.block), None, None, length)
        writer.write_record(made)
    return out.getvalue()


def read_records(content: bytes, place: str) -> Iterator[PlacedRecord]:
    """Read compressed records.

    Raises:
        EvidenceError: the bytes are no such WARC; names the offset.
    """
    warcio = _warcio()
    stream = io.BytesIO(content)
    iterator = warcio.ArchiveIterator(stream, no_record_parse=True)
    offset = total = 0
    while True:
        try:
            record = next(iterator, None)
            if record is None:
                return
            block = record.raw_stream.read()
            placed = PlacedRecord(
                record=WarcRecord(headers=tuple(record.rec_headers.headers), block=block),
                offset=iterator.get_record_offset(),
                length=iterator.get_record_length(),
            )
        except (warcio.ArchiveLoadFailed, OSError, EOFError, ValueError, zlib.error) as error:
            raise EvidenceError(f"{place}: no WARC record at byte {offset}: {error}") from error
        total += len(block)
        if total > MAX_WARC_BYTES:
            raise EvidenceError(f"{place}: over {MAX_WARC_BYTES:,} bytes decompressed at byte {offset}: refused")
        offset = placed.offset + placed.length
        yield placed


def decompressed(content: bytes, place: str) -> bytes:
    """Undo the compression of a whole WARC.

    Raises:
        EvidenceError: it is not gzip, or grows beyond ``MAX_WARC_BYTES``.
    """
    plain = io.BytesIO()
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
            while chunk := stream.read(1 << 20):
                plain.write(chunk)
                if plain.tell() > MAX_WARC_BYTES:
                    raise EvidenceError(f"{place}: over {MAX_WARC_BYTES:,} bytes decompressed: refused")
    except (OSError, EOFError, zlib.error) as error:
        raise EvidenceError(f"{place}: not gzip: {error}") from error
    return plain.getvalue()


def request_block(method: str, url: str, headers: Iterable[tuple[str, str]], body: bytes | None) -> bytes:
    """Write a request in the HTTP/1.1 form that a WARC holds, whatever it travelled in."""
    path = re.sub(r"^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*", "", ascii_url(url).partition("#")[0])
    target = path if path.startswith("/") else f"/{path}"
    return _head(f"{method} {target} HTTP/1.1", headers) + (body or b"")


def response_block(
    status: int, reason: str | None, headers: Iterable[tuple[str, str]], body: bytes | None, *, is_body_decoded: bool
) -> bytes:
    """Write an answer in the HTTP/1.1 form that a WARC holds.

    Headers that spoke of the body as it travelled are renamed ``X-Orig-…`` where they are no longer true of the body
    as it is kept: ``Transfer-Encoding``, ``Content-Encoding`` of a decoded body, a ``Content-Length`` that differs.
    """
    size = None if body is None else str(len(body))
    kept: list[tuple[str, str]] = []
    for name, value in headers:
        lower = name.lower()
        is_wrong_size = lower == "content-length" and value.strip() != size
        if is_wrong_size or lower == "transfer-encoding" or (lower == "content-encoding" and is_body_decoded):
            kept.append((f"{_ORIGINAL}{name}", value))
            if is_wrong_size and size is not None:
                kept.append((name, size))
        else:
            kept.append((name, value))
    return _head(f"HTTP/1.1 {status} {reason or ''}", kept) + (body or b"")


def ascii_url(url: str) -> str:
    """Percent-encode what may not stand in a WARC header or an index: spaces, controls, all beyond ASCII."""
    return "".join(
        char if "!" <= char <= "~" else "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))
        for char in url
    )


def _head(first: str, headers: Iterable[tuple[str, str]]) -> bytes:
    lines = [_wire_bytes(first)]
    for name, value in headers:
        # HTTP/2's pseudo-headers and what else is no header name cannot stand here; the facts hold them.
        if _TOKEN.fullmatch(name):
            # Browsers join repeated headers by line breaks.
            lines += [name.encode() + b": " + _wire_bytes(part) for part in value.split("\n")]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _wire_bytes(text: str) -> bytes:
    """Give the bytes that travelled: header text is read as Latin-1, or as UTF-8 with its faults as surrogates."""
    try:
        wire = text.encode("latin-1")
    except UnicodeEncodeError:
        try:
            wire = text.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:
            wire = text.encode("utf-8", "replace")
    return re.sub(rb"[\r\n\0]", b" ", wire)


@dataclass(frozen=True, slots=True)
class _Warcio:
    """What is used of warcio, which has no types."""

    ArchiveIterator: Any
    ArchiveLoadFailed: type[Exception]
    ArcWarcRecord: Any
    StatusAndHeaders: Any
    WARCWriter: Any


def _warcio() -> _Warcio:
    try:
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415
        from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415
        from warcio.recordloader import ArcWarcRecord  # noqa: PLC0415
        from warcio.statusandheaders import StatusAndHeaders  # noqa: PLC0415
        from warcio.warcwriter import WARCWriter  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError("warcio", extra="crawl") from error
    return _Warcio(ArchiveIterator, ArchiveLoadFailed, ArcWarcRecord, StatusAndHeaders, WARCWriter)
