"""How characters are read, and which common ones are read alike.

Knows nothing of tables and strengths; the one home of pypinyin in this package.
"""

from functools import cache

from pypinyin import Style, lazy_pinyin

from labeled_data.disguising.table_set import PinyinStyle
from labeled_data.disguising.words import NEGATIONS, NUMERALS, is_han

_STYLES = {PinyinStyle.TONE_MARKS: Style.TONE, PinyinStyle.TONE_DIGITS: Style.TONE3}


def readings_of(text: str, style: PinyinStyle) -> tuple[str | None, ...]:
    """Return the reading of each character of ``text``; ``None`` for what has none."""
    readings: list[str | None] = []
    start = 0
    while start < len(text):
        end = start
        while end < len(text) and is_han(text[end]):
            end += 1
        readings += _of_run(text[start:end], style) if start < end else [None]
        start = max(end, start + 1)
    return tuple(readings)


@cache
def alike(character: str) -> tuple[str, ...]:
    """Common characters read as ``character`` is, tones aside, in code point order; no negations, no numerals."""
    (reading,) = readings_of(character, PinyinStyle.PLAIN)
    if reading is None:
        return ()
    return tuple(other for other in _by_reading().get(reading, ()) if other != character)


def _of_run(run: str, style: PinyinStyle) -> list[str | None]:
    plain = _lazy(run, Style.NORMAL)
    if style is PinyinStyle.PLAIN:
        return plain
    if style in _STYLES:
        toned = _lazy(run, _STYLES[style])
        # A neutral tone carries no mark: a capital tells it from the plain style.
        return [mark if mark != base else _capitalised(base) for mark, base in zip(toned, plain, strict=True)]
    return [_written(base, style) for base in plain]


def _written(plain: str | None, style: PinyinStyle) -> str | None:
    if plain is None:
        return None
    match style:
        case PinyinStyle.INITIALS:
            return plain[0]
        case PinyinStyle.UPPER_INITIALS:
            return plain[0].upper()
        case PinyinStyle.UPPER_CASE:
            return plain.upper()
        case _:
            return plain.capitalize()


def _capitalised(plain: str | None) -> str | None:
    return _written(plain, PinyinStyle.CAPITALISED)


def _lazy(run: str, style: Style) -> list[str | None]:
    found = lazy_pinyin(run, style=style, errors="ignore", neutral_tone_with_five=True)
    if len(found) != len(run):  # some character has no reading
        found = [(lazy_pinyin(one, style=style, errors="ignore") or [""])[0] for one in run]
    return [reading or None for reading in found]


@cache
def _by_reading() -> dict[str, tuple[str, ...]]:
    """Characters of the first level of GB 2312, the common ones, by reading."""
    common = [
        bytes((row, cell)).decode("gb2312")
        for row in range(0xB0, 0xD8)
        for cell in range(0xA1, 0xFF)
        if not (row == 0xD7 and cell > 0xF9)
    ]
    groups: dict[str, list[str]] = {}
    for character in sorted(common):
        (reading,) = readings_of(character, PinyinStyle.PLAIN)
        if reading and character not in NEGATIONS and character not in NUMERALS:
            groups.setdefault(reading, []).append(character)
    return {reading: tuple(characters) for reading, characters in groups.items()}
