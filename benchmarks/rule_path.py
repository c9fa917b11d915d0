"""How fast the rule path is, stage by stage: ``python benchmarks/rule_path.py [FILE…] [--limit N] [--rounds N]``.

Texts are one a line (``.gz`` is read too); without files, the hits and misses that the rules themselves carry are
used, which are short ads and near-ads. Prints one JSON line per stage: median and range of texts per second over
the rounds, and its share of a scan. Rounds visit the stages in turn, so that a disturbance hits all alike.
"""

import argparse
import json
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from texts import lines_of

from classifier import AdCopy, ScannerConfig, build_scanner
from classifier.detectors.base import Detector
from classifier.normalizing.disguise import WordJoiner
from classifier.normalizing.folding import fold
from classifier.reading import Reading


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--limit", type=int, default=2000, help="texts per file")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()

    started = time.perf_counter()
    scanner = build_scanner(ScannerConfig(with_edits=False))
    editing = build_scanner(ScannerConfig(with_edits=True))
    built_s = (time.perf_counter() - started) / 2
    assembly, reader = scanner.assembly, scanner.assembly.reader
    texts = [line for path in options.files for line in lines_of(path, options.limit)]
    if not texts:
        texts = [text for rule in assembly.rulebook.rules for text in (*rule.hits, *rule.misses)]
    copies = [AdCopy.of_text(text) for text in texts]
    folded = [fold(text) for text in texts]
    unmasked = [reader.unmasker.unmask(item) if reader.unmasker else item for item in folded]
    joiner = WordJoiner(reader.segmenter)
    normalized = [joiner.join(item) for item in unmasked]
    readings = [reader.read(copy) for copy in copies]

    stages: dict[str, Callable[[], object]] = {
        "fold": lambda: [fold(text) for text in texts],
        "unmask": lambda: [reader.unmasker.unmask(item) for item in folded] if reader.unmasker else None,
        "join (words known from earlier rounds)": lambda: [joiner.join(item) for item in unmasked],
        "match": lambda: [reader.matcher.find(item.text) for item in normalized],
        "read (all of the above, contexts, products, genre)": lambda: [reader.read(copy) for copy in copies],
        **{f"detector {detector.name}": _detecting(detector, readings) for detector in assembly.detectors},
        "judge (detectors, decision, law)": lambda: [scanner.judge(_forgetful(item)) for item in readings],
        "scan without edits": lambda: [scanner.scan(copy) for copy in copies],
        "scan": lambda: [editing.scan(copy) for copy in copies],
    }
    seconds: dict[str, list[float]] = {name: [] for name in stages}
    for stage in stages.values():
        stage()
    for _ in range(options.rounds):
        for name, stage in stages.items():
            start = time.perf_counter()
            stage()
            seconds[name].append(time.perf_counter() - start)

    characters = sum(len(text) for text in texts) / len(texts)
    print(
        json.dumps(
            {
                "benchmark": "rule_path",
                "texts": len(texts),
                "mean_characters": round(characters, 1),
                "build_s": round(built_s, 3),
                "rules": len(assembly.rulebook.rules),
                "machine": platform.machine(),
                "python": platform.python_version(),
            }
        )
    )
    whole = statistics.median(seconds["scan without edits"])
    for name, taken in seconds.items():
        print(
            json.dumps(
                {
                    "stage": name,
                    "texts_per_s": round(len(texts) / statistics.median(taken)),
                    "range": [round(len(texts) / max(taken)), round(len(texts) / min(taken))],
                    "share_of_scan_without_edits": round(statistics.median(taken) / whole, 3),
                },
                ensure_ascii=False,
            )
        )


def _detecting(detector: Detector, readings: Sequence[Reading]) -> Callable[[], object]:
    return lambda: [detector.detect(_forgetful(item)) for item in readings]


def _forgetful(reading: Reading) -> Reading:
    """The reading without what was worked out of it in earlier rounds."""
    return replace(reading)


if __name__ == "__main__":
    main()
