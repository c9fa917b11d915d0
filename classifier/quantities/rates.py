"""Finds rates: percentages, 厘 and 分, 万分之, and figures whose percent sign is left out.

Knows nothing of what a rate may be. Sums of money per principal are read in ``offers``.

``Rate.is_assumed`` says where usage was relied on instead of what is written.
"""

import re
from typing import Final

from classifier.places import Occupied
from classifier.quantities import labels
from classifier.quantities.figures import FIGURE, TO, pair, read_figure
from classifier.quantities.model import Period, Rate, RateKind
from classifier.quantities.numerals import ARABIC
from classifier.quantities.offers import find_offer_rates
from classifier.text import Span

_BARE: Final = re.compile(
    r"(?P<label>(?:七日|7日)?年化(?:收益率?|利率|费率|回报率?)?|年利率|年收益率?|年息|年费率|月利率|月费率|日利率|日费率|月息|(?<![千万]元)日息费?|贷款利率)"
    r"(?:为|达|约|低至|最低|仅|高达|可达|可低至|:|\s){0,2}"
    rf"(?P<b1>{ARABIC})(?:{TO}(?P<b2>{ARABIC}))?(?!\d|[.,]?\d|\s?%|‰|[万元亿天个千百块毛角厘分里哩倍号月年日期成折个笔人家/*x-])"
)
_GATE: Final = re.compile(
    r"%|‰|分之|个点|百分点|[厘里哩分成]|万[\dx*一二两三四五六七八九]|年化|年[利收息费]|[月日][利息费]|利率"
)
_STOPS: Final = re.compile(r"[。;!?\n]")
_SEVEN_DAY: Final = re.compile("[七7]日年化")
_SHARE_OF: Final = re.compile("(?:收益|年化|本金|利息|金额|总额|资产|价值)的$")
_ADJACENT: Final = 6
_MAX_GAP: Final = 16
_LEFT: Final = 24
_PLAUSIBLE: Final = {Period.YEAR: (0.5, 60.0), Period.MONTH: (0.05, 10.0), Period.DAY: (0.005, 3.0)}


def find_rates(text: str) -> tuple[Rate, ...]:
    """All rates of a normalised text, left to right, without overlaps.

    A figure with no label of its own takes that of the figure before it in the same sentence. A percentage with a
    cue of something else nearest to it (growth, discount, probability) is left out.
    """
    rates = list(find_offer_rates(text))
    if _GATE.search(text):
        taken = Occupied(len(text), (rate.span for rate in rates))
        _add_figures(text, rates, taken)
        _add_bare(text, rates, taken)
        rates.sort(key=lambda rate: rate.span)
    return tuple(rates)


def _add_figures(text: str, rates: list[Rate], taken: Occupied) -> None:
    side = None
    previous: Rate | None = None
    for match in FIGURE.finditer(text):
        if taken.overlaps(Span(*match.span())):
            continue
        if side is None:
            side = labels.side_of(text)
        rate = _rate(text, match, side, previous)
        if rate is not None:
            rates.append(rate)
            taken.add(rate.span)
            previous = rate


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    left = max(0, start - 60)
    for stop in _STOPS.finditer(text, left, start):
        left = stop.end()
    stop_after = _STOPS.search(text, end, min(len(text), end + 60))
    return left, stop_after.start() if stop_after else min(len(text), end + 60)


def _rate(text: str, match: re.Match[str], side: RateKind, previous: Rate | None) -> Rate | None:
    start, end = match.span()
    sentence_start, sentence_end = _sentence(text, start, end)
    before = text[max(sentence_start, start - _LEFT) : start]
    if previous is not None and (previous.span.start < sentence_start or start - previous.span.end > _MAX_GAP):
        previous = None
    label = None if _SHARE_OF.search(before) else _label(text, end, before, previous)
    size = None if label is None else read_figure(match, text, label[1], before)
    if label is None or size is None:
        return None
    kind, period, is_assumed = label[0], size.period, size.is_assumed
    if kind is RateKind.INTEREST or (
        kind is RateKind.UNLABELLED and period is not Period.UNSTATED and side is RateKind.LOAN
    ):
        kind = side
    if (match["wan"] and kind in _NOT_IN_TEN_THOUSANDTHS) or (kind is RateKind.UNLABELLED and not match["sign"]):
        return None
    if period is Period.UNSTATED and kind in _YEARLY:
        period, is_assumed = Period.YEAR, True
    return Rate(
        kind=kind,
        span=Span(start, end),
        low=size.low,
        value=size.high,
        period=period,
        is_range=size.is_range,
        is_hedged_benchmark=labels.is_hedged(text[sentence_start:sentence_end]),
        bound=labels.bound_of(before, text, end),
        is_assumed=is_assumed,
    )


