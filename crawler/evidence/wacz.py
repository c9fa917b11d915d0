"""Packs a crawl into one WACZ 1.1.1 file that opens in a replay tool and verifies without anything else.

=========================== =========================================================================
``archive/data.warc.gz``    the WARCs of all captures, in the order of the log, each once
``indexes/``                where replay tools find a record: ``index.cdx.gz``, ``index.idx``
``pages/pages.jsonl``       the pages to choose from
``finad/log.jsonl``         the capture log
``finad/blobs/SHA256``      what else its entries name, timestamp tokens among them
``finad/NAME``              further files of the caller
``datapackage.json``        size and hash of each of these; ``datapackage-digest.json`` has the hash of this one
=========================== =========================================================================

Equal content gives equal bytes. Nothing is held in memory but one capture. Knows nothing of verification.
"""

import hashlib
import re
import tempfile
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from crawler.capture import Capture
from crawler.errors import EvidenceError
from crawler.evidence.blobs import UNFINISHED, BlobStore, sync_folder
from crawler.evidence.canonical import canonical_json, sha256_of
from crawler.evidence.cdxj import ARCHIVE_NAME, INDEX_NAME, IndexLines, compress_block, table_header, table_line
from crawler.evidence.entries import NO_HASH, blobs_of, captures_of, chained_lines, entry_of
from crawler.evidence.plain import utc_text
from crawler.evidence.warc import PlacedRecord, read_records
from crawler.evidence.zipping import ZipWriter

ARCHIVE = f"archive/{ARCHIVE_NAME}"
INDEX = f"indexes/{INDEX_NAME}"
INDEX_TABLE = "indexes/index.idx"
PAGES = "pages/pages.jsonl"
LOG = "finad/log.jsonl"
BLOBS = "finad/blobs/"
PACKAGE = "datapackage.json"
PACKAGE_DIGEST = "datapackage-digest.json"
OURS = "finad/"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PackReport:
    """What was packed."""

    path: Path
    size: int
    """Bytes."""
    sha256: str
    """Of the file."""
    head: str
    """Hash of the last log entry: tell it to whoever is to verify."""
    entries: int
    captures: int


def pack(
    log_path: Path,
    blobs: BlobStore,
    target: Path,
    *,
    created_at: datetime,
    title: str,
    extra_files: Mapping[str, Path] | None = None,
) -> PackReport:
    """Pack the log at ``log_path`` and all it names; a crawl may go on writing it meanwhile.

    ``extra_files`` are stored as ``finad/NAME``; no log entry speaks of them, so they are bound by the package alone.
    ``target`` appears whole or not at all.

    Raises:
        EvidenceError: the log is broken, a blob is missing or changed, a name is no plain file name, or ``target``
            cannot be written.
    """
    extras = dict(extra_files or {})
    for name in extras:
        if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*", name) or name in {"log.jsonl", "blobs"}:
            raise EvidenceError(f"{name!r}: no name for a file of the package; use letters, digits, dots and dashes")
    unfinished = target.with_name(f"{UNFINISHED}{uuid.uuid4().hex}")
    try:
        with unfinished.open("xb") as stream:
            plan = _plan(log_path)
            _write(_Package(stream), plan, log_path, blobs, extras, package_facts(created_at, title))
        sha256 = _sha256_of_file(unfinished)
        size = unfinished.stat().st_size
        unfinished.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise EvidenceError(f"{target}: cannot be packed: {error.filename or ''} {error.strerror}") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return PackReport(
        path=target, size=size, sha256=sha256, head=plan.head, entries=plan.entries, captures=len(plan.captures)
    )


def package_facts(created_at: datetime, title: str) -> dict[str, Any]:
    """Give what ``datapackage.json`` says besides the files."""
    return {
        "created": utc_text(created_at).replace("+00:00", "Z"),
        "profile": "data-package",
        "software": "finad",
        "title": title,
        "wacz_version": "1.1.1",
    }


def package_json(facts: Mapping[str, Any], resources: Iterable[tuple[str, int, str]]) -> bytes:
    """Spell ``datapackage.json``; a resource is a path, its size and its SHA-256."""
    listed = [
        {"bytes": size, "hash": f"sha256:{sha256}", "name": path.lower().replace("/", "-"), "path": path}
        for path, size, sha256 in resources
    ]
    return canonical_json({**facts, "resources": listed}) + b"\n"


def digest_json(package: bytes) -> bytes:
    """Spell ``datapackage-digest.json``."""
    return canonical_json({"hash": f"sha256:{sha256_of(package)}", "path": PACKAGE}) + b"\n"


