"""Finds rates written as sums: 每万元日息5元, 借1千一天3毛, 投1万3个月赚2千.

Knows nothing of percentages. Where no principal is written, 毛 is taken per 1,000 yuan and 元 per 10,000, the only
readings under which such a price is one that lenders charge.
"""

import re
from typing import Final

from classifier.places import Occupied
from classifier.quantities import labels
from classifier.quantities.model import Period, Rate, RateKind
from classifier.quantities.numerals import MULTIPLIER, NUMERAL, scaled
from classifier.quantities.terms import find_terms
from classifier.text import Span

_SUM = rf"(?:{NUMERAL}{MULTIPLIER}{{1,2}}|[1-9]\d{{2,6}}(?![\d.]))"


def _per(branch: int) -> str:
    return (
        rf"(?:(?P<day{branch}>日利?息|每天|每日|一天|1天|/天|天利?息|日)|(?P<month{branch}>月利?息|每个?月|一个月|1个月|/月|月)"
        rf"|(?P<year{branch}>年利?息|每年|一年|1年|/年))"
    )


def _principal_form(branch: int) -> str:
    return rf"(?:(?P<n{branch}>{_SUM})(?:元|块钱?|块)?|每?(?P<word{branch}>万元|万块|千元|百元))"


def _price_form(branch: int) -> str:
    tail = r"[\d一二三四五六七八九](?![\d万千百元天年])"
    return rf"(?P<a{branch}>{NUMERAL})(?P<u{branch}>元|块|毛|角)(?:钱)?(?P<t{branch}>{tail})?"


_GAP: Final = r"[^,。;!?\d\n%]{0,9}?"
_PRICED: Final = re.compile(
    rf"(?:每|借款?|贷款?|用|千?存)?{_principal_form(1)}{_GAP}{_per(1)}{_GAP}{_price_form(1)}"
    rf"|{_per(2)}{_GAP}(?:每|借款?){_principal_form(2)}{_GAP}{_price_form(2)}"
    rf"|(?P<day3>日利?息|每天利息|一天利息)(?:低至|仅需?|只要|最低|:)?{_price_form(3)}"
)
_PROFIT: Final = re.compile(
    rf"(?:投资?|投入|存入?|买)(?P<principal>{_SUM})(?:元|块钱?)?(?P<between>[^。;!?\n]{{0,14}}?)"
    rf"(?P<verb>赚|收益|盈利|获利|净赚|变成?|变回|拿回)(?:可?[达为得]|可得)?(?:约|:)?(?P<profit>{_SUM})(?:元|块)?"
    r"(?P<tail>[^。;!?\n,]{0,8})"
)
_ADDED: Final = re.compile("额外|奖|返现|送|红包")
_PRICED_GATE: Final = re.compile(r"[元块毛角]")
_PERIOD_GATE: Final = re.compile(r"[日天月年]")
_PROFIT_GATE: Final = re.compile(r"投|存|买")
_PRINCIPALS: Final = {"万元": 10_000.0, "万块": 10_000.0, "千元": 1000.0, "百元": 100.0}
_YUAN: Final = {"元": 1.0, "块": 1.0, "毛": 0.1, "角": 0.1}
_ASSUMED_PRINCIPAL: Final = {"元": 10_000.0, "块": 10_000.0, "毛": 1000.0, "角": 1000.0}


def find_offer_rates(text: str) -> tuple[Rate, ...]:
    """Rates that follow from two sums; ``value`` is price over principal, ``None`` when a digit is masked."""
    rates: list[Rate] = []
    if _PRICED_GATE.search(text) and _PERIOD_GATE.search(text):
        side = None
        for match in _PRICED.finditer(text):
            side = side or labels.side_of(text)
            priced = _priced(text, match, side)
            if priced is not None:
                rates.append(priced)
    if _PROFIT_GATE.search(text):
        # No profit overlaps another, its matches do not.
        taken = Occupied(len(text), (rate.span for rate in rates))
        profits = (rate for match in _PROFIT.finditer(text) if (rate := _profit(text, match)))
        rates.extend(rate for rate in profits if not taken.overlaps(rate.span))
    return tuple(sorted(rates, key=lambda rate: rate.span))


def _priced(text: str, match: re.Match[str], side: RateKind) -> Rate | None:
    branch = next(index for index in "123" if match[f"a{index}"])
    groups = match.groupdict()
    period = next((p for p in (Period.DAY, Period.MONTH, Period.YEAR) if groups.get(f"{p.value}{branch}")), None)
    unit = match[f"u{branch}"]
    try:
        price = scaled(match[f"a{branch}"], "")
        tail = match[f"t{branch}"]
        if price is not None and tail:
            price += (scaled(tail, "") or 0.0) / 10
        principal = _principal(groups, branch, unit)
    except ValueError:
        return None
    if period is None or "还" in match[0] or (principal is not None and principal < 100):
        return None
    value = None if price is None or principal is None else price * _YUAN[unit] / principal
    if value is not None and value > 0.2:  # no price of money, whatever it is
        return None
    kind = labels.last_kind(match[0])
    if kind is not None and kind[0] is RateKind.YIELD:
        side = RateKind.YIELD
    elif kind is not None and kind[0] not in (RateKind.INTEREST, RateKind.LOAN, RateKind.FEE):
        return None
    if side is RateKind.INTEREST and kind is None:
        return None
    return Rate(
        kind=side,
        span=Span(match.start(), match.end()),
        low=value,
        value=value,
        period=period,
        is_hedged_benchmark=labels.is_hedged(match[0]),
        bound=labels.bound_of(
            text[max(0, match.start(f"a{branch}") - 8) : match.start(f"a{branch}")], text, match.end()
        ),
        is_assumed=branch == "3",
    )


def _principal(groups: dict[str, str | None], branch: str, unit: str) -> float | None:
    if branch == "3":
        return _ASSUMED_PRINCIPAL[unit]
    if word := groups[f"word{branch}"]:
        return _PRINCIPALS[word]
    return _sum(str(groups[f"n{branch}"]))


_SUM_PARTS: Final = re.compile(rf"(?P<numeral>{NUMERAL})(?P<multiplier>{MULTIPLIER}{{0,2}})$")


def _sum(text: str) -> float | None:
    match = _SUM_PARTS.match(text)
    if match is None:
        raise ValueError(f"not a sum: {text!r}")
    return scaled(match["numeral"], match["multiplier"])


def _profit(text: str, match: re.Match[str]) -> Rate | None:
    try:
        principal, profit = _sum(match["principal"]), _sum(match["profit"])
    except ValueError:
        return None
    if _ADDED.search(match["between"]):
        return None
    terms = find_terms(match["between"]) or find_terms(match["tail"])
    value = None
    if principal is not None and profit is not None:
        if principal < 100 or profit <= 0:
            return None
        value = (profit - principal if match["verb"][0] in "变拿" else profit) / principal
        if value <= 0:
            return None
    end = match.end() if terms and not find_terms(match["between"]) else match.start("tail")
    day = re.search(r"每天|每日|一天|日(?=赚|收)", match["between"] + match["verb"])
    return Rate(
        kind=RateKind.YIELD,
        span=Span(match.start(), end),
        low=value,
        value=value,
        period=Period.DAY if day else Period.TERM,
        is_hedged_benchmark=labels.is_hedged(match[0]),
        bound=labels.bound_of(match["between"] + match["verb"], text, end),
        term=None if day or not terms else terms[0],
    )
