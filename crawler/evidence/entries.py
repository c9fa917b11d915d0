"""Entries of a capture log: their spelling, their chain, and what they name.

Each line is one entry as canonical JSON. Its ``hash`` is the SHA-256 of the line without the ``hash`` member, and
``previous`` is the hash of the line before, so the last hash stands for the whole log. Knows nothing of files.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from crawler.capture import Capture
from crawler.errors import EvidenceError
from crawler.evidence.canonical import canonical_json, parse_json, sha256_of
from crawler.evidence.plain import utc_text
from crawler.evidence.records import capture_from_record

NO_HASH = "0" * 64
"""What the first entry has for ``previous``."""
MAX_LINE_BYTES = 64 * 2**20
"""More than any visit needs; what keeps a hostile log from filling the memory."""

# The members after "content" in the order of their keys. Their values hold no quote, so the last match is the end of
# the line and nothing inside "content" can be mistaken for it.
_END = re.compile(
    rb',"hash":"(?P<hash>[0-9a-f]{64})","kind":"[a-z_]+","n":(?P<n>[0-9]{1,15}),"previous":"(?P<previous>[0-9a-f]{64})"\}\Z'
)
_END_BYTES = 400
_KIND = re.compile(r"[a-z_]{1,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a capture log."""

    n: int
    """From 1."""
    at: datetime
    """Aware, UTC: when it was written."""
    kind: str
    """``crawl``, ``visit``, ``repair``, ``timestamp``, ``end``, …"""
    content: Mapping[str, Any]
    previous: str
    """Hash of the entry before; 64 zeros for the first."""
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line whose place in the chain is right; its content is not looked at."""

    n: int
    hash: str
    content: bytes
    """Without its line break."""


def line_of(n: int, at: datetime, kind: str, content: Mapping[str, Any], previous: str) -> Line:
    """Spell an entry.

    Raises:
        EvidenceError: its content is not plain JSON or too large, or its kind is not lower-case letters.
    """
    if not _KIND.fullmatch(kind):
        raise EvidenceError(f"kind {kind!r} of a log entry: use lower-case letters and underscores")
    members = {"at": utc_text(at), "content": dict(content), "kind": kind, "n": n, "previous": previous}
    entry_hash = sha256_of(canonical_json(members))
    line = canonical_json(members | {"hash": entry_hash})
    if len(line) >= MAX_LINE_BYTES:
        raise EvidenceError(
            f"log entry {n} has {len(line):,} bytes, the most is {MAX_LINE_BYTES:,}; put large content into blobs"
        )
    return Line(n=n, hash=entry_hash, content=line)


def chained_lines(stream: IO[bytes], name: str) -> Iterator[Line]:
    """Yield the whole lines of a log, each with its hash and its place checked; a torn last line is left out.

    Raises:
        EvidenceError: a line is not an entry, was changed, or does not follow the line before; names the line.
    """
    n, previous = 0, NO_HASH
    while (raw := stream.readline(MAX_LINE_BYTES)).endswith(b"\n"):
        n += 1
        line = _checked(raw[:-1], n, previous, f"{name} line {n}")
        yield line
        previous = line.hash
    if len(raw) == MAX_LINE_BYTES:
        raise EvidenceError(f"{name} line {n + 1}: longer than {MAX_LINE_BYTES:,} bytes; this is no capture log")


def _checked(content: bytes, n: int, previous: str, place: str) -> Line:
    # Only the end is searched: content may be long.
    start = max(0, len(content) - _END_BYTES)
    match = _END.search(content, start)
    if match is None:
        raise EvidenceError(f"{place}: no entry of a capture log: {content[-80:]!r}")
    stated = match["hash"].decode()
    found = sha256_of(content[: match.start()] + content[match.end("hash") + 1 :])
    if found != stated:
        raise EvidenceError(f"{place}: changed: it states the hash {stated}, its bytes have {found}")
    if int(match["n"]) != n or match["previous"].decode() != previous:
        raise EvidenceError(
            f"{place}: the chain is broken: expected entry {n} after {previous}, "
            f"found entry {int(match['n'])} after {match['previous'].decode()}"
        )
    return Line(n=n, hash=stated, content=content)


def entry_of(line: Line, name: str) -> Entry:
    """Read the content of a line.

    Raises:
        EvidenceError: it is not spelt as ``line_of`` spells it.
    """
    place = f"{name} line {line.n}"
    members = parse_json(line.content, place)
    try:
        at = datetime.fromisoformat(members["at"])
        again = line_of(members["n"], at, members["kind"], members["content"], members["previous"])
    except (KeyError, TypeError, ValueError, OverflowError, EvidenceError) as error:
        raise EvidenceError(f"{place}: no entry of a capture log: {error}") from error
    if again != line:
        raise EvidenceError(
            f"{place}: not in canonical form: expected {again.content!r:.200}, found {line.content!r:.200}"
        )
    return Entry(
        n=line.n,
        at=at,
        kind=members["kind"],
        content=members["content"],
        previous=members["previous"],
        hash=line.hash,
    )


def captures_of(entry: Entry, name: str) -> tuple[Capture, ...]:
    """Give the captures an entry names: ``content["capture"]`` first, then those of ``content["landings"]``.

    Raises:
        EvidenceError: one of them is no record of a capture.
    """
    place = f"{name} line {entry.n}: content"
    records: list[tuple[str, object]] = []
    if entry.content.get("capture") is not None:
        records.append((f"{place}.capture", entry.content["capture"]))
    records += [
        (f"{place}.landings[{index}]", record) for index, record in enumerate(_list(entry, "landings", place)) if record
    ]
    return tuple(capture_from_record(record, where) for where, record in records)


def blobs_of(entry: Entry, name: str) -> tuple[str, ...]:
    """Give the hashes of the further blobs that an entry names in ``content["blobs"]``.

    Raises:
        EvidenceError: that is not a list of hashes.
    """
    place = f"{name} line {entry.n}: content"
    hashes = tuple(_list(entry, "blobs", place))
    for sha256 in hashes:
        if not isinstance(sha256, str) or not re.fullmatch(r"[0-9a-f]{64}", sha256):
            raise EvidenceError(f"{place}.blobs: expected SHA-256 hashes, found {sha256!r:.100}")
    return hashes


def _list(entry: Entry, key: str, place: str) -> Iterable[Any]:
    value = entry.content.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise EvidenceError(f"{place}.{key}: expected a list, found {type(value).__name__}")
    return value
