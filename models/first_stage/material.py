"""What a first stage is fitted to, bounded on and measured on: three sets of texts that share none, nor near copies.

Labelled lines keep the part they were given; unlabelled ones are divided by their content. Knows nothing of scores.
"""

import hashlib
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from labeled_data.example import LabeledExample
from labeled_data.near_copies import NEAR, grams, squeezed
from models.errors import MissingLibraryError
from models.pretraining.corpus import CorpusFile, corpus_files

_MEASURED_ONE_IN = 5
"""Of so many unlabelled lines one is kept for measuring."""
_VARIABLE = re.compile(r"[\d\W_]+|[a-z]+", re.IGNORECASE)
_DIGEST_LENGTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a corpus that nobody labelled."""

    corpus: str
    """Name of the file it stands in."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Texts of all three kinds."""

    training: tuple[LabeledExample, ...]
    """Labelled, to fit to."""
    calibration: tuple[LabeledExample, ...]
    """Labelled, to state the bound on."""
    test: tuple[LabeledExample, ...]
    """Labelled, to check the bound on."""
    fitted_lines: tuple[Line, ...]
    """Not labelled, to fit to."""
    measured_lines: tuple[Line, ...]
    """Not labelled, to measure on."""


def read_material(corpus: Path, corpus_labels: Path, *, fitted: int, measured: int) -> Material:
    """Read the labelled lines of a corpus, and draw from the others, as many of each file as there are or as fit.

    Args:
        corpus: folder of plain text, one text a line.
        corpus_labels: folder of the labels of its lines.
        fitted: about how many unlabelled lines to fit to.
        measured: about how many to measure on.

    Raises:
        MissingLibraryError: torch, which comes with the reader of labelled lines, is not installed.
        ExampleFileError: a file of labels cannot be used.
        CorpusError: the corpus cannot be read, or lacks lines that are labelled.
    """
    try:
        from models.training.sources import CALIBRATION, TEST, TRAIN, read_corpus_examples  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError(f"fitting a first stage needs {error.name}: pip install 'finad[train]'") from error
    labelled = read_corpus_examples(corpus, corpus_labels, (TRAIN, CALIBRATION, TEST))
    held_out = [example.text for part in (CALIBRATION, TEST) for example in labelled[part]]
    near_held_out = NearCopies(held_out)
    known = {key_of(example.text) for part in labelled.values() for example in part}
    fitted_lines, measured_lines = [], []
    for file in corpus_files(corpus):
        own = sorted(_unlabelled(file, known), key=lambda line: zlib.crc32(line.text.encode()))
        fitted_lines.append([line for line in own if not _is_measured(line.text)])
        measured_lines.append([line for line in own if _is_measured(line.text)])
    return Material(
        training=labelled[TRAIN],
        calibration=labelled[CALIBRATION],
        test=labelled[TEST],
        fitted_lines=tuple(line for line in _shared_out(fitted_lines, fitted) if not near_held_out.has(line.text)),
        measured_lines=tuple(_shared_out(measured_lines, measured)),
    )


def key_of(text: str) -> str:
    """What copies of one text have in common, whatever number to call or link each of them names."""
    return _VARIABLE.sub("", text)


def fingerprint_of_lines(texts: Iterable[str]) -> str:
    """Number of texts, and a name for them all."""
    digest = hashlib.sha256()
    count = 0
    for text in texts:
        digest.update(text.encode("utf-8", "surrogatepass") + b"\0")
        count += 1
    return f"{count} texts, {digest.hexdigest()[:_DIGEST_LENGTH]}"


class NearCopies:
    """Tells whether a text is a near copy of one of a fixed few, by the n-grams they share."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._sizes: list[int] = []
        self._holders: Mapping[str, list[int]] = defaultdict(list)
        for number, text in enumerate(texts):
            own = grams(squeezed(text))
            self._sizes.append(len(own))
            for gram in own:
                self._holders[gram].append(number)

    def has(self, text: str) -> bool:
        """Whether one of them is a near copy of ``text``."""
        own = grams(squeezed(text))
        shared = Counter(number for gram in own if gram in self._holders for number in self._holders[gram])
        return any(common >= NEAR * (len(own) + self._sizes[number] - common) for number, common in shared.items())


def _unlabelled(file: CorpusFile, known: set[str]) -> Iterator[Line]:
    for text in file.lines():
        key = key_of(text)
        if key and key not in known:
            known.add(key)
            yield Line(corpus=file.name, text=text)


def _is_measured(text: str) -> bool:
    return zlib.crc32(key_of(text).encode()) % _MEASURED_ONE_IN == 0


def _shared_out(files: Sequence[Sequence[Line]], wanted: int) -> list[Line]:
    """About ``wanted`` lines, of each file its first ones up to the same number."""
    most = 0
    left, remaining = wanted, sorted(map(len, files))
    for number, size in enumerate(remaining):
        most = left // (len(remaining) - number)
        if size >= most:
            break
        left -= size
    return [line for file in files for line in file[:most]]
