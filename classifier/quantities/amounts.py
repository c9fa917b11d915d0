"""Finds sums of money with their role, and down payments with their ratio.

Knows nothing of rates, and not whether the thing paid for is a home.
"""

import re
from typing import Final

from classifier.quantities.model import Amount, AmountRole, DownPayment
from classifier.quantities.numerals import MULTIPLIER, NUMERAL, STARTS, parse_numeral, scaled
from classifier.text import Span

_AMOUNT: Final = re.compile(
    rf"(?=[{STARTS}])(?:(?P<low>{NUMERAL})(?P<lm>{MULTIPLIER}{{0,2}})(?:-{{1,2}}|~|–|—|至|到))?"
    rf"(?P<high>{NUMERAL})(?:(?P<hm>{MULTIPLIER}{{1,2}})(?:元|块钱?)?|元|块(?=钱|起))"
)
_ROLES: Final = (
    (AmountRole.DOWN_PAYMENT, "首付款?|首期款?"),
    (AmountRole.INSTALMENT, "月供|每月还|月还|每期还?"),
    (AmountRole.MINIMUM_INVESTMENT, "起投金额|起购金额|起投|起购|起存|起售|认购门槛|门槛"),
    (AmountRole.FEE, "手续费|服务费|管理费|工本费|费用"),
    (AmountRole.PROFIT, "收益|利润|盈利|赚|赢|获利"),
    (AmountRole.CREDIT_LIMIT, "额度|最高可?贷?|可贷|贷款|借款|借|贷|授信|透支|批款"),
    (AmountRole.PRICE, "总价|售价|房价|均价|价格|价"),
)
_ROLE_NAMES: Final = {f"r{index}": role for index, (role, _) in enumerate(_ROLES)}
_ROLE_BEFORE: Final = re.compile("|".join(f"(?P<r{index}>{cues})" for index, (_, cues) in enumerate(_ROLES)))
_STARTING: Final = re.compile(r"起(?:投|购|存|售|卖|步|即可)?|以上(?:起|即可)|即可(?:投资|购买|起)")
_LIMIT_AFTER: Final = re.compile(r"(?:的)?(?:额度|信用贷|贷款|授信|备用金)")
_INVEST: Final = re.compile("投|购|存|理财|认购|买")


def _ratio(figure: str, unit: str) -> str:
    return rf"(?P<{figure}>{NUMERAL})(?P<{unit}>%|成半?|折)"


_DOWN: Final = re.compile(
    rf"(?P<zero>(?:零|0|免|无)元?首付(?!款?贷)|首付(?:为|:|只要|仅需?|低至)?(?:零|0)(?:元|%)?(?![\d.]))"
    rf"|首付款?(?:比例)?(?:最低|低至|仅需?|只需|只要|至少|为|:|约|\s){{0,3}}(?:{_ratio('ratio', 'unit')}"
    rf"|(?P<sum>{NUMERAL})(?P<multiplier>{MULTIPLIER}{{0,2}})元?(?P<sum_end>))"
    rf"|{_ratio('before', 'before_unit')}的?首付"
    rf"|(?P<sum_before>{NUMERAL})(?P<before_multiplier>{MULTIPLIER})元?首付"
)
_PRICE: Final = re.compile(rf"总价(?:低至|仅需?|只需|约|为|:)?(?P<price>{NUMERAL})(?P<multiplier>{MULTIPLIER}{{1,2}})")


def find_amounts(text: str) -> tuple[Amount, ...]:
    """All sums written with 元, 万 or 千, with the role that the nearest word before (or 起 after) gives them."""
    if not re.search("[元万千亿块wk]", text):
        return ()
    amounts = []
    invests = _INVEST.search(text) is not None
    for match in _AMOUNT.finditer(text):
        try:
            high = scaled(match["high"], match["hm"] or "")
            multiplier = match["lm"] or match["hm"] or ""
            low = high if match["low"] is None else scaled(match["low"], multiplier)
        except ValueError:
            continue
        if low is None or high is None:
            low = high = None
        else:
            low, high = sorted((low, high))
        role = _role(text, match.start(), match.end(), invests=invests)
        amounts.append(Amount(span=Span(match.start(), match.end()), low=low, value=high, role=role))
    return tuple(amounts)


def _role(text: str, start: int, end: int, *, invests: bool) -> AmountRole:
    before = re.split(r"[,。;!?\n]", text[max(0, start - 12) : start])[-1]
    found = None
    for match in _ROLE_BEFORE.finditer(before):
        found = match
    starts = _STARTING.match(text, end)
    if starts and ((len(starts[0]) > 1 and starts[0][1] in "投购存") or (found is None and invests)):
        return AmountRole.MINIMUM_INVESTMENT
    if found is not None:
        return _ROLE_NAMES[str(found.lastgroup)]
    return AmountRole.CREDIT_LIMIT if _LIMIT_AFTER.match(text, end) else AmountRole.OTHER


def find_down_payments(text: str) -> tuple[DownPayment, ...]:
    """All 首付 figures; a sum gets its ratio from a total price in the same text, where one is stated."""
    if "首付" not in text:
        return ()
    price = _price(text)
    payments = []
    for match in _DOWN.finditer(text):
        try:
            payment = _down_payment(match, price)
        except ValueError:
            continue
        if payment is not None:
            payments.append(payment)
    return tuple(payments)


def _price(text: str) -> float | None:
    match = _PRICE.search(text)
    if match is None:
        return None
    try:
        return scaled(match["price"], match["multiplier"])
    except ValueError:
        return None


def _down_payment(match: re.Match[str], price: float | None) -> DownPayment | None:
    span = Span(match.start(), match.end())
    if match["zero"]:
        return DownPayment(span=span, ratio=0.0, amount=None)
    numeral, unit = match["ratio"] or match["before"], match["unit"] or match["before_unit"]
    if numeral:
        if unit == "折":
            return None
        value = parse_numeral(numeral)
        if value is not None:
            value = value / 100 if unit == "%" else (value + (0.5 if unit == "成半" else 0.0)) / 10
        return DownPayment(span=span, ratio=value if value is None or value <= 1 else None, amount=None)
    amount = scaled(match["sum"] or match["sum_before"], match["multiplier"] or match["before_multiplier"] or "")
    # A bare figure without 万 or 元 is no sum: 首付2 is cut off or a floor number.
    if amount is not None and not (match["multiplier"] or match["before_multiplier"] or "元" in match[0]):
        return None
    if amount is None or price is None or not 0 < amount < price:
        return DownPayment(span=span, ratio=None, amount=amount)
    return DownPayment(span=span, ratio=amount / price, amount=amount, price=price)
