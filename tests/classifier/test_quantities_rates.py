import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.quantities import Bound, Period, RateKind, find_rates

Y, M, D = Period.YEAR, Period.MONTH, Period.DAY


@pytest.mark.parametrize(
    ("text", "kind", "low", "high", "period"),
    [
        ("理财产品年化12%", RateKind.YIELD, 0.12, 0.12, Y),
        ("预期年化收益率8.8%~10%", RateKind.YIELD, 0.088, 0.10, Y),
        ("年回报率15%", RateKind.YIELD, 0.15, 0.15, Y),
        ("年回报百分之十二点五", RateKind.YIELD, 0.125, 0.125, Y),
        ("七日年化收益率4.2%", RateKind.SEVEN_DAY_YIELD, 0.042, 0.042, Y),
        ("日收益2%", RateKind.YIELD, 0.02, 0.02, D),
        ("每天返1%", RateKind.YIELD, 0.01, 0.01, D),
        ("本金收益一成半", RateKind.YIELD, 0.15, 0.15, Y),
        ("五年返租8%", RateKind.RENT_RETURN, 0.08, 0.08, Y),
        ("借款日息0.05%", RateKind.LOAN, 0.0005, 0.0005, D),
        ("借钱日息万分之五", RateKind.LOAN, 0.0005, 0.0005, D),
        ("贷款日息万五", RateKind.LOAN, 0.0005, 0.0005, D),
        ("借钱日息5毛", RateKind.LOAN, 0.0005, 0.0005, D),
        ("贷款每万元日息5元", RateKind.LOAN, 0.0005, 0.0005, D),
        ("借1万一天只要3块5", RateKind.LOAN, 0.00035, 0.00035, D),
        ("贷款2000块每天低至6毛钱", RateKind.LOAN, 0.0003, 0.0003, D),
        ("信用贷月息1分5", RateKind.LOAN, 0.015, 0.015, M),
        ("信用贷月息2分", RateKind.LOAN, 0.02, 0.02, M),
        ("贷款利息3厘", RateKind.LOAN, 0.003, 0.003, M),
        ("贷款月息五厘五到一分", RateKind.LOAN, 0.0055, 0.01, M),
        ("贷款年息8厘", RateKind.LOAN, 0.08, 0.08, Y),
        ("贷款年息一分", RateKind.LOAN, 0.10, 0.10, Y),
        ("借款日息一厘", RateKind.LOAN, 0.001, 0.001, D),
        ("贷款月最低千分之七", RateKind.LOAN, 0.007, 0.007, M),
        ("分期费率0.6%/期", RateKind.FEE, 0.006, 0.006, Period.INSTALMENT),
        ("贷款手续费3%", RateKind.FEE, 0.03, 0.03, Period.UNSTATED),
        ("股票佣金万2.5", RateKind.COMMISSION, 0.00025, 0.00025, Period.UNSTATED),
        ("12% 约定年化利率 90天 项目期限", RateKind.YIELD, 0.12, 0.12, Y),
        ("8.5%+1.7% 约定年化利率", RateKind.YIELD, 0.102, 0.102, Y),
        ("活动加息2%", RateKind.BONUS, 0.02, 0.02, Period.UNSTATED),
        ("理财年化收益率12新手专享", RateKind.YIELD, 0.12, 0.12, Y),
        ("贷款日利率低至0.035,随借随还", RateKind.LOAN, 0.00035, 0.00035, D),
        ("3年期国债利率5.41%", RateKind.YIELD, 0.0541, 0.0541, Y),
    ],
)
def test_a_rate_is_read_with_kind_size_and_period(text, kind, low, high, period):
    rates = find_rates(text)
    assert [(rate.kind, rate.low, rate.value, rate.period) for rate in rates] == [
        (kind, pytest.approx(low), pytest.approx(high), period)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "通过率98%,同比增长20%",
        "存款利率上浮30%",
        "预期收益翻番,胜率90%",
        "基金近一年涨幅35.2%",
        "首付20%买房",
        "十分满意,利息十分低",
        "10分钟放款,一分钟到账",
        "考试95分,积分50分",
        "利息低,5厘米长",
        "最高可贷房价的70%",
        "万元红包等你来拿",
        "项目进度 100.00%",
        "年化收益7.212.4",
        "理财就是理生活",
        "奖励为好友投资收益的1%",
        "净利润下降43%",
        "投资10万元额外收益3106元",
        "保单现金价值的90%可借款",
        "",
    ],
)
def test_what_is_no_rate_is_left_out(text):
    assert find_rates(text) == ()


