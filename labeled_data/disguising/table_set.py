"""What is written for what: the substitutions of one set of tables.

Knows nothing of files and of which places of a text are touched.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Share(StrEnum):
    """Which half of the substitutions that are computed, not listed, a set uses, so that two sets share none."""

    EVEN = "even"
    ODD = "odd"

    def holds(self, character: str) -> bool:
        """Whether the code point of ``character`` lies in this half."""
        return (ord(character) % 2 == 0) is (self is Share.EVEN)


class PinyinStyle(StrEnum):
    """How a reading is written."""

    PLAIN = "plain"
    """baoben"""
    INITIALS = "initials"
    """bb"""
    TONE_MARKS = "tone_marks"
    """bǎoběn"""
    TONE_DIGITS = "tone_digits"
    """bao3ben3"""
    CAPITALISED = "capitalised"
    """BaoBen"""
    UPPER_CASE = "upper_case"
    """BAOBEN"""
    UPPER_INITIALS = "upper_initials"
    """BB"""


Substitutions = Mapping[str, tuple[str, ...]]
"""Original → what may stand for it, the usual first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrTable:
    """Misreadings of scanned text."""

    confusions: Substitutions
    """Glyph → glyphs it is read as."""
    merges: Substitutions
    """Neighbouring glyphs → the one glyph they are read as."""
    lost: str
    """Marks that are too small to be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelTable:
    """What the channels of advertising add to a text."""

    masks: tuple[str, ...]
    """Single characters written over digits."""
    signatures: tuple[str, ...]
    unsubscribe_tails: tuple[str, ...]
    boilerplate: tuple[str, ...]
    fillers: tuple[str, ...]
    hashtags: tuple[tuple[str, str], ...]
    """What stands before and behind a tag."""
    sprinkles: tuple[str, ...]
    punctuation: Substitutions
    cut_marks: tuple[str, ...]
    never_cut: tuple[str, ...]
    """Words without which the rest of the text could say something else; nothing up to the last of them is cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSet:
    """All tables of one set."""

    name: str
    risky_words: tuple[str, ...]
    """Words hidden where the caller names no targets."""
    separators: tuple[str, ...]
    homophones: Substitutions
    homophone_share: Share
    traditional: tuple[str, ...]
    """OpenCC configurations; each may be used for a text."""
    traditional_share: Share
    variants: Substitutions
    """Other written forms of a character, digit or letter."""
    pinyin_styles: tuple[PinyinStyle, ...]
    splits: Substitutions
    look_alikes: Substitutions
    emoji: Substitutions
    ocr: OcrTable
    channel: ChannelTable

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield every listed (original, substitute), those of punctuation left out."""
        for table in (
            self.homophones, self.variants, self.splits, self.look_alikes, self.emoji,
            self.ocr.confusions, self.ocr.merges,
        ):  # fmt: skip
            for original, substitutes in table.items():
                for substitute in substitutes:
                    yield original, substitute
