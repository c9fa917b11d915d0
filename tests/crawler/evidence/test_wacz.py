"""A packed crawl is what the WACZ specification asks for, says another program, and the same whenever it is packed."""

import gzip
import json
import shutil
import subprocess
import sys
import tracemalloc
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crawler.capture import Document, Observation
from crawler.errors import EvidenceError
from crawler.evidence import BlobStore, CaptureLog, record_of_capture, seal
from crawler.evidence.canonical import sha256_of
from crawler.evidence.cdxj import sort_key
from crawler.evidence.verify import verify
from crawler.evidence.wacz import PackReport, pack
from crawler.evidence.zipping import ZipEntry, directory, local_header


@pytest.fixture
def wacz(crawl: Any, tmp_path: Path, page: Observation) -> tuple[Path, PackReport]:
    ads = tmp_path / "ads.jsonl"
    ads.write_text('{"id":"1","text":"活期宝"}\n', encoding="utf-8")
    target = tmp_path / "crawl.wacz"
    report = pack(
        crawl.log, crawl.blobs, target, created_at=page.started_at, title="三月巡查", extra_files={"ads.jsonl": ads}
    )
    return target, report


def test_the_package_holds_what_the_specification_names(wacz: tuple[Path, PackReport], crawl: Any) -> None:
    path, report = wacz
    picture = sha256_of(b"\x89PNG cut out of the page")
    with zipfile.ZipFile(path) as packed:
        contents = {name: packed.read(name) for name in packed.namelist()}
        assert packed.testzip() is None
    assert list(contents) == [
        "archive/data.warc.gz",
        "indexes/index.cdx.gz",
        "indexes/index.idx",
        "pages/pages.jsonl",
        "finad/log.jsonl",
        f"finad/blobs/{picture}",
        "finad/ads.jsonl",
        "datapackage.json",
        "datapackage-digest.json",
    ]
    assert contents["archive/data.warc.gz"] == b"".join(
        crawl.blobs.get(capture.warc_sha256) for capture in crawl.captures
    )
    assert contents["finad/log.jsonl"] == crawl.log.read_bytes()
    package = json.loads(contents["datapackage.json"])
    resources = package.pop("resources")
    assert package == {
        "created": "2026-03-02T04:00:00.125000Z",
        "profile": "data-package",
        "software": "finad",
        "title": "三月巡查",
        "wacz_version": "1.1.1",
    }
    assert {item["path"]: (item["bytes"], item["hash"]) for item in resources} == {
        name: (len(content), f"sha256:{sha256_of(content)}")
        for name, content in contents.items()
        if not name.startswith("datapackage")
    }
    assert json.loads(contents["datapackage-digest.json"]) == {
        "hash": f"sha256:{sha256_of(contents['datapackage.json'])}",
        "path": "datapackage.json",
    }
    assert report == PackReport(
        path=path,
        size=path.stat().st_size,
        sha256=sha256_of(path.read_bytes()),
        head=crawl.head,
        entries=4,
        captures=3,
    )


def test_every_line_of_the_index_points_at_its_record(wacz: tuple[Path, PackReport], crawl: Any) -> None:
    with zipfile.ZipFile(wacz[0]) as packed:
        archive = packed.read("archive/data.warc.gz")
        compressed = packed.read("indexes/index.cdx.gz")
        table = packed.read("indexes/index.idx").decode().splitlines()
        pages = [json.loads(line) for line in packed.read("pages/pages.jsonl").splitlines()]
    lines = gzip.decompress(compressed).decode().splitlines()
    address = "http://www.hengyuan-licai.example/chanpin?id=7&type=%E6%B4%BB%E6%9C%9F"
    found = []
    for line in lines:
        key, time, fields = line.split(" ", 2)
        item = json.loads(fields)
        record = archive[int(item["offset"]) :][: int(item["length"])]
        assert item["recordDigest"] == f"sha256:{sha256_of(record)}"
        assert f"WARC-Target-URI: {item['url']}\r\n" in gzip.decompress(record).decode("utf-8", "replace")
        found.append((key, time, item["url"], item["mime"], item.get("status")))
    assert lines == sorted(lines)
    assert found == [
        ("example,hengyuan-licai)/", "20260302040000", "http://hengyuan-licai.example/", "unk", "302"),
        (
            "example,hengyuan-licai)/chanpin?id=7&type=%e6%b4%bb%e6%9c%9f",
            "20260302040001",
            address,
            "text/html",
            "200",
        ),
        ("example,img)/banner.jpg", "20260302040002", "http://img.example/banner.jpg", "image/jpeg", "200"),
        *(
            (url, time, url, media_type, None)
            for url, time, media_type in [
                (f"urn:finad:%E5%B9%BF%E5%91%8A%201.png:{address}", "20260302040003", "image/png"),
                (f"urn:finad:frame-0.html:{address}", "20260302040003", "text/html"),
                (f"urn:finad:leaflet.jpg:{crawl.captures[2].capture_id}", "20260302040200", "image/jpeg"),
                (f"urn:fullPage:{address}", "20260302040003", "image/png"),
            ]
        ),
    ]
    assert table[0] == '!meta 0 {"filename":"index.cdx.gz","format":"cdxj-gzip-1.0"}'
    assert table[1:] == [
        f'example,hengyuan-licai)/ 20260302040000 {{"digest":"sha256:{sha256_of(compressed)}",'
        f'"length":{len(compressed)},"offset":0}}'
    ]
    assert pages == [
        {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"},
        {
            "id": crawl.captures[0].capture_id,
            "title": "恒远理财",
            "ts": "2026-03-02T04:00:00.125000Z",
            "url": "http://www.hengyuan-licai.example/chanpin?id=7&type=活期",
        },
    ]


def test_another_program_validates_it(wacz: tuple[Path, PackReport]) -> None:
    if shutil.which("wacz", path=str(Path(sys.executable).parent)) is None:
        pytest.skip("wacz is not installed")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "wacz", "validate", "-f", str(wacz[0])],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Validation succeeded, the passed WACZ is valid" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0


