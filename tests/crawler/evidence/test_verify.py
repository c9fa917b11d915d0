"""One flipped byte anywhere is found; sound evidence is found sound; what binds it to a time is told apart."""

import os
import random
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.capture import Observation
from crawler.evidence import BlobStore, CaptureLog, record_of_capture, seal
from crawler.evidence.canonical import canonical_json, sha256_of
from crawler.evidence.report import EvidenceKind, StampedEntry, VerificationReport
from crawler.evidence.timestamp import load_certificates, stamp_log
from crawler.evidence.verify import verify
from crawler.evidence.wacz import digest_json, pack
from crawler.evidence.zipping import ZipWriter

STEP = 1 if os.environ.get("CI") else 3
"""Every byte where time is no matter; every third at a desk, each with another bit."""


@pytest.fixture
def wacz(crawl: Any, tmp_path: Path, page: Observation) -> Path:
    ads = tmp_path / "ads.jsonl"
    ads.write_text('{"id":"1","text":"活期宝"}\n', encoding="utf-8")
    target = tmp_path / "crawl.wacz"
    pack(crawl.log, crawl.blobs, target, created_at=page.started_at, title="巡查", extra_files={"ads.jsonl": ads})
    return target


def test_sound_evidence_is_told_with_its_head(crawl: Any, wacz: Path, page: Observation) -> None:
    sound = VerificationReport(
        path=str(wacz),
        kind=EvidenceKind.WACZ,
        head=crawl.head,
        entries=4,
        captures=3,
        blobs=1,
        first_seen_at=page.started_at,
        last_seen_at=page.started_at + timedelta(minutes=2),
    )
    assert verify(wacz) == sound
    assert sound.is_sound
    found = verify(crawl.folder)
    assert (found.problems, found.notes, found.head, found.captures, found.blobs) == ((), (), crawl.head, 3, 1)


@pytest.fixture
def small(tmp_path: Path, clock: Any, scan_of_leaflet: Observation) -> Path:
    """A folder whose every byte can be tried: one capture, one blob, one torn line."""
    folder = tmp_path / "small"
    blobs = BlobStore.open(str(folder / "blobs"))
    with CaptureLog.open(folder / "log.jsonl", clock=clock) as log:
        log.append("visit", {"capture": record_of_capture(seal(scan_of_leaflet, blobs)), "blobs": [blobs.put(b"PNG")]})
    with (folder / "log.jsonl").open("ab") as stream:
        stream.write(b'{"torn')
    CaptureLog.open(folder / "log.jsonl", clock=clock).close()
    return folder


def test_every_flipped_byte_of_a_package_is_found(small: Path, tmp_path: Path, page: Observation) -> None:
    path = tmp_path / "small.wacz"
    pack(small / "log.jsonl", BlobStore.open(str(small / "blobs")), path, created_at=page.started_at, title="单")
    whole = path.read_bytes()
    assert verify(path).is_sound
    missed = [at for at in range(0, len(whole), STEP) if not _problems_of_flipped(path, whole, at, 1 << at % 8)]
    assert (missed, len(whole) > 4000) == ([], True)


def test_flipped_bytes_of_a_larger_package_are_found_wherever_they_are(wacz: Path) -> None:
    whole = wacz.read_bytes()
    chance = random.Random(20_260_302)
    for _ in range(200):
        assert _problems_of_flipped(wacz, whole, chance.randrange(len(whole)), chance.randrange(1, 256))


def _problems_of_flipped(path: Path, whole: bytes, position: int, mask: int) -> tuple[object, ...]:
    changed = bytearray(whole)
    changed[position] ^= mask
    path.write_bytes(changed)
    return verify(path).problems


def test_every_flipped_byte_of_a_folder_is_found(small: Path) -> None:
    missed = []
    names = []
    for path in sorted(path for path in small.rglob("*") if path.is_file() and path.name != "log.lock"):
        names.append(path.name)
        whole = path.read_bytes()
        for at in range(0, len(whole), STEP):
            changed = bytearray(whole)
            changed[at] ^= 1 << at % 8
            path.write_bytes(changed)
            if verify(small).is_sound:
                missed.append((path.name, at))
        path.write_bytes(whole)
    assert (missed, len(names), verify(small).is_sound) == ([], 4, True)


