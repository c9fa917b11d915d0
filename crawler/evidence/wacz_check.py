"""Judges what a WACZ file is made of: index, pages, package and the very bytes of the zip.

Each is made anew from what it was made of, and compared. Knows nothing of the capture log.
"""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO

from crawler.errors import EvidenceError
from crawler.evidence.canonical import parse_json
from crawler.evidence.cdxj import IndexLines, table_header, table_line
from crawler.evidence.opened import WaczEvidence
from crawler.evidence.report import EvidenceProblem
from crawler.evidence.wacz import (
    ARCHIVE,
    BLOBS,
    INDEX,
    INDEX_TABLE,
    LOG,
    OURS,
    PACKAGE,
    PACKAGE_DIGEST,
    PAGES,
    digest_json,
    package_facts,
    package_json,
    pages_header,
)
from crawler.evidence.zipping import ZipEntry, directory, local_header

_CHUNK = 1 << 20
_MAX_PACKAGE_BYTES = 256 * 2**20


def check_index(evidence: WaczEvidence, index: IndexLines, archive_size: int) -> None:
    """Compare the index with ``index``, the lines that the archive calls for, and the archive's size with theirs.

    Raises:
        EvidenceError: they differ; names the first block or byte.
    """
    found_size = evidence.size_of(ARCHIVE)
    if found_size != archive_size:
        raise EvidenceError(f"{ARCHIVE}: expected {archive_size:,} bytes, found {found_size:,}")
    offset = 0
    with evidence.open_entry(INDEX) as data, evidence.open_entry(INDEX_TABLE) as table:
        _expect(table, table_header(), INDEX_TABLE)
        for number, block in enumerate(index.blocks(), start=1):
            line = table.readline(65_536)
            place = parse_json(b"{" + line.partition(b" {")[2], f"{INDEX_TABLE} line {number + 1}")
            length = place.get("length")
            if not isinstance(length, int) or not 0 < length <= evidence.size_of(INDEX):
                raise EvidenceError(f"{INDEX_TABLE} line {number + 1}: {length!r} is no length of a block")
            compressed = data.read(length)
            if _inflated(compressed, len(block)) != block:
                raise EvidenceError(f"{INDEX}: block {number} at byte {offset:,} is not the index of the archive")
            if line != table_line(block, compressed, offset):
                raise EvidenceError(f"{INDEX_TABLE} line {number + 1}: expected another line, found {line!r:.200}")
            offset += length
        _expect_end(data, INDEX)
        _expect_end(table, INDEX_TABLE)


def check_pages(evidence: WaczEvidence, lines: Iterable[bytes]) -> None:
    """Compare the list of pages with the lines that the captures call for.

    Raises:
        EvidenceError: they differ; names the line.
    """
    with evidence.open_entry(PAGES) as stream:
        for number, line in enumerate([pages_header(), *lines], start=1):
            _expect(stream, line, f"{PAGES} line {number}")
        _expect_end(stream, PAGES)


def check_package(evidence: WaczEvidence, blobs: Iterable[str] | None) -> Iterator[EvidenceProblem]:
    """Compare the package with the files that are there, and these with what belongs in it.

    ``blobs`` are the hashes of those that the log names; ``None`` when that cannot be told.
    """
    names = [entry.name for entry in evidence.zip_entries]
    kept = [name for name in names if name.startswith(BLOBS)]
    expected_blobs = kept if blobs is None else [f"{BLOBS}{sha256}" for sha256 in sorted(blobs)]
    extras = sorted(name for name in names if name.startswith(OURS) and name != LOG and name not in kept)
    expected = [ARCHIVE, INDEX, INDEX_TABLE, PAGES, LOG, *expected_blobs, *extras, PACKAGE, PACKAGE_DIGEST]
    if names != expected:
        missing = ", ".join(sorted(set(expected) - set(names))) or "nothing"
        foreign = ", ".join(sorted(set(names) - set(expected))) or "nothing"
        message = f"expected its files in their order; missing: {missing}; not called for: {foreign}"
        yield EvidenceProblem(file=str(evidence.path), message=message)
    try:
        yield from _package_problems(evidence)
    except EvidenceError as error:
        yield EvidenceProblem(file=PACKAGE, message=str(error))


