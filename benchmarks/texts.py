"""Texts to measure on: lines of files, or those of the labelled set."""

import gzip
import random
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from labeled_data.example_file import read_examples

DATA = Path(__file__).parents[1] / "labeled_data" / "data"
_SEED = 2016


def lines_of(path: Path, limit: int | None = None) -> Iterator[str]:
    """Non-empty lines of a text file, ``.gz`` read too, the first ``limit`` of them."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as stream:
        yield from islice((line.strip() for line in stream if line.strip()), limit)


def labelled_texts(*splits: str) -> list[str]:
    """Texts of splits of the labelled set."""
    return [example.text for split in splits for example in read_examples(DATA / f"{split}.jsonl")]


def chosen_texts(files: Sequence[Path], count: int) -> list[str]:
    """``count`` texts drawn by a fixed seed from ``files``, or from the test and training splits; all where fewer."""
    texts = [line for path in files for line in lines_of(path)] if files else labelled_texts("test", "train")
    return random.Random(_SEED).sample(texts, min(count, len(texts)))


def short_text(characters: int = 60) -> str:
    """A text of so many characters: the first such of the labelled test split, or its first longer one cut to it."""
    texts = labelled_texts("test")
    exact = (text for text in texts if len(text) == characters)
    longer = (text[:characters] for text in texts if len(text) > characters)
    return next(exact, None) or next(longer)
