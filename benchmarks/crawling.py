"""Pages and ads a second, and memory over a long crawl: ``python benchmarks/crawling.py [--pages N] [--rounds N]``.

Crawls the many pages of the sample portal, served in another process on loopback, by the command line: over plain HTTP
and in a browser, in turn, ``--rounds`` times; each page has one ad, whose landing page is followed. Then, with
``--memory-pages``, one long crawl over plain HTTP and one in a browser (a tenth as many pages), of which the memory is
sampled. Prints one JSON line for each: medians of pages and ads a second over the rounds, start and end included; for
the long ones the memory of all processes by fifths of the crawl (a level last four fifths is a crawl that does not
grow), of the browser and of the rest.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from machine import described_machine
from memory import MemorySampler

ROOT = Path(__file__).parents[1]
HOSTS = ("portal.finad.test", "www.songhe-jr.test")
ADDRESS = "127.0.0.1"
LIBRARIES = ("finad", "scrapy", "scrapy-playwright", "playwright", "warcio", "adblock", "rapidocr")
_FIFTHS = 5


@dataclass(frozen=True, kw_only=True)
class Crawl:
    """One crawl, measured."""

    pages: int
    ads: int
    seconds: float
    memory: tuple[int, ...]
    """Samples, bytes, of all processes."""


@contextmanager
def served(pages: int) -> Iterator[int]:
    """Serve so many pages in a process of their own; gives the port."""
    command = [sys.executable, "-m", "crawler.sample_portal", "--port", "0", "--many", str(pages)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        first = server.stdout.readline()
        try:
            yield int(first.split("/")[2].partition(":")[2])
        finally:
            server.terminate()


def crawl(port: int, folder: Path, *, pages: int, in_browser: bool) -> Crawl:
    """Crawl ``pages`` pages into ``folder`` by the command line."""
    sites = folder / "sites.yaml"
    sites.write_text(
        f"sites:\n- {{name: many, start: 'http://{HOSTS[0]}:{port}/many/0', depth: 100, max_pages: {pages},"
        f" max_pages_per_shape: {pages}, concurrency: 8, delay: 0, render: {str(in_browser).lower()}}}\n",
        encoding="utf-8",
    )
    out = folder / "out"
    resolve = [part for host in HOSTS for part in ("--resolve", f"{host}={ADDRESS}")]
    command = [sys.executable, "-m", "finad", "crawl", str(sites), "--out", str(out), "--allow-private", "--quiet"]
    begun = time.perf_counter()
    with subprocess.Popen([*command, *resolve, "--no-wacz"], cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        with MemorySampler(process.pid, every_s=0.25) as sampler:
            status = process.wait()
        if status:
            raise SystemExit(f"finad crawl ended with status {status}")
    seconds = time.perf_counter() - begun
    visits = [line for line in (out / "log.jsonl").read_bytes().splitlines() if b'"kind":"visit"' in line]
    ads = (out / "sightings.jsonl").read_bytes().count(b"\n")
    return Crawl(pages=len(visits), ads=ads, seconds=seconds, memory=tuple(sampler.samples))


def measure_rates(*, pages: int, rounds: int) -> Iterator[dict[str, object]]:
    """Crawl in turn without and with a browser."""
    crawls: dict[bool, list[Crawl]] = {False: [], True: []}
    with served(pages) as port:
        for _ in range(rounds):
            for in_browser, done in crawls.items():
                with tempfile.TemporaryDirectory() as folder:
                    done.append(crawl(port, Path(folder), pages=pages, in_browser=in_browser))
    for in_browser, done in crawls.items():
        yield {
            "name": "crawl rate",
            "browser": in_browser,
            "pages": done[0].pages,
            "ads": done[0].ads,
            "rounds": rounds,
            "pages_per_s": round(statistics.median(one.pages / one.seconds for one in done), 2),
            "ads_per_s": round(statistics.median(one.ads / one.seconds for one in done), 2),
        }


def measure_memory(pages: int, *, in_browser: bool) -> dict[str, object]:
    """Sample the memory of one long crawl."""
    with served(pages) as port, tempfile.TemporaryDirectory() as folder:
        done = crawl(port, Path(folder), pages=pages, in_browser=in_browser)
    size = max(1, len(done.memory) // _FIFTHS)
    fifths = [done.memory[start : start + size] for start in range(0, size * _FIFTHS, size)]
    return {
        "name": "crawl memory",
        "browser": in_browser,
        "pages": done.pages,
        "ads": done.ads,
        "seconds": round(done.seconds, 1),
        "mib_by_fifth": [round(statistics.median(fifth) / 2**20) for fifth in fifths if fifth],
        "peak_mib": round(max(done.memory) / 2**20),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60, help="pages of a crawl that is timed")
    parser.add_argument("--rounds", type=int, default=3, help="crawls of each kind")
    parser.add_argument("--memory-pages", type=int, default=2_000, help="pages of the long crawl; 0 leaves it out")
    options = parser.parse_args()
    print(json.dumps({"machine": described_machine(LIBRARIES)}))
    for figures in measure_rates(pages=options.pages, rounds=options.rounds):
        print(json.dumps(figures), flush=True)
    if options.memory_pages:
        print(json.dumps(measure_memory(options.memory_pages, in_browser=False)), flush=True)
        print(json.dumps(measure_memory(max(1, options.memory_pages // 10), in_browser=True)), flush=True)


if __name__ == "__main__":
    main()