def test_the_same_crawl_gives_the_same_bytes(crawl: Any, tmp_path: Path, page: Observation) -> None:
    first, second = tmp_path / "a.wacz", tmp_path / "b.wacz"
    for target in (first, second):
        pack(crawl.log, crawl.blobs, target, created_at=page.started_at, title="三月巡查")
    assert first.read_bytes() == second.read_bytes()


def test_a_capture_that_is_logged_twice_is_packed_once(crawl: Any, tmp_path: Path, page: Observation) -> None:
    with CaptureLog.open(crawl.log) as log:
        log.append("visit", {"capture": record_of_capture(crawl.captures[0])})
    report = pack(crawl.log, crawl.blobs, tmp_path / "a.wacz", created_at=page.started_at, title="x")
    assert (report.captures, report.entries) == (3, 5)
    assert verify(tmp_path / "a.wacz").problems == ()


def test_what_cannot_be_packed_is_named_and_leaves_no_file(crawl: Any, tmp_path: Path, page: Observation) -> None:
    target = tmp_path / "out" / "a.wacz"
    at = page.started_at
    with pytest.raises(EvidenceError, match=r"a.wacz: cannot be packed: .* No such file or directory"):
        pack(crawl.log, crawl.blobs, target, created_at=at, title="x")
    target.parent.mkdir()
    with pytest.raises(EvidenceError, match=r"'../x': no name for a file of the package"):
        pack(crawl.log, crawl.blobs, target, created_at=at, title="x", extra_files={"../x": crawl.log})
    sha256 = crawl.captures[1].warc_sha256
    (crawl.folder / "blobs" / sha256[:2] / sha256).unlink()
    with pytest.raises(EvidenceError, match=f"no blob {sha256}"):
        pack(crawl.log, crawl.blobs, target, created_at=at, title="x")
    crawl.log.write_bytes(b"")
    with pytest.raises(EvidenceError, match="holds no entry"):
        pack(crawl.log, crawl.blobs, target, created_at=at, title="x")
    assert list(target.parent.iterdir()) == []


def test_packing_and_verifying_hold_one_capture_at_a_time(tmp_path: Path, scan_of_leaflet: Observation) -> None:
    blobs = BlobStore.open(str(tmp_path / "blobs"))
    with CaptureLog.open(tmp_path / "log.jsonl") as log:
        for n in range(48):
            # Not to be compressed, and different each time.
            noise = b"".join(bytes.fromhex(sha256_of(f"{n} {k}".encode())) for k in range(8_192))
            document = Document(name="scan.jpg", media_type="image/jpeg", content=noise)
            log.append(
                "visit", {"capture": record_of_capture(seal(replace(scan_of_leaflet, documents=(document,)), blobs))}
            )
    tracemalloc.start()
    try:
        report = pack(
            tmp_path / "log.jsonl", blobs, tmp_path / "a.wacz", created_at=scan_of_leaflet.started_at, title=""
        )
        assert report.size > 48 * 2**18
        assert verify(tmp_path / "a.wacz").problems == ()
        # Twelve megabytes went through; one capture has a quarter of one.
        assert tracemalloc.get_traced_memory()[1] < 6_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.example.com", "com,example)/"),
        ("https://WWW2.Example.com:443/A?b=2&a=1#x", "com,example)/a?a=1&b=2"),
        ("http://127.0.0.1:8080/?", "1,0,0,127:8080)/"),
        ("https://user:pass@a.example/x?c&b=%E4", "example,a)/x?b=%e4&c"),
        ("urn:fullPage:http://A.example/", "urn:fullPage:http://A.example/"),
        ("data:text/plain,x", "data:text/plain,x"),
    ],
)
def test_addresses_are_keyed_as_replay_tools_ask(url: str, key: str) -> None:
    assert sort_key(url) == key


def test_large_archives_have_the_fields_of_zip64(tmp_path: Path) -> None:
    # What Python reads back is what was meant; the contents are a hole in a sparse file.
    size = 2**32 + 5
    large = ZipEntry(name="large", size=size, crc=0, offset=0)
    small = ZipEntry(name="small", size=0, crc=0, offset=large.content_offset + size)
    path = tmp_path / "sparse.zip"
    with path.open("wb") as stream:
        stream.write(local_header(large))
        stream.seek(small.offset)
        stream.write(local_header(small))
        stream.write(directory([large, small], small.content_offset))
    with zipfile.ZipFile(path) as read:
        assert [(info.filename, info.file_size, info.header_offset) for info in read.infolist()] == [
            ("large", size, 0),
            ("small", 0, small.offset),
        ]
        with read.open("large") as content:
            assert content.read(4) == bytes(4)
