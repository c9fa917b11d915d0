"""Texts of two kinds that a child could tell apart."""

from labeled_data.example import LabeledExample

WANTED = tuple(f"第{number}期理财产品保本保息，年化收益高，欢迎认购" for number in "一二三四五六七八九十")
OTHER = tuple(f"今天第{number}次去公园散步，天气很好，花都开了" for number in "一二三四五六七八九十")


def example(text: str, *positive: str, kind: str = "not_ad") -> LabeledExample:
    return LabeledExample(
        example_id=text, text=text, positive=positive, unknown=(), kind="fin_ad" if positive else kind
    )
