"""Kinds of disguised spelling, and one that was undone.

Knows nothing of how they are found.
"""

from dataclasses import dataclass
from enum import StrEnum


class DisguiseKind(StrEnum):
    """Ways of writing a word so that a plain search misses it."""

    SEPARATOR = "separator"
    REPEAT = "repeat"
    ZERO_WIDTH = "zero_width"
    HOMOPHONE = "homophone"
    PINYIN = "pinyin"
    INITIALS = "initials"
    SPLIT = "split"
    LOOKALIKE = "lookalike"
    EMOJI = "emoji"
    SHUFFLED = "shuffled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disguise:
    """A disguised spelling that was undone to see the finding; itself a sign of intent."""

    kinds: tuple[DisguiseKind, ...]
    original: str
    """As written in the ad."""
    folded: str
    """As read."""
