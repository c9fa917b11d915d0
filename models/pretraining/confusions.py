"""Characters that writers put for one another: of the same sound, or of like shape.

A model that is shown 宝本 where 保本 was written, and has to say 保, learns to read through the commonest disguise of
Chinese advertising before it has seen a label. After Liu et al., "PLOME: Pre-training with Misspelled Knowledge for
Chinese Spelling Correction" (2021). Only the training tables of the disguises are used: what models are tested on is
not in them.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from labeled_data.disguising.homophones import homophones_of
from labeled_data.disguising.table_files import load_tables
from labeled_data.disguising.words import is_han


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusions:
    """For each token those that may be written for it, in compressed rows."""

    starts: npt.NDArray[np.int64]
    """Where the row of a token begins in ``others``, with one end more: shape (vocabulary + 1,)."""
    others: npt.NDArray[np.int64]

    @classmethod
    def of_rows(cls, rows: dict[int, list[int]], *, vocabulary_size: int) -> Self:
        """Lay out ``rows``, token id → ids of others."""
        counts = np.zeros(vocabulary_size, dtype=np.int64)
        for token, others in rows.items():
            counts[token] = len(others)
        starts = np.concatenate([[0], np.cumsum(counts)])
        return cls(starts=starts, others=np.array([other for token in sorted(rows) for other in rows[token]], np.int64))

    def draw(self, ids: npt.NDArray[np.int64], source: np.random.Generator) -> npt.NDArray[np.int64]:
        """Draw another token for each of ``ids``, shape (tokens,); -1 where there is none."""
        first, end = self.starts[ids], self.starts[ids + 1]
        count = end - first
        drawn = np.full(ids.shape, -1, dtype=np.int64)
        known = count > 0
        drawn[known] = self.others[first[known] + (source.random(int(known.sum())) * count[known]).astype(np.int64)]
        return drawn


def confusions_of(vocabulary: dict[str, int], *, vocabulary_size: int) -> Confusions:
    """Find the confusions among the single characters of ``vocabulary``, token → id."""
    tables = load_tables("training")
    rows: dict[int, list[int]] = {}
    for character, token in vocabulary.items():
        if len(character) != 1 or not is_han(character):
            continue
        written = (*homophones_of(character, tables), *tables.look_alikes.get(character, ()))
        others = [vocabulary[other] for other in written if other in vocabulary]
        if others:
            rows[token] = others
    return Confusions.of_rows(rows, vocabulary_size=vocabulary_size)
