"""Tells whether two texts are the same to a reader's eye or ear, whatever characters they are written in.

Knows nothing of ads.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pypinyin import Style, pinyin

if TYPE_CHECKING:
    from opencc import OpenCC

_LOOK_ALIKE = (
    "本夲", "口囗", "贷货", "理埋", "微徽", "信倌", "己已巳", "未末", "土士", "日曰", "入人", "干千", "天夭", "大太",
    "保堡", "户戸", "戊戌戍", "免兔", "钱线", "资贤", "查査", "息恴", "高髙", "额颔", "币巾", "甲申由", "王玉", "今令",
)  # fmt: skip
"""Characters taken for one another by the eye; each group is read as its first."""
_TO_FIRST = str.maketrans({other: group[0] for group in _LOOK_ALIKE for other in group[1:]})

_INVISIBLE = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f]+"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_TELLING = re.compile(r"[^\W_]|(?<=\d)\.(?=\d)|(?<=\d)[-~‐–—](?=\d)|[+±<>≤≥$¥€£](?=\d)|(?<=\d)[%‰+]")
"""Letters and digits, and of all else what gives a number its meaning: 4.5% is not 45, nor 3-5 35."""
_LONG_NUMBER = re.compile(r"\d(?:-?\d){6,}")
"""A telephone number, a date, an account: the same however it is divided."""
_RANGE_MARKS = str.maketrans(dict.fromkeys("~‐–—", "-"))

_LONGEST_KEPT = 5_000
"""Characters; of longer texts nothing is kept for the next time."""
_LONGEST_HEARD = 50_000
"""Characters; longer texts are only looked at."""
_SPOKEN = {"v": ("v", "wei")}
"""Latin letters read as a Chinese word: V信."""


def looks(text: str) -> str:
    """What a text looks like, written in one way: narrow, lower case, simplified, without what parts characters."""
    return _looks_of_short(text) if len(text) <= _LONGEST_KEPT else _looks(text)


def _looks(text: str) -> str:
    narrow = unicodedata.normalize("NFKC", _SURROGATES.sub("", text)).casefold()
    simple = _simplifier().convert(_INVISIBLE.sub("", narrow)).translate(_TO_FIRST)
    telling = "".join(_TELLING.findall(simple)).translate(_RANGE_MARKS)
    return _LONG_NUMBER.sub(lambda number: number.group().replace("-", ""), telling)


# Each ad of a page is compared with every other.
_looks_of_short = lru_cache(1024)(_looks)


def sound_alike(one: str, other: str) -> bool:
    """Whether two texts, as :func:`looks` writes them, can be read aloud alike: homophones, pinyin, without tones.

    A character with several readings is any of them; zh and z, ch and c, sh and s, -ng and -n are one.
    """
    if one == other:
        return True
    if not one or not other or max(len(one), len(other)) > _LONGEST_HEARD:
        return False
    # Both are read in step. A state is how far each is read, and the letters that one is ahead of the other.
    states = {(0, 0, "", "")}
    seen: set[tuple[int, int, str, str]] = set()
    while states:
        here = states.pop()
        if here in seen:
            continue
        seen.add(here)
        at_one, at_other, ahead, behind = here
        if not ahead and not behind and at_one == len(one) and at_other == len(other):
            return True
        if behind or (not ahead and at_one < len(one)):
            states.update(
                (at_one + 1, at_other, *rest)
                for reading in (_readings(one[at_one]) if at_one < len(one) else ())
                if (rest := _rest(reading, behind)) is not None
            )
        elif at_other < len(other):
            states.update(
                (at_one, at_other + 1, *rest[::-1])
                for reading in _readings(other[at_other])
                if (rest := _rest(reading, ahead)) is not None
            )
    return False


@lru_cache(1024)
def syllables(text: str) -> tuple[str, ...]:
    """One reading of each character, for how much two texts have in common. The text as :func:`looks` writes it."""
    return tuple(_readings(character)[0] for character in text)


def _rest(reading: str, awaited: str) -> tuple[str, str] | None:
    """What a reading has beyond the letters awaited, and what is still awaited; ``None`` where they differ."""
    if reading.startswith(awaited):
        return reading[len(awaited) :], ""
    return ("", awaited[len(reading) :]) if awaited.startswith(reading) else None


@cache
def _readings(character: str) -> tuple[str, ...]:
    if character in _SPOKEN:
        return _SPOKEN[character]
    plain = [reading for reading in pinyin(character, style=Style.NORMAL, heteronym=True)[0] if reading]
    return tuple(sorted({*plain, *map(_blurred, plain)})) or (character,)


def _blurred(reading: str) -> str:
    """A reading as half the country says it."""
    blurred = reading[0] + reading[2:] if reading[:2] in {"zh", "ch", "sh"} else reading
    return blurred.removesuffix("g") if blurred.endswith("ng") else blurred


@cache
def _simplifier() -> "OpenCC":
    from opencc import OpenCC  # noqa: PLC0415 - its dictionaries take memory that others spare

    return OpenCC("t2s")
