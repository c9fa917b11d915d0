"""What coalescing does to single requests: ``python benchmarks/coalescing.py [FILE…] [--model FOLDER] [--rates N…]``.

Requests arrive at random moments (Poisson), whether or not earlier ones are answered, and each is timed from the moment
at which it was due to arrive; the generator shares the event loop, as a service would. ``one by one`` hands each to a
thread, ``coalesced`` to the batcher; both have the same scanner and as many threads. Without ``--rates``, fractions of
what one thread scans one by one are taken, measured first. Texts are one a line (``.gz`` is read too); without files,
those of the labelled test split. Rounds visit the two in turn. Prints one JSON line for each rate and way: of the
requests that were answered, median over the rounds of p50 and p99 latency, and of answers per second until the last.
"""

import argparse
import asyncio
import itertools
import json
import platform
import random
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from texts import lines_of

from classifier import AdCopy, Scanner, ScannerConfig, Verdict, build_scanner
from labeled_data.example_file import read_examples
from service.batching.scanning import scanning_batcher
from service.batching.settings import BatchingSettings
from service.errors import QueueFullError

_TEST = Path(__file__).parents[1] / "labeled_data" / "data" / "test.jsonl"
_FRACTIONS = (0.3, 0.6, 0.9, 1.2)

Ask = Callable[[AdCopy], Awaitable[Verdict]]


@dataclass(frozen=True, kw_only=True)
class Round:
    """What came of one stream of requests."""

    latencies: list[float]
    """Of those answered, rising."""
    rejected: int
    seconds: float
    batch_requests: float
    """Requests in a batch on average."""

    def quantile_ms(self, share: float) -> float:
        """Latency that ``share`` of the answered do not exceed."""
        return 1000 * self.latencies[min(int(share * len(self.latencies)), len(self.latencies) - 1)]


def capacity_of(scanner: Scanner, copies: list[AdCopy]) -> float:
    """Texts a second, one by one in one thread."""
    for copy in copies[:50]:
        scanner.scan(copy)
    started = time.perf_counter()
    for number, copy in enumerate(itertools.cycle(copies), 1):
        scanner.scan(copy)
        if (taken := time.perf_counter() - started) > 1.0:
            return number / taken
    raise AssertionError("a cycle of texts does not end")


async def stream(ask: Ask, copies: list[AdCopy], *, rate: float, seconds: float, seed: int) -> tuple[list[float], int]:
    """Ask at random moments; latencies of the answered, and how many were rejected."""
    loop = asyncio.get_running_loop()
    randomness = random.Random(seed)
    started = loop.time()
    latencies: list[float] = []
    rejected = 0

    async def one(copy: AdCopy, due: float) -> None:
        nonlocal rejected
        try:
            await ask(copy)
        except QueueFullError:
            rejected += 1
        else:
            latencies.append(loop.time() - due)

    due = started
    async with asyncio.TaskGroup() as asking:
        while (due := due + randomness.expovariate(rate)) < started + seconds:
            if due > loop.time():
                await asyncio.sleep(due - loop.time())
            asking.create_task(one(copies[randomness.randrange(len(copies))], due))
    return sorted(latencies), rejected


async def one_by_one(scanner: Scanner, copies: list[AdCopy], options: argparse.Namespace, **of_stream: Any) -> Round:
    """Each request in a thread by itself."""
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(options.workers) as pool:
        started = loop.time()
        latencies, rejected = await stream(
            lambda copy: loop.run_in_executor(pool, scanner.scan, copy), copies, seconds=options.seconds, **of_stream
        )
        return Round(latencies=latencies, rejected=rejected, seconds=loop.time() - started, batch_requests=1.0)


async def coalesced(scanner: Scanner, copies: list[AdCopy], options: argparse.Namespace, **of_stream: Any) -> Round:
    """All requests through a batcher."""
    loop = asyncio.get_running_loop()
    settings = BatchingSettings(budget=options.budget, linger=options.linger_ms / 1000, workers=options.workers)
    async with scanning_batcher(scanner, settings) as batcher:
        started = loop.time()
        latencies, rejected = await stream(batcher.judge, copies, seconds=options.seconds, **of_stream)
        return Round(
            latencies=latencies,
            rejected=rejected,
            seconds=loop.time() - started,
            batch_requests=batcher.statistics.mean_batch_requests,
        )


def main() -> None:
    """Measure and print."""
    defaults = BatchingSettings()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--model", type=Path, help="folder of the model; the rules alone without it")
    parser.add_argument("--rates", nargs="+", type=float, help="requests a second")
    parser.add_argument("--seconds", type=float, default=2.0, help="length of each stream")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=defaults.workers)
    parser.add_argument("--budget", type=int, default=defaults.budget, help="tokens of a batch")
    parser.add_argument("--linger-ms", type=float, default=1000 * defaults.linger)
    parser.add_argument("--limit", type=int, default=2000, help="texts per file")
    options = parser.parse_args()

    texts = [line for path in options.files for line in lines_of(path, options.limit)]
    texts = texts or [example.text for example in itertools.islice(read_examples(_TEST), options.limit)]
    copies = [AdCopy.of_text(text) for text in texts]
    scanner = build_scanner(ScannerConfig(with_edits=False, model=options.model))
    capacity = capacity_of(scanner, copies)
    print(
        json.dumps(
            {
                "benchmark": "coalescing",
                "texts": len(texts),
                "mean_characters": round(sum(map(len, texts)) / len(texts), 1),
                "model": scanner.versions.model,
                "workers": options.workers,
                "budget": options.budget,
                "linger_ms": options.linger_ms,
                "one_thread_texts_per_s": round(capacity),
                "machine": platform.machine(),
                "python": platform.python_version(),
            }
        )
    )
    for rate in options.rates or [fraction * capacity for fraction in _FRACTIONS]:
        rounds: dict[str, list[Round]] = {"one by one": [], "coalesced": []}
        for seed in range(options.rounds):
            for name, way in (("one by one", one_by_one), ("coalesced", coalesced)):
                rounds[name].append(asyncio.run(way(scanner, copies, options, rate=rate, seed=seed)))
        for name, taken in rounds.items():
            print(json.dumps({"rate_per_s": round(rate), "way": name, **summary_of(taken)}), flush=True)


def summary_of(rounds: Sequence[Round]) -> dict[str, float]:
    """Medians over the rounds, rejected ones summed up."""
    return {
        "p50_ms": round(statistics.median(one.quantile_ms(0.5) for one in rounds), 2),
        "p99_ms": round(statistics.median(one.quantile_ms(0.99) for one in rounds), 2),
        "answers_per_s": round(statistics.median(len(one.latencies) / one.seconds for one in rounds)),
        "requests_per_batch": round(statistics.median(one.batch_requests for one in rounds), 2),
        "answered": sum(len(one.latencies) for one in rounds),
        "rejected": sum(one.rejected for one in rounds),
    }


if __name__ == "__main__":
    main()
