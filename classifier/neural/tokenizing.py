"""Text to token ids with the place of each token.

:class:`LibraryTokenizer` asks the ``tokenizers`` library and reads any vocabulary. :class:`CharacterTokenizer` gives
the same ids for vocabularies of the kind that this project trains, in which every character is a token and only runs
of Latin letters are cut into pieces: one look-up in a table for all characters of a batch, tens of times faster.
:func:`text_tokenizer` takes the fast one where it fits. Knows nothing of windows and models.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ids = npt.NDArray[np.int64]

_SPACES = (*range(0x09, 0x0E), 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
"""What Unicode calls white space, which is what the library splits at; Python counts four control characters more."""
_LETTERS = (*range(ord("a"), ord("z") + 1), *range(0xE0, 0x100))
"""Letters that stay together until pieces are looked for."""
WORD_PATTERN = "[a-zà-ÿ]+|."
"""The same as the library takes it, for vocabularies of this kind to be made with."""
_CASED = (
    (0x41, 0x590),
    (0x10A0, 0x1100),
    (0x13A0, 0x1400),
    (0x1C80, 0x1CC0),
    (0x1E00, 0x2190),
    (0x24B6, 0x24D0),
    (0x2C00, 0x2D30),
    (0xA640, 0xA800),
    (0xAB70, 0xABC0),
    (0xFF21, 0xFF3B),
    (0x10400, 0x10500),
)
"""Where characters with a lower case stand."""
_TABLE_SIZE = 0x20000
"""Code points that the table holds, beyond which only rare ideographs come."""
_SPACE, _LETTER, _UNUSUAL = -1, -2, -3
"""What stands in the table in place of an id. A text with an unusual character is left to the library."""
_GAP = "\n"
"""Between the texts of a batch: white space, so that nothing runs over."""
_MOST_WORDS = 50_000
"""Words whose pieces are remembered."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text, without special ones; three arrays of shape (tokens,)."""

    ids: Ids
    starts: Ids
    """First code point of each token."""
    ends: Ids
    """Code point behind each token."""

    def __len__(self) -> int:
        return len(self.ids)


class TextTokenizer(Protocol):
    """Cuts texts into tokens. Safe to share between threads."""

    def encode(self, texts: Sequence[str]) -> list[Tokens]:
        """Encode texts in order; each as if it were alone."""
        ...


def text_tokenizer(tokenizer: "Tokenizer") -> TextTokenizer:
    """The fastest way to the ids that ``tokenizer`` gives."""
    description = json.loads(tokenizer.to_str())
    slow = LibraryTokenizer(tokenizer)
    return CharacterTokenizer(_vocabulary(description), slow) if _is_by_character(description) else slow


class LibraryTokenizer:
    """Asks the ``tokenizers`` library."""

    def __init__(self, tokenizer: "Tokenizer") -> None:
        self._tokenizer = tokenizer

    def encode(self, texts: Sequence[str]) -> list[Tokens]:
        """Encode texts in order."""
        encodings = self._tokenizer.encode_batch([_encodable(text) for text in texts], add_special_tokens=False)
        encoded = []
        for encoding in encodings:
            offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
            encoded.append(Tokens(np.array(encoding.ids, dtype=np.int64), offsets[:, 0], offsets[:, 1]))
        return encoded


