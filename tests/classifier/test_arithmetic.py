from dataclasses import replace
from datetime import date

import pytest

from classifier import AdCopy, Passage, PassageKind
from tests.classifier.shipped import assembly

TITLE, BODY, FOOTNOTE = PassageKind.TITLE, PassageKind.BODY, PassageKind.FOOTNOTE


@pytest.fixture(scope="module")
def reader():
    return assembly().reader


@pytest.fixture(scope="module")
def detector():
    return assembly().arithmetic


@pytest.fixture
def found(reader, detector):
    def detect(*passages, on=None):
        pieces = [(BODY, passage) if isinstance(passage, str) else passage for passage in passages]
        copy = AdCopy(
            copy_id="ad",
            passages=tuple(
                Passage(passage_id=f"p{index}", kind=kind, text=text) for index, (kind, text) in enumerate(pieces)
            ),
            published_on=on,
        )
        findings = detector.detect(reader.read(copy))
        raw = {passage.passage_id: passage.text for passage in copy.passages}
        for finding in findings:
            for piece in finding.evidence:
                assert raw[piece.passage_id][piece.span.start : piece.span.end] == piece.quote
        return findings

    return detect


def summary(findings):
    return [(f.category, f.rule_id, tuple(piece.quote for piece in f.evidence)) for f in findings]


@pytest.mark.parametrize(
    ("text", "rule", "quote"),
    [
        ("新手理财产品，预期日收益2%，随存随取，欢迎下载。", "arithmetic.impossible-yield.p2p", "2%"),
        ("本行定期存款年利率高达８％，欢迎前来办理。", "arithmetic.impossible-yield.deposit", "８％"),
        ("投资理财首选，投1万赚2千/1个月，欢迎致电。", "arithmetic.impossible-yield.p2p", "投1万赚2千/1个月"),
        ("买商铺，十年返租，每年返租20%，欢迎品鉴。", "arithmetic.impossible-yield.housing_return", "20%"),
    ],
)
def test_a_return_no_such_product_pays_is_deceptive(found, text, rule, quote):
    assert summary(found(text)) == [("deceptive_claim", rule, (quote,))]


def test_the_reason_shows_the_sum(found):
    (finding,) = found("新手理财产品，预期日收益2%，随存随取，欢迎下载。")
    assert "2%×365=730%" in finding.reason_zh
    assert "2%×365=730%" in finding.reason_en


@pytest.mark.parametrize(
    "text",
    [
        "本行理财产品预期年化收益率4.5%，90天，欢迎前来办理。",
        "本行定期存款三年期年利率3.85%，欢迎前来办理。",
        "基金近一年收益58%，过往业绩不代表未来，欢迎下载。",
        "本行理财产品预期年化收益率x.x%，欢迎前来办理。",
        "网贷平台项目年化12%，新手专享，立即投资。",
        "警惕日收益2%的理财骗局，谨防上当受骗。",
    ],
)
def test_possible_hedged_masked_and_warned_of_returns_are_left_alone(found, text):
    assert found(text) == ()


@pytest.mark.parametrize(
    ("text", "rule", "quotes"),
    [
        (
            "信用贷款0利息，仅收服务费每月1.2%，欢迎来电办理贷款。",
            "arithmetic.zero-cost.zero-interest",
            ("0利息", "1.2%"),
        ),
        ("极速贷款零成本，日息0.05%，欢迎申请。", "arithmetic.zero-cost.zero-cost", ("零成本", "0.05%")),
        ("办理贷款无手续费，放款收取服务费3%，欢迎来电。", "arithmetic.zero-cost.zero-fee", ("无手续费", "3%")),
    ],
)
def test_a_free_loan_that_is_charged_contradicts_itself(found, text, rule, quotes):
    assert summary(found(text)) == [("deceptive_claim", rule, quotes)]


@pytest.mark.parametrize(
    "text",
    [
        "首期30天免息，之后贷款年化利率（单利）14.4%，欢迎申请。",
        "新人借款免息券，日息0.02%起，欢迎申请。",
        "信用卡最长56天免息期，取现日息万分之五，欢迎办卡。",
        "3期免息，12期分期费率0.6%/期，欢迎申请信用卡分期。",
        "贷款月息5厘，无任何其他费用，欢迎来电。",
        "信用贷款0利息，x手续费，欢迎来电。",
    ],
)
def test_a_free_period_is_no_contradiction(found, text):
    assert found(text) == ()


