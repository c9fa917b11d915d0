"""Texts as vectors, compared by cosine: by default their character n-grams, or whatever embeddings are given.

Knows nothing of labels. Needs scikit-learn.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from models.baselines.libraries import sklearn_module
from models.learning.answers import Floats
from models.learning.errors import LearningAidError

Embed = Callable[[Sequence[str]], Floats]
"""Texts → vectors, shape (texts, dimensions), of any length."""

_MARKS = re.compile(r"[a-z]+|\S")

_SAMPLE = 2000
"""Texts from which is told how near texts usually lie: enough for a percentile."""
_SEED = 2016


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Nearest:
    """The nearest texts of each of some texts, nearest first; shapes (texts, count)."""

    positions: npt.NDArray[np.intp]
    similarities: Floats
    """Cosine; with n-grams from 0 to 1."""


class TextSpace:
    """Known texts as vectors, and any other texts beside them."""

    def __init__(self, texts: Sequence[str], embed: Embed | None = None) -> None:
        """Place the known texts.

        Args:
            texts: the known texts, at least one.
            embed: makes the vectors; ``None`` for character n-grams.

        Raises:
            LearningAidError: there are no texts.
            MissingLibraryError: scikit-learn is not installed.
        """
        if not texts:
            raise LearningAidError("there is no labelled text to compare with; name a file or folder that holds some")
        self._embed = embed or _gram_embedding(texts)
        self.vectors = self.place(texts)
        """Shape (texts, dimensions), rows of length 1; sparse for n-grams."""

    def place(self, texts: Sequence[str]) -> Any:
        """Vectors of length 1 of any texts, shape (texts, dimensions)."""
        return sklearn_module("preprocessing").normalize(self._embed(texts))

    def nearest(self, vectors: Any, count: int = 1) -> Nearest:
        """The nearest known texts of each vector; all of them where there are fewer than ``count``."""
        return nearest_rows(vectors, self.vectors, count)

    def usual_similarities(self, groups: Sequence[str]) -> Floats:
        """How like a known text usually is to the nearest one of another group: a random sample, ascending.

        Args:
            groups: shape (texts,), the group of each known text.
        """
        names = np.array(groups)
        rows = np.sort(np.random.default_rng(_SEED).permutation(len(names))[:_SAMPLE])
        # With one neighbour more than the largest group has members, one at least is of another group.
        found = self.nearest(self.vectors[rows], max(Counter(groups).values()) + 1)
        is_other = names[found.positions] != names[rows][:, None]
        best = np.where(is_other, found.similarities, 0.0).max(axis=1, initial=0.0)
        return np.sort(best)


def nearest_rows(vectors: Any, known: Any, count: int) -> Nearest:
    """The ``count`` rows of ``known`` that are most like each of ``vectors``; equally like ones by position."""
    if not vectors.shape[0]:
        return Nearest(positions=np.zeros((0, count), dtype=np.intp), similarities=np.zeros((0, count)))
    search = sklearn_module("neighbors").NearestNeighbors(metric="cosine", algorithm="brute").fit(known)
    distances, positions = search.kneighbors(vectors, n_neighbors=min(count, known.shape[0]))
    similarities = np.clip(1.0 - distances.astype(np.float64), -1.0, 1.0)
    order = np.lexsort((positions, -similarities.round(6)), axis=1)
    return Nearest(
        positions=np.take_along_axis(positions, order, axis=1).astype(np.intp),
        similarities=np.take_along_axis(similarities, order, axis=1),
    )


def _gram_embedding(texts: Sequence[str]) -> Embed:
    # Hashed: n-grams that no known text has keep their weight, so a text of foreign words is like nothing. With the
    # vocabulary of the known texts it would be reduced to the few n-grams it shares, and look near.
    hashing = sklearn_module("feature_extraction.text").HashingVectorizer(
        analyzer=_grams,
        n_features=2**21,
        alternate_sign=False,
        norm=None,
        dtype=np.float32,
    )
    weighting = sklearn_module("feature_extraction.text").TfidfTransformer(sublinear_tf=True)
    weighting.fit(hashing.transform(texts))

    def embed(some: Sequence[str]) -> Floats:
        vectors: Floats = weighting.transform(hashing.transform(some))
        return vectors

    return embed


def _grams(text: str) -> list[str]:
    """Pairs and triples of characters, a Latin word counting as one of them and by itself too.

    Pairs of Latin letters would say nothing: all English is alike in them.
    """
    marks = _MARKS.findall(unicodedata.normalize("NFKC", text).lower())
    words = [mark for mark in marks if len(mark) > 1]
    pairs = map("\x1f".join, pairwise(marks))
    triples = map("\x1f".join, zip(marks, marks[1:], marks[2:], strict=False))
    return [*words, *pairs, *triples]