def _label(text: str, end: int, before: str, previous: Rate | None) -> tuple[RateKind, Period] | None:
    """Kind and period by the words around a figure, else by the figure before; ``None`` for what is no rate."""
    found = labels.last_kind(before)
    kind = None if found is None else found[0]
    after = labels.label_after(text, end)
    if after is not None and (kind is None or kind is labels.EXCLUDED or previous is not None):
        kind = _kind_of_label(after[0])
    if kind is labels.EXCLUDED:
        return None
    named = _period_before(before)
    if after is not None and (named is None or len(before) - named[1] > _ADJACENT):
        named = labels.last_period(after[0]) or named
    stated = labels.period_after(text, end) or named
    if previous is not None:
        kind = kind or previous.kind
        if stated is None and previous.period is not Period.TERM:
            stated = (previous.period, end)
    resolved = RateKind.UNLABELLED if kind is None else RateKind(kind)
    if resolved is RateKind.YIELD and _SEVEN_DAY.search(before):
        resolved = RateKind.SEVEN_DAY_YIELD
    if resolved is RateKind.SEVEN_DAY_YIELD:
        return resolved, Period.YEAR
    return resolved, Period.UNSTATED if stated is None else stated[0]


_NOT_IN_TEN_THOUSANDTHS: Final = frozenset({RateKind.YIELD, RateKind.UNLABELLED})
_YEARLY: Final = frozenset({RateKind.YIELD, RateKind.RENT_RETURN, RateKind.LOAN, RateKind.INTEREST})


def _kind_of_label(label: str) -> RateKind:
    if label in ("七日年化", "7日年化"):
        return RateKind.SEVEN_DAY_YIELD
    return RateKind.YIELD if "收益" in label or "回报" in label else RateKind.INTEREST


def _period_before(before: str) -> tuple[Period, int] | None:
    found = labels.last_period(before)
    # 月 alone is a period only right before the figure: 3月8日, 6个月期 and 月供 are not.
    if found is not None and found[0] is Period.MONTH and before[: found[1]].endswith("月"):
        tail = before[found[1] :]
        is_word = before[: found[1]].endswith(("每月", "一个月", "每个月", "/月"))
        if not is_word and (len(tail) > 4 or tail[:1] in "期供份日" or re.search(r"[\dx*]月$", before[: found[1]])):
            return labels.last_period(before[: found[1] - 1])
    return found


def _add_bare(text: str, rates: list[Rate], taken: Occupied) -> None:
    side = None
    for match in _BARE.finditer(text):
        span = Span(match.start("b1"), match.end())
        if taken.overlaps(span):
            continue
        found = labels.last_period(match["label"])
        period = found[0] if found else Period.YEAR
        size = pair(match["b1"], match["b2"], 0.01, period)
        least, most = _PLAUSIBLE.get(period, (0.0, 100.0))
        if size.low is None or size.high is None or not least <= size.low * 100 <= size.high * 100 <= most:
            continue
        sentence_start, sentence_end = _sentence(text, *match.span())
        sentence = text[sentence_start:sentence_end]
        kind = labels.last_kind(match["label"])
        resolved = RateKind(kind[0]) if kind else RateKind.INTEREST
        if resolved is RateKind.INTEREST:
            side = resolved = side or labels.side_of(text)
        rates.append(
            Rate(
                kind=resolved,
                span=span,
                low=size.low,
                value=size.high,
                period=period,
                is_range=size.is_range,
                is_hedged_benchmark=labels.is_hedged(sentence),
                bound=labels.bound_of(text[match.start() : span.start], text, span.end),
                is_assumed=True,
            )
        )
