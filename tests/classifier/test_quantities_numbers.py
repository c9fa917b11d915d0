import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.quantities import NumberUnit, find_numbers, parse_numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十五", 15),
        ("两千五", 2500),
        ("一万二", 12_000),
        ("一万零二", 10_002),
        ("三百零六", 306),
        ("一亿两千万", 120_000_000),
        ("二〇一六", 2016),
        ("壹拾贰", 12),
        ("十二点五", 12.5),
        ("1,234.5", 1234.5),
        ("30万", 300_000),
        ("2w", 20_000),
    ],
)
def test_numerals_have_their_value(text, value):
    assert parse_numeral(text) == value


@pytest.mark.parametrize("text", ["万一", "百千", "三四十五五", "零点万", "5米"])
def test_what_is_no_figure_is_refused(text):
    with pytest.raises(ValueError, match="not a figure"):
        parse_numeral(text)


def _han(number: int) -> str:
    """Standard Chinese numeral of a number below 10,000, with 一十 at the head shortened."""
    digits = "零一二三四五六七八九"
    text, pending_zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if pending_zero and text else "") + digits[digit] + name
            pending_zero = False
        else:
            pending_zero = True
    return text[1:] if text.startswith("一十") else text


@given(st.integers(min_value=1, max_value=9999))
def test_every_chinese_numeral_reads_as_the_number_it_was_written_from(number):
    assert parse_numeral(_han(number)) == number


@given(st.integers(min_value=1, max_value=9999), st.integers(min_value=1, max_value=9999))
def test_numerals_with_ten_thousands_read_back(high, low):
    between = "零" if low < 1000 else ""
    assert parse_numeral(f"{_han(high)}万{between}{_han(low)}") == high * 10_000 + low


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("额度最高20万元", [("20万", 200_000.0, NumberUnit.PLAIN)]),
        ("百分之十二点五", [("百分之十二点五", 0.125, NumberUnit.PERCENT)]),
        ("万分之五", [("万分之五", 0.0005, NumberUnit.PER_TEN_THOUSAND)]),
        ("让利8个点", [("8个点", 0.08, NumberUnit.PERCENT)]),
        ("涨了一成半", [("一成半", 0.15, NumberUnit.TENTH)]),
        ("起点两千万", [("两千万", 20_000_000.0, NumberUnit.PLAIN)]),
        ("收益x.x%", [("x.x%", None, NumberUnit.PERCENT)]),
        ("贷款xx万", [("xx万", None, NumberUnit.PLAIN)]),
        ("费率2.x%", [("2.x%", None, NumberUnit.PERCENT)]),
        ("全天7x24小时", [("7", 7.0, NumberUnit.PLAIN), ("24", 24.0, NumberUnit.PLAIN)]),
        ("千分之三", [("千分之三", 0.003, NumberUnit.PERMILLE)]),
    ],
)
def test_figures_are_found_with_value_and_unit(text, found):
    numbers = find_numbers(text)
    assert [(text[n.span.start : n.span.end], n.unit) for n in numbers] == [(quote, unit) for quote, _, unit in found]
    assert [n.value for n in numbers] == [value if value is None else pytest.approx(value) for _, value, _ in found]


@pytest.mark.parametrize(
    "text", ["我们一起努力", "十分满意", "千万别信", "万一亏了", "maximum xiao", "*** 特惠 ***", ""]
)
def test_words_that_look_like_figures_are_not(text):
    assert find_numbers(text) == ()


@given(st.text(alphabet="0123456789x*.,%万亿千百十一二三两半成个点分之年天 ~-", max_size=40))
def test_spans_are_in_order_and_inside_the_text(text):
    numbers = find_numbers(text)
    ends = [0, *(number.span.end for number in numbers)]
    assert all(end <= number.span.start for end, number in zip(ends, numbers, strict=False))
    assert ends[-1] <= len(text)