class CharacterTokenizer:
    """Looks characters up in a table; the ids are those of the library, text by text."""

    def __init__(self, vocabulary: "Vocabulary", slow: TextTokenizer) -> None:
        """Take the ids of ``vocabulary``; ``slow`` encodes the few texts that the table cannot."""
        self._vocabulary = vocabulary
        self._table = _table(vocabulary)
        self._pieces: dict[str, tuple[tuple[int, int, int], ...]] = {}
        self._slow = slow

    def encode(self, texts: Sequence[str]) -> list[Tokens]:
        """Encode texts in order."""
        if not texts:
            return []
        joined = _GAP.join(texts)
        codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        ids = self._table[np.minimum(codes, _TABLE_SIZE)]
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        first = np.zeros(len(texts) + 1, dtype=np.int64)
        np.cumsum(lengths + 1, out=first[1:])
        ends = np.arange(1, len(ids) + 1, dtype=np.int64)
        self._cut_words(joined, ids, ends)
        kept = np.flatnonzero(ids >= 0)
        bounds = np.searchsorted(kept, first).tolist()
        text_of = np.repeat(np.arange(len(texts)), np.diff(bounds))
        origin = first[text_of]
        all_ids, all_starts, all_ends = ids[kept].astype(np.int64), kept - origin, ends[kept] - origin
        encoded = [
            Tokens(all_ids[start:end], all_starts[start:end], all_ends[start:end]) for start, end in pairwise(bounds)
        ]
        self._mend(texts, ids, first, encoded)
        return encoded

    def _cut_words(self, joined: str, ids: npt.NDArray[np.int32], ends: Ids) -> None:
        """Put the pieces of each run of letters at the places of their first letters."""
        is_letter = ids == _LETTER
        if not is_letter.any():
            return
        edges = np.flatnonzero(np.diff(is_letter, prepend=False, append=False)).tolist()
        places: list[int] = []
        pieces: list[int] = []
        behind: list[int] = []
        known = self._pieces
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            word = joined[start:end]
            found = known.get(word)
            if found is None:
                found = self._remember(word)
            for piece, offset, length in found:
                places.append(start + offset)
                pieces.append(piece)
                behind.append(start + offset + length)
        ids[places] = pieces
        ends[places] = behind

    def _remember(self, word: str) -> tuple[tuple[int, int, int], ...]:
        if len(self._pieces) >= _MOST_WORDS:
            self._pieces.clear()
        found = tuple(self._vocabulary.pieces(word.lower()))
        self._pieces[word] = found
        return found

    def _mend(self, texts: Sequence[str], ids: npt.NDArray[np.int32], first: Ids, encoded: list[Tokens]) -> None:
        """Have the library encode texts that hold an unusual character or what looks like a special token."""
        unusual = np.flatnonzero(ids == _UNUSUAL)
        odd = set((np.searchsorted(first, unusual, side="right") - 1).tolist())
        odd.update(
            number
            for number, text in enumerate(texts)
            if "[" in text and any(special in text for special in self._vocabulary.special)
        )
        rows = sorted(odd)
        for number, tokens in zip(rows, self._slow.encode([texts[row] for row in rows]), strict=True):
            encoded[number] = tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """A vocabulary of single characters and of pieces of words, ``##`` before those that continue one."""

    ids: dict[str, int]
    unknown: int
    longest_word: int
    """A longer run of letters is one unknown token."""
    special: tuple[str, ...]
    """Tokens that are taken literally where a text holds them."""

    def pieces(self, word: str) -> Iterable[tuple[int, int, int]]:
        """Cut a word into the longest pieces from the left: id, first letter and number of letters of each."""
        if len(word) > self.longest_word:
            return [(self.unknown, 0, len(word))]
        found = []
        start = 0
        while start < len(word):
            prefix = "##" if start else ""
            for end in range(len(word), start, -1):
                piece = self.ids.get(prefix + word[start:end])
                if piece is not None:
                    found.append((piece, start, end - start))
                    start = end
                    break
            else:
                return [(self.unknown, 0, len(word))]
        return found


def _table(vocabulary: Vocabulary) -> npt.NDArray[np.int32]:
    """Code point → id, or what to do with it; one place more for what lies beyond."""
    table = np.full(_TABLE_SIZE + 1, vocabulary.unknown, dtype=np.int32)
    for token, number in vocabulary.ids.items():
        if len(token) == 1 and ord(token) < _TABLE_SIZE:
            table[ord(token)] = number
    table[list(_SPACES)] = _SPACE
    table[list(_LETTERS)] = _LETTER
    for start, end in _CASED:
        for code in range(start, end):
            lower = chr(code).lower()
            if lower != chr(code):
                table[code] = table[ord(lower)] if len(lower) == 1 else _UNUSUAL
    # A lone surrogate cannot cross into the library, where a question mark stands in for it.
    table[0xD800:0xE000] = vocabulary.ids.get("?", vocabulary.unknown)
    if any(len(token) == 1 and ord(token) >= _TABLE_SIZE for token in vocabulary.ids):
        table[_TABLE_SIZE] = _UNUSUAL
    return table


def _is_by_character(description: dict[str, Any]) -> bool:
    """Whether a tokenizer is of the kind whose ids a table can tell."""
    model = description["model"]
    splits = (description.get("pre_tokenizer") or {}).get("pretokenizers") or [{}, {}]
    return bool(
        description.get("normalizer") == {"type": "Lowercase"}
        and [split.get("type") for split in splits] == ["WhitespaceSplit", "Split"]
        and splits[1].get("pattern") == {"Regex": WORD_PATTERN}
        and splits[1].get("behavior") == "Isolated"
        and not splits[1].get("invert")
        and model.get("type") == "WordPiece"
        and model.get("continuing_subword_prefix") == "##"
        and model.get("unk_token") in model["vocab"]
        and all(
            token["special"] and not token["normalized"] and token["content"].startswith("[")
            for token in description.get("added_tokens", ())
        )
    )


def _vocabulary(description: dict[str, Any]) -> Vocabulary:
    model = description["model"]
    return Vocabulary(
        ids=model["vocab"],
        unknown=model["vocab"][model["unk_token"]],
        longest_word=model["max_input_chars_per_word"],
        special=tuple(token["content"] for token in description.get("added_tokens", ())),
    )


def _encodable(text: str) -> str:
    # A lone surrogate cannot cross into the compiled library; any other stranger stands in for it.
    return text.encode("utf-8", "replace").decode()
