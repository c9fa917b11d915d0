"""What becomes of a single character in folding: its one spelling, computed once and kept.

Knows nothing of its neighbours.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Protocol, cast

HAN = "㐀-䶿一-鿿豈-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, as the inside of a regular-expression class."""

_IS_HAN = re.compile(f"[{HAN}]")
_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
_VISIBLE_FORMAT = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]")
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
_LINE_BREAKS = frozenset("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
_ENCLOSED_LETTER = re.compile(r"NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER ([A-Z])")
_NOT_TEXT = "\ufffd"
"""Stands in for a lone surrogate, which no library written in another language takes."""
_KEPT = "…\t"
"""The compatibility form of the first, three full stops, says something else; a tab parts columns."""

_OWN_FORMS = dict(
    zip(
        # Formal digits and those written as variants of them.
        "壹弌壱贰弍弐叁叄弎柒捌佰仟〇円"
        # Japanese forms that the converter leaves.
        "値戸隣郞呉娯舗"
        # Radicals of the supplement block that Unicode gives no compatibility form.
        "⺁⺅⺉⺌⺖⺘⺠⺡⺨⺮⺼⺾⻀⻁⻂⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻨⻩⻫⻬⻮⻯⻰⻲",
        "一一一二二二三三三七八百千零元"
        "值户邻郎吴娱铺"
        "厂亻刂小忄扌民氵犭竹月艹艹虎衤西见角角讠贝足车辶辶辶阝钅长长门阜阝雨青韦页风飞食食饣饣首马骨鬼鱼鸟麦黄齐齐齿龙龙龟",
        strict=True,
    )
)
_OWN_FORMS |= dict.fromkeys(_LINE_BREAKS, "\n") | {kept: kept for kept in _KEPT}


_STAY = frozenset("乾")
"""Simplified too, with another reading (乾坤): converting it would spoil more names than it mends."""


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@lru_cache(maxsize=2)
def _converter(config: str) -> _Converter:
    # Loaded when the first Chinese character is met.
    import opencc  # noqa: PLC0415

    return cast("_Converter", opencc.OpenCC(config))


def is_accent(character: str) -> bool:
    """Whether ``character`` is a mark written over or around the one before it, as in Latin script and emoji."""
    return _ACCENTS.match(character) is not None


def is_han(character: str) -> bool:
    """Whether ``character`` is a Chinese character."""
    return _IS_HAN.match(character) is not None


def is_word_character(character: str) -> bool:
    """Whether words are made of ``character``: letters of any script, Chinese characters, digits."""
    return character.isalnum()


def compose(base: str, accent: str) -> str | None:
    """The one character that ``base`` with ``accent`` is; ``None`` where there is none."""
    composed = unicodedata.normalize("NFC", base + accent)
    return composed if len(composed) == 1 else None


class CharacterTable(dict[int, str]):
    """Code point → its folded form, filled on demand; a table for ``str.translate``.

    ``irregular`` holds the characters met so far whose form is not exactly one character, and accents, which
    join the character before them: a text without any of these keeps its offsets.
    """

    def __init__(self) -> None:
        super().__init__()
        self.irregular: set[str] = set()

    def __missing__(self, code_point: int) -> str:
        character = chr(code_point)
        folded = fold_character(character)
        if len(folded) != 1 or is_accent(folded):
            self.irregular.add(character)
        self[code_point] = folded
        return folded


def fold_character(character: str) -> str:
    """The folded form of one character: empty for the invisible, several characters for ligatures and units."""
    form = character
    # One step may yield a character that has a further form (🈚 → 無 → 无), never a ring of them.
    for _ in range(4):
        step = "".join(_step(part) for part in form)
        if step == form:
            break
        form = step
    return form if len(form) <= 1 else _ACCENTS.sub("", form)


def _step(character: str) -> str:
    if character in _OWN_FORMS:
        return _OWN_FORMS[character]
    category = unicodedata.category(character)
    if category == "Cs":
        return _NOT_TEXT
    if _is_invisible(character, category):
        return ""
    if category == "Nd":
        return str(unicodedata.digit(character))
    form = unicodedata.normalize("NFKC", character)
    if form != character:
        return form.lower()
    if is_han(character):
        return _simplified(character)
    if category == "No" and "CIRCLED" in unicodedata.name(character, ""):
        return str(int(unicodedata.numeric(character)))
    enclosed = _ENCLOSED_LETTER.match(unicodedata.name(character, "")) if category == "So" else None
    return enclosed[1].lower() if enclosed else character.lower()


def _is_invisible(character: str, category: str) -> bool:
    if category == "Cf":
        return _VISIBLE_FORMAT.match(character) is None
    return category == "Cc" or _INVISIBLE.match(character) is not None


def _simplified(character: str) -> str:
    if character in _STAY:
        return character
    simplified = _converter("t2s").convert(character)
    if simplified == character and not _is_in_gb2312(character):
        # Japanese forms (価, 険) only where simplified Chinese has no such character: it has 欠, 芸 and 予.
        simplified = _converter("t2s").convert(_converter("jp2t").convert(character))
    return simplified


def _is_in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
