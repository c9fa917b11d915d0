"""Toneless syllables of Chinese characters and of Latin letter runs, each class written as one private code point.

Knows nothing of terms.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from classifier.normalizing.characters import is_han

BARRIER = "\x00"
"""Code of what belongs to no word; no term holds it."""

_FIRST_CODE = 0xE000
_TONES = str.maketrans("āáǎàēéěèếềêīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeeeeiiiioooouuuuvvvvvnnnm")
_TWO_READINGS = frozenset(
    "还率长行重调得乐朝传藏降校角觉卡没模弄强省似提折差车都盛系血曾会给便弹地的着了露落薄剥尽"
    "种中转数只当好为处分更间量难切铺任散扇舍相兴应与载占涨正挑吐恶冲创答倒发干供冠横划几教结卷"
    "看累凉笼论蒙磨泥宁泡喷片漂屏曲圈塞少宿瓦吓鲜熨"
)
"""Characters with two living readings; the further readings of all others are names or bygone (款: xin)."""
_INITIAL = re.compile("(zh|ch|sh)(?=[aeiouv])")
_FINAL = re.compile("(?<=[ie])ng$")
_INITIALS = " bpmfdtnlgkhjqxrzcsyw"
# fmt: off
_FINALS = [
    "a", "ai", "an", "ang", "ao", "e", "ei", "en", "er", "i", "ia", "ian", "iang", "iao", "ie", "in", "iong", "iu",
    "io", "o", "ong", "ou", "u", "ua", "uai", "uan", "uang", "ue", "ui", "un", "uo", "v", "van", "ve", "vn",
]
# fmt: on
_PARTS = re.compile(f"([{_INITIALS.strip()}])?({'|'.join(_FINALS)})")
_VOWEL = re.compile("[aeiouv]")


@lru_cache(maxsize=1)
def _dictionary() -> Mapping[str, str]:
    """Code point, in decimal, to the readings of the character, separated by commas."""
    # Loaded with the first unmasker, and the table alone: the package would load its 47,000 phrases besides.
    home = find_spec("pypinyin")
    table = None if home is None or home.origin is None else Path(home.origin).with_name("pinyin_dict.json")
    if table is not None and table.is_file():
        readings: dict[str, str] = json.loads(table.read_bytes())
        return readings
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415

    return {str(code_point): readings for code_point, readings in PINYIN_DICT.items()}


@lru_cache(maxsize=32768)
def syllables(character: str) -> tuple[str, ...]:
    """Toneless readings of a Chinese character in use, one or two, commonest first; ``v`` stands for ü."""
    readings = _dictionary().get(str(ord(character)), "").translate(_TONES)
    found = tuple(dict.fromkeys(reading for reading in readings.split(",") if _VOWEL.search(reading)))
    return found[: 2 if character in _TWO_READINGS else 1]


def toneless(letters: str) -> str:
    """Pinyin letters without tone marks, ``v`` for ü."""
    return letters.translate(_TONES)


def blurred(syllable: str) -> str:
    """The syllable as careless ears hear it: zh/z, ch/c, sh/s, ing/in and eng/en are one."""
    return _FINAL.sub("n", _INITIAL.sub(lambda match: match[0][0], syllable))


@lru_cache(maxsize=1024)
def code_of(syllable: str) -> str:
    """The private code point of the class of a syllable; :data:`BARRIER` for what is no syllable."""
    parts = _PARTS.fullmatch(blurred(syllable))
    if parts is None:
        return BARRIER
    return chr(_FIRST_CODE + _INITIALS.index(parts[1] or " ") * len(_FINALS) + _FINALS.index(parts[2]))


@lru_cache(maxsize=32768)
def codes_of(character: str) -> tuple[str, ...]:
    """Codes of the readings of a Chinese character; any other character is its own code."""
    if not is_han(character):
        return (character,)
    return tuple(dict.fromkeys(code_of(reading) for reading in syllables(character))) or (character,)


class CodeTable(dict[int, str]):
    """Code point → code of its commonest reading; a table for ``str.translate`` that keeps lengths."""

    def __missing__(self, code_point: int) -> str:
        character = chr(code_point)
        # A private code point in the text must not pass for a syllable.
        code = BARRIER if "\ue000" <= character <= "\uf8ff" else codes_of(character)[0]
        self[code_point] = code
        return code


@lru_cache(maxsize=1)
def _inventory() -> frozenset[str]:
    found: set[str] = set()
    # Characters of the simplified standard: between them they have every syllable of the language.
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            character = bytes((row, cell)).decode("gb2312", "ignore")
            if character:
                found.update(syllables(character))
    return frozenset(found)


@lru_cache(maxsize=8192)
def spell_out(letters: str) -> tuple[str, ...]:
    """Cut toneless Latin letters into the fewest pinyin syllables; empty when they are not pinyin.

    Args:
        letters: lower-case ASCII, at most 64 of them are looked at.
    """
    if not letters or len(letters) > 64:
        return ()
    inventory = _inventory()
    best: list[tuple[str, ...] | None] = [(), *[None] * len(letters)]
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 6), end):
            before = best[start]
            if before is None or letters[start:end] not in inventory:
                continue
            current = best[end]
            if current is None or len(before) + 1 < len(current):
                best[end] = (*before, letters[start:end])
    return best[-1] or ()
