from collections.abc import Sequence
from typing import Any

import pytest

from classifier.legal.category import CODES
from classifier.text import Span
from labeled_data import LabeledExample
from labeled_data.checking.check import check, check_tables
from labeled_data.checking.report import AlikeAcrossSplits, LabelConflict
from labeled_data.describing.report_table import as_markdown
from labeled_data.splitting.split_name import SplitName
from labeled_data.vocabulary import load_vocabulary
from tests.labeled_data.made_examples import clean, example

VOCABULARY = load_vocabulary()
LONG = (
    "这段说明文字写得很长，逐条介绍产品的期限、起购金额、赎回规则与费用，读完以后再作决定也不迟，有问题可以到网点咨询。"
)


def found(*examples: LabeledExample, splits: dict[str, SplitName] | None = None) -> list[str]:
    return [str(problem) for problem in check(examples, VOCABULARY, splits=splits).problems]


def heads(problems: Sequence[str]) -> list[str]:
    return [problem.split(";")[0] for problem in problems]


def test_a_faultless_set_has_no_problem() -> None:
    warning = clean(
        "b",
        "警方提示：天上不会掉馅饼",
        kind="not_ad",
        complete=None,
        genre="police_warning",
        channel="other",
        vertical="general",
    )
    game = clean(
        "c",
        "零首付开走新车，周末到店试驾",
        kind="non_fin_ad",
        complete=None,
        genre="other_trade_ad",
        vertical="general",
    )
    assert found(example(), warning, game) == []


@pytest.mark.parametrize(
    ("changes", "head"),
    [
        ({"positive": (), "evidence": {}, "kind": "ad"}, "error vocabulary: a: kind 'ad' is not known"),
        ({"vertical": "wealth"}, "error vocabulary: a: vertical 'wealth' is not known"),
        ({"vertical": "general"}, "error vocabulary: a: vertical general is for kind non_fin_ad or not_ad, not fin_ad"),
        ({"channel": "other"}, "error vocabulary: a: channel other is for kind not_ad, not fin_ad"),
        ({"channel": None}, "error vocabulary: a: has no channel"),
        ({"genre": "news"}, "error genre: a: is a fin_ad with genre 'news'"),
        ({"kind": "not_ad", "complete": None, "genre": "news"}, "error kind: a: kind not_ad with guaranteed_return"),
        ({"year": 2013}, "error year: a: year 2013 is not within 2014 to 2026"),
        ({"year": None}, "error year: a: has no year"),
        ({"group": None}, "error group: a: has no group"),
        ({"complete": None}, "error complete: a: a financial ad is whole or cut"),
        ({"pair": "p"}, "error pair: a: pair 'p' has 1 member(s) (a)"),
        ({"evidence": {}}, "error evidence: a: guaranteed_return is positive without evidence"),
        ({"positive": ()}, "error evidence: a: evidence for 'guaranteed_return', which is not positive"),
        ({"unknown": ("guaranteed_return",)}, "error label: a: guaranteed_return is both positive and unknown"),
        ({"unknown": ("risk",)}, "error label: a: unknown: unknown category 'risk'"),
        ({"unknown": ("deceptive_claim",) * 2}, "error label: a: unknown: deceptive_claim stands 2 times"),
        (
            {"evidence": {"guaranteed_return": (Span(5, 99),)}},
            "error evidence: a: guaranteed_return: [5, 99) reaches past a text of 9 code points",
        ),
        (
            {"evidence": {"guaranteed_return": (Span(5, 7), Span(5, 7))}},
            "error evidence: a: guaranteed_return: [5, 7) stands twice",
        ),
        (
            {"evidence": {"guaranteed_return": (Span(5, 8), Span(7, 9))}},
            "warning evidence: a: guaranteed_return: [5, 8) and [7, 9) overlap",
        ),
    ],
)
def test_a_fault_of_one_example_is_named(changes: dict[str, Any], head: str) -> None:
    assert head in heads(found(example(**changes)))


def test_a_text_that_is_no_financial_ad_needs_a_genre_of_its_kind() -> None:
    assert heads(
        found(
            clean("a", "今日金价上涨", kind="not_ad", complete=None),
            clean("b", "明日停水通知", kind="not_ad", complete=None, genre="other_trade_ad"),
            clean("c", "新店开张八折", kind="non_fin_ad", complete=True, genre="advert"),
        )
    ) == [
        "error genre: a: kind not_ad has no genre",
        "error genre: b: genre other_trade_ad is not of kind not_ad",
        "warning complete: c: kind non_fin_ad is neither whole nor cut",
        "error genre: c: genre 'advert' is not known",
    ]


