"""The classes of disguise, the two noises, the habits of a channel, and how strongly they are applied.

Knows nothing of how any of them is written.
"""

from enum import StrEnum


class Disguise(StrEnum):
    """A way in which risky wording is hidden on purpose."""

    SEPARATORS = "separators"
    VARIANTS = "variants"
    HOMOPHONES = "homophones"
    PINYIN = "pinyin"
    SPLITS = "splits"
    LOOK_ALIKES = "look_alikes"
    EMOJI = "emoji"
    SHUFFLING = "shuffling"


class Noise(StrEnum):
    """A way in which a text is damaged or dressed up without intent to hide."""

    OCR = "ocr"
    CHANNEL = "channel"


class ChannelHabit(StrEnum):
    """One thing that channel noise does; several meet in one text."""

    MASK_DIGITS = "mask_digits"
    TRUNCATE = "truncate"
    """Cuts the end away."""
    MIX_PUNCTUATION = "mix_punctuation"
    ADD_BOILERPLATE = "add_boilerplate"
    """Adds a call to act, which can make a whole ad of a fragment."""
    REPEAT_BLANKS = "repeat_blanks"
    SPRINKLE = "sprinkle"
    FRAME_AS_SMS = "frame_as_sms"
    """Adds a signature and how to unsubscribe, which can make a whole ad of a fragment."""
    SPEAK = "speak"
    TAG = "tag"


class Strength(StrEnum):
    """How large a share of the eligible places is touched."""

    LIGHT = "light"
    MEDIUM = "medium"
    HEAVY = "heavy"

    @property
    def rank(self) -> int:
        """0 for light, 1 for medium, 2 for heavy."""
        return tuple(Strength).index(self)
