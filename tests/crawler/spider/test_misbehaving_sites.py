"""What strangers' servers do, over plain HTTP: each problem is named, counted, and costs that page only."""

from pathlib import Path

import orjson
import pytest

from crawler.sample_portal.serving import SamplePortal
from tests.crawler.spider.conftest import resolved, run_crawl, visits_in

SPECIAL = {
    "/special/error-500": "http_error",
    "/special/gone-404": "http_error",
    "/special/gone-410": "http_error",
    "/special/unauthorized-401": "blocked",
    "/special/forbidden-403": "blocked",
    "/special/too-many-429": "blocked",
    "/special/legal-451": "blocked",
    "/private/list": "robots",
    "/special/gzip-bomb": "refused",
    "/special/endless": "refused",
    "/special/huge": "refused",
    "/special/to-private": "refused",
    "/special/to-metadata": "refused",
    "/special/to-file": "refused",
    "/special/reset": "unreachable",
    "/special/loop-a": "unreachable",
    "/special/empty": "empty",
    "/special/blank": "empty",
    "/special/shell": "empty",
    "/special/garbage": "unreadable",
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    folder = tmp_path_factory.mktemp("special")
    with SamplePortal() as portal:
        urls = folder / "urls.txt"
        urls.write_text("\n".join(portal.url(path) for path in SPECIAL), encoding="utf-8")
        out = folder / "out"
        run = run_crawl(urls, "--out", out, "--no-browser", "--allow-private", "--delay", "0", *resolved(portal))
    assert run.status == 0, run.err
    addresses = orjson.loads((out / "coverage.json").read_bytes())["addresses"]
    return {"/" + row["url"].split("/", 3)[3]: row for row in addresses}


@pytest.mark.parametrize(("path", "problem"), SPECIAL.items())
def test_each_problem_is_in_the_ledger_by_its_name(
    ledger: dict[str, dict[str, object]], path: str, problem: str
) -> None:
    assert ledger[path]["problem"] == problem
    assert ledger[path]["detail"]


def test_private_addresses_are_refused_unless_allowed(portal: SamplePortal, tmp_path: Path) -> None:
    run = run_crawl(portal.url("/many/0", host="127.0.0.1"), "--out", tmp_path, "--no-browser", "--no-wacz")
    assert run.status == 0, run.err
    (visit,) = visits_in(tmp_path)
    assert visit["capture"]["problem"] == "refused"
    assert "127.0.0.1" in visit["capture"]["problem_detail"]
    assert portal.requests == ()


def test_a_hostname_that_leads_inside_is_refused_too(portal: SamplePortal, tmp_path: Path) -> None:
    run = run_crawl(portal.url("/many/0"), "--out", tmp_path, "--no-browser", "--no-wacz", *resolved(portal))
    assert run.status == 0, run.err
    assert [visit["capture"]["problem"] for visit in visits_in(tmp_path)] == ["refused"]
    assert portal.requests == ()


def test_we_say_who_we_are(portal: SamplePortal, tmp_path: Path) -> None:
    start = portal.url("/many/0", host="127.0.0.1")
    run_crawl(
        start, "--out", tmp_path, "--no-browser", "--allow-private", "--max-pages", "1", "--contact", "a@example.cn"
    )
    agents = {request.user_agent for request in portal.requests}
    assert agents == {"finad/0.1 (+a@example.cn)"}


def test_a_retried_page_keeps_the_ledger_of_its_tries(portal: SamplePortal, tmp_path: Path) -> None:
    urls = tmp_path / "urls.txt"
    urls.write_text(portal.url("/special/busy-503"), encoding="utf-8")
    out = tmp_path / "out"
    run_crawl(urls, "--out", out, "--no-browser", "--allow-private", "--delay", "0", "--no-wacz", *resolved(portal))
    (visit,) = visits_in(out)
    assert visit["capture"]["problem"] is None
    outcomes = [attempt["outcome"] for attempt in visit["capture"]["attempts"]]
    assert set(outcomes) == {"503"}


def test_a_calendar_does_not_hold_the_crawl_for_ever(portal: SamplePortal, tmp_path: Path) -> None:
    run = run_crawl(
        portal.url("/cal?y=2026&m=1"),
        *("--out", tmp_path, "--no-browser", "--allow-private", "--delay", "0", "--depth", "1000", "--no-wacz"),
        *resolved(portal),
    )
    assert run.status == 0, run.err
    shapes = [visit for visit in visits_in(tmp_path) if "/cal?" in str(visit["key"])]
    assert 1 < len(shapes) <= 300
