"""Reads figures: Arabic with commas and multipliers, Chinese numerals, masked digits.

Knows nothing of what a figure measures.
"""

import re

from classifier.quantities.model import Number, NumberUnit
from classifier.text import Span

_DIGITS = {char: value for value, chars in enumerate(
    ("〇零", "一壹幺", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
) for char in chars}  # fmt: skip
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_MULTIPLIERS = {**_TENS, **_MYRIADS, "w": 10_000, "k": 1000}

_HAN_DIGIT = "".join(_DIGITS)
_HAN = f"[{_HAN_DIGIT}十拾百佰千仟]"

ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,12})(?:\.\d{1,4})?"
MASK = (
    r"(?:(?<![a-z\d])digit(?![a-z])|(?<![a-z\d*])(?:\d{0,2}[x*]{1,8}|[x*]{1,4}\d{1,2})(?:\.[x*\d]{1,4})?(?![a-qs-vy-z\d*])"
    r"|(?<![a-z\d])\d{1,3}\.[x*]{1,4}(?![a-z\d]))"
)
"""Digits hidden by x or *, or by the placeholder ``digit`` that anonymised text carries."""
HAN = f"(?:{_HAN}{{1,9}}(?:点[{_HAN_DIGIT}]{{1,4}})?)"
HAN_WHOLE = f"(?:{_HAN}[{_HAN_DIGIT}十拾百佰千仟万亿]{{0,11}}(?:点[{_HAN_DIGIT}]{{1,4}})?)"
"""A Chinese numeral with 万 and 亿 inside."""
NUMERAL = f"(?:{MASK}|{ARABIC}|{HAN})"
"""One figure without multiplier or unit, Arabic, Chinese or masked; no capturing groups."""
STARTS = rf"\dx*d{_HAN_DIGIT}十拾百佰千仟"
"""Characters with which a figure begins, as the inside of a regular-expression class: looked for at the head of an
expression, they spare trying its branches almost everywhere."""
MULTIPLIER = r"(?:千万|百万|十万|万亿|亿|万|千|百|[wk](?![a-z]))"

_ARABIC_ONLY = re.compile(ARABIC)
_MASKED = re.compile(r"[x*]|digit")
_NUMBER = re.compile(
    rf"(?P<over>百分之|千分之|万分之)(?P<part>{NUMERAL})"
    rf"|(?=[{STARTS}])(?P<numeral>{MASK}|{ARABIC}|{HAN_WHOLE})(?P<multiplier>{MULTIPLIER}{{0,2}})(?P<half>半(?=年|成|个))?"
    r"(?P<unit>%|‰|个?百分点|个点|成半?)?"
)
_COUNTED = frozenset("万亿元块毛角分厘年月天日周期折倍套名人次岁笔家个成点%‰秒小单倍张级级条股笔平户位")
_ADVERBS = re.compile(r"十分(?!之|钟)|千万(?!元|级|资|额|人|用|富|身|以|大奖|存|贷)|一[起定般样直些]|万一|百分百")
_SCALES = {"百分之": (100, NumberUnit.PERCENT), "千分之": (1000, NumberUnit.PERMILLE),
           "万分之": (10_000, NumberUnit.PER_TEN_THOUSAND)}  # fmt: skip
_UNITS = {"%": (100, NumberUnit.PERCENT), "‰": (1000, NumberUnit.PERMILLE), "成": (10, NumberUnit.TENTH),
          "成半": (10, NumberUnit.TENTH)}  # fmt: skip


def is_masked(numeral: str) -> bool:
    """Whether some of the digits are hidden."""
    return _MASKED.search(numeral) is not None