def check_structure(evidence: WaczEvidence) -> Iterator[EvidenceProblem]:
    """Compare the bytes of the zip that are no content with those that such content calls for."""
    at = 0
    entries: list[ZipEntry] = []
    for listed in evidence.zip_entries:
        crc = 0
        with evidence.open_entry(listed.name) as stream:
            while chunk := stream.read(_CHUNK):
                crc = zlib.crc32(chunk, crc)
        entry = ZipEntry(name=listed.name, size=listed.size, crc=crc, offset=at)
        entries.append(entry)
        expected = local_header(entry)
        found = evidence.read_at(at, len(expected))
        if found != expected or listed != entry:
            yield EvidenceProblem(
                file=listed.name,
                message=f"zip header at byte {at:,}: expected {expected.hex()}, found {found.hex()}; "
                f"directory: expected {entry}, found {listed}",
            )
        at = entry.content_offset + entry.size
    expected = directory(entries, at)
    found = evidence.read_at(at, len(expected) + 1)
    if found != expected:
        yield EvidenceProblem(
            file=str(evidence.path),
            message=f"zip directory at byte {at:,}: expected {len(expected):,} other bytes up to the end of the file; "
            f"the first difference is at byte {at + _first_difference(expected, found):,}",
        )


def _package_problems(evidence: WaczEvidence) -> Iterator[EvidenceProblem]:
    content = _read_all(evidence, PACKAGE)
    package = parse_json(content, PACKAGE)
    resources = []
    for entry in evidence.zip_entries:
        if entry.name not in {PACKAGE, PACKAGE_DIGEST}:
            with evidence.open_entry(entry.name) as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
            resources.append((entry.name, entry.size, digest))
            yield from _resource_problems(package, entry.name, entry.size, digest)
    try:
        facts = package_facts(datetime.fromisoformat(package["created"]), package["title"])
        expected = package_json(facts, resources)
    except (KeyError, TypeError, ValueError) as error:
        raise EvidenceError(f"states no time of its making or no title: {error!r}") from error
    if content != expected:
        yield EvidenceProblem(
            file=PACKAGE,
            message="not what its files call for; the first difference is at byte "
            f"{_first_difference(expected, content):,}",
        )
    found = _read_all(evidence, PACKAGE_DIGEST)
    if found != digest_json(content):
        yield EvidenceProblem(
            file=PACKAGE_DIGEST, message=f"expected {digest_json(content).decode()}, found {found!r:.400}"
        )


def _resource_problems(package: object, name: str, size: int, digest: str) -> Iterator[EvidenceProblem]:
    listed = package.get("resources") if isinstance(package, dict) else None
    for item in listed if isinstance(listed, list) else []:
        if isinstance(item, dict) and item.get("path") == name:
            stated = (item.get("bytes"), item.get("hash"))
            if stated != (size, f"sha256:{digest}"):
                yield EvidenceProblem(
                    file=name, message=f"{PACKAGE} states {stated[0]} bytes, {stated[1]}; found {size}, sha256:{digest}"
                )
            return
    yield EvidenceProblem(file=name, message=f"{PACKAGE} does not list it")


def _read_all(evidence: WaczEvidence, name: str) -> bytes:
    size = evidence.size_of(name)
    if size > _MAX_PACKAGE_BYTES:
        raise EvidenceError(f"{name}: has {size:,} bytes, the most is {_MAX_PACKAGE_BYTES:,}")
    with evidence.open_entry(name) as stream:
        return stream.read(size)


def _expect(stream: IO[bytes], expected: bytes, place: str) -> None:
    found = stream.read(len(expected))
    if found != expected:
        raise EvidenceError(f"{place}: expected {expected!r:.300}, found {found!r:.300}")


def _expect_end(stream: IO[bytes], place: str) -> None:
    if rest := stream.read(100):
        raise EvidenceError(f"{place}: expected its end, found {rest!r}")


def _inflated(compressed: bytes, size: int) -> bytes | None:
    inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        content = inflater.decompress(compressed, size + 1)
    except zlib.error:
        return None
    # Nothing may hide behind the member.
    is_whole = inflater.eof and not inflater.unused_data
    return content if is_whole else None


def _first_difference(expected: bytes, found: bytes) -> int:
    for position, (one, other) in enumerate(zip(expected, found, strict=False)):
        if one != other:
            return position
    return min(len(expected), len(found))
