"""``finad crawl`` as its users call it: what it takes, what it writes, what it refuses."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import orjson
import pytest

from crawler.sample_portal.serving import SamplePortal
from tests.crawler.commands.conftest import ROOT, ChangingSite, finad, lines_of


def resolved(portal: SamplePortal) -> list[str]:
    return [option for host, address in portal.hosts.items() for option in ("--resolve", f"{host}={address}")]


def test_the_sites_that_ship_are_listed() -> None:
    run = finad("crawl", "--list")
    assert run.status == 0
    assert "https://" in run.out


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["no-such-site"], "no-such-site"),
        (["missing.har"], "missing.har"),
        (["ftp://example.cn/"], "ftp://example.cn/"),
        (["http://127.0.0.1:1/", "--resolve", "example.cn"], "example.cn"),
        (["http://127.0.0.1:1/", "--allow-network", "10.0.0.300/8"], "10.0.0.300"),
        (["http://127.0.0.1:1/", "--filters", "missing.txt", "--no-browser"], "missing.txt"),
        (["http://127.0.0.1:1/", "--browser", "/no/chromium"], "/no/chromium"),
        (["http://127.0.0.1:1/", "--viewport", "phone"], "phone"),
    ],
)
def test_what_cannot_be_crawled_is_named(arguments: list[str], named: str, tmp_path: Path) -> None:
    run = finad("crawl", *arguments, "--out", tmp_path / "out", "--quiet")
    assert run.status in {1, 2}
    assert named in run.err
    assert "Traceback" not in run.err


def test_a_transcript_becomes_an_ad_that_scan_reads(tmp_path: Path) -> None:
    transcript = tmp_path / "radio.srt"
    transcript.write_text(
        "1\n00:00:01,000 --> 00:00:04,000\n汀兰财富，保本保息\n\n"
        "2\n00:00:04,500 --> 00:00:08,000\n年化收益百分之十二，名额有限\n",
        encoding="utf-8",
    )
    out = tmp_path / "out"
    run = finad(
        *("crawl", transcript, "--out", out, "--medium", "radio", "--channel", "交通广播", "--place", "上海"),
        *("--date", "2026-05-01", "--quiet"),
    )
    assert run.status == 0, run.err
    (ad,) = lines_of(out / "ads.jsonl")
    assert ad["channel"] == "交通广播"
    assert ad["sighting"]["medium"] == "radio"
    assert ad["sighting"]["place"] == "上海"
    assert ad["sighting"]["found_by"] == ["handed_in"]
    assert ad["published_at"] == "2026-04-30T16:00:00+00:00"
    scanned = finad("scan", out, "--out", tmp_path / "verdicts.jsonl", "--quiet")
    assert scanned.status == 0, scanned.err
    (verdict,) = lines_of(tmp_path / "verdicts.jsonl")
    assert verdict["id"] == ad["id"]
    assert verdict["statuses"]["guaranteed_return"] == "violation"


def test_the_same_file_is_taken_once(tmp_path: Path) -> None:
    transcript = tmp_path / "tv.txt"
    transcript.write_text("[00:00:10] 云栖贷款，凭身份证最高三十万，当天到账\n", encoding="utf-8")
    for _ in range(2):
        assert finad("crawl", transcript, "--out", tmp_path / "out", "--quiet").status == 0
    assert len(lines_of(tmp_path / "out" / "sightings.jsonl")) == 1


def test_a_user_without_a_browser_is_told_where_to_get_one(
    site: ChangingSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    run = finad("crawl", site.url("/"), "--out", tmp_path / "out", "--allow-private", "--quiet")
    assert run.status == 1
    assert "playwright install chromium" in run.err
    assert "--no-browser" in run.err


def test_a_browser_crawl_keeps_page_ads_landing_and_screenshots(
    chromium: str, portal_front: SamplePortal, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run = finad(
        *("crawl", portal_front.url("/"), "--out", out, "--depth", "0", "--allow-private", "--delay", "0", "--quiet"),
        *("--browser", chromium, *resolved(portal_front)),
    )
    assert run.status == 0, run.err
    ads = lines_of(out / "ads.jsonl")
    ways = {way for ad in ads for way in ad["sighting"]["found_by"]}
    assert {"label", "filter_list", "ad_frame"} <= ways
    followed = [ad for ad in ads if ad["sighting"].get("landing_capture_id")]
    assert followed
    assert any(creative["kind"] == "landing_text" for ad in followed for creative in ad["creatives"])
    assert any(ad["sighting"].get("screenshot_sha256") for ad in ads)
    assert any(creative.get("image", {}).get("lines") for ad in ads for creative in ad["creatives"]), (
        "no banner was read"
    )
    (entry,) = [
        orjson.loads(line) for line in (out / "log.jsonl").read_bytes().splitlines() if b'"kind":"visit"' in line
    ]
    capture = entry["content"]["capture"]
    assert capture["status"] == 200
    assert "Chrome/" in capture["agent"]
    assert "finad/" in capture["agent"]
    assert {"frame-0.html", "frames.json", "screenshot.png"} <= {item["name"] for item in capture["documents"]}
    verified = finad("evidence", "verify", out / "crawl.wacz")
    assert verified.status == 0, verified.out
    assert finad("evidence", "verify", out).status == 0


@pytest.fixture
def portal_front() -> SamplePortal:
    with SamplePortal() as served:
        yield served


def test_a_watched_folder_gives_each_new_file_once_until_it_is_stopped(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "first.txt").write_text("[00:00:10] 栖霞保险，开门红限时返现\n[00:00:14] 到店有礼\n", encoding="utf-8")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "finad", "crawl", str(inbox), "--watch", "--out", str(out), "--quiet", "--no-wacz"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as watching:
        wait_for_lines(out / "sightings.jsonl", 1, watching)
        (inbox / "second.txt").write_text(
            "[00:00:10] 望江小贷，最高五十万，当天放款\n[00:00:14] 来电咨询\n", encoding="utf-8"
        )
        wait_for_lines(out / "sightings.jsonl", 2, watching)
        watching.send_signal(signal.SIGINT)
        _, said = watching.communicate(timeout=60)
    assert watching.returncode == 130, said
    assert "Traceback" not in said
    words = {creative["text"][:4] for ad in lines_of(out / "ads.jsonl") for creative in ad["creatives"]}
    assert {"栖霞保险", "望江小贷"} <= words


def wait_for_lines(path: Path, count: int, process: subprocess.Popen[str]) -> None:
    while not path.exists() or path.read_bytes().count(b"\n") < count:
        assert process.poll() is None, process.communicate()[1]
        time.sleep(0.05)


def test_a_timestamp_server_that_does_not_answer_costs_no_evidence(site: ChangingSite, tmp_path: Path) -> None:
    site.pages["/"] = "<title>t</title><p>今日无新闻，明日再来，本站更新时间为每天上午九点。</p>"
    out = tmp_path / "out"
    run = finad(
        *("crawl", site.url("/"), "--out", out, "--no-browser", "--allow-private", "--quiet"),
        *("--timestamp", "http://127.0.0.1:1/"),
    )
    assert run.status == 1
    assert "http://127.0.0.1:1/" in run.err
    assert finad("evidence", "verify", out / "crawl.wacz").status == 0


def test_the_bytes_may_lie_elsewhere(site: ChangingSite, tmp_path: Path) -> None:
    site.pages["/"] = "<title>t</title><p>今日无新闻，明日再来，本站更新时间为每天上午九点。</p>"
    blobs = (tmp_path / "elsewhere").as_uri()
    out = tmp_path / "out"
    run = finad(*("crawl", site.url("/"), "--out", out, "--no-browser", "--allow-private", "--quiet", "--blobs", blobs))
    assert run.status == 0, run.err
    assert not (out / "blobs").exists()
    assert finad("evidence", "verify", out, "--blobs", blobs).status == 0
