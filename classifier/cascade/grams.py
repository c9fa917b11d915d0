"""Texts as hashed n-grams of one to three characters, for whole batches at once.

Characters are brought to their one spelling, digits to one digit; what words are not made of is dropped, and with it
what is put between the characters of a word to hide it. Knows nothing of weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.normalizing.characters import CharacterTable, is_accent, is_word_character

BITS = 19
"""Slots are numbers of so many bits."""
SLOTS = 1 << BITS

Slots = npt.NDArray[np.uint32]
Integers = npt.NDArray[np.int64]

_EDGE = "\n\n"
"""Between texts: two edges, so that no n-gram of three reaches from one text into the next."""
_EDGE_FORM = 1
_DROPPED = 0
_NOT_YET = 0xFFFFFFFF
_KEPT_MARKS = frozenset("%+¥$")
"""Marks that figures are written with."""
_CODE_POINTS = 0x110000
_FIRST, _SECOND, _THIRD, _SPREAD = (
    np.uint32(0x9E3779B1),
    np.uint32(0x85EBCA77),
    np.uint32(0xC2B2AE3D),
    np.uint32(0x27D4EB2F),
)
"""Odd numbers whose multiples spread over all bits."""
_SHIFT = np.uint32(32 - BITS)
_HALF = np.uint32(15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grams:
    """The n-grams of some texts, as the slots they fall into."""

    slots: Slots
    """Of the n-grams of one, two and three characters that end at each position: shape (3, positions)."""
    starts: Integers
    """First position of each text: shape (texts,). Every text has positions, an empty one those of its edges."""

    @property
    def lengths(self) -> Integers:
        """Positions of each text: shape (texts,)."""
        return np.diff(self.starts, append=self.slots.shape[1])


class GramReader:
    """Cuts texts into n-grams. Remembers the forms of the characters it has met; safe to share between threads."""

    def __init__(self) -> None:
        self._folded = CharacterTable()
        self._forms = np.full(_CODE_POINTS, _NOT_YET, np.uint32)
        self._forms[ord("\n")] = _EDGE_FORM

    def read(self, texts: Sequence[str]) -> Grams:
        """Cut ``texts``, at least one; each as if it were alone."""
        # A line break inside a text would be an edge.
        joined = _EDGE + _EDGE.join(text.replace("\n", " ") for text in texts) + _EDGE
        codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        forms = self._forms[codes]
        if (forms == _NOT_YET).any():
            self._learn(codes[forms == _NOT_YET])
            forms = self._forms[codes]
        is_kept = forms != _DROPPED
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + len(_EDGE)
        firsts = np.zeros(len(texts), np.int64)
        np.cumsum(lengths[:-1], out=firsts[1:])
        # Each text is followed by its edges; those before the first text stand for the ones before it.
        kept_before = np.zeros(len(codes) + 1, np.int64)
        np.cumsum(is_kept, out=kept_before[1:])
        starts = kept_before[firsts + len(_EDGE)] - len(_EDGE)
        return Grams(slots=_slots(forms[is_kept]), starts=starts)

    def _learn(self, codes: npt.NDArray[np.uint32]) -> None:
        for code in np.unique(codes).tolist():
            self._forms[code] = self._form(code)

    def _form(self, code: int) -> int:
        folded = self._folded[code]
        if not folded or is_accent(folded):
            return _DROPPED
        first = folded[0]
        if first.isdigit():
            return ord("0")
        return ord(first) if is_word_character(first) or first in _KEPT_MARKS else _DROPPED


def _slots(forms: npt.NDArray[np.uint32]) -> Slots:
    """The slots of all positions but the two edges before the first text."""
    one = forms * _FIRST
    two = one[1:] + forms[:-1] * _SECOND
    three = two[1:] + forms[:-2] * _THIRD
    slots = np.stack((one[2:], two[1:], three))
    slots ^= slots >> _HALF
    slots *= _SPREAD
    slots >>= _SHIFT
    return slots
