"""The index by which replay tools find a record of an archive: sorted lines of key, time and place (CDXJ).

Lines are gathered in a temporary database on disk, however many there are. Knows nothing of captures or zips.
"""

import re
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from types import TracebackType

from crawler.evidence.canonical import canonical_json, sha256_of
from crawler.evidence.warc import PlacedRecord

ARCHIVE_NAME = "data.warc.gz"
"""File in ``archive/`` that the lines speak of."""
INDEX_NAME = "index.cdx.gz"
_BLOCK_LINES = 1024
_WWW = re.compile(r"^(https?://)www\d*\.", re.IGNORECASE)
_ADDRESS = re.compile(r"^https?://(?:[^/?#@]*@)?([^/?#:]*|\[[^\]]*\])(?::(\d+))?([^?#]*)(\?[^#]*)?", re.IGNORECASE)
_DEFAULT_PORTS = {"http": "80", "https": "443"}


class IndexLines:
    """The lines of one index, in order whatever the order they were added in; use it in ``with``."""

    def __init__(self) -> None:
        # The empty name is a database on disk that goes when it is closed.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("CREATE TABLE line (text BLOB PRIMARY KEY) WITHOUT ROWID")
        self._database.execute("BEGIN")

    def __enter__(self) -> "IndexLines":
        """Give itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def add(self, records: Sequence[PlacedRecord], warc: bytes, archive_offset: int) -> None:
        """Add the lines of a WARC whose compressed bytes, ``warc``, begin at ``archive_offset`` of the archive.

        Documents and answers to GET have one; replay tools look up nothing else under a bare address.
        """
        for placed, follower in zip(records, [*records[1:], None], strict=True):
            kind = placed.record.header("WARC-Type")
            # The request stands right after its answer.
            is_get = follower is not None and follower.record.block.startswith(b"GET ")
            if kind == "resource" or (kind == "response" and is_get):
                compressed = warc[placed.offset : placed.offset + placed.length]
                line = _line_of(placed, archive_offset + placed.offset, compressed)
                self._database.execute("INSERT OR IGNORE INTO line VALUES (?)", (line,))

    def lines(self) -> Iterator[bytes]:
        """Yield the lines, each with its line break, sorted by their bytes."""
        for (text,) in self._database.execute("SELECT text FROM line ORDER BY text"):
            yield text

    def blocks(self) -> Iterator[bytes]:
        """Yield the lines in blocks, as they are compressed."""
        block: list[bytes] = []
        for line in self.lines():
            block.append(line)
            if len(block) == _BLOCK_LINES:
                yield b"".join(block)
                block = []
        if block:
            yield b"".join(block)


def _line_of(placed: PlacedRecord, offset: int, compressed: bytes) -> bytes:
    record = placed.record
    url = record.header("WARC-Target-URI") or ""
    fields = {
        "digest": record.header("WARC-Payload-Digest"),
        "filename": ARCHIVE_NAME,
        "length": str(placed.length),
        "mime": (record.header("Content-Type") or "unk").partition(";")[0].strip(),
        "offset": str(offset),
        "recordDigest": f"sha256:{sha256_of(compressed)}",
        "url": url,
    }
    if record.header("WARC-Type") == "response":
        heads = record.block.partition(b"\r\n\r\n")[0].decode("latin-1")
        media_type = re.search(r"^content-type:\s*([^;\s]+)", heads, re.IGNORECASE | re.MULTILINE)
        fields["mime"] = media_type[1] if media_type else "unk"
        fields["status"] = heads.split(" ")[1]
    time = re.sub(r"\D", "", record.header("WARC-Date") or "")[:14]
    return f"{sort_key(url)} {time} ".encode() + canonical_json(fields) + b"\n"


def compress_block(block: bytes) -> bytes:
    """Make a block of lines a gzip member without name or date."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return compressor.compress(block) + compressor.flush()


def table_line(block: bytes, compressed: bytes, offset: int) -> bytes:
    """Give the line of the second-level index (``index.idx``) for a block."""
    prefix = block.partition(b" {")[0]
    place = {"digest": f"sha256:{sha256_of(compressed)}", "length": len(compressed), "offset": offset}
    return prefix + b" " + canonical_json(place) + b"\n"


def table_header() -> bytes:
    """Give the first line of the second-level index."""
    return b"!meta 0 " + canonical_json({"filename": INDEX_NAME, "format": "cdxj-gzip-1.0"}) + b"\n"


def sort_key(url: str) -> str:
    """Give the key of an address by which replay tools look it up: host reversed, then path and sorted query.

    The same as ``getSurt`` of warcio.js, which ReplayWeb.page asks with; an address of another scheme is its own key.
    """
    match = _ADDRESS.match(_WWW.sub(r"\1", url))
    if match is None:
        return url
    host, port, path, query = (part or "" for part in match.groups())
    scheme = url.partition(":")[0].lower()
    shown_port = f":{port}" if port and port != _DEFAULT_PORTS[scheme] else ""
    shown_query = f"?{'&'.join(sorted(query[1:].split('&')))}" if len(query) > 1 else ""
    return f"{','.join(reversed(host.split('.')))}{shown_port}){path or '/'}{shown_query}".lower()
