"""Reads the size of a rate as it is written: percent, 百分之, 厘 and 分, 成, 万分之.

Knows nothing of what the rate is a rate of; the period it is stated for comes from the words around it.

厘 and 分 follow the usage of private lending, where they are thousandths and hundredths of a yuan per yuan lent:
by day and by month 一厘 is 0.1 % and 一分 is 1 %; by year, as banks quote it, 一厘 is 1 % and 一分 is 10 %.
(Bank textbooks put a daily 一厘 at 0.01 %; ads that quote 日息 in 厘 are not banks'.) Without a period, 厘 and
分 are monthly.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from classifier.quantities.model import Period
from classifier.quantities.numerals import ARABIC, NUMERAL, STARTS, parse_numeral

TO: Final = r"\s?(?:-{1,2}|~|–|—|至|到)\s?"
_PERCENT_SIGN = r"(?:\s?%|‰|个百分点|个点|%)"
FIGURE: Final = re.compile(
    rf"(?=[{STARTS}万])(?:"
    rf"(?P<over>百分之|千分之|万分之)(?P<o1>{NUMERAL})(?:{TO}(?:百分之|千分之|万分之)?(?P<o2>{NUMERAL}))?"
    rf"|(?P<p1>{NUMERAL})(?:{_PERCENT_SIGN})?(?:(?P<sep>{TO}|\s?\+\s?)(?P<p2>{NUMERAL}))?(?P<sign>{_PERCENT_SIGN})"
    rf"|(?P<l1>{NUMERAL})(?P<lu>[厘里哩分])(?P<lt>半|{NUMERAL})?(?P<lx>厘)?"
    rf"(?:(?P<lsep>{TO})(?P<l2>{NUMERAL})(?P<lu2>[厘里哩分])(?P<lt2>半|{NUMERAL})?)?"
    rf"|(?P<l3>{NUMERAL}){TO}(?P<l4>{NUMERAL})(?P<lu4>[厘哩分])"
    rf"|(?P<tenth>{NUMERAL})成(?P<half>半)?"
    rf"|(?<![\d.一二三四五六七八九十百千x*元])万(?!分之)(?P<wan>{ARABIC}|[一二两三四五六七八九](?:点[一二三四五六七八九])?|[x*](?:\.[x*])?)(?![\d元万天年%]))"
)
_NOT_MONEY_UNIT: Final = re.compile(r"[钟期店行公之享析布秒米制子红局发部裤面院支给配类组别辨量割开成手半摊贝晶巴期]")
_INTEREST_NEAR: Final = re.compile(r"息|利率|费率|月[^\d]{0,3}$|年化|利$|贷|借|厘|按$|低至$|收益|回报")
_RATE_NEAR: Final = re.compile(r"息|利|费|佣金|低至|仅|日|手续")
_SHARE_NEAR: Final = re.compile(r"收益|回报|利润|分红|返|赚|息|盈利")
_FACTORS: Final = {"百分之": 0.01, "千分之": 0.001, "万分之": 0.0001}
_LI: Final = {Period.YEAR: 0.01}


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a written rate is, per ``period``, as fractions; ``None`` when digits are masked."""

    low: float | None
    high: float | None
    period: Period
    is_range: bool = False
    is_assumed: bool = False
    """The period follows from usage."""


def read_figure(match: re.Match[str], text: str, period: Period, before: str) -> Size | None:
    """Size of one match of :data:`FIGURE`; ``None`` where it is no rate.

    Args:
        match: a match of :data:`FIGURE` in ``text``.
        text: the normalised text.
        period: period that the words around the figure name.
        before: words before the figure, of its sentence.
    """
    try:
        if over := match["over"]:
            return pair(match["o1"], match["o2"], _FACTORS[over], period)
        if match["sign"]:
            return _percent(match, period)
        if match["l1"] or match["l3"]:
            return _li_fen(match, text, period, before)
        if match["tenth"]:
            if not _SHARE_NEAR.search(before[-8:]) or (period is Period.UNSTATED and "贷" in before):
                return None
            value = parse_numeral(match["tenth"])
            value = None if value is None else (value + (0.5 if match["half"] else 0)) / 10
            return Size(low=value, high=value, period=period)
        if not _RATE_NEAR.search(before[-6:]):
            return None
        is_assumed = period is Period.UNSTATED and "佣金" not in before and "息" in before
        size = pair(match["wan"], None, 0.0001, Period.DAY if is_assumed else period)
    except ValueError:
        return None
    return replace(size, is_assumed=is_assumed)


def pair(first: str, second: str | None, factor: float, period: Period) -> Size:
    """Size of a figure or of a range of two, in any order.

    Raises:
        ValueError: one of them is no figure.
    """
    low = parse_numeral(first)
    high = low if second is None else parse_numeral(second)
    if low is None or high is None:
        return Size(low=None, high=None, period=period, is_range=second is not None)
    low, high = sorted((low, high))
    return Size(low=round(low * factor, 12), high=round(high * factor, 12), period=period, is_range=second is not None)


def _percent(match: re.Match[str], period: Period) -> Size:
    factor = 0.001 if match["sign"] == "‰" else 0.01
    if match["sep"] and "+" in match["sep"]:  # base plus bonus: 8%+1%
        parts = [parse_numeral(match["p1"]), parse_numeral(match["p2"])]
        total = None if None in parts else round(sum(part for part in parts if part is not None) * factor, 12)
        return Size(low=total, high=total, period=period)
    return pair(match["p1"], match["p2"], factor, period)


def _li_fen(match: re.Match[str], text: str, period: Period, before: str) -> Size | None:
    near = before[-10:]
    follows = text[match.end() : match.end() + 1]
    unit = match["lu"] or match["lu4"]
    if not _INTEREST_NEAR.search(near) or (follows and _NOT_MONEY_UNIT.match(follows)):
        return None
    if unit == "分" and match["l1"] == "十":
        return None  # 十分 is "very"
    if re.search(r"评$|积$|满$|得$|学$|十$|第$|[一二三四]等$", near):
        return None
    li = _LI.get(period, 0.001)
    is_assumed = period is Period.UNSTATED
    period = Period.MONTH if is_assumed else period
    if match["l3"]:
        size = pair(match["l3"], match["l4"], li * (10 if unit == "分" else 1), period)
        return replace(size, is_assumed=is_assumed)
    low = _li_fen_value(match["l1"], unit, match["lt"], li)
    high = low
    if match["l2"]:
        high = _li_fen_value(match["l2"], match["lu2"], match["lt2"], li)
        if low is not None and high is not None:
            low, high = sorted((low, high))
        else:
            low = high = None
    return Size(low=low, high=high, period=period, is_range=bool(match["l2"]), is_assumed=is_assumed)


def _li_fen_value(numeral: str, unit: str, tail: str | None, li: float) -> float | None:
    """一分五 is 1.5 分, 六厘五 is 6.5 厘."""
    value = parse_numeral(numeral)
    if tail == "半":
        part: float | None = 0.5
    else:
        part = 0.0 if tail is None else parse_numeral(tail)
    if value is None or part is None:
        return None
    while part >= 1:
        part /= 10
    return round((value + part) * li * (10 if unit == "分" else 1), 12)
