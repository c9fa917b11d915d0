"""A corpus as token ids with the beginnings of words, kept in flat arrays.

Knows nothing of masking or models.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import rjieba
from transformers import PreTrainedTokenizerFast

from models.errors import CorpusError

_LINES_AT_ONCE = 2_000
_WORD_FLAG = 1 << 15
"""The highest bit of a stored token says that a word begins with it; ids stay below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodedCorpus:
    """Pieces of text of at most ``length`` tokens, without special tokens."""

    tokens: npt.NDArray[np.uint16]
    """All pieces one after another; the highest bit marks the first token of a word."""
    starts: npt.NDArray[np.int64]
    """Where each piece begins in ``tokens``, and the end of the last: shape (pieces + 1,)."""

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> npt.NDArray[np.int64]:
        """Tokens of each piece, shape (pieces,)."""
        return np.diff(self.starts)

    def piece(self, index: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Token ids and word numbers (from 0) of one piece, each of shape (tokens,)."""
        stored = self.tokens[self.starts[index] : self.starts[index + 1]]
        begins = (stored & _WORD_FLAG) > 0
        return (stored & ~np.uint16(_WORD_FLAG)).astype(np.int64), np.maximum(np.cumsum(begins) - 1, 0)

    def save(self, path: Path) -> None:
        """Write both arrays to an ``.npz`` file."""
        np.savez(path, tokens=self.tokens, starts=self.starts)

    @classmethod
    def load(cls, path: Path) -> "EncodedCorpus":
        """Read what ``save`` wrote."""
        with np.load(path) as arrays:
            return cls(tokens=arrays["tokens"], starts=arrays["starts"])


def encode_lines(lines: Iterable[str], tokenizer: PreTrainedTokenizerFast, *, length: int) -> EncodedCorpus:
    """Encode lines, cutting those of more than ``length`` tokens into pieces at the beginning of a word.

    Words are jieba's; a token that begins inside a word belongs to it.

    Raises:
        CorpusError: there is nothing to encode, or the vocabulary has 32,768 tokens or more.
    """
    if len(tokenizer) >= _WORD_FLAG:
        raise CorpusError(f"a vocabulary of {len(tokenizer):,} tokens cannot be stored; at most {_WORD_FLAG - 1:,}")
    tokens: list[npt.NDArray[np.uint16]] = []
    source = iter(lines)
    while some := list(islice(source, _LINES_AT_ONCE)):
        encodings = tokenizer.backend_tokenizer.encode_batch(some, add_special_tokens=False)
        for encoding, line in zip(encodings, some, strict=True):
            word_starts = _word_starts(line)
            stored = np.fromiter(
                (
                    token | (_WORD_FLAG if start in word_starts else 0)
                    for token, (start, _) in zip(encoding.ids, encoding.offsets, strict=True)
                ),
                dtype=np.uint16,
                count=len(encoding.ids),
            )
            tokens += _pieces(stored, length)
    if not tokens:
        raise CorpusError("no text to pre-train on")
    starts = np.concatenate(([0], np.cumsum([len(piece) for piece in tokens])))
    return EncodedCorpus(tokens=np.concatenate(tokens), starts=starts)


def _pieces(stored: npt.NDArray[np.uint16], length: int) -> Iterator[npt.NDArray[np.uint16]]:
    while len(stored) > length:
        word_starts = np.flatnonzero(stored[: length + 1] & _WORD_FLAG)
        cut = int(word_starts[-1]) if len(word_starts) and word_starts[-1] > length // 2 else length
        yield stored[:cut]
        stored = stored[cut:]
    if len(stored):
        yield stored


def _word_starts(line: str) -> set[int]:
    starts = set()
    place = 0
    for word in rjieba.cut(line):
        starts.add(place)
        place += len(word)
    return starts
