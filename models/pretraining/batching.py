"""Pieces of text put together to batches of like length, so that little is computed on padding.

Knows nothing of models.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.pretraining.encoding import EncodedCorpus
from models.pretraining.masking import IGNORED, MaskingPolicy, mask_words

_SPECIAL_TOKENS = 2
_ROUNDING = 8
"""Lengths are rounded up to a multiple: few shapes, and matrix units like them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialIds:
    """Ids of the tokens around a text."""

    begin: int
    end: int
    pad: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedBatch:
    """What one step is trained on; all of shape (texts, tokens)."""

    ids: npt.NDArray[np.int64]
    attention: npt.NDArray[np.int64]
    """1 for a token, 0 for padding."""
    labels: npt.NDArray[np.int64]


def plan_batches(
    lengths: npt.NDArray[np.int64], *, tokens: int, source: np.random.Generator
) -> list[npt.NDArray[np.int64]]:
    """Share out the indices of pieces to batches of about ``tokens`` tokens each, in random order.

    Pieces are sorted by length with a little noise, so that no batch is the same in two epochs.
    """
    order = np.argsort(lengths * source.uniform(0.95, 1.05, size=len(lengths)), kind="stable")
    batches: list[npt.NDArray[np.int64]] = []
    first = 0
    while first < len(order):
        longest = int(lengths[order[first : first + 1]].max()) + _SPECIAL_TOKENS
        count = max(1, tokens // longest)
        batches.append(order[first : first + count])
        first += count
    return [batches[index] for index in source.permutation(len(batches))]


def masked_batches(
    corpus: EncodedCorpus,
    policy: MaskingPolicy,
    special: SpecialIds,
    *,
    tokens: int,
    seed: int,
    skip: int = 0,
) -> Iterator[MaskedBatch]:
    """Give the batches of one epoch; the same seed gives the same ones, and ``skip`` passes over the first."""
    plan_source = np.random.default_rng(seed)
    for number, indices in enumerate(plan_batches(corpus.lengths, tokens=tokens, source=plan_source)):
        if number < skip:
            continue
        # A source of its own for each batch: a resumed run masks what the unbroken one would have masked.
        source = np.random.default_rng((seed, number))
        pieces = [corpus.piece(int(index)) for index in indices]
        width = max(len(ids) for ids, _ in pieces) + _SPECIAL_TOKENS
        width += -width % _ROUNDING
        shape = (len(pieces), width)
        batch = MaskedBatch(
            ids=np.full(shape, special.pad, dtype=np.int64),
            attention=np.zeros(shape, dtype=np.int64),
            labels=np.full(shape, IGNORED, dtype=np.int64),
        )
        for row, (ids, words) in enumerate(pieces):
            shown, labels = mask_words(ids, words, policy, source)
            end = len(ids) + 1
            batch.ids[row, 0], batch.ids[row, 1:end], batch.ids[row, end] = special.begin, shown, special.end
            batch.labels[row, 1:end] = labels
            batch.attention[row, : end + 1] = 1
        yield batch
