"""How fast phrases are found, beside the bare library: ``python benchmarks/matching.py [FILE…] [--phrases N]``.

The phrases are literal terms and anchors of the shipped rules, the texts (one a line, ``.gz`` is read too; without
files, the hits and misses of the rules) are cut to a median of 44 characters. Prints one JSON line per way of
finding: median and range of texts per second of processor time, and how many places are found. Rounds visit the ways
in turn, so that a disturbance hits all alike. ``re`` finds no overlapping places, so it finds fewer.
"""

import argparse
import json
import platform
import re
import statistics
import time
from collections.abc import Callable
from itertools import chain
from pathlib import Path

from ahocorasick_rs import AhoCorasick, Implementation
from texts import lines_of

from classifier import ScannerConfig, build_scanner
from classifier.matching.matcher import MatcherBuilder
from classifier.normalizing.folding import fold

_CHARACTERS = 44
"""Median length of the texts: that of a short ad."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--limit", type=int, default=5000, help="texts per file")
    parser.add_argument("--phrases", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()

    assembly = build_scanner(ScannerConfig()).assembly
    rules = assembly.rulebook.rules
    lines = [line for path in options.files for line in lines_of(path, options.limit)]
    texts = _cut([fold(line).text for line in lines or [text for rule in rules for text in (*rule.hits, *rule.misses)]])
    phrases = _phrases(assembly.reader.matcher.needles, options.phrases)

    builder = MatcherBuilder()
    for phrase in phrases:
        builder.literal(phrase)
    matcher = builder.build()
    automata = {
        str(implementation or "default"): AhoCorasick(phrases, store_patterns=False, implementation=implementation)
        for implementation in (None, Implementation.ContiguousNFA, Implementation.DFA)
    }
    alternatives = re.compile("|".join(map(re.escape, sorted(phrases, key=len, reverse=True))))
    ways: dict[str, Callable[[str], int]] = {
        "classifier.matching": lambda text: matcher.find(text).count,
        **{f"ahocorasick_rs {name}": _counting(automaton) for name, automaton in automata.items()},
        "re": lambda text: sum(1 for _ in alternatives.finditer(text)),
    }
    _report(ways, texts, options.rounds, phrases=len(phrases))


def _counting(automaton: AhoCorasick) -> Callable[[str], int]:
    return lambda text: len(automaton.find_matches_as_indexes(text, overlapping=True))


def _phrases(needles: tuple[str, ...], count: int) -> list[str]:
    """So many of the needles of two and more characters, evenly spread over the alphabet."""
    usable = sorted({needle for needle in needles if len(needle) > 1 and needle.strip()})
    if len(usable) < count:
        raise SystemExit(f"--phrases {count}: the rules hold only {len(usable)} phrases of two and more characters")
    return [usable[place * len(usable) // count] for place in range(count)]


def _cut(texts: list[str]) -> list[str]:
    """Texts in pieces whose median length is as wanted, each no longer than twice that."""
    longest = 2 * _CHARACTERS
    pieces = chain.from_iterable(
        (text[start : start + longest] for start in range(0, len(text), longest)) for text in texts
    )
    by_length = sorted((piece for piece in pieces if piece.strip()), key=len)
    # Whichever side of the median is the larger loses its extremes until both are as many.
    behind = sum(len(piece) > _CHARACTERS for piece in by_length)
    before = sum(len(piece) < _CHARACTERS for piece in by_length)
    return by_length[max(before - behind, 0) : len(by_length) - max(behind - before, 0)]


def _report(ways: dict[str, Callable[[str], int]], texts: list[str], rounds: int, *, phrases: int) -> None:
    found = {name: sum(map(way, texts)) for name, way in ways.items()}
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            start = time.process_time()
            for text in texts:
                way(text)
            seconds[name].append(time.process_time() - start)
    print(
        json.dumps(
            {
                "benchmark": "matching",
                "phrases": phrases,
                "texts": len(texts),
                "median_characters": statistics.median(map(len, texts)),
                "machine": platform.machine(),
                "python": platform.python_version(),
            }
        )
    )
    for name, taken in seconds.items():
        print(
            json.dumps(
                {
                    "way": name,
                    "texts_per_s": round(len(texts) / statistics.median(taken)),
                    "range": [round(len(texts) / max(taken)), round(len(texts) / min(taken))],
                    "places_found": found[name],
                }
            )
        )


if __name__ == "__main__":
    main()
