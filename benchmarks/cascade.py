"""Texts a second of a whole scan with and without the cascade: ``python benchmarks/cascade.py``.

    python benchmarks/cascade.py [--model FOLDER] [--first-stage FOLDER] [--violating FILE…] [--others FILE…]
        [--shares 0.02 0.05 0.2] [--repeats 0] [--count 4000] [--workers 2] [--rounds 5] [--out FOLDER]

Streams are made up: violating texts from labelled examples (the test split by default), the others from files of text,
one a line (lawful texts of the test split by default), both drawn by a fixed seed; ``--repeats`` of the ads are exact
copies of earlier ones. Each way scans the same file into a file, as ``finad scan --workers N --out`` does, processes
warm, memories empty: reading, journal and writing are included, the start of the processes is not. The ways take turns,
so that a busy machine slows all alike. Printed as JSON lines and written to ``cascade.json``.
"""

import argparse
import json
import random
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from file_scan import scan_file
from machine import described_machine
from texts import DATA, lines_of

from classifier import Scanner, ScannerConfig, build_scanner
from classifier.cascade.cascade import load_cascade, with_cascade
from classifier.cascade.config import CascadeConfig
from finad_cascade import SHIPPED_FIRST_STAGE
from finad_options import SHIPPED_MODEL
from labeled_data.example_file import read_examples

_SEED = 2016
_ways_here: dict[str, ScannerConfig] = {}
"""The ways, in each process."""


def main() -> None:
    """Measure, print and write."""
    options = _options()
    ways = _ways(options)
    records: list[dict[str, Any]] = [
        {"benchmark": "cascade", "workers": options.workers, "count": options.count, "machine": described_machine()}
    ]
    violating = [e.text for path in options.violating for e in read_examples(path) if e.positive]
    others = [line for path in options.others for line in lines_of(path)] or _lawful()
    with (
        TemporaryDirectory() as folder,
        ProcessPoolExecutor(
            options.workers, mp_context=get_context("spawn"), initializer=_start, initargs=(ways,)
        ) as pool,
    ):
        for share in options.shares:
            stream = list(_stream(violating, others, share, options.repeats, options.count))
            parts = [_written(Path(folder), stream[n :: options.workers], n) for n in range(options.workers)]
            records.append({"violating": share, "repeats": options.repeats, **_rates(pool, ways, parts, options)})
            print(json.dumps(records[-1], ensure_ascii=False), flush=True)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "cascade.json").write_text(json.dumps(records, indent=1, ensure_ascii=False), encoding="utf-8")


def _ways(options: argparse.Namespace) -> dict[str, ScannerConfig]:
    plain = ScannerConfig(model=options.model, with_edits=False)
    cascades = {
        "off": None,
        "repeats": CascadeConfig(),
        "cascade": CascadeConfig(first_stage=options.first_stage),
        "cascade, near repeats": CascadeConfig(first_stage=options.first_stage, near_repeats=True),
    }
    return {name: replace(plain, cascade=cascade) for name, cascade in cascades.items()}


def _lawful() -> list[str]:
    return [e.text for e in read_examples(DATA / "test.jsonl") if not e.positive and e.kind != "fin_ad"]


def _stream(violating: list[str], others: list[str], share: float, repeats: float, count: int) -> Iterator[str]:
    draws = random.Random(_SEED)
    given: list[str] = []
    for _ in range(count):
        if given and draws.random() < repeats:
            yield draws.choice(given)
            continue
        given.append(draws.choice(violating if draws.random() < share else others))
        yield given[-1]


def _written(folder: Path, texts: list[str], number: int) -> Path:
    path = folder / f"{number}.jsonl"
    lines = (json.dumps({"id": str(row), "text": text}, ensure_ascii=False) for row, text in enumerate(texts))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _rates(
    pool: ProcessPoolExecutor, ways: dict[str, ScannerConfig], parts: list[Path], options: argparse.Namespace
) -> dict[str, Any]:
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    cleared: dict[str, int] = {}
    names = list(ways)
    for number in range(options.rounds):
        # Each goes first in turn: whoever follows a way that fills the caches is the slower for it.
        for way in names[number % len(names) :] + names[: number % len(names)]:
            started = time.perf_counter()
            counts = list(pool.map(_scan, [way] * len(parts), parts))
            seconds[way].append(time.perf_counter() - started)
            cleared[way] = sum(counts)
    base = statistics.median(seconds["off"])
    return {
        way: {
            "texts_per_s": round(options.count / statistics.median(taken), 1),
            "range": [round(options.count / max(taken), 1), round(options.count / min(taken), 1)],
            "times_off": round(base / statistics.median(taken), 2),
            "not_judged": cleared[way],
        }
        for way, taken in seconds.items()
    }


def _start(ways: dict[str, ScannerConfig]) -> None:
    _ways_here.update(ways)
    _with_empty_memories(ways["off"])


@cache
def _warm(config: ScannerConfig) -> Scanner:
    return build_scanner(config)


def _with_empty_memories(config: ScannerConfig) -> Scanner:
    warm = _warm(replace(config, cascade=None))
    if config.cascade is None or warm.model is None:
        return warm
    cascade = load_cascade(config.cascade, taxonomy_version=warm.assembly.taxonomy.version)
    return Scanner(warm.assembly, config, with_cascade(warm.model, config.cascade), cascade)


def _scan(way: str, source: Path) -> int:
    """Scan a file into a file with empty memories; how many ads were not judged in full."""
    scanner = _with_empty_memories(_ways_here[way])
    scan_file(scanner, source)
    if scanner.cascade is None:
        return 0
    return scanner.cascade.statistics.ads - scanner.cascade.statistics.judged


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=SHIPPED_MODEL, help="folder of an artefact")
    parser.add_argument("--first-stage", type=Path, default=SHIPPED_FIRST_STAGE, help="folder of a first stage")
    parser.add_argument("--violating", type=Path, nargs="+", default=[DATA / "test.jsonl"], metavar="FILE")
    parser.add_argument("--others", type=Path, nargs="+", default=[], metavar="FILE", help="one a line; .gz is fine")
    parser.add_argument("--shares", type=float, nargs="+", default=[0.02, 0.05, 0.20], help="of violating texts")
    parser.add_argument("--repeats", type=float, default=0.0, help="share of exact copies of earlier texts")
    parser.add_argument("--count", type=int, default=4000, help="texts of a stream")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", type=Path, default=Path("out/benchmarks"), help="folder of the results")
    return parser.parse_args()


if __name__ == "__main__":
    main()
