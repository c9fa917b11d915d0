"""Several workers on one Redis frontier: no page twice, no ad lost, not even with a worker that dies."""

import time
from collections import Counter
from pathlib import Path

from crawler.sample_portal.many import many_ad
from crawler.sample_portal.serving import SamplePortal
from tests.crawler.spider.conftest import lines_of, many_site, resolved, run_crawl, start_crawl, visits_in

PAGES = 200
COMMON = ["--allow-private", "--no-wacz"]


def shared_options(folder: Path, portal: SamplePortal, frontier: str) -> list[str | Path]:
    site = many_site(folder / "of", portal.url("/many/0"))
    return [site, *COMMON, *resolved(portal), "--frontier", frontier]


def keys_of(*folders: Path) -> Counter[str]:
    return Counter(str(visit["key"]) for folder in folders for visit in visits_in(folder))


def titles_of(*folders: Path) -> set[str]:
    ads = [ad for folder in folders for ad in lines_of(folder / "ads.jsonl")]
    return {line for ad in ads for creative in ad["creatives"] for line in creative["text"].splitlines()}


def test_two_workers_share_the_pages(redis_address: str, tmp_path: Path) -> None:
    with SamplePortal(many=PAGES) as portal:
        shared = [
            many_site(tmp_path / "of", portal.url("/many/0")),
            *COMMON,
            *resolved(portal),
            "--frontier",
            f"{redis_address}#both",
        ]
        workers = [start_crawl(*shared, "--out", tmp_path / name, "--worker", name) for name in ("first", "second")]
        ends = [worker.communicate(timeout=200) for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0], ends
    folders = (tmp_path / "first", tmp_path / "second")
    assert keys_of(*folders) == Counter(portal.url(f"/many/{number}") for number in range(PAGES))
    assert {many_ad(number).title for number in range(PAGES)} <= titles_of(*folders)
    assert all(len(visits_in(folder)) > 0 for folder in folders)


def test_what_a_killed_worker_held_is_visited_after_its_restart(redis_address: str, tmp_path: Path) -> None:
    with SamplePortal(many=PAGES) as portal:
        shared = [
            many_site(tmp_path / "of", portal.url("/many/0")),
            *COMMON,
            *resolved(portal),
            "--frontier",
            f"{redis_address}#killed",
        ]
        worker = start_crawl(*shared, "--out", tmp_path / "out", "--worker", "only")
        while len(portal.requests) < 60 and worker.poll() is None:
            time.sleep(0.01)
        worker.kill()
        worker.communicate()
        assert len(visits_in(tmp_path / "out")) < PAGES
        finished = run_crawl(*shared, "--out", tmp_path / "out", "--worker", "only")
    assert finished.status == 0, finished.err
    assert keys_of(tmp_path / "out") == Counter(portal.url(f"/many/{number}") for number in range(PAGES))


def test_a_finished_frontier_asks_for_a_new_name(redis_address: str, tmp_path: Path) -> None:
    with SamplePortal(many=5) as portal:
        shared = [
            many_site(tmp_path / "of", portal.url("/many/0")),
            *COMMON,
            *resolved(portal),
            "--frontier",
            f"{redis_address}#week-1",
        ]
        run_crawl(*shared, "--out", tmp_path / "one")
        again = run_crawl(*shared, "--out", tmp_path / "two")
    assert again.status == 1
    assert "#week-1-2" in again.err


def test_a_frontier_that_does_not_answer_is_named(tmp_path: Path) -> None:
    with SamplePortal(many=5) as portal:
        refused = run_crawl(
            many_site(tmp_path / "of", portal.url("/many/0")),
            *COMMON,
            "--out",
            tmp_path / "out",
            "--frontier",
            "redis://127.0.0.1:1/0",
        )
    assert refused.status == 1
    assert "redis://127.0.0.1:1/0" in refused.err
