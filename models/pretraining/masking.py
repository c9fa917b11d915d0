"""Whole-word masking: all tokens of a chosen word are hidden together.

After Cui et al., "Pre-Training with Whole Word Masking for Chinese BERT" (2021); the share of 30 % after Wettig et al.,
"Should You Mask 15 % in Masked Language Modeling?" (2023). Knows nothing of batches.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.pretraining.confusions import Confusions

IGNORED = -100
"""Label of a token that is not to be predicted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskingPolicy:
    """How much is hidden, and behind what."""

    mask_id: int
    first_plain_id: int
    """Ids below are special tokens and never stand in for a hidden one."""
    vocabulary_size: int
    share: float = 0.3
    """Of the words of a text."""
    random_share: float = 0.1
    """Of the hidden words, shown as random tokens."""
    kept_share: float = 0.1
    """Of the hidden words, shown as they are."""
    confusions: Confusions | None = None
    """What is written for words in disguise; ``None`` to show none of them so."""
    confused_share: float = 0.2
    """Of the hidden words, shown as ``confusions`` write them, as far as they know them."""


def mask_words(
    ids: npt.NDArray[np.int64],
    words: npt.NDArray[np.int64],
    policy: MaskingPolicy,
    source: np.random.Generator,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Hide words of one text, at least one.

    Args:
        ids: token ids, shape (tokens,).
        words: number of the word of each token, from 0, not falling, shape (tokens,).
        policy: how much is hidden.
        source: of randomness.

    Returns:
        ids with words hidden, and labels: the true id where a token is hidden, ``IGNORED`` elsewhere; both (tokens,).
    """
    count = int(words[-1]) + 1
    hidden_words = np.zeros(count, dtype=bool)
    hidden_words[source.choice(count, size=max(1, round(count * policy.share)), replace=False)] = True
    treatment = source.random(count)
    hidden = hidden_words[words]
    drawn = treatment[words]
    kept_from = policy.random_share
    confused_from = kept_from + policy.kept_share
    masked_from = confused_from + (0.0 if policy.confusions is None else policy.confused_share)
    is_random = hidden & (drawn < kept_from)
    is_masked = hidden & (drawn >= masked_from)
    shown = ids.copy()
    shown[is_masked] = policy.mask_id
    shown[is_random] = source.integers(policy.first_plain_id, policy.vocabulary_size, size=int(is_random.sum()))
    if policy.confusions is not None:
        is_confused = hidden & (drawn >= confused_from) & (drawn < masked_from)
        others = policy.confusions.draw(ids[is_confused], source)
        shown[is_confused] = np.where(others >= 0, others, policy.mask_id)
    return shown, np.where(hidden, ids, IGNORED)
