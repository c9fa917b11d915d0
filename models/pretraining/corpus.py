"""A folder of plain text, one text a line: which lines are read, how often each is used in an epoch.

Knows nothing of tokens or models.
"""

import gzip
import random
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from opencc import OpenCC

from models.errors import CorpusError

SUFFIXES = (".txt", ".txt.gz")

WEIGHTS: Mapping[str, float] = {"ads_": 3.0, "finance_": 1.5, "law_": 1.0, "": 0.5}
"""Beginning of a file's name → how often one of its lines is used in an epoch, on average; the first that fits."""

TRADITIONAL_SHARE = 0.04
"""Share of lines converted to traditional characters, which are rare in the text, so that they are trained too."""

_HELD_OUT_ONE_IN = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusFile:
    """One file of the corpus and how often its lines are used."""

    path: Path
    weight: float

    @property
    def name(self) -> str:
        """Name of the file without its endings."""
        return self.path.name.split(".", 1)[0]

    def lines(self) -> Iterator[str]:
        """Give the lines that are not empty.

        Raises:
            CorpusError: the file cannot be read or is not UTF-8.
        """
        opened = gzip.open if self.path.suffix == ".gz" else open
        try:
            with opened(self.path, "rt", encoding="utf-8") as stream:
                for line in stream:
                    if text := line.strip():
                        yield text
        except (OSError, EOFError) as error:
            raise CorpusError(f"{self.path}: cannot be read: {error}") from error
        except UnicodeDecodeError as error:
            raise CorpusError(f"{self.path}: not UTF-8 at byte {error.start}; convert it first") from error


def corpus_files(folder: Path, weights: Mapping[str, float] = WEIGHTS) -> tuple[CorpusFile, ...]:
    """List the files of a corpus folder in the order of their names.

    Raises:
        CorpusError: the folder holds no text files, or a file fits no weight.
    """
    paths = sorted(path for path in folder.glob("*") if path.name.endswith(SUFFIXES))
    if not paths:
        raise CorpusError(f"{folder}: holds no {' or '.join(SUFFIXES)} file; one text a line, UTF-8")
    return tuple(CorpusFile(path=path, weight=_weight_of(path, weights)) for path in paths)


def epoch_lines(files: Collection[CorpusFile], *, seed: int, excluded: Collection[str] = frozenset()) -> Iterator[str]:
    """Give the lines of one epoch in file order: a weight of 1.5 gives each line once, and half of them twice.

    Left out are held-out lines, lines of ``excluded`` (texts of an evaluation set) and second copies: files overlap.
    """
    source = random.Random(seed)
    for file, text in _distinct_lines(files):
        if text in excluded or _is_held_out(text):
            continue
        copies = int(file.weight) + (source.random() < file.weight % 1)
        for _ in range(copies):
            yield to_traditional(text) if source.random() < TRADITIONAL_SHARE else text


def held_out_lines(files: Collection[CorpusFile]) -> Iterator[str]:
    """Give the lines that no epoch trains on, the same ones whatever the seed and the weights."""
    return (text for _, text in _distinct_lines(files) if _is_held_out(text))


def _distinct_lines(files: Iterable[CorpusFile]) -> Iterator[tuple[CorpusFile, str]]:
    seen: set[int] = set()
    for file in files:
        for text in file.lines():
            fingerprint = hash(text)
            if fingerprint not in seen:
                seen.add(fingerprint)
                yield file, text


def _is_held_out(text: str) -> bool:
    return zlib.crc32(text.encode()) % _HELD_OUT_ONE_IN == 0


def _weight_of(path: Path, weights: Mapping[str, float]) -> float:
    for beginning, weight in weights.items():
        if path.name.startswith(beginning):
            return weight
    raise CorpusError(f"{path}: its name begins with none of {', '.join(weights)}; give it a weight")


def to_traditional(text: str) -> str:
    """Write simplified characters as traditional ones."""
    return str(_converter().convert(text))


@cache
def _converter() -> OpenCC:
    return OpenCC("s2t")
