"""Passages of an ad to the token ids a model reads, and from each token back to its place.

An ad is one row of tokens, ``[CLS] passage [SEP] passage [SEP] …``. One that is longer than the model reads at once is
cut into windows that overlap by half, so that every token is seen with what stands around it and nothing is cut off.
Knows nothing of what is read out of the tokens.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from classifier.errors import ModelFileError
from classifier.neural.tokenizing import Ids, Tokens, text_tokenizer
from classifier.neural.windows import window_bounds

if TYPE_CHECKING:
    from tokenizers import Tokenizer

BEGIN, END = "[CLS]", "[SEP]"

_NONE = np.zeros(0, np.int64)
_SPECIAL = np.array([-1], np.int64)

Window = Ids
"""Token ids of what a model reads at once, special tokens among them: shape (tokens,)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the tokens of an ad stand, ``tokens`` being those of all passages in order, without special ones."""

    pages: npt.NDArray[np.int64]
    """Index of the passage of each token: shape (tokens,), never decreasing."""
    starts: npt.NDArray[np.int64]
    """First code point of each token in its passage: shape (tokens,)."""
    ends: npt.NDArray[np.int64]
    """Code point behind each token: shape (tokens,)."""


@dataclass(frozen=True, kw_only=True)
class EncodedAd:
    """One ad as a model reads it."""

    windows: tuple[Window, ...]
    """Overlapping by half; at least one."""
    window_tokens: tuple[Ids, ...]
    """For each window and each of its positions: which token of the ad stands there, -1 for a special one."""
    passages: tuple[Tokens, ...]
    """The tokens of each passage."""

    @cached_property
    def places(self) -> Places:
        """Where the tokens stand. Made when asked for: an ad without a finding needs none."""
        return Places(
            pages=np.repeat(np.arange(len(self.passages)), [len(tokens) for tokens in self.passages]),
            starts=np.concatenate([_NONE, *(tokens.starts for tokens in self.passages)]),
            ends=np.concatenate([_NONE, *(tokens.ends for tokens in self.passages)]),
        )

    def spread(self, per_window: Sequence[npt.NDArray[np.float32]]) -> npt.NDArray[np.float32]:
        """Bring values of the windows' positions to the tokens of the ad: the highest of all windows that hold one.

        Args:
            per_window: one array of shape (positions, values) for each window.

        Returns:
            Shape (tokens, values).
        """
        tokens = sum(map(len, self.passages))
        highest = np.full((tokens, per_window[0].shape[1]), -np.inf, np.float32)
        for which, values in zip(self.window_tokens, per_window, strict=True):
            is_text = which >= 0
            # No token stands twice in one window, so plain indexing loses none.
            highest[which[is_text]] = np.maximum(highest[which[is_text]], values[is_text])
        return highest


class AdEncoder:
    """Encodes passages by a tokenizer of the ``tokenizers`` library. Safe to share between threads."""

    def __init__(self, tokenizer: "Tokenizer", *, max_tokens: int) -> None:
        """Encode into windows of at most ``max_tokens`` tokens, the special ones among them.

        Raises:
            ModelFileError: the tokenizer lacks the tokens that frame a text.
        """
        begin, end = tokenizer.token_to_id(BEGIN), tokenizer.token_to_id(END)
        if begin is None or end is None:
            raise ModelFileError(f"the tokenizer lacks {BEGIN} or {END}; a model needs a tokenizer of BERT's kind")
        self._tokenizer = text_tokenizer(tokenizer)
        self._begin = np.array([begin], np.int64)
        self._end = np.array([end], np.int64)
        self.max_tokens = max_tokens

    def encode(self, ads: Sequence[Sequence[str]], hints: Sequence[str] | None = None) -> list[EncodedAd]:
        """Encode ads.

        Args:
            ads: each given by the normalised texts of its passages; an ad without any is one empty row.
            hints: what a model is told of each ad before it reads it, at the head of every window; ``None`` for a
                model that is told nothing.
        """
        tokens = self._tokenizer.encode([text for passages in ads for text in passages])
        ends = accumulate((len(passages) for passages in ads), initial=0)
        heads = [self._begin] * len(ads) if hints is None else self._heads(hints)
        return [
            self._cut(tuple(tokens[start:end]), head) for (start, end), head in zip(pairwise(ends), heads, strict=True)
        ]

    def _heads(self, hints: Sequence[str]) -> list[Ids]:
        most = self.max_tokens // 2
        told = self._tokenizer.encode(hints)
        return [np.concatenate((self._begin, tokens.ids[:most], self._end)) for tokens in told]

    def _cut(self, passages: tuple[Tokens, ...], head: Ids) -> EncodedAd:
        row, which = self._row(passages)
        bounds = window_bounds(len(row), self.max_tokens - len(head) - 1)
        is_head = np.full(len(head), -1, np.int64)
        return EncodedAd(
            windows=tuple(np.concatenate((head, row[start:end], self._end)) for start, end in bounds),
            window_tokens=tuple(np.concatenate((is_head, which[start:end], _SPECIAL)) for start, end in bounds),
            passages=passages,
        )

    def _row(self, passages: tuple[Tokens, ...]) -> tuple[Ids, Ids]:
        """All tokens in one row, passages that hold any apart, and for each of them which token of the ad it is."""
        row, which, first = [_NONE], [_NONE], 0
        for tokens in passages:
            if first and len(tokens):
                row.append(self._end)
                which.append(_SPECIAL)
            row.append(tokens.ids)
            which.append(np.arange(first, first + len(tokens)))
            first += len(tokens)
        return np.concatenate(row), np.concatenate(which)


def load_encoder(path: Path, *, max_tokens: int) -> AdEncoder:
    """Load the tokenizer written at ``path``.

    Raises:
        ModelFileError: it cannot be read, or lacks the tokens that frame a text.
    """
    from tokenizers import Tokenizer  # noqa: PLC0415

    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises nothing narrower
        raise ModelFileError(f"{path}: not a tokenizer: {error}; export the model again") from error
    # A file may ask for either; windows do the one, and there is never a need of the other.
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return AdEncoder(tokenizer, max_tokens=max_tokens)
