"""Seals what was seen in one visit: an observation becomes a WARC in a blob store and a capture that names its hash.

The WARC holds every exchange and document as replay tools expect them, and all facts once more, exactly as they were
observed, as JSON in a metadata record. Equal observations give equal bytes; nothing is in them that was not seen but
the names of the formats. Knows nothing of ads.
"""

import ipaddress
import re
import uuid
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from typing import Any

from crawler.capture import Capture, Document, Exchange, Observation, SealedDocument, SealedExchange
from crawler.errors import EvidenceError
from crawler.evidence.blobs import BlobStore
from crawler.evidence.canonical import canonical_json, parse_json, sha256_of
from crawler.evidence.plain import from_plain, plain_of, utc_text
from crawler.evidence.warc import (
    PlacedRecord,
    WarcRecord,
    ascii_url,
    decompressed,
    read_records,
    request_block,
    response_block,
    warc_bytes,
)

FORMAT = "finad-capture-1"
"""What the facts say of their own form."""

_SCREENSHOTS = {"screenshot.png": "urn:fullPage:", "viewport.png": "urn:view:", "thumbnail.png": "urn:thumbnail:"}
"""Names by which the replay tools of Webrecorder know a picture of a page."""


def seal(observation: Observation, blobs: BlobStore) -> Capture:
    """Write the WARC of an observation into ``blobs`` and give the capture.

    Sealing an equal observation again gives an equal capture and stores nothing twice.

    Raises:
        EvidenceError: two documents have one name, a time has no zone, or the store cannot be written.
    """
    names = [document.name for document in observation.documents]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise EvidenceError(f"two documents of {observation.requested_url or observation.site} are named {twice[0]!r}")
    content = warc_bytes(_records(observation))
    blobs.put(content)
    return _capture_of(observation, content)


def open_capture(capture: Capture, blobs: BlobStore) -> Observation:
    """Give back the observation that was sealed.

    Raises:
        EvidenceError: its WARC is missing, was changed, or does not hold what the capture says.
    """
    return observation_in(blobs.get(capture.warc_sha256), capture)


def observation_in(warc: bytes, capture: Capture) -> Observation:
    """Read the WARC of a capture, and compare all of it with what the capture and its own facts say.

    Raises:
        EvidenceError: something differs; names what.
    """
    place = f"WARC of capture {capture.capture_id}"
    found = sha256_of(warc)
    if found != capture.warc_sha256:
        raise EvidenceError(f"{place}: expected SHA-256 {capture.warc_sha256}, found {found}")
    observation = _read(list(read_records(warc, place)), place)
    held = _capture_of(observation, warc)
    for field in fields(Capture):
        expected, seen = getattr(capture, field.name), getattr(held, field.name)
        if expected != seen:
            raise EvidenceError(f"{place}: {field.name}: the log says {expected!r:.200}, the WARC {seen!r:.200}")
    if decompressed(warc, place) != warc_bytes(_records(observation), is_compressed=False):
        raise EvidenceError(f"{place}: holds other records than its facts call for; it was not sealed by this program")
    return observation


def _read(placed: list[PlacedRecord], place: str) -> Observation:
    if not placed:
        raise EvidenceError(f"{place}: holds no record")
    payloads = {sha256_of(b""): b""}
    for item in placed:
        _check_digests(item.record, f"{place}, record at byte {item.offset}")
        payloads[sha256_of(item.record.payload)] = item.record.payload

    def payload_of(sha256: str) -> bytes:
        if sha256 not in payloads:
            raise EvidenceError(f"{place}: no record has a payload with the SHA-256 {sha256}")
        return payloads[sha256]

    facts = parse_json(placed[-1].record.block, f"{place}: facts")
    if not isinstance(facts, dict) or facts.keys() != {"format", "observation"} or facts["format"] != FORMAT:
        raise EvidenceError(f"{place}: its last record holds no facts of the form {FORMAT}; use a newer finad")
    return from_plain(Observation, facts["observation"], f"{place}: facts", bytes_of=payload_of)


def _check_digests(record: WarcRecord, place: str) -> None:
    for name, content in (("WARC-Block-Digest", record.block), ("WARC-Payload-Digest", record.payload)):
        stated, found = record.header(name), _digest(content)
        if stated != found:
            raise EvidenceError(f"{place}: {name}: expected {stated}, found {found}")


def _capture_of(observation: Observation, warc: bytes) -> Capture:
    return Capture(
        capture_id=_capture_id(plain_of(observation)),
        site=observation.site,
        via=observation.via,
        requested_url=observation.requested_url,
        final_url=observation.final_url,
        status=observation.status,
        redirects=observation.redirects,
        started_at=observation.started_at,
        finished_at=observation.finished_at,
        viewport=observation.viewport,
        agent=observation.agent,
        actions=observation.actions,
        attempts=observation.attempts,
        problem=observation.problem,
        problem_detail=observation.problem_detail,
        title=observation.title,
        is_complete=observation.is_complete,
        exchanges=tuple(_sealed_exchange(exchange) for exchange in observation.exchanges),
        documents=tuple(
            SealedDocument(
                name=document.name,
                media_type=document.media_type,
                sha256=sha256_of(document.content),
                size=len(document.content),
            )
            for document in observation.documents
        ),
        warc_sha256=sha256_of(warc),
        warc_size=len(warc),
    )