@pytest.mark.parametrize(
    ("text", "quotes", "sum_shown"),
    [
        ("超低利息，贷款日息0.1%，欢迎来电。", ("超低利息", "0.1%"), "0.1%×365=36.5%"),
        ("利息低放款快，无抵押贷款月息2分5，欢迎来电。", ("利息低", "2分5"), "2.5%×12=30%"),
    ],
)
def test_cheap_words_beside_a_dear_loan_are_deceptive(found, text, quotes, sum_shown):
    (finding,) = found(text)
    assert (finding.category, tuple(piece.quote for piece in finding.evidence)) == ("deceptive_claim", quotes)
    assert sum_shown in finding.reason_zh


@pytest.mark.parametrize(
    "text",
    [
        "利息低放款快，无抵押贷款月息6厘，欢迎来电。",
        "利息低放款快，无抵押贷款月息x分x，欢迎来电。",
        "无抵押贷款月息2分5，欢迎来电。",
        "低利率贷款，年利率不超过36%，欢迎来电。",
    ],
)
def test_cheap_words_beside_a_cheap_or_unknown_loan_are_left_alone(found, text):
    assert found(text) == ()


def test_a_yearly_rate_under_what_the_daily_one_comes_to_is_deceptive(found):
    findings = found("现金贷款日息0.05%，年化利率仅7.2%，欢迎申请。")
    assert summary(findings) == [("deceptive_claim", "arithmetic.understated-rate", ("7.2%", "0.05%"))]
    assert "0.05%×365=18.25%" in findings[0].reason_zh


def test_a_yearly_rate_that_agrees_with_the_daily_one_is_left_alone(found):
    assert found("现金贷款日息0.02%，年化利率7.2%，欢迎申请。") == ()


def test_a_headline_figure_that_the_small_print_lowers_is_deceptive(found):
    findings = found(
        (TITLE, "理财产品年化收益率12%"), (BODY, "立即购买，额度有限"), (FOOTNOTE, "本理财产品实际年化收益率3.5%至4.2%")
    )
    assert summary(findings) == [("deceptive_claim", "arithmetic.headline-figure", ("12%", "3.5%至4.2%"))]


def test_a_coupon_in_the_small_print_explains_the_headline(found):
    assert (
        found((TITLE, "理财产品年化收益率12%"), (FOOTNOTE, "其中理财产品年化收益率8%，新人加息4%"), (BODY, "立即购买"))
        == ()
    )


@pytest.mark.parametrize(
    ("headline", "note", "rule", "quotes"),
    [
        ("保本理财产品，放心购买", "本产品为非保本理财产品。", "principal", ("保本", "非保本")),
        ("理财产品本金安全，零烦恼", "产品不保证本金，投资须谨慎。", "principal", ("本金安全", "不保证本金")),
        ("理财产品稳定收益，放心购买", "本产品收益浮动，过往不代表未来。", "return", ("稳定收益", "收益浮动")),
        ("贷款百分百下款，欢迎申请", "最终额度以审批结果为准。", "approval", ("百分百下款", "最终额度以审批结果为准")),
    ],
)
def test_a_promise_that_the_small_print_takes_back_is_quoted_with_it(found, headline, note, rule, quotes):
    expected = [("deceptive_claim", f"arithmetic.headline-denied.{rule}", quotes)]
    assert summary(found((TITLE, headline), (FOOTNOTE, note))) == expected
    assert summary(found(f"{headline}。注：{note}")) == expected


@pytest.mark.parametrize(
    ("headline", "note"),
    [
        ("理财产品年化收益率4%", "实际收益以到期兑付为准。"),
        ("本理财产品不保本，欢迎购买", "产品为非保本浮动收益类型。"),
        ("理财产品年化收益率12%", "投资有风险，入市需谨慎。"),
        ("贷款快速下款，欢迎申请", "最终额度以审批结果为准。"),
    ],
)
def test_small_print_that_takes_nothing_back_is_no_contradiction(found, headline, note):
    assert found((TITLE, headline), (FOOTNOTE, note)) == ()


@pytest.mark.parametrize(
    ("text", "on", "quote"),
    [
        ("江畔新城洋房，零首付买房，欢迎到售楼处。", None, "零首付"),
        ("江畔新城洋房首付5%起，欢迎到售楼处。", date(2026, 5, 1), "首付5%"),
        ("江畔新城三房，首付15%起，欢迎到售楼处。", date(2018, 5, 1), "首付15%"),
        ("江畔新城三房，首付10万，总价100万，欢迎到售楼处。", date(2026, 5, 1), "首付10万"),
    ],
)
def test_a_down_payment_under_the_floor_of_the_day_breaks_housing_policy(found, text, on, quote):
    assert summary(found(text, on=on)) == [("housing_leverage", "arithmetic.down-payment", (quote,))]


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("江畔新城三房，首付15%起，欢迎到售楼处。", date(2026, 5, 1)),
        ("江畔新城三房，首付3万起，欢迎到售楼处。", date(2026, 5, 1)),
        ("江畔新城三房，首付x成起，欢迎到售楼处。", date(2026, 5, 1)),
        ("零首付购车，当天提车，分期贷款，欢迎到店。", None),
        ("手机零首付分期，身份证即可办理贷款。", None),
        ("家装零首付，装修分期贷款，欢迎来电。", None),
    ],
)
def test_prices_lawful_shares_and_other_goods_are_left_alone(found, text, on):
    assert found(text, on=on) == ()