def test_a_package_cut_short_or_made_longer_is_found(wacz: Path) -> None:
    whole = wacz.read_bytes()
    for content in (b"", whole[:1000], whole[:-1], whole + b"\0", b"\0" + whole, whole[: len(whole) // 2] * 2):
        wacz.write_bytes(content)
        assert verify(wacz).problems


def test_what_is_wrong_is_said_with_its_place(crawl: Any, wacz: Path) -> None:
    capture = crawl.captures[0]
    whole = wacz.read_bytes()
    at = whole.index(crawl.blobs.get(capture.warc_sha256)) + 700
    wacz.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
    report = verify(wacz)
    assert [problem.file for problem in report.problems] == [
        "archive/data.warc.gz (log line 2)",
        "archive/data.warc.gz",
        "datapackage.json",
        "archive/data.warc.gz",
        str(wacz),
    ]
    assert report.problems[0].message.startswith(
        f"WARC of capture {capture.capture_id}: expected SHA-256 {capture.warc_sha256}, found "
    )
    assert report.notes == ("index and pages were not compared with the archive, which is not sound",)
    assert (report.captures, report.head) == (2, crawl.head)


def test_a_folder_says_what_is_missing_and_what_was_never_sealed(crawl: Any) -> None:
    (crawl.folder / "ads.jsonl").write_text("{}")
    (crawl.folder / "blobs" / "ab").mkdir(exist_ok=True)
    (crawl.folder / "blobs" / "ab" / ".unfinished-1").write_bytes(b"half")
    crawl.blobs.put("无人提及".encode())
    missing = crawl.captures[1].warc_sha256
    (crawl.folder / "blobs" / missing[:2] / missing).unlink()
    with crawl.log.open("ab") as stream:
        stream.write(b'{"at"')
    report = verify(crawl.folder)
    assert [(problem.file, problem.message.partition(";")[0]) for problem in report.problems] == [
        ("archive/data.warc.gz (log line 2)", f"{crawl.folder / 'blobs'}: no blob {missing}"),
        ("log.jsonl", "line 5: torn: 5 bytes have no line end"),
    ]
    assert report.notes == (
        "1 files were being written when a process was killed; no evidence",
        "not sealed, and not judged: ads.jsonl",
    )
    assert report.head is None


@pytest.fixture
def remade(wacz: Path) -> Callable[..., VerificationReport]:
    """Makes the package anew with other contents: the zip is right, and the package lists the files as they are."""

    def make(changes: dict[str, bytes | None], *, is_listed: bool = True) -> VerificationReport:
        with zipfile.ZipFile(wacz) as packed:
            contents: dict[str, bytes | None] = {name: packed.read(name) for name in packed.namelist()} | changes
        if is_listed:
            listed = [
                {
                    "bytes": len(content),
                    "hash": f"sha256:{sha256_of(content)}",
                    "name": name.lower().replace("/", "-"),
                    "path": name,
                }
                for name, content in contents.items()
                if content is not None and not name.startswith("datapackage")
            ]
            facts = {
                "created": "2026-03-02T04:00:00.125000Z",
                "profile": "data-package",
                "resources": listed,
                "software": "finad",
                "title": "巡查",
                "wacz_version": "1.1.1",
            }
            contents["datapackage.json"] = package = canonical_json(facts) + b"\n"
            contents["datapackage-digest.json"] = digest_json(package)
        with wacz.open("wb") as stream:
            writer = ZipWriter(stream)
            for name, content in contents.items():
                if content is not None:
                    writer.add(name, len(content), [content])
            writer.close()
        return verify(wacz)

    return make


def test_the_same_contents_make_the_same_package(remade: Callable[..., VerificationReport]) -> None:
    assert remade({}).is_sound


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("indexes/index.idx", b'"offset":0', b'"offset":9', "index.idx line 2: expected another line"),
        ("indexes/index.idx", b"{", b"{{", "indexes/index.idx: expected"),
        ("pages/pages.jsonl", b'"url":"http', b'"url":"htsp', "pages/pages.jsonl line 2: expected"),
        ("pages/pages.jsonl", b"All Pages", b"All", "pages/pages.jsonl line 1: expected"),
        ("finad/log.jsonl", "活期宝".encode(), "定期宝".encode(), "finad/log.jsonl line 2: changed"),
        ("archive/data.warc.gz", b"\x1f\x8b", b"\x1f\x8a", "expected SHA-256"),
    ],
)
def test_a_package_that_lists_a_changed_file_is_still_found_out(
    remade: Callable[..., VerificationReport], wacz: Path, name: str, old: bytes, new: bytes, message: str
) -> None:
    with zipfile.ZipFile(wacz) as packed:
        content = packed.read(name)
    report = remade({name: content.replace(old, new, 1)})
    assert message in " ".join(problem.message for problem in report.problems)


def test_a_package_with_a_file_too_few_or_too_many_is_found_out(
    remade: Callable[..., VerificationReport], crawl: Any
) -> None:
    picture = "finad/blobs/" + sha256_of(b"\x89PNG cut out of the page")
    report = remade({picture: None, f"finad/blobs/{'0' * 64}": b"slipped in"})
    messages = " ".join(problem.message for problem in report.problems)
    assert f"missing: {picture}; not called for: finad/blobs/{'0' * 64}" in messages
    assert f"holds no {picture}" in messages


def test_an_archive_with_hidden_bytes_is_found_out(remade: Callable[..., VerificationReport], wacz: Path) -> None:
    with zipfile.ZipFile(wacz) as packed:
        archive, index = packed.read("archive/data.warc.gz"), packed.read("indexes/index.cdx.gz")
    report = remade({"archive/data.warc.gz": archive + b"hidden", "indexes/index.cdx.gz": index + b"more"})
    assert f"archive/data.warc.gz: expected {len(archive):,} bytes, found {len(archive) + 6:,}" in str(report.problems)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"created":"x","title":"y"}', b'{"created":1}', b"\xff"])