def parse_numeral(numeral: str) -> float | None:
    """Value of one figure, multipliers included; ``None`` when masked.

    Colloquial endings count in the next lower unit: 一万二 is 12000, 两千五 is 2500. 半 after a unit is one half.

    Raises:
        ValueError: not a figure (万一, 百千).
    """
    if is_masked(numeral):
        return None
    if match := _ARABIC_ONLY.match(numeral):
        value = float(match[0].replace(",", ""))
        for char in numeral[match.end() :]:
            if char not in _MULTIPLIERS:
                raise ValueError(f"not a figure: {numeral!r}")
            value *= _MULTIPLIERS[char]
        return value
    whole, _, decimals = numeral.partition("点")
    value = _parse_han(whole)
    if decimals:
        if any(char not in _DIGITS for char in decimals):
            raise ValueError(f"not a figure: {numeral!r}")
        value += float("0." + "".join(str(_DIGITS[char]) for char in decimals))
    return value


def _parse_han(numeral: str) -> float:
    if not numeral or numeral[0] in _MYRIADS:
        raise ValueError(f"not a figure: {numeral!r}")
    if len(numeral) > 1 and all(char in _DIGITS for char in numeral):
        return float("".join(str(_DIGITS[char]) for char in numeral))
    hundred_millions, myriads, section, digit = 0, 0, 0, None
    last_unit = 1
    after_zero = False
    for char in numeral:
        if char in _DIGITS:
            if digit not in (None, 0):
                raise ValueError(f"not a figure: {numeral!r}")
            digit = _DIGITS[char]
            after_zero = after_zero or digit == 0
        elif char in _TENS:
            if digit is None and char not in "十拾":
                raise ValueError(f"not a figure: {numeral!r}")
            section += (digit or 1) * _TENS[char]
            digit, last_unit, after_zero = None, _TENS[char], False
        elif char in _MYRIADS:
            below = section + (digit or 0)
            if char == "万":
                myriads += below * _MYRIADS[char]
            else:
                hundred_millions, myriads = (hundred_millions + myriads + below) * _MYRIADS[char], 0
            section, digit, last_unit, after_zero = 0, None, _MYRIADS[char], False
        else:
            raise ValueError(f"not a figure: {numeral!r}")
    tail = digit or 0
    if tail and last_unit > 10 and not after_zero:
        tail *= last_unit // 10
    return float(hundred_millions + myriads + section + tail)


def scaled(numeral: str, multiplier: str) -> float | None:
    """Value of a figure with its multiplier; ``None`` when masked."""
    value = parse_numeral(numeral)
    if value is None:
        return None
    for char in multiplier:
        value *= _MULTIPLIERS[char]
    return value


def _is_count(text: str, start: int, end: int) -> bool:
    """Whether a bare Chinese numeral counts something: 一起 and 万一 do not."""
    if _ADVERBS.match(text, start) or _ADVERBS.match(text, max(0, start - 1)):
        return False
    return end - start > 1 or (end < len(text) and text[end] in _COUNTED)


def find_numbers(text: str) -> tuple[Number, ...]:
    """All figures of a normalised text, left to right.

    Chinese numerals count only where they are followed by something that is counted, or are longer than one
    character, so that 一起, 十分 and 万一 are not figures.
    """
    numbers = []
    for match in _NUMBER.finditer(text):
        number = _number(text, match)
        if number is not None:
            numbers.append(number)
    return tuple(numbers)


def _number(text: str, match: re.Match[str]) -> Number | None:
    span = Span(match.start(), match.end())
    try:
        if over := match["over"]:
            divisor, unit = _SCALES[over]
            value = parse_numeral(match["part"])
            return Number(span=span, value=None if value is None else value / divisor, unit=unit)
        numeral, multiplier, suffix = match["numeral"], match["multiplier"], match["unit"] or ""
        if numeral[0] in "*" and not (multiplier or suffix or text[match.end() : match.end() + 1] in _COUNTED):
            return None
        is_han = numeral[0] in _DIGITS or numeral[0] in _TENS
        if is_han and not (suffix or _is_count(text, match.start(), match.end())):
            return None
        value = parse_numeral(numeral + multiplier) if is_han else scaled(numeral, multiplier)
    except ValueError:
        return None
    if value is not None and (match["half"] or suffix == "成半"):
        value += 0.5
    divisor, unit = _UNITS.get(suffix, (100, NumberUnit.PERCENT)) if suffix else (1, NumberUnit.PLAIN)
    return Number(span=span, value=None if value is None else value / divisor, unit=unit)
