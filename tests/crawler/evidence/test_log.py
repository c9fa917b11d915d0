"""The log keeps every entry that was committed, repairs what a kill tore, and refuses what was changed."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.errors import CrawlFolderError, EvidenceError
from crawler.evidence import CaptureLog
from crawler.evidence.canonical import sha256_of
from crawler.evidence.entries import Entry, line_of

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "crawl" / "log.jsonl"


def noon() -> datetime:
    return NOON


def contents(path: Path) -> list[tuple[str, dict[str, Any]]]:
    with CaptureLog.open(path, clock=noon) as log:
        return [(entry.kind, dict(entry.content)) for entry in log.entries()]


def test_entries_come_back_and_their_hashes_are_those_of_their_bytes(path: Path) -> None:
    visit = {"title": '贷款 "秒批" \udc80', "hash": {"kind": 'x","hash":"' + "0" * 64}, "rate": 3.1, "n": None}
    with CaptureLog.open(path, clock=noon) as log:
        first, second = log.append("crawl", {}), log.append("visit", visit)
        assert list(log.entries()) == [first, second]
        assert (len(log), log.head) == (2, second.hash)
    assert first == Entry(n=1, at=NOON, kind="crawl", content={}, previous="0" * 64, hash=first.hash)
    assert second == Entry(n=2, at=NOON, kind="visit", content=visit, previous=first.hash, hash=second.hash)
    lines = path.read_bytes().splitlines()
    assert lines[0] == (
        f'{{"at":"2026-03-02T04:00:00.000000+00:00","content":{{}},"hash":"{first.hash}","kind":"crawl","n":1,'
        f'"previous":"{"0" * 64}"}}'.encode()
    )
    # A stranger's way: leave the member out, hash the line.
    assert [sha256_of(re.sub(rb',"hash":"[0-9a-f]{64}"(?=,"kind":"[a-z]+","n")', b"", line)) for line in lines] == [
        first.hash,
        second.hash,
    ]
    with CaptureLog.open(path) as log:
        assert (len(log), log.head, list(log.entries())) == (2, second.hash, [first, second])


def test_a_torn_last_line_is_put_aside_and_told(path: Path) -> None:
    with CaptureLog.open(path, clock=noon) as log:
        log.append("crawl", {"site": "甲"})
        log.append("visit", {"ads": ["信用卡"]})
    whole = path.read_bytes()
    first = whole.splitlines(keepends=True)[0]
    for kept in range(len(first) + 1, len(whole)):
        path.write_bytes(whole[:kept])
        for torn in path.parent.glob("log.torn-*"):
            torn.unlink()
        rest = whole[len(first) : kept]
        repair = {"bytes": len(rest), "file": "log.torn-2", "sha256": sha256_of(rest)}
        assert contents(path) == [("crawl", {"site": "甲"}), ("repair", repair)]
        assert path.with_name("log.torn-2").read_bytes() == rest
    assert contents(path)[-1][0] == "repair"


def test_a_repair_that_was_killed_is_finished(path: Path) -> None:
    with CaptureLog.open(path, clock=noon) as log:
        log.append("crawl", {})
    path.with_name("log.torn-2").write_bytes(b'{"at":')
    repair = ("repair", {"bytes": 6, "file": "log.torn-2", "sha256": sha256_of(b'{"at":')})
    assert contents(path) == [("crawl", {}), repair]
    assert contents(path) == [("crawl", {}), repair]


def test_every_changed_byte_but_the_last_line_break_breaks_the_chain(path: Path) -> None:
    with CaptureLog.open(path, clock=noon) as log:
        log.append("crawl", {"site": "乙"})
        log.append("end", {})
    whole = path.read_bytes()
    second = whole.index(b"\n") + 1
    for position in range(len(whole) - 1):
        changed = bytearray(whole)
        changed[position] ^= 1
        path.write_bytes(changed)
        line = 1 if position < second else 2
        with pytest.raises(EvidenceError, match=f"log.jsonl line {line}: "):
            CaptureLog.open(path)
        assert path.read_bytes() == changed


def test_a_line_that_is_missing_moved_or_longer_than_any_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with CaptureLog.open(path, clock=noon) as log:
        for n in range(3):
            log.append("visit", {"n": n})
    first, second, third = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(first + third)
    with pytest.raises(EvidenceError, match=r"line 2: the chain is broken: expected entry 2 after .* found entry 3"):
        CaptureLog.open(path)
    path.write_bytes(first + b"\n" + second)
    with pytest.raises(EvidenceError, match="line 2: no entry of a capture log: b''"):
        CaptureLog.open(path)
    monkeypatch.setattr("crawler.evidence.entries.MAX_LINE_BYTES", 300)
    path.write_bytes(first + b"x" * 1000)
    with pytest.raises(EvidenceError, match="line 2: longer than 300 bytes"):
        CaptureLog.open(path)
    with pytest.raises(EvidenceError, match="put large content into blobs"):
        line_of(1, NOON, "visit", {"text": "x" * 400}, "0" * 64)


def test_what_is_no_plain_json_is_refused_and_the_log_stays_sound(path: Path) -> None:
    with CaptureLog.open(path, clock=noon) as log:
        with pytest.raises(EvidenceError, match="cannot be written as JSON"):
            log.append("visit", {"content": b"bytes"})
        with pytest.raises(EvidenceError, match="kind 'Visit!'"):
            log.append("Visit!", {})
        log.append("end", {})
    assert contents(path) == [("end", {})]
    with pytest.raises(EvidenceError, match="closed"):
        log.append("end", {})


def test_a_full_disk_leaves_no_half_line(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with CaptureLog.open(path, clock=noon) as log:
        log.append("crawl", {})
        monkeypatch.setattr(os, "fsync", fail)
        with pytest.raises(EvidenceError, match="No space left on device; is the disk full"):
            log.append("visit", {"title": "保险"})
        monkeypatch.undo()
        log.append("end", {})
    assert contents(path) == [("crawl", {}), ("end", {})]


def test_threads_write_one_chain(path: Path) -> None:
    def write(name: int) -> None:
        for n in range(25):
            log.append("visit", {"by": name, "n": n})

    with CaptureLog.open(path, clock=noon) as log:
        threads = [threading.Thread(target=write, args=(name,)) for name in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    found = [(content["by"], content["n"]) for _, content in contents(path)]
    assert sorted(found) == [(name, n) for name in range(4) for n in range(25)]


def test_a_second_process_is_told_who_writes(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from crawler.evidence.log import CaptureLog; "
        "CaptureLog.open(Path(sys.argv[1]))"
    )
    with CaptureLog.open(path):
        with pytest.raises(CrawlFolderError, match=f"process {os.getpid()} writes this crawl"):
            CaptureLog.open(path)
        done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
        assert f"CrawlFolderError: {path.parent}: process {os.getpid()} writes this crawl" in done.stderr
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == 0


_APPEND_FOR_EVER = """
import sys
from pathlib import Path
from crawler.evidence.log import CaptureLog
log = CaptureLog.open(Path(sys.argv[1]))
while True:
    entry = log.append("visit", {"text": "年化收益" * 2000})
    print(entry.n, flush=True)
