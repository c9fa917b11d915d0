"""Crawls the sample portal by the command line and judges what was found: ``python -m benchmarks.portal``.

    python -m benchmarks.portal [--no-browser] [--filters LIST …] [--folder FOLDER] [--out FILE] [--keep]
    python -m benchmarks.portal --score FOLDER
    python -m benchmarks.portal --site benchmarks/portals/second

Serves the portal on loopback, runs ``finad crawl`` on all its sites in a process of its own, and prints recall,
precision, both by way of finding, the words recovered by kind of creative, how well banners were read, every miss and
false find, and what became of the difficult pages and traps. How a find is told: ``portal_scoring.py``. ``--score``
judges a crawl made earlier (traps are not judged then). Written with ``--out``: all of it as JSON.
"""

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import urlsplit

import yaml
from rich.console import Console
from rich.table import Table

from benchmarks.portal_scoring import (
    FoundAd,
    Rate,
    Score,
    address_key,
    banner_readings,
    kind_rates,
    score,
)
from crawler.sample_portal import SamplePortal
from crawler.sample_portal.files import SITE
from crawler.sample_portal.truth import DifficultPage, Trap, Truth, load_truth

_PATIENCE_S = 1800
_SITES: tuple[Mapping[str, Any], ...] = (
    {"name": "portal", "start": ["http://portal.finad.test/", "http://portal.finad.test/sitemap.html"]},
    {
        "name": "search",
        "start": ["http://search.finad.test/", "http://so.finad.test/"],
    },
    {"name": "articles", "start": ["http://mp.weiwen.test/"]},
    {
        "name": "platforms",
        "start": ["http://p2p.finad.test/", "http://fund.finad.test/", "http://insure.finad.test/"],
    },
    {"name": "apps", "start": ["http://app.finad.test/"]},
    {"name": "mobile", "start": ["http://m.finad.test/"], "viewport": "mobile"},
    {"name": "old", "start": ["http://old.finad.test/", "http://tw.finad.test/"]},
    {"name": "feed", "start": ["http://spa.finad.test/"]},
    {"name": "lab", "start": ["http://lab.finad.test/special/"]},
)
"""What a user would write to crawl it all: addresses and, for one site, the window."""
_COMMON = {"delay": 0.1, "concurrency": 2, "timeout": 10, "max_pages_per_shape": 30}


def main(arguments: Sequence[str] | None = None) -> int:
    """Crawl, judge, print and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.portal", description=__doc__.splitlines()[0])
    parser.add_argument("--no-browser", action="store_true", help="crawl by plain HTTP")
    parser.add_argument("--filters", action="append", default=[], metavar="LIST", help="filter list for the crawl")
    parser.add_argument("--folder", type=Path, help="folder of the crawl (default: a new one, removed afterwards)")
    parser.add_argument("--keep", action="store_true", help="leave the folder of the crawl")
    parser.add_argument("--score", type=Path, metavar="FOLDER", help="judge the crawl in FOLDER instead of crawling")
    parser.add_argument("--site", type=Path, default=SITE, metavar="FOLDER", help="another portal of the same layout")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the results as JSON")
    options = parser.parse_args(arguments)
    truth = load_truth(options.site)
    console = Console(width=140)
    if options.score is not None:
        results = _judge(truth, options.score, asked=None, seconds=None)
        _show(console, results)
    else:
        folder = options.folder or Path(mkdtemp(prefix="finad-portal-"))
        with SamplePortal(site=options.site) as portal:
            begin = time.perf_counter()
            status = _crawl(portal, truth, folder, options)
            seconds = time.perf_counter() - begin
            asked = [f"http://{request.host}{request.target}" for request in portal.requests]
        if status != 0:
            console.print(f"finad crawl ended with status {status}; judged is what it left in {folder}")
        results = _judge(truth, folder, asked=asked, seconds=seconds)
        _show(console, results)
        if options.folder is None and not options.keep:
            shutil.rmtree(folder)
        elif options.keep:
            console.print(f"crawl kept in {folder}")
    if options.out is not None:
        options.out.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def _crawl(portal: SamplePortal, truth: Truth, folder: Path, options: argparse.Namespace) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    sites = [
        {**site, **_COMMON, "start": [url.replace(".test/", f".test:{portal.port}/", 1) for url in site["start"]]}
        for site in (_SITES if options.site == SITE else _sites_of(truth))
    ]
    list_of_sites = folder.with_name(f"{folder.name}-sites.yaml")
    list_of_sites.write_text(yaml.safe_dump({"sites": sites}, allow_unicode=True, sort_keys=False), encoding="utf-8")
    command = [sys.executable, "-m", "finad", "crawl", str(list_of_sites), "--out", str(folder), "--allow-private"]
    for host, address in portal.hosts.items():
        command += ["--resolve", f"{host}={address}"]
    for filters in options.filters:
        command += ["--filters", filters]
    if options.no_browser:
        command.append("--no-browser")
    try:
        return subprocess.run(command, check=False, timeout=_PATIENCE_S).returncode
    finally:
        list_of_sites.unlink()


def _sites_of(truth: Truth) -> Iterator[Mapping[str, Any]]:
    """What a user would write for another portal: every page as a start address, phones in a phone's window."""
    for host in sorted(truth.hosts):
        pages = [page for page in truth.pages if urlsplit(page.url).hostname == host]
        name = host.removesuffix(".test").replace(".", "-")
        window = {"viewport": "mobile"} if pages[0].is_mobile else {}
        yield {"name": name, "start": [page.url for page in pages], **window}