def _sealed_exchange(exchange: Exchange) -> SealedExchange:
    body = exchange.body
    return SealedExchange(
        url=exchange.url,
        status=exchange.status,
        sha256=None if body is None else sha256_of(body),
        size=None if body is None else len(body),
    )


def _capture_id(facts: Any) -> str:
    # Bodies and documents stand in the facts by their hashes.
    return f"c{sha256_of(canonical_json(facts))[:20]}"


def _records(observation: Observation) -> Iterator[WarcRecord]:
    facts = plain_of(observation)
    capture_id = _capture_id(facts)
    began = observation.started_at
    info = f"software: finad\r\nformat: WARC File Format 1.1\r\nconformsTo: {_CONFORMS_TO}\r\n".encode()
    yield _record(
        "warcinfo",
        f"{capture_id}/warcinfo",
        began,
        info,
        "application/warc-fields",
        ("WARC-Filename", f"{capture_id}.warc.gz"),
    )
    for index, exchange in enumerate(observation.exchanges):
        yield from _exchange_records(exchange, f"{capture_id}/{index}")
    address = ascii_url(observation.final_url or observation.requested_url or capture_id)
    for document in observation.documents:
        yield _document_record(document, observation.finished_at, address, capture_id)
    yield _record(
        "metadata",
        f"{capture_id}/facts",
        began,
        canonical_json({"format": FORMAT, "observation": facts}),
        "application/json",
        ("WARC-Target-URI", f"urn:finad:capture:{capture_id}"),
    )


_CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


def _exchange_records(exchange: Exchange, key: str) -> Iterator[WarcRecord]:
    target = ascii_url(exchange.url)
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", target):
        target = f"urn:finad:exchange:{key}"
    shared = [("WARC-Target-URI", target)]
    if _is_address(exchange.ip):
        shared.append(("WARC-IP-Address", str(exchange.ip)))
    request, answer = _record_id(f"{key}/request"), _record_id(f"{key}/answer")
    if exchange.status is None:
        yield _record(
            "metadata",
            f"{key}/answer",
            exchange.started_at,
            _problem_block(exchange.problem),
            "application/warc-fields",
            *shared,
            ("WARC-Concurrent-To", request),
        )
        if exchange.body is not None:
            # Bytes without the answer they belong to: kept, but not as what stands at the address.
            kept_as = ("WARC-Target-URI", f"urn:finad:body:{key}")
            yield _record(
                "resource", f"{key}/body", exchange.started_at, exchange.body, "application/octet-stream", kept_as
            )
    else:
        block = response_block(
            exchange.status,
            exchange.reason,
            exchange.headers,
            exchange.body,
            is_body_decoded=exchange.is_body_decoded,
        )
        told = [("WARC-Truncated", "unspecified")] if exchange.body is None else []
        yield _record(
            "response",
            f"{key}/answer",
            exchange.started_at,
            block,
            "application/http; msgtype=response",
            *shared,
            *told,
        )
    yield _record(
        "request",
        f"{key}/request",
        exchange.started_at,
        request_block(exchange.method, exchange.url, exchange.request_headers, exchange.request_body),
        "application/http; msgtype=request",
        *shared,
        ("WARC-Concurrent-To", answer),
    )


def _problem_block(problem: str | None) -> bytes:
    return b"" if problem is None else f"problem: {' '.join(problem.split())}\r\n".encode("utf-8", "replace")


def _document_record(document: Document, seen_at: datetime, address: str, capture_id: str) -> WarcRecord:
    prefix = _SCREENSHOTS.get(document.name, f"urn:finad:{ascii_url(document.name)}:")
    return _record(
        "resource",
        f"{capture_id}/{document.name}",
        seen_at,
        document.content,
        document.media_type if _is_header_text(document.media_type) else "application/octet-stream",
        ("WARC-Target-URI", f"{prefix}{address}"),
    )


def _record(
    kind: str, key: str, seen_at: datetime, block: bytes, content_type: str, *more: tuple[str, str]
) -> WarcRecord:
    """Make a record; ``key`` is what its id is derived from."""
    bare = WarcRecord(headers=(("Content-Type", content_type),), block=block)
    return WarcRecord(
        headers=(
            ("WARC-Type", kind),
            ("WARC-Record-ID", _record_id(key)),
            ("WARC-Date", utc_text(seen_at).replace("+00:00", "Z")),
            *more,
            ("WARC-Block-Digest", _digest(block)),
            ("WARC-Payload-Digest", _digest(bare.payload)),
            *bare.headers,
        ),
        block=block,
    )


def _record_id(key: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'urn:finad:{ascii_url(key)}')}>"


def _digest(content: bytes) -> str:
    return f"sha256:{sha256_of(content)}"


def _is_address(ip: str | None) -> bool:
    if ip is None or not _is_header_text(ip):
        return False
    try:
        ipaddress.ip_address(ip)
    except ValueError:
        return False
    return True


def _is_header_text(text: str) -> bool:
    return re.fullmatch(r"[!-~]([ -~]*[!-~])?", text) is not None