"""


def test_a_killed_writer_loses_nothing_that_was_committed(path: Path) -> None:
    for delay_s in (0.02, 0.05, 0.09):
        process = subprocess.Popen([sys.executable, "-c", _APPEND_FOR_EVER, str(path)], stdout=subprocess.PIPE)
        with process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(delay_s)
            process.send_signal(signal.SIGKILL)
            told = [int(line) for line in process.stdout.read().split()[:-1]]
        with CaptureLog.open(path) as log:
            assert len(log) >= max(told, default=1)
            assert [entry.n for entry in log.entries()] == list(range(1, len(log) + 1))


def test_a_long_log_is_opened_without_holding_it(path: Path) -> None:
    path.parent.mkdir()
    previous = "0" * 64
    with path.open("wb") as stream:
        for n in range(1, 20_001):
            line = line_of(n, NOON, "visit", {"text": "x" * 500}, previous)
            stream.write(line.content + b"\n")
            previous = line.hash
    tracemalloc.start()
    try:
        with CaptureLog.open(path) as log:
            assert (len(log), log.head) == (20_000, previous)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_log_made_by_hand_must_be_spelt_canonically(path: Path) -> None:
    path.parent.mkdir()
    members = {"at": NOON.isoformat(), "content": {"b": 1, "a": 2}, "kind": "visit", "n": 1, "previous": "0" * 64}
    bare = json.dumps(members, separators=(",", ":")).encode()
    line = bare.replace(b',"kind"', f',"hash":"{sha256_of(bare)}","kind"'.encode())
    path.write_bytes(line + b"\n")
    with CaptureLog.open(path) as log, pytest.raises(EvidenceError, match="line 1: not in canonical form"):
        list(log.entries())