def test_a_missing_warning_is_proved_by_no_words_and_needs_a_whole_text() -> None:
    absent = {"positive": ("missing_risk_warning",), "evidence": {}}
    assert found(example(**absent)) == []
    assert heads(found(example(**absent, complete=False))) == [
        "error absence: a: missing_risk_warning is positive, but the text is not whole"
    ]
    assert heads(found(example(**{**absent, "evidence": {"missing_risk_warning": (Span(0, 2),)}}))) == [
        "error evidence: a: missing_risk_warning has evidence"
    ]
    for vertical in ("loan", "credit_card", "payment", "deposit"):
        report = check([example(**absent, vertical=vertical)], VOCABULARY)
        assert heads([str(problem) for problem in report.problems]) == [
            f"warning absence: a: missing_risk_warning is positive for {vertical}, which needs no warning"
        ]
        assert report.is_passed()


@pytest.mark.parametrize(
    ("text", "span", "head"),
    [
        ("保本 保息", Span(0, 3), "guaranteed_return: '保本 ' begins or ends with blanks"),
        (LONG[:41], Span(0, 41), "guaranteed_return: the whole text is marked"),
        (LONG[:40], Span(0, 40), None),
        ((LONG * 2)[:100], Span(0, 61), "guaranteed_return: 61 of 100 characters are marked"),
        ((LONG * 2)[:100], Span(0, 60), None),
        ((LONG * 2)[:80], Span(0, 79), None),
    ],
)
def test_evidence_is_the_words_and_not_the_text(text: str, span: Span, head: str | None) -> None:
    problems = heads(found(example(text=text, evidence={"guaranteed_return": (span,)})))
    assert problems == ([] if head is None else [f"error evidence: a: {head}"])


@pytest.mark.parametrize(
    ("text", "heads_wanted"),
    [
        (" \n", ["is blank"]),
        ("理" * 4001, ["has 4001 characters"]),
        ("理" * 4000, []),
        ("第一行 \n第二行", ["line 1 ends with blanks (' ')"]),
        ("第一行\n", ["ends with a line feed"]),
        ("\n第一行", ["begins with an empty line"]),
        ("　　段首空格\n第二行", []),
        ("理\t财\t", ["holds a control character U+0009 at 1", "line 1 ends with blanks ('\\t')"]),
        ("理\r\n财", ["holds a control character U+000D at 1", "line 1 ends with blanks ('\\r')"]),
        (
            "理\ue000财\ufffd",
            ["holds a private-use character U+E000 at 1", "holds a replacement character U+FFFD at 3"],
        ),
        ("理\u2028财", ["holds a line separator U+2028 at 1"]),
        ("零宽\u200b与👨\u200d👩和❤\ufe0f", []),
    ],
)
def test_texts_are_clean(text: str, heads_wanted: list[str]) -> None:
    wanted = [f"error text: a: {head}" for head in heads_wanted]
    assert heads(found(clean("a", text))) == wanted


def test_ids_and_texts_are_unique() -> None:
    problems = found(clean("a", "稳健理财 １号"), clean("a", "稳健理财1号"), clean("b", "别的文字"))
    assert heads(problems) == [
        "error duplicate: a: is the same text as a",
        "error id: a: examples 1, 2 of the set bear it",
    ]


def test_near_copies_pass_only_in_one_declared_pair() -> None:
    texts = ("七日通知理财，到期本息无忧，限新客", "七日通知理财，到期本息无忧，限老客")
    one, two = clean("a", texts[0]), clean("b", texts[1])
    assert heads(found(one, two)) == ["error near_copy: a: is a near copy of b (5-gram Jaccard 0.73)"]
    in_pair = {"group": "g", "pair": "p"}
    first = example("a", texts[0], **in_pair, evidence={"guaranteed_return": (Span(7, 13),)})
    assert found(first, clean("b", texts[1], **in_pair)) == []