@pytest.mark.parametrize("text", ["预期年化收益率x.x%", "最高收益xx%", "理财收益率*.**%", "预期收益digit%"])
def test_masked_digits_are_a_rate_of_unknown_size(text):
    (rate,) = find_rates(text)
    assert (rate.kind, rate.low, rate.value, rate.is_masked) == (RateKind.YIELD, None, None, True)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("贷款月息低至0.6%", Bound.MINIMUM),
        ("贷款年利率6%起", Bound.MINIMUM),
        ("最高年化收益率12%", Bound.MAXIMUM),
        ("收益高达12%", Bound.MAXIMUM),
        ("年化收益约8%", Bound.ABOUT),
        ("年化收益8%左右", Bound.ABOUT),
        ("年化收益8%", None),
    ],
)
def test_floors_and_ceilings_are_told_apart(text, bound):
    assert [rate.bound for rate in find_rates(text)] == [bound]


@pytest.mark.parametrize(
    ("text", "is_hedged"),
    [
        ("业绩比较基准3.0%-3.6%", True),
        ("历史年化收益8%", True),
        ("年化收益8%,过往业绩不代表未来", True),
        ("预期年化收益率8%", False),
        ("过往业绩见官网。年化收益8%", False),
    ],
)
def test_expected_is_no_hedge_and_a_hedge_counts_in_its_sentence_only(text, is_hedged):
    assert [rate.is_hedged_benchmark for rate in find_rates(text)] == [is_hedged]


def test_a_figure_without_label_takes_that_of_the_one_before():
    text = "预期年化收益率a款5%、b款6%"
    assert [(rate.kind, rate.value, rate.period) for rate in find_rates(text)] == [
        (RateKind.YIELD, 0.05, Y),
        (RateKind.YIELD, 0.06, Y),
    ]


def test_usage_is_marked_where_the_period_is_not_written():
    (rate,) = find_rates("贷款利息2分")
    assert (rate.period, rate.is_assumed) == (M, True)
    (rate,) = find_rates("贷款月息2分")
    assert (rate.period, rate.is_assumed) == (M, False)


def test_profit_on_a_sum_is_a_rate_of_its_term():
    (rate,) = find_rates("投1万赚2千/3个月")
    assert (rate.kind, rate.value, rate.period) == (RateKind.YIELD, pytest.approx(0.2), Period.TERM)
    assert rate.term is not None
    assert rate.term.days == pytest.approx(91.25)


def test_a_sum_grown_to_another_counts_the_difference():
    (rate,) = find_rates("投资1万元90天变成1.2万")
    assert rate.value == pytest.approx(0.2)


@pytest.mark.parametrize("text", ["借1万每月还900元", "100元起投,1元递增", "话费充100元一天到账5元"])
def test_sums_that_are_no_price_of_money_are_left_out(text):
    assert find_rates(text) == ()


@given(st.text(alphabet="年月日化息利率收益贷款0123456789.x%~-厘分毛元万千一二五低至起最高每天返,。 /成", max_size=60))
def test_rates_never_overlap_nor_leave_the_text(text):
    rates = find_rates(text)
    ends = [0, *(rate.span.end for rate in rates)]
    assert all(end <= rate.span.start for end, rate in zip(ends, rates, strict=False))
    assert ends[-1] <= len(text)
    assert all(rate.low is None or rate.value is None or rate.low <= rate.value for rate in rates)


@given(st.integers(min_value=1, max_value=600))
def test_a_percentage_reads_back(tenths):
    (rate,) = find_rates(f"理财年化收益率{tenths / 10}%")
    assert rate.value == pytest.approx(tenths / 1000)
