import pytest

from classifier.quantities import AmountRole, TermUnit, find_amounts, find_down_payments, find_terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("90天", [(90, TermUnit.DAY)]),
        ("期限6个月", [(6, TermUnit.MONTH)]),
        ("3年期", [(3, TermUnit.YEAR)]),
        ("分12期还", [(12, TermUnit.INSTALMENT)]),
        ("3/6/12期可选", [(12, TermUnit.INSTALMENT)]),
        ("三十六期", [(36, TermUnit.INSTALMENT)]),
        ("xx天产品", [(None, TermUnit.DAY)]),
        ("1-3年", [(3, TermUnit.YEAR)]),
        ("2016年3月8日", []),
        ("xxxx年x月x日", []),
        ("二期楼盘,第3期", []),
        ("五周年庆", []),
        ("1周内", [(1, TermUnit.WEEK)]),
    ],
)
def test_terms_are_told_from_dates(text, terms):
    assert [(term.count, term.unit) for term in find_terms(text)] == terms


@pytest.mark.parametrize(
    ("text", "instalments"), [("12期", 12), ("1年", 12), ("90天", 3), ("7天", None), ("x期", None)]
)
def test_terms_count_monthly_instalments(text, instalments):
    assert [term.instalments for term in find_terms(text)] == [instalments]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("起投1万", [(10_000, 10_000, AmountRole.MINIMUM_INVESTMENT)]),
        ("5万起存", [(50_000, 50_000, AmountRole.MINIMUM_INVESTMENT)]),
        ("理财5万起", [(50_000, 50_000, AmountRole.MINIMUM_INVESTMENT)]),
        ("额度20万", [(200_000, 200_000, AmountRole.CREDIT_LIMIT)]),
        ("最高可贷30-50万", [(300_000, 500_000, AmountRole.CREDIT_LIMIT)]),
        ("月供2000元", [(2000, 2000, AmountRole.INSTALMENT)]),
        ("手续费100元", [(100, 100, AmountRole.FEE)]),
        ("贷款xx万", [(None, None, AmountRole.CREDIT_LIMIT)]),
        ("总价80万", [(800_000, 800_000, AmountRole.PRICE)]),
    ],
)
def test_amounts_have_value_and_role(text, amounts):
    assert [(amount.low, amount.value, amount.role) for amount in find_amounts(text)] == amounts


@pytest.mark.parametrize(
    ("text", "ratio", "amount"),
    [
        ("首付5%起", 0.05, None),
        ("首付两成", 0.2, None),
        ("首付一成半", 0.15, None),
        ("1成首付", 0.1, None),
        ("零首付", 0.0, None),
        ("首付0元", 0.0, None),
        ("首付x万", None, None),
        ("首付1.5万起", None, 15_000),
        ("首付10万,总价100万", 0.1, 100_000),
        ("首付xx%", None, None),
    ],
)
def test_down_payments_have_ratio_or_sum(text, ratio, amount):
    (payment,) = find_down_payments(text)
    assert (payment.ratio, payment.amount) == (ratio, amount)


@pytest.mark.parametrize("text", ["首付2", "首付贷", "零首付贷款是违规的吗,零首付贷", "房子很好", "首付分期"])
def test_what_states_no_down_payment_is_left_out(text):
    assert find_down_payments(text) == ()


def test_a_day_is_a_date_also_where_its_month_ends_the_line_before() -> None:
    assert find_terms("3月\n8日") == ()
    assert [term.count for term in find_terms("锁定8日")] == [8.0]
