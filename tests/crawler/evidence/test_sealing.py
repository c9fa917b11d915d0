"""What is sealed comes back as it was seen, and says so in a form that WARC tools read."""

import gzip
import io
from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from crawler.capture import (
    Attempt,
    Capture,
    Document,
    Exchange,
    Observation,
    Problem,
    Redirect,
    SealedDocument,
    Via,
    Viewport,
)
from crawler.errors import EvidenceError
from crawler.evidence import BlobStore, capture_from_record, open_capture, record_of_capture, seal
from crawler.evidence.canonical import canonical_json, parse_json, sha256_of


@pytest.fixture
def blobs(tmp_path_factory: pytest.TempPathFactory) -> BlobStore:
    return BlobStore.open(str(tmp_path_factory.mktemp("blobs")))


# Anything Python calls text, lone surrogates and controls too. Two surrogates that make a pair are one character.
TEXT = st.text(st.characters(), max_size=12).map(
    lambda text: text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
)
TIME = st.datetimes(datetime(1971, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))
OPTIONAL_TEXT = st.none() | TEXT
BODY = st.none() | st.binary(max_size=60) | st.just(b"a\r\n\r\nWARC/1.1\r\n")
URL = TEXT | st.sampled_from(["http://a.example/?b=保 本", "data:,x", "blob:http://a.example/1", "http://[", ""])
NAMES = TEXT | st.sampled_from(
    ["Content-Encoding", "content-length", "Transfer-Encoding", "X-Y", ":status", "X Y", "a:b", ""]
)
HEADERS = st.lists(st.tuples(NAMES, TEXT | st.sampled_from(["gzip", "chunked", " 3 ", "a\r\nX: y", "\x00"]))).map(tuple)
EXCHANGES = st.builds(
    Exchange,
    url=URL,
    method=st.sampled_from(["GET", "POST", "G T", ""]),
    request_headers=HEADERS,
    request_body=BODY,
    status=st.none() | st.integers(0, 999),
    reason=OPTIONAL_TEXT,
    http_version=OPTIONAL_TEXT,
    headers=HEADERS,
    body=BODY,
    is_body_decoded=st.booleans(),
    problem=OPTIONAL_TEXT,
    started_at=TIME,
    finished_at=st.none() | TIME,
    ip=OPTIONAL_TEXT | st.sampled_from(["::1", "fe80::1%a\r\nb", "10.0.0.1"]),
    certificate=OPTIONAL_TEXT,
    resource_type=OPTIONAL_TEXT,
)
OBSERVATIONS = st.builds(
    Observation,
    site=TEXT,
    via=st.sampled_from(Via),
    requested_url=st.none() | URL,
    final_url=st.none() | URL,
    status=st.none() | st.integers(),
    redirects=st.lists(
        st.builds(Redirect, url=TEXT, status=st.none() | st.integers(100, 599), location=TEXT), max_size=2
    ).map(tuple),
    started_at=TIME,
    finished_at=TIME,
    exchanges=st.lists(EXCHANGES, max_size=3).map(tuple),
    documents=st.lists(
        st.builds(Document, name=TEXT, media_type=TEXT, content=st.binary(max_size=40)),
        max_size=3,
        unique_by=lambda document: document.name,
    ).map(tuple),
    viewport=st.none()
    | st.builds(
        Viewport,
        width=st.integers(0, 5000),
        height=st.integers(0, 5000),
        scale=st.floats(0.1, 8),
        is_mobile=st.booleans(),
        device=OPTIONAL_TEXT,
    ),
    agent=OPTIONAL_TEXT,
    actions=st.lists(TEXT, max_size=2).map(tuple),
    attempts=st.lists(st.builds(Attempt, at=TIME, outcome=TEXT), max_size=2).map(tuple),
    problem=st.none() | st.sampled_from(Problem),
    problem_detail=OPTIONAL_TEXT,
    title=OPTIONAL_TEXT,
    is_complete=st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(observation=OBSERVATIONS)
def test_whatever_was_observed_comes_back_and_seals_to_the_same_bytes(observation: Observation) -> None:
    store = BlobStore.open("memory://sealing")
    capture = seal(observation, store)
    opened = open_capture(capture, store)
    assert opened == observation
    assert seal(opened, store) == capture
    assert capture_from_record(parse_json(canonical_json(record_of_capture(capture)), "record")) == capture


def test_a_capture_states_the_facts_and_the_hash_of_every_body_and_document(
    page: Observation, blobs: BlobStore
) -> None:
    capture = seal(page, blobs)
    shared = {field.name for field in fields(Capture)} & {field.name for field in fields(Observation)}
    shared -= {"exchanges", "documents"}
    assert {name: getattr(capture, name) for name in shared} == {name: getattr(page, name) for name in shared}
    assert [item.sha256 for item in capture.exchanges] == [
        None if exchange.body is None else sha256_of(exchange.body) for exchange in page.exchanges
    ]
    assert capture.documents[0] == SealedDocument(
        name="screenshot.png", media_type="image/png", sha256=sha256_of(b"\x89PNG a page"), size=11
    )
    assert capture.warc_size == len(blobs.get(capture.warc_sha256))
    assert list(blobs.names()) == [f"{capture.warc_sha256[:2]}/{capture.warc_sha256}"]


def test_the_warc_is_what_replay_tools_read(page: Observation, blobs: BlobStore) -> None:
    capture = seal(page, blobs)
    records = []
    for record in ArchiveIterator(io.BytesIO(blobs.get(capture.warc_sha256)), check_digests="raise"):
        http = record.http_headers.to_str() if record.http_headers else None
        headers = record.rec_headers
        records.append((record.rec_type, headers["WARC-Target-URI"], http, record.raw_stream.read()))
    address = "http://www.hengyuan-licai.example/chanpin?id=7&type=%E6%B4%BB%E6%9C%9F"
    html = page.exchanges[1].body
    assert [record[:2] for record in records] == [
        ("warcinfo", None),
        ("response", "http://hengyuan-licai.example/"),
        ("request", "http://hengyuan-licai.example/"),
        ("response", address),
        ("request", address),
        ("metadata", "http://tongji.example/collect"),
        ("request", "http://tongji.example/collect"),
        ("response", "http://img.example/banner.jpg"),
        ("request", "http://img.example/banner.jpg"),
        ("resource", f"urn:fullPage:{address}"),
        ("resource", f"urn:finad:frame-0.html:{address}"),
        ("resource", f"urn:finad:%E5%B9%BF%E5%91%8A%201.png:{address}"),
        ("metadata", f"urn:finad:capture:{capture.capture_id}"),
    ]
    assert "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n" in str(records[1][2])
    # The header's bytes are those that travelled, UTF-8 in truth; the lengths are those of what is kept.
    assert records[3][2:] == (
        "HTTP/1.1 200\r\ncontent-type: text/html; charset=utf-8\r\nX-Orig-content-encoding: br\r\n"
        f"X-Orig-content-length: 61\r\ncontent-length: {len(html or b'')}\r\nx-title: 恒远\r\n",
        html,
    )
    assert records[4][2] == ("GET /chanpin?id=7&type=%E6%B4%BB%E6%9C%9F HTTP/1.1\r\nuser-agent: finad\r\n")
    assert records[5][3] == b"problem: net::ERR_CONNECTION_REFUSED\r\n"
    assert records[6][3] == b"page=chanpin"
    assert records[7][2:] == ("HTTP/1.1 200\r\nContent-Type: image/jpeg\r\nX-Orig-Content-Length: 40000\r\n", b"")


def test_a_changed_warc_is_refused(page: Observation, failure: Observation, blobs: BlobStore) -> None:
    capture, other = seal(page, blobs), seal(failure, blobs)
    with pytest.raises(EvidenceError, match=f"expected SHA-256 {capture.warc_sha256}|no blob"):
        open_capture(replace(capture, warc_sha256="0" * 64), blobs)
    with pytest.raises(EvidenceError, match="title: the log says '保本理财', the WARC '恒远理财'"):
        open_capture(replace(capture, title="保本理财"), blobs)
    with pytest.raises(EvidenceError, match="capture_id: the log says"):
        open_capture(replace(capture, warc_sha256=other.warc_sha256, warc_size=other.warc_size), blobs)


def test_a_warc_that_others_wrote_is_refused(page: Observation, failure: Observation, blobs: BlobStore) -> None:
    capture = seal(page, blobs)
    warc = blobs.get(capture.warc_sha256)

    def refusal(content: bytes) -> str:
        with pytest.raises(EvidenceError) as refused:
            open_capture(replace(capture, warc_sha256=blobs.put(content), warc_size=len(content)), blobs)
        return str(refused.value)

    assert "no WARC record at byte 0" in refusal(b"no warc")
    assert "holds no record" in refusal(b"")
    assert "WARC-Block-Digest: expected" in refusal(warc[:-30])
    assert "holds other records" in refusal(blobs.get(seal(failure, blobs).warc_sha256) + warc)
    plain = gzip.decompress(warc)
    assert "WARC-Block-Digest: expected" in refusal(_by_record(plain.replace(b"\x89PNG an ad", b"\x89PNG no ad")))


def _by_record(plain: bytes) -> bytes:
    parts = plain.split(b"WARC/1.1\r\nWARC-Type")[1:]
    return b"".join(gzip.compress(b"WARC/1.1\r\nWARC-Type" + part, mtime=0) for part in parts)


def test_what_cannot_be_sealed_is_named(page: Observation, blobs: BlobStore) -> None:
    twice = replace(page, documents=(page.documents[0], page.documents[0]))
    with pytest.raises(EvidenceError, match=r"two documents of http://hengyuan.* are named 'screenshot.png'"):
        seal(twice, blobs)
    with pytest.raises(EvidenceError, match=r"time 2026-03-02T04:00:00.125000 has no zone"):
        seal(replace(page, started_at=page.started_at.replace(tzinfo=None)), blobs)
    with pytest.raises(EvidenceError, match="cannot be written as JSON"):
        seal(replace(page, viewport=Viewport(width=1, height=1, scale=float("nan"))), blobs)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"site": 3}, "capture.site: expected str, found 3"),
        ({"status": True}, "capture.status: expected int, found True"),
        ({"via": "pigeon"}, "capture.via: expected one of http, browser"),
        ({"started_at": "yesterday"}, "capture.started_at: expected a time such as"),
        ({"redirects": [{}]}, r"capture.redirects\[0\]: expected an object with location, status, url"),
        ({"actions": "click"}, "capture.actions: expected a list, found 'click'"),
        ({"more": 1}, "capture: expected an object with actions, agent"),
    ],
)
def test_a_record_that_is_no_capture_is_refused_by_its_path(
    change: dict[str, object], message: str, failure: Observation, blobs: BlobStore
) -> None:
    record = record_of_capture(seal(failure, blobs)) | change
    with pytest.raises(EvidenceError, match=message):
        capture_from_record(record)