def test_news_is_not_judged(found):
    assert found("记者从法院获悉，被告人以日收益2%为诱饵吸收公众存款，被判处有期徒刑五年。") == ()


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("无抵押信用贷款，日息0.05%，欢迎申请。", ["0.05%"]),
        ("无抵押信用贷款，月息x厘，欢迎来电。", ["x厘"]),
        ("信用卡分期，费率0.6%/期，欢迎办卡。", ["0.6%"]),
        ("无抵押信用贷款，日息0.05%，年化利率（单利）18.25%，欢迎申请。", None),
        ("无抵押信用贷款，额度高，欢迎申请。", None),
        ("理财产品，日收益0.01%，欢迎购买。", None),
    ],
)
def test_a_loan_ad_without_a_yearly_rate_gets_a_notice_outside_the_nine(reader, detector, text, quotes):
    notices = detector.notices(reader.read(AdCopy.of_text(text)))
    assert [[piece.quote for piece in notice.evidence] for notice in notices] == ([] if quotes is None else [quotes])
    assert all(notice.code == "annual_rate_missing" and notice.provision_ids for notice in notices)


def test_the_notice_cites_provisions_that_exist(detector):
    law = assembly().law
    assert all(provision_id in law.provisions for provision_id in detector.limits.notice.provisions)


DEAR = "利息低放款快，无抵押贷款年利率{}，欢迎来电。"


@pytest.mark.parametrize(
    ("rate", "on", "mark", "shown"),
    [
        ("40%", date(2014, 5, 1), None, ""),
        ("40%", date(2015, 8, 31), None, ""),
        ("40%", date(2016, 5, 1), "private-lending-void", "36%"),
        ("30%", date(2016, 5, 1), "private-lending-protected", "24%"),
        ("20%", date(2016, 5, 1), None, ""),
        ("40%", date(2022, 5, 1), "financial-loan-reference", "24%"),
        ("16%", date(2022, 5, 1), "private-lending-lpr", "一年期LPR（3.7%）的4倍，即年化14.8%"),
        ("14%", date(2022, 5, 1), None, ""),
        ("14%", date(2026, 5, 1), "private-lending-lpr", "一年期LPR（3%）的4倍，即年化12%"),
        ("30%", date(2026, 5, 1), "financial-loan-reference", "24%"),
    ],
)
def test_loan_cost_is_measured_by_the_law_of_the_day(found, rate, on, mark, shown):
    findings = found(DEAR.format(rate), on=on)
    assert [f.rule_id for f in findings] == ([] if mark is None else [f"arithmetic.low-cost.{mark}"])
    for finding in findings:
        assert shown in finding.reason_zh
        assert "{" not in finding.reason_zh + finding.reason_en


@pytest.mark.parametrize(("on", "is_unconfirmed"), [(date(2022, 5, 1), True), (date(2026, 5, 1), False)])
def test_a_figure_of_the_law_that_was_not_confirmed_says_so(found, on, is_unconfirmed):
    (finding,) = found(DEAR.format("30%"), on=on)
    assert ("待核实" in finding.reason_zh, "unconfirmed" in finding.reason_en) == (is_unconfirmed, is_unconfirmed)


def test_an_unconfirmed_floor_of_down_payments_says_so(found):
    text = "江畔新城三房，首付5%起，欢迎到售楼处。"
    old, new = found(text, on=date(2018, 5, 1))[0], found(text, on=date(2026, 5, 1))[0]
    assert ("待核实" in old.reason_zh, "待核实" in new.reason_zh) == (True, False)


def test_probabilities_follow_the_strengths_of_the_profile(reader, detector):
    reading = reader.read(AdCopy.of_text(DEAR.format("30%"), published_on=date(2026, 5, 1)))
    careful = replace(detector, probability_of={**detector.probability_of, "strong": 0.61})
    assert [f.probability for f in detector.detect(reading)] == [detector.probability_of["strong"]]
    assert [f.probability for f in careful.detect(reading)] == [0.61]
