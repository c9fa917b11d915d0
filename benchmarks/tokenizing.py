"""How fast texts become tokens: ``python benchmarks/tokenizing.py [FILE…] [--limit N] [--rounds N] [--batch N]``.

The table of ``classifier.neural.tokenizing`` beside the ``tokenizers`` library, on the vocabulary of the shipped model.
Texts are one a line (``.gz`` is read too); without files, those of the labelled test split. First every text is
compared: the two must give the same ids and places. Rounds visit the two in turn. Prints one JSON line each, and the
ratio of the medians.
"""

import argparse
import json
import statistics
import sys
import time
from pathlib import Path

from texts import labelled_texts, lines_of
from tokenizers import Tokenizer

from classifier.neural.tokenizing import LibraryTokenizer, TextTokenizer, Tokens, text_tokenizer
from finad import SHIPPED_MODEL


def listed(tokens: Tokens) -> list[list[int]]:
    """Ids and places as plain numbers."""
    return [tokens.ids.tolist(), tokens.starts.tolist(), tokens.ends.tolist()]


def seconds_of(tokenizer: TextTokenizer, texts: list[str], batch: int) -> float:
    """Time to encode ``texts`` in batches."""
    started = time.perf_counter()
    for start in range(0, len(texts), batch):
        tokenizer.encode(texts[start : start + batch])
    return time.perf_counter() - started


def main() -> int:
    """Compare, measure and print; 1 where the two differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--limit", type=int, default=20_000, help="texts per file")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--batch", type=int, default=512)
    options = parser.parse_args()

    texts = [line for path in options.files for line in lines_of(path, options.limit)]
    texts = texts or labelled_texts("test")
    library = Tokenizer.from_file(str(SHIPPED_MODEL / "tokenizer.json"))
    ways: dict[str, TextTokenizer] = {"table": text_tokenizer(library), "library": LibraryTokenizer(library)}
    table, reference = (way.encode(texts) for way in ways.values())
    other = [text for text, one, two in zip(texts, table, reference, strict=True) if listed(one) != listed(two)]
    if other:
        print(f"{len(other)} of {len(texts)} texts differ, first {other[0][:60]!r}", file=sys.stderr)
        return 1
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(options.rounds):
        for name, way in ways.items():
            seconds[name].append(seconds_of(way, texts, options.batch))
    for name, taken in seconds.items():
        print(
            json.dumps(
                {
                    "way": name,
                    "texts": len(texts),
                    "mean_characters": round(sum(map(len, texts)) / len(texts), 1),
                    "texts_per_s": round(len(texts) / statistics.median(taken)),
                    "range": [round(len(texts) / max(taken)), round(len(texts) / min(taken))],
                }
            )
        )
    ratio = statistics.median(seconds["library"]) / statistics.median(seconds["table"])
    print(json.dumps({"equal": len(texts), "table_against_library": round(ratio, 1)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
