"""What one check takes from text to verdict, and where the time goes: ``python benchmarks/whole_check.py``.

    python benchmarks/whole_check.py [--model FOLDER] [--texts FILE…] [--count 2000] [--calls 1000] [--rounds 5]
        [--out FOLDER]

In one process, warm, with threads and garbage collection as in the product. Three measures, each printed as JSON lines
and written to ``whole_check.json``: the time of one 60-character text through the whole check (``scan``), with and
without the search for edits; the share of each stage of a bulk scan of a mix; and ``finad scan`` into a file (reading,
journal and writing included, without the start of the command) against the engine alone on the same texts, in turn.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from file_scan import scan_file
from machine import described_machine
from stage_clock import StageClock
from texts import chosen_texts, short_text

import classifier.scanner
from classifier import AdCopy, Scanner, ScannerConfig, build_scanner
from classifier.neural.encoding import AdEncoder
from classifier.neural.engines import usable_threads
from classifier.neural.fusion import Fusion
from classifier.neural.model import NeuralModel
from classifier.reading import Reader
from finad_options import SHIPPED_MODEL

_PERCENTILES = (50, 99, 99.9)


def main() -> None:
    """Measure, print and write."""
    options = _options()
    configs = {
        edits: ScannerConfig(model=options.model, with_edits=edits, threads=options.threads) for edits in (True, False)
    }
    scanners = {edits: build_scanner(config) for edits, config in configs.items()}
    texts = chosen_texts(options.texts, options.count)
    model = _model_of(scanners[False])
    records: list[dict[str, Any]] = [
        {
            "benchmark": "whole_check",
            "model": model.label,
            "threads": options.threads,
            "texts": len(texts),
            "mean_characters": round(sum(map(len, texts)) / len(texts), 1),
            "machine": described_machine(),
        }
    ]
    records += [
        {"measure": "one text", "edits": edits, **_latencies(scanner, options.calls)}
        for edits, scanner in scanners.items()
    ]
    records += [{"measure": "stages", "edits": edits, **_stages(scanner, texts)} for edits, scanner in scanners.items()]
    against = _against_engine(configs[False], scanners[False], texts, options)
    records.append({"measure": "scan against engine", **against})
    for record in records:
        print(json.dumps(record, ensure_ascii=False))
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "whole_check.json").write_text(json.dumps(records, indent=1, ensure_ascii=False), encoding="utf-8")


def _latencies(scanner: Scanner, calls: int) -> dict[str, Any]:
    copy = AdCopy.of_text(short_text())
    verdict = scanner.scan(copy)
    for _ in range(calls // 10):
        scanner.scan(copy)
    taken = []
    for _ in range(calls):
        started = time.perf_counter()
        scanner.scan(copy)
        taken.append(time.perf_counter() - started)
    milliseconds = np.percentile(np.array(taken) * 1000, _PERCENTILES)
    return {
        "calls": calls,
        "outcome": str(verdict.outcome),
        **{f"p{rank}_ms": round(float(value), 3) for rank, value in zip(_PERCENTILES, milliseconds, strict=True)},
    }


def _stages(scanner: Scanner, texts: list[str]) -> dict[str, Any]:
    """Shares of the time of a bulk scan, each stage without those inside it."""
    model = _model_of(scanner)
    copies = [AdCopy.of_text(text) for text in texts]
    told = (
        (Reader, "read", "rules"),
        (Scanner, "detect", "rules"),
        (AdEncoder, "encode", "tokenise"),
        (type(model.engine), "score", "engine: answers"),
        (type(model.engine), "mark", "engine: words"),
        (Fusion, "weigh", "fusion"),
        (Fusion, "opinion", "evidence"),
        (classifier.scanner, "decide", "decision"),
        (classifier.scanner, "suggest_edit", "edits"),
    )
    for _ in scanner.scan_many(copies[:100]):
        pass
    clock = StageClock()
    with ExitStack() as stack:
        for owner, name, stage in told:
            stack.enter_context(clock.told(owner, name, stage))
        started = time.perf_counter()
        for _ in scanner.scan_many(copies):
            pass
        whole = time.perf_counter() - started
    longest_first = sorted(clock.seconds.items(), key=lambda item: -item[1])
    shares = {stage: round(seconds / whole, 4) for stage, seconds in longest_first}
    return {
        "texts_per_s": round(len(texts) / whole, 1),
        "shares": {**shares, "all else": round(1 - sum(clock.seconds.values()) / whole, 4)},
        "calls": dict(clock.calls),
    }


def _against_engine(
    config: ScannerConfig, scanner: Scanner, texts: list[str], options: argparse.Namespace
) -> dict[str, Any]:
    """Rates of a scan into a file, and of the engine on the same texts normalised, tokenising included and not."""
    model = _model_of(scanner)
    pages = [[scanner.assembly.reader.normalize(text).text] for text in texts]
    windows = [window for ad in model.encoder.encode(pages) for window in ad.windows]
    with TemporaryDirectory() as folder:
        source = Path(folder) / "ads.jsonl"
        lines = (json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts))
        source.write_text("\n".join(lines), encoding="utf-8")
        ways: dict[str, Callable[[], object]] = {
            "scan": partial(scan_file, scanner, source),
            "tokenise and engine": partial(model.logits, pages),
            "engine": partial(model.engine.score, windows),
        }
        seconds: dict[str, list[float]] = {name: [] for name in ways}
        for way in ways.values():
            way()
        for _ in range(options.rounds):
            for name, way in ways.items():
                started = time.perf_counter()
                way()
                seconds[name].append(time.perf_counter() - started)
    rates = {
        name: {
            "texts_per_s": round(len(texts) / statistics.median(taken), 1),
            "range": [round(len(texts) / max(taken), 1), round(len(texts) / min(taken), 1)],
        }
        for name, taken in seconds.items()
    }
    ratio = statistics.median(seconds["tokenise and engine"]) / statistics.median(seconds["scan"])
    return {"edits": config.with_edits, "rates": rates, "scan_at_share_of_engine": round(ratio, 3)}


def _model_of(scanner: Scanner) -> NeuralModel:
    if scanner.model is None:
        raise RuntimeError("the scanner was built without a model")
    return scanner.model


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=SHIPPED_MODEL, help="folder of an artefact")
    parser.add_argument("--texts", type=Path, nargs="+", default=[], metavar="FILE", help="one a line; .gz is fine")
    parser.add_argument("--count", type=int, default=2000, help="texts drawn")
    parser.add_argument("--calls", type=int, default=1000, help="of the short text")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=usable_threads())
    parser.add_argument("--out", type=Path, default=Path("out/benchmarks"), help="folder of the results")
    return parser.parse_args()


if __name__ == "__main__":
    main()