def _judge(truth: Truth, folder: Path, *, asked: Sequence[str] | None, seconds: float | None) -> dict[str, Any]:
    judged = score(truth, read_found(folder))
    readings = banner_readings(judged)
    found_readings = [reading for reading in readings if reading.read]
    ways = sorted({way for page in truth.pages for ad in page.ads for way in ad.ways})
    found_ways = sorted({way for match in judged.matches for way in match.found.found_by} | set(ways))
    return {
        "seconds": seconds,
        "pages_asked": None if asked is None else _rate(_asked_pages(truth, asked)),
        "recall": _rate(judged.recall),
        "recall_without_browser": _rate(judged.recall_where(lambda ad: not ad.needs_browser)),
        "recall_with_browser_only": _rate(judged.recall_where(lambda ad: ad.needs_browser)),
        "precision": _rate(judged.precision),
        "unjudged": judged.unjudged,
        "ways": {
            way: {
                "recall": _rate(judged.recall_where(lambda ad, way=way: way in ad.ways)),  # type: ignore[misc]
                "precision": _rate(judged.precision_of(way)),
            }
            for way in found_ways
        },
        "kinds": {kind: asdict(rate) for kind, rate in kind_rates(judged).items()},
        "banners": {
            "character_accuracy": _mean([reading.accuracy for reading in readings]),
            "character_accuracy_of_those_read": _mean([reading.accuracy for reading in found_readings]),
            "readings": [asdict(reading) for reading in readings],
        },
        **_listed(judged),
        "difficult_pages": [_outcome(page, folder) for page in truth.difficult_pages],
        "traps": [] if asked is None else [_trap(trap, asked) for trap in truth.traps],
    }


def read_found(folder: Path) -> Iterator[FoundAd]:
    """The ads that a crawl left in ``folder``, once for every page they were seen on."""
    ads = {ad["id"]: ad for ad in _lines(folder / "ads.jsonl")}
    sightings = [{**ad["sighting"], "ad_id": ad_id} for ad_id, ad in ads.items() if ad.get("sighting")]
    sightings += [line for line in _lines(folder / "sightings.jsonl") if line["ad_id"] in ads]
    for sighting in sightings:
        if sighting.get("page_url"):
            yield _found(ads[sighting["ad_id"]], sighting)


def _found(ad: Mapping[str, Any], sighting: Mapping[str, Any]) -> FoundAd:
    creatives = [creative for creative in ad["creatives"] if creative["kind"] != "landing_text"]
    images = [creative.get("image") or {} for creative in creatives]
    landings = (sighting.get("landing_url"), sighting.get("landing_final_url"))
    return FoundAd(
        ad_id=ad["id"],
        page_url=sighting["page_url"],
        texts=tuple((creative["kind"], creative["text"]) for creative in creatives),
        landing_urls=tuple(url for url in landings if url),
        found_by=tuple(sighting.get("found_by") or ()),
        picture_sha256s=tuple(image["sha256"] for image in images if image.get("sha256")),
        proof=sighting.get("proof") or "",
    )


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _outcome(page: DifficultPage, folder: Path) -> dict[str, Any]:
    path = folder / "coverage.json"
    ledger = json.loads(path.read_bytes())["addresses"] if path.is_file() else []
    noted = sorted(
        {entry["problem"] for entry in ledger if entry["url"] and address_key(entry["url"]) == address_key(page.url)}
    )
    return {
        "url": page.url,
        "expected": list(page.problems),
        "noted": noted,
        "is_right": bool(noted) and set(noted) <= set(page.problems),
    }