def test_a_pair_stands_in_one_group_and_differs_in_a_label() -> None:
    apart = (clean("a", "甲方案请到柜台办理", pair="p"), example("b", pair="p"))
    assert heads(found(*apart)) == ["error pair: a: pair 'p' stands in groups group of a, group of b (a, b)"]
    same = [clean(name, text, group="g", pair="p") for name, text in (("a", "甲方案到期兑付"), ("b", "乙产品随时申购"))]
    assert heads(found(*same)) == ["error pair: a: pair 'p' has the same labels throughout (a, b)"]
    assert heads(found(*same, example("c", group="g", pair="p"))) == [
        "warning pair: a: pair 'p' has members with the same labels (a, b, c)"
    ]
    other_kind = clean("b", "乙产品随时申购", group="g", pair="p", kind="not_ad", complete=None, genre="news")
    assert found(same[0], other_kind) == []
    five = [clean(str(n), f"{n}号窗口办理{n}项业务", group="g", pair="p") for n in range(5)]
    assert heads(found(*five))[0] == "error pair: 0: pair 'p' has 5 member(s) (0, 1, 2, 3, 4)"


def test_nothing_stands_on_both_sides_of_a_split() -> None:
    texts = ("七日通知理财，到期本息无忧，限新客", "七日通知理财，到期本息无忧，限老客")
    pair = (
        example("a", texts[0], group="g", pair="p", evidence={"guaranteed_return": (Span(7, 13),)}),
        clean("b", texts[1], group="g", pair="p"),
    )
    lone = clean("c", "乙产品随时申购")
    splits = {"a": SplitName.TRAIN, "b": SplitName.TEST}
    assert heads(found(*pair, lone, splits=splits)) == [
        "error leakage: a: (train) is a near copy of b (test), 5-gram Jaccard 0.73",
        "error leakage: a: group 'g' stands in several splits: train (a), test (b)",
        "error leakage: a: pair 'p' stands in several splits: train (a), test (b)",
        "error leakage: c: has no split",
    ]
    assert found(*pair, lone, splits=dict.fromkeys("abc", SplitName.DEV)) == []


def test_texts_alike_across_splits_are_listed_and_no_fault() -> None:
    one, two = clean("a", "ABCDEFGHIJKLMNOPQRST"), clean("b", "HIJKLMNOPQRSTUVWXYZA")
    splits = {"a": SplitName.TRAIN, "b": SplitName.TEST}
    report = check([one, two], VOCABULARY, splits=splits)
    assert report.problems == ()
    assert report.alike_across_splits == (
        AlikeAcrossSplits(
            jaccard=9 / 23, first_id="a", first_split=SplitName.TRAIN, second_id="b", second_split=SplitName.TEST
        ),
    )


def test_words_that_prove_here_and_prove_nothing_there_are_listed() -> None:
    news = clean("n", "某平台曾称保本保息", kind="not_ad", complete=None, genre="news")
    open_question = clean("u", "到期拿回保本保息之说", unknown=("guaranteed_return",))
    twin = clean("t", "并非保本保息", group="group of a", pair="p")
    report = check([example(pair="p"), twin, clean("c", "宣称保本保息者勿信"), news, open_question], VOCABULARY)
    assert report.conflicts == (
        LabelConflict(category="guaranteed_return", quote="保本保息", positive_ids=("a",), negative_ids=("c",)),
    )


def test_goals_are_measured_and_fail_only_on_request() -> None:
    report = check([example()], VOCABULARY)
    assert report.is_passed()
    assert not report.is_passed(goals=True)
    measured = {goal.name: (goal.wanted, goal.measured, goal.is_met) for goal in report.goals}
    assert measured == {
        "texts": ("≥ 6000", "1", False),
        "texts in test": ("≥ 1000", "not split", False),
        "texts in pairs": ("≥ 2000", "0", False),
        **{f"positives of {code}": ("≥ 450", str(int(code == "guaranteed_return")), False) for code in CODES},
        **{f"unknowns of {code}": ("≥ 1", "0", False) for code in CODES if code != "exaggerated_performance"},
        "texts without any positive": ("40% to 55%", "0.0 %", False),
        "cells without an ad": ("0 of 196", "195", False),
        "median length": ("40 to 60", "9", False),
        "texts over 500 characters": ("≥ 1%", "0.0 %", False),
    }


def test_an_empty_set_is_checked_too() -> None:
    report = check([], VOCABULARY, splits={})
    assert report.problems == ()
    assert not any(goal.is_met for goal in report.goals)


def test_the_report_is_written_as_markdown() -> None:
    written = as_markdown(check_tables(check([clean("a", "<b>|甲方案\n")], VOCABULARY)))
    assert "### Problems (1 errors, 0 warnings)" in written
    assert "| a | error | text | ends with a line feed; drop it |" in written
    assert "| median length | 40 to 60 | 8 | missed |" in written