def test_a_package_list_of_another_shape_is_a_problem(
    remade: Callable[..., VerificationReport], content: bytes
) -> None:
    report = remade({"datapackage.json": content}, is_listed=False)
    assert "datapackage.json" in {problem.file for problem in report.problems}


def test_what_is_no_evidence_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no zip")
    with zipfile.ZipFile(tmp_path / "other.zip", "w", zipfile.ZIP_DEFLATED) as other:
        other.writestr("a.txt", "x" * 1000)
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    (tmp_path / "folder").mkdir()
    assert [
        verify(tmp_path / name).problems[0].message.removeprefix(f"{tmp_path / name}: ")
        for name in ("notes.txt", "other.zip", "empty.zip", "folder", "gone")
    ] == [
        "no WACZ file: File is not a zip file",
        "entry 'a.txt' is not stored plainly; finad did not pack this",
        "holds no finad/log.jsonl; finad did not pack this file",
        "a folder without log.jsonl; name the folder of a crawl or a .wacz file",
        "no such file or folder",
    ]


@pytest.mark.parametrize(
    "content",
    [
        {"capture": 3},
        {"capture": {"site": "x"}},
        {"landings": "x"},
        {"blobs": ["../../etc/passwd"]},
        {"blobs": [7]},
        {"blobs": {"a": 1}},
    ],
)
def test_an_entry_that_names_nonsense_is_a_problem(crawl: Any, content: dict[str, object]) -> None:
    with CaptureLog.open(crawl.log) as log:
        log.append("visit", content)
    report = verify(crawl.folder)
    assert [problem.file for problem in report.problems] == ["log.jsonl"]
    assert report.problems[0].message.startswith("log.jsonl line 5: content.")


@pytest.mark.parametrize("size", [-1, 10**12, 1])
def test_a_capture_of_another_size_is_a_problem(crawl: Any, wacz: Path, tmp_path: Path, size: int) -> None:
    record = record_of_capture(crawl.captures[0]) | {"warc_size": size}
    folder = tmp_path / "other"
    with CaptureLog.open(folder / "log.jsonl") as log:
        log.append("visit", {"capture": record})
    shutil.copytree(crawl.folder / "blobs", folder / "blobs")
    assert "warc_size: the log says" in verify(folder).problems[0].message
    with zipfile.ZipFile(wacz) as packed:
        contents = {name: packed.read(name) for name in packed.namelist()}
    contents["finad/log.jsonl"] = (folder / "log.jsonl").read_bytes()
    with wacz.open("wb") as stream:
        writer = ZipWriter(stream)
        for name, content in contents.items():
            writer.add(name, len(content), [content])
        writer.close()
    assert verify(wacz).problems[0].file == "archive/data.warc.gz (log line 1)"


@pytest.fixture
def stamped(crawl: Any, authority: Any) -> Iterator[Any]:
    with CaptureLog.open(crawl.log) as log:
        stamp_log(log, crawl.blobs, authority.url)
        log.append("end", {})
    return crawl


def test_a_timestamp_is_told_and_checked_against_the_certificates_given(
    stamped: Any, authority: Any, tmp_path: Path, page: Observation
) -> None:
    target = tmp_path / "stamped.wacz"
    pack(stamped.log, stamped.blobs, target, created_at=page.started_at, title="")
    for path in (stamped.folder, target):
        unchecked, checked, refused = (
            verify(path, tsa_certificates=certificates)
            for certificates in (
                (),
                load_certificates(authority.ca),
                load_certificates(authority.folder / "other.pem"),
            )
        )
        (stamp,) = checked.timestamps
        assert stamp == StampedEntry(
            entry=5,
            covers=4,
            stamped_at=stamp.stamped_at,
            signer="CN=Chengxin TSA 1,O=Chengxin Notary",
            is_signature_checked=True,
            token_sha256=stamp.token_sha256,
        )
        assert (checked.problems, unchecked.problems) == ((), ())
        assert [item.is_signature_checked for item in unchecked.timestamps] == [False]
        assert ["not vouched for" in problem.message for problem in refused.problems] == [True]
        assert refused.timestamps == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"digest": "0" * 64}, "stamps '0000.* as the hash of entry 4, which it is not"),
        ({"entry": 3}, "as the hash of entry 3, which it is not"),
        ({"entry": "x"}, "as the hash of entry 'x', which it is not"),
        ({"sha256": "0" * 64}, "names the token '0000.*, which is not among its blobs"),
    ],
)
def test_an_entry_that_misstates_a_timestamp_is_a_problem(
    stamped: Any, change: dict[str, object], message: str
) -> None:
    with CaptureLog.open(stamped.log) as log:
        entry = list(log.entries())[4]
        log.append("timestamp", {**entry.content, **change})
    (problem,) = verify(stamped.folder).problems
    assert problem.file == "log.jsonl line 7"
    assert re.search(message, problem.message)