def _asked_pages(truth: Truth, asked: Sequence[str]) -> Rate:
    keys = {address_key(url) for url in asked}
    return Rate(hits=sum(address_key(page.url) in keys for page in truth.pages), of=len(truth.pages))


def _trap(trap: Trap, asked: Sequence[str]) -> dict[str, Any]:
    times = sum(url.startswith((f"{trap.url}?", f"{trap.url}/")) or url == trap.url for url in asked)
    return {"url": trap.url, "asked": times, "most": trap.most_pages, "is_right": times <= trap.most_pages}


def _listed(judged: Score) -> dict[str, Any]:
    return {
        "misses": [
            {
                "page": miss.page_url,
                "ad": miss.truth.ad_id,
                "ways": list(miss.truth.ways),
                "needs_browser": miss.truth.needs_browser,
            }
            for miss in judged.misses
        ],
        "false_finds": [
            {
                "page": false.found.page_url,
                "ad": false.found.ad_id,
                "resembles": false.resembles,
                "found_by": list(false.found.found_by),
                "proof": false.found.proof,
                "text": " / ".join(text for _, text in false.found.texts)[:200],
            }
            for false in judged.false_finds
        ],
    }


def _rate(rate: Rate) -> dict[str, Any]:
    return {"share": rate.share, "hits": rate.hits, "of": rate.of}


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"


def _shown(rate: Mapping[str, Any]) -> str:
    return f"{_percent(rate['share'])} ({rate['hits']}/{rate['of']})"


def _show(console: Console, results: Mapping[str, Any]) -> None:
    console.rule("sample portal")
    if results["seconds"] is not None:
        console.print(f"crawled in {results['seconds']:.0f} s; asked for {_shown(results['pages_asked'])} of the pages")
    for name in ("recall", "recall_without_browser", "recall_with_browser_only", "precision"):
        console.print(f"{name.replace('_', ' '):28} {_shown(results[name])}")
    banners = results["banners"]
    console.print(
        f"{'OCR character accuracy':28} {_percent(banners['character_accuracy'])} of all, "
        f"{_percent(banners['character_accuracy_of_those_read'])} of those read"
    )
    console.print(f"{'on pages of advertisers':28} {results['unjudged']}, not judged")
    ways = Table("way", "recall of ads it can tell", "precision of its finds", title="by way of finding")
    for way, rates in results["ways"].items():
        ways.add_row(way, _shown(rates["recall"]), _shown(rates["precision"]))
    kinds = Table("kind", "pieces", "words recovered", "as the same kind", title="texts of the ads found")
    for kind, rate in results["kinds"].items():
        kinds.add_row(kind, *(str(rate[name]) for name in ("truths", "recovered", "same_kind")))
    console.print(ways, kinds)
    _show_lists(console, results)


def _show_lists(console: Console, results: Mapping[str, Any]) -> None:
    for miss in results["misses"]:
        console.print(f"missed  {miss['ad']}  {miss['page']}  {', '.join(miss['ways'])}", markup=False)
    for false in results["false_finds"]:
        what = f"part of, or again, {false['resembles']}" if false["resembles"] else "no ad"
        console.print(f"false   {what}  {false['page']}  {', '.join(false['found_by'])}: {false['text']}", markup=False)
    for reading in results["banners"]["readings"]:
        if reading["accuracy"] < 0.95:
            console.print(f"misread {reading['ad_id']} {reading['accuracy']:.2f}: {reading['read']!r}", markup=False)
    for page in results["difficult_pages"]:
        if not page["is_right"]:
            expected = " or ".join(page["expected"])
            console.print(f"outcome {page['url']}: {page['noted'] or 'nothing'} noted, not {expected}", markup=False)
    right = sum(page["is_right"] for page in results["difficult_pages"])
    console.print(f"difficult pages noted rightly: {right} of {len(results['difficult_pages'])}")
    for trap in results["traps"]:
        verdict = "held" if trap["is_right"] else "CAUGHT"
        console.print(f"trap    {trap['url']}: {trap['asked']} asked, {trap['most']} at most: {verdict}", markup=False)


if __name__ == "__main__":
    sys.exit(main())
