"""A crawl that is killed at any moment loses nothing and doubles nothing."""

import random
import time
from collections import Counter
from pathlib import Path

from crawler.evidence import CaptureLog
from crawler.sample_portal.many import many_ad
from crawler.sample_portal.serving import SamplePortal
from tests.crawler.spider.conftest import lines_of, many_site, run_crawl, start_crawl, visits_in

PAGES = 500


def options(out: Path) -> list[str | Path]:
    return ["--out", out, "--allow-private", "--no-wacz"]


def test_ten_kills_over_500_pages_lose_no_capture_and_store_none_twice(tmp_path: Path) -> None:
    chance = random.Random(20261121)
    with SamplePortal(many=PAGES) as portal:
        resolve = [part for host in portal.hosts for part in ("--resolve", f"{host}={portal.address}")]
        start = many_site(tmp_path / "of", portal.url("/many/0"))
        out = tmp_path / "out"
        kills = 0
        while kills < 10:
            process = start_crawl(start, *options(out), *resolve)
            # Wherever it is by then: starting, fetching, in the middle of a line of the log.
            asked = len(portal.requests)
            while len(portal.requests) < asked + 1 + chance.randrange(60) and process.poll() is None:
                time.sleep(0.01)
            time.sleep(chance.random() * 0.05)
            process.kill()
            process.communicate()
            kills += 1
        before = len(visits_in(out))
        assert before < PAGES, "killed too late: nothing was left to resume"
        finished = run_crawl(start, *options(out), *resolve)
    assert finished.status == 0, finished.err
    visits = visits_in(out)
    keys = Counter(visit["key"] for visit in visits)
    assert keys == Counter(portal.url(f"/many/{number}") for number in range(PAGES))
    titles = {creative["text"] for ad in lines_of(out / "ads.jsonl") for creative in ad["creatives"]}
    assert {many_ad(number).title for number in range(PAGES)} <= {part for text in titles for part in text.splitlines()}
    assert len(lines_of(out / "sightings.jsonl")) == PAGES
    # The chain holds, with a repair for every line that was torn.
    with CaptureLog.open(out / "log.jsonl") as log:
        assert sum(entry.kind == "visit" for entry in log.entries()) == PAGES


def test_a_finished_crawl_visits_nothing_again(small_many: SamplePortal, tmp_path: Path) -> None:
    start = many_site(tmp_path / "of", small_many.url("/many/0", host="127.0.0.1"))
    out = tmp_path / "out"
    first = run_crawl(start, *options(out))
    asked = [request for request in small_many.requests if request.target.startswith("/many/")]
    second = run_crawl(start, *options(out))
    again = [request for request in small_many.requests if request.target.startswith("/many/")]
    assert (first.status, second.status) == (0, 0), first.err + second.err
    assert len(asked) == 40
    assert again == asked


def test_a_page_limit_stops_exactly_there_and_the_next_run_goes_on(small_many: SamplePortal, tmp_path: Path) -> None:
    start = many_site(tmp_path / "of", small_many.url("/many/0", host="127.0.0.1"))
    out = tmp_path / "out"
    run_crawl(start, *options(out), "--max-pages", "7")
    assert len(visits_in(out)) == 7
    run_crawl(start, *options(out), "--max-pages", "7")
    assert len(visits_in(out)) == 14
    run_crawl(start, *options(out))
    assert len({visit["key"] for visit in visits_in(out)}) == len(visits_in(out)) == 40


def test_two_crawls_never_write_one_folder(small_many: SamplePortal, tmp_path: Path) -> None:
    start = many_site(tmp_path / "of", small_many.url("/many/0", host="127.0.0.1"))
    out = tmp_path / "out"
    with CaptureLog.open(out / "log.jsonl"):
        second = run_crawl(start, *options(out))
    assert second.status == 1
    assert str(out) in second.err