def pages_header() -> bytes:
    """Give the first line of ``pages.jsonl``."""
    return canonical_json({"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}) + b"\n"


def page_line(capture: Capture) -> bytes | None:
    """Give the line of ``pages.jsonl`` for a capture; ``None`` where there is no answer to replay at its address."""
    address = (capture.final_url or capture.requested_url or "").partition("#")[0]
    if not re.match(r"https?://", address, re.IGNORECASE):
        return None
    if not any(item.url.partition("#")[0] == address and item.status is not None for item in capture.exchanges):
        return None
    line = {"id": capture.capture_id, "ts": utc_text(capture.started_at).replace("+00:00", "Z"), "url": address}
    return canonical_json(line if capture.title is None else line | {"title": capture.title}) + b"\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    log_size: int
    head: str
    entries: int
    captures: Mapping[str, int]
    """Size of each WARC by its SHA-256, in the order they are packed."""
    blobs: tuple[str, ...]


def _plan(log_path: Path) -> _Plan:
    """Read the log once: nothing is packed of one that is broken."""
    size, head, count = 0, NO_HASH, 0
    captures: dict[str, int] = {}
    named: set[str] = set()
    with log_path.open("rb") as stream:
        for line in chained_lines(stream, log_path.name):
            entry = entry_of(line, log_path.name)
            captures |= {capture.warc_sha256: capture.warc_size for capture in captures_of(entry, log_path.name)}
            named.update(blobs_of(entry, log_path.name))
            size, head, count = size + len(line.content) + 1, line.hash, line.n
    if not count:
        raise EvidenceError(f"{log_path}: holds no entry; there is nothing to pack")
    return _Plan(log_size=size, head=head, entries=count, captures=captures, blobs=tuple(sorted(named)))


class _Package:
    """A zip whose entries are hashed as they are written."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._zip = ZipWriter(stream)
        self.resources: list[tuple[str, int, str]] = []

    def add(self, name: str, size: int, chunks: Iterable[bytes]) -> None:
        digest = hashlib.sha256()

        def hashed() -> Iterator[bytes]:
            for chunk in chunks:
                digest.update(chunk)
                yield chunk

        self._zip.add(name, size, hashed())
        self.resources.append((name, size, digest.hexdigest()))

    def add_spooled(self, name: str, spool: IO[bytes]) -> None:
        size = spool.seek(0, 2)
        spool.seek(0)
        self.add(name, size, _chunks(spool, size))

    def close(self, facts: Mapping[str, Any]) -> None:
        package = package_json(facts, self.resources)
        for name, content in ((PACKAGE, package), (PACKAGE_DIGEST, digest_json(package))):
            self._zip.add(name, len(content), [content])
        self._zip.close()


def _write(
    package: _Package,
    plan: _Plan,
    log_path: Path,
    blobs: BlobStore,
    extras: Mapping[str, Path],
    facts: Mapping[str, Any],
) -> None:
    with IndexLines() as index, log_path.open("rb") as log, tempfile.TemporaryFile() as pages:
        package.add(ARCHIVE, sum(plan.captures.values()), _archive(plan, blobs, index))
        _add_index(package, index)
        _write_pages(log, log_path.name, plan, pages)
        package.add_spooled(PAGES, pages)
        log.seek(0)
        package.add(LOG, plan.log_size, _chunks(log, plan.log_size))
        for sha256 in plan.blobs:
            content = blobs.get(sha256)
            package.add(f"{BLOBS}{sha256}", len(content), [content])
        for name, path in sorted(extras.items()):
            with path.open("rb") as extra:
                size = path.stat().st_size
                package.add(f"{OURS}{name}", size, _chunks(extra, size))
        package.close(facts)


def _archive(plan: _Plan, blobs: BlobStore, index: IndexLines) -> Iterator[bytes]:
    offset = 0
    for sha256 in plan.captures:
        warc = blobs.get(sha256)
        records: list[PlacedRecord] = list(read_records(warc, f"WARC {sha256}"))
        index.add(records, warc, offset)
        offset += len(warc)
        yield warc


def _add_index(package: _Package, index: IndexLines) -> None:
    with tempfile.TemporaryFile() as data, tempfile.TemporaryFile() as table:
        table.write(table_header())
        for block in index.blocks():
            compressed = compress_block(block)
            table.write(table_line(block, compressed, data.tell()))
            data.write(compressed)
        package.add_spooled(INDEX, data)
        package.add_spooled(INDEX_TABLE, table)


def _write_pages(log: IO[bytes], name: str, plan: _Plan, pages: IO[bytes]) -> None:
    pages.write(pages_header())
    todo = set(plan.captures)
    for line in chained_lines(log, name):
        if line.n > plan.entries:
            return
        for capture in captures_of(entry_of(line, name), name):
            if capture.warc_sha256 in todo:
                todo.remove(capture.warc_sha256)
                pages.write(page_line(capture) or b"")


def _chunks(stream: IO[bytes], size: int) -> Iterator[bytes]:
    while size and (chunk := stream.read(min(_CHUNK, size))):
        size -= len(chunk)
        yield chunk


def _sha256_of_file(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
