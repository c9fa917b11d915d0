"""``finad evidence`` as a monitor and a stranger use it."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from crawler.errors import CrawlFolderError, EvidenceError, TimestampError
from crawler.evidence import CaptureLog
from crawler.evidence.canonical import sha256_of
from finad_evidence import evidence_app


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(evidence_app, [str(argument) for argument in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


@pytest.fixture
def packed(crawl: Any, tmp_path: Path) -> Path:
    (crawl.folder / "ads.jsonl").write_text('{"id":"1","text":"活期宝"}\n', encoding="utf-8")
    code, output = run("pack", crawl.folder, "--out", tmp_path / "crawl.wacz")
    assert (code, f"日志根 head of the log: {crawl.head}" in output) == (0, True)
    return tmp_path / "crawl.wacz"


def test_a_stranger_verifies_what_was_packed(packed: Path, crawl: Any) -> None:
    assert run("verify", packed) == (
        0,
        f"{packed}: 完好 sound\n"
        "采集 captures: 3 · 附件 blobs: 1 · 日志 log entries: 4\n"
        "时间 seen: 2026-03-02T04:00:00.125000+00:00 – 2026-03-02T04:02:00.125000+00:00\n"
        f"日志根 head of the log: {crawl.head}\n"
        "无时间戳：请与另行告知的日志根比对。 No timestamp: compare the head with the one you were told.\n",
    )
    code, output = run("verify", crawl.folder, "--json")
    report = json.loads(output)
    assert (code, report["is_sound"], report["head"], report["notes"]) == (
        0,
        True,
        crawl.head,
        ["not sealed, and not judged: ads.jsonl"],
    )


def test_changed_evidence_exits_with_1_and_says_where(packed: Path) -> None:
    whole = bytearray(packed.read_bytes())
    whole[200] ^= 1
    packed.write_bytes(whole)
    code, output = run("verify", packed)
    assert code == 1
    assert "不符 NOT SOUND: 5 problems\n  ✗ archive/data.warc.gz (log line 2): WARC of capture c" in output
    assert (code, json.loads(run("verify", packed, "--json")[1])["is_sound"]) == (1, False)


def test_packing_again_gives_the_same_file(packed: Path, crawl: Any, tmp_path: Path) -> None:
    assert run("pack", crawl.folder, "--out", tmp_path / "again.wacz")[0] == 0
    assert (tmp_path / "again.wacz").read_bytes() == packed.read_bytes()


def test_a_stamped_package_names_its_signer_and_openssl_agrees(crawl: Any, authority: Any, tmp_path: Path) -> None:
    target = tmp_path / "stamped.wacz"
    assert run("pack", crawl.folder, "--out", target, "--timestamp", authority.url)[0] == 0
    code, output = run("verify", target, "--tsa-cert", authority.ca)
    assert code == 0
    assert " · entries 1–4 of 5 · CN=Chengxin TSA 1,O=Chengxin Notary · 已验签 signature checked\n" in output
    assert "未验签 signature NOT checked" in run("verify", target)[1]
    assert run("verify", target, "--tsa-cert", authority.folder / "other.pem")[0] == 1
    token = json.loads(run("verify", target, "--json")[1])["timestamps"][0]["token_sha256"]
    (tmp_path / "token.tsr").write_bytes(crawl.blobs.get(token))
    command = [
        "openssl",
        "ts",
        "-verify",
        "-digest",
        crawl.head,
        "-in",
        tmp_path / "token.tsr",
        "-CAfile",
        authority.ca,
    ]
    assert subprocess.run(command, capture_output=True, check=False).stdout.strip() == b"Verification: OK"


def test_captures_are_listed_and_said_in_full(packed: Path, crawl: Any) -> None:
    first, second, third = (capture.capture_id for capture in crawl.captures)
    address = "http://www.hengyuan-licai.example/chanpin?id=7&type=活期"
    assert run("show", packed) == (
        0,
        f"{first} · 2026-03-02 04:00:00Z · 200 · {address} · 恒远理财\n"
        f"{second} · 2026-03-02 04:01:00Z · unreachable · http://jinbao-daikuan.example/sqj\n"
        f"{third} · 2026-03-02 04:02:00Z · - · 社区传单\n"
        f"共 3 captures · {packed}\n",
    )
    code, output = run("show", crawl.folder, third)
    assert code == 0
    assert "capture_id: " + third in output
    assert f"document: leaflet.jpg · image/jpeg · 10 · {sha256_of(bytes([0xFF, 0xD8]) + b' leaflet')}\n" in output


def test_a_capture_is_extracted_as_files(packed: Path, crawl: Any, tmp_path: Path, page: Any) -> None:
    out = tmp_path / "out"
    capture = crawl.captures[0]
    assert run("extract", packed, capture.capture_id, "--out", out)[0] == 0
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.name != "capture.json"} == {
        "body-0000.bin": b"",
        "body-0001.html": page.exchanges[1].body,
        "request-0002.bin": b"page=chanpin",
        "document-000-screenshot.png": b"\x89PNG a page",
        "document-001-frame-0.html": page.documents[1].content,
        "document-002-广告_1.png": b"\x89PNG an ad",
        f"{capture.capture_id}.warc.gz": crawl.blobs.get(capture.warc_sha256),
    }
    assert json.loads((out / "capture.json").read_bytes())["warc_sha256"] == capture.warc_sha256
    with pytest.raises(EvidenceError, match="out: is there and not empty; name a new folder"):
        run("extract", packed, capture.capture_id, "--out", out)
    with pytest.raises(EvidenceError, match="no capture 'c0'; list them with: finad evidence show"):
        run("extract", packed, "c0", "--out", tmp_path / "other")


def test_what_cannot_be_done_is_said(crawl: Any, tmp_path: Path, authority: Any) -> None:
    with pytest.raises(EvidenceError, match=r"a folder without log.jsonl"):
        run("pack", tmp_path, "--out", tmp_path / "a.wacz")
    assert not (tmp_path / "log.jsonl").exists()
    with pytest.raises(TimestampError, match=r"gone.pem: cannot be read"):
        run("verify", crawl.folder, "--tsa-cert", tmp_path / "gone.pem")
    with CaptureLog.open(crawl.log), pytest.raises(CrawlFolderError, match="writes this crawl"):
        run("pack", crawl.folder, "--out", tmp_path / "a.wacz", "--timestamp", authority.url)


def test_blobs_kept_elsewhere_are_found_there(crawl: Any, tmp_path: Path) -> None:
    (crawl.folder / "blobs").rename(tmp_path / "elsewhere")
    assert run("verify", crawl.folder)[0] == 1
    assert run("verify", crawl.folder, "--blobs", tmp_path / "elsewhere")[0] == 0


def test_what_was_captured_does_not_steer_the_terminal(crawl: Any) -> None:
    with CaptureLog.open(crawl.log) as log:
        log.append("visit", {"capture": "\x1b[2J\u202e[bold]保本[/bold]"})
    code, output = run("verify", crawl.folder)
    assert (code, "\x1b" in output, "\u202e" in output, "[bold]保本[/bold]" in output) == (1, False, False, True)
