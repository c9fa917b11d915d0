from dataclasses import replace
from datetime import date

import pytest

from classifier import AdCopy, Status
from classifier.registry import Registry, RegistryEntry, Standing
from tests.classifier import shipped

DAY = date(2024, 6, 1)


def detector_with(registry, **changes):
    return replace(shipped.assembly().licence, registry=registry, **changes)


@pytest.fixture
def judge():
    def run(text, *, registry=None, advertiser=None):
        copy = AdCopy.of_text(text, published_on=DAY)
        if advertiser is not None:
            copy = AdCopy(copy_id="ad", passages=copy.passages, advertiser=advertiser, published_on=DAY)
        return detector_with(registry).detect(shipped.assembly().reader.read(copy))

    return run


@pytest.mark.parametrize(
    "text",
    [
        "【工商银行】本行理财产品今日发售，5万起购，欢迎前来办理。",
        "您好，我是平安的信贷经理小周，无抵押信用贷款，欢迎来电。",
        "镇邮政支局存款有礼，存一万送大米，欢迎前来。",
        "江河农村商业银行小额贷款，欢迎前来办理。",
        "蓝天证券股份有限公司手机炒股，开户佣金优惠，欢迎下载。",
    ],
)
def test_a_named_licensed_brand_is_no_finding(judge, text):
    assert judge(text) == ()


@pytest.mark.parametrize(
    ("text", "register", "subject"),
    [
        ("无抵押信用贷款，当天放款，欢迎来电咨询。", "小额贷款", None),
        ("我是顺达信息咨询有限公司的小王，办理银行无抵押贷款，欢迎来电。", "小额贷款", "顺达信息咨询有限公司"),
        ("东升小额贷款有限公司办理抵押贷款，欢迎来电。", "小额贷款", "东升小额贷款"),
        ("理财产品预期年化8%，资金由江西银行存管，欢迎购买。", "中国理财网", None),
        ("每日推荐牛股，炒股加群，免费领取牛股，欢迎加入。", "投资咨询机构名录", None),
    ],
)
def test_an_unnamed_or_unknown_offeror_is_a_missing_fact(judge, text, register, subject):
    (finding,) = judge(text)
    assert finding.status is Status.NEEDS_FACT
    assert finding.missing_fact is not None
    assert (finding.missing_fact.fact_id, finding.missing_fact.subject) == ("licence", subject)
    assert register in finding.missing_fact.where_zh
    assert (subject is None) == (finding.evidence == ())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("宏图寄卖行，专业汽车抵押贷款，押车放款，欢迎来电。", "宏图寄卖行"),
        ("贷款找利达商务，无抵押信用贷款，当天放款，月息2分。", "利达商务"),
        ("广盛实业投资有限公司专业车贷房贷，抵押贷款当天放款。", "广盛实业投资有限公司"),
        ("我是顺达信息咨询有限公司，自有资金放款，无抵押贷款，欢迎来电。", "顺达信息咨询有限公司"),
    ],
)
def test_a_firm_of_another_trade_that_lends_itself_violates(judge, text, name):
    (finding,) = judge(text)
    assert (finding.category, finding.status) == ("unlicensed_offering", Status.VIOLATION)
    assert finding.evidence[0].quote == name


def test_the_same_firm_that_brokers_bank_loans_is_only_asked_about(judge):
    (finding,) = judge("贷款找利达商务，代办各大银行贷款，当天放款。")
    assert finding.status is Status.NEEDS_FACT


@pytest.mark.parametrize(
    "text",
    [
        "今天天气很好，适合出门散步。",
        "江畔新城三房热销，可按揭贷款，欢迎到售楼处。",
        "专业信用卡套现、代还、养卡，秒到账，欢迎咨询。",
        "警惕无抵押贷款骗局，谨防上当受骗。",
        "双色球预测，必中号码，欢迎加群。",
    ],
)
def test_what_needs_no_licence_or_can_have_none_is_left_alone(judge, text):
    assert judge(text) == ()


def registry(**changes):
    fields = {"standing": Standing.LICENSED, "trades": frozenset({"micro_loan"})} | changes
    return Registry((RegistryEntry(name="顺达信息咨询有限公司", **fields),))


OFFER = "我是顺达信息咨询有限公司的小王，办理无抵押贷款，欢迎来电。"


def test_a_licence_on_the_list_settles_it(judge):
    assert judge(OFFER, registry=registry()) == ()


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"valid_to": date(2024, 5, 31)}, "licence.expired"),
        ({"standing": Standing.WITHDRAWN}, "licence.expired"),
        ({"trades": frozenset({"payment"})}, "licence.out_of_scope"),
        ({"standing": Standing.NEGATIVE, "trades": frozenset()}, "licence.negative_listed"),
    ],
)
def test_a_list_that_speaks_against_it_is_a_violation_quoting_the_name(judge, changes, rule):
    (finding,) = judge(OFFER, registry=registry(**changes))
    assert (finding.status, finding.rule_id) == (Status.VIOLATION, rule)
    assert [piece.quote for piece in finding.evidence] == ["顺达信息咨询有限公司"]


def test_a_name_on_no_list_stays_a_missing_fact_with_similar_names(judge):
    lists = Registry(
        (RegistryEntry(name="顺达信息服务有限公司", standing=Standing.LICENSED, trades=frozenset({"micro_loan"})),)
    )
    (finding,) = judge(OFFER, registry=lists)
    assert finding.status is Status.NEEDS_FACT
    assert finding.missing_fact is not None
    assert "顺达信息服务有限公司" in finding.reason_zh
    assert judge(OFFER)[0].probability < finding.probability


def test_a_registration_number_in_the_ad_is_looked_up(judge):
    lists = Registry(
        (
            RegistryEntry(
                name="青禾私募基金管理有限公司",
                standing=Standing.LICENSED,
                trades=frozenset({"private_fund"}),
                licence_no="P1001234",
            ),
        )
    )
    text = "阳光私募基金认购，管理人登记编号P1001234，欢迎咨询。"
    assert judge(text, registry=lists) == ()
    assert [finding.status for finding in judge(text)] == [Status.NEEDS_FACT]


def test_the_advertiser_known_to_the_caller_counts(judge):
    text = "无抵押信用贷款，当天放款，欢迎来电咨询。"
    assert judge(text, advertiser="中国建设银行股份有限公司") == ()
    (finding,) = judge(text, advertiser="某某咨询有限公司")
    assert finding.missing_fact is not None
    assert finding.missing_fact.subject == "某某咨询有限公司"
    lists = Registry((RegistryEntry(name="某某咨询有限公司", standing=Standing.NEGATIVE, trades=frozenset()),))
    (finding,) = judge(text, advertiser="某某咨询有限公司", registry=lists)
    assert finding.status is Status.VIOLATION
    assert finding.evidence


UNNAMED = "无抵押信用贷款，当天放款，欢迎来电咨询。"
OTHERS = Registry(
    (RegistryEntry(name="顺达信息服务有限公司", standing=Standing.LICENSED, trades=frozenset({"micro_loan"})),)
)
STRANGERS = Registry((RegistryEntry(name="甲乙", standing=Standing.LICENSED, trades=frozenset({"micro_loan"})),))


@pytest.mark.parametrize(
    ("text", "lists", "zh", "en"),
    [
        (
            UNNAMED,
            None,
            "推介小额贷款业务，文中未写明由谁提供，无法确认提供者是否具备相应资质。",
            "Offers micro-lending; the text does not say who provides it, so whether the provider is licensed must be "
            "looked up.",
        ),
        (
            OFFER,
            None,
            "推介小额贷款业务，仅凭文字无法确认“顺达信息咨询有限公司”是否具备相应资质。",
            "Offers micro-lending; whether “顺达信息咨询有限公司” is licensed for it cannot be told from the text.",
        ),
        (
            OFFER,
            STRANGERS,
            "推介小额贷款业务，“顺达信息咨询有限公司”不在所提供的名单中，是否具备相应资质需另行核实。",
            "Offers micro-lending; “顺达信息咨询有限公司” is not on the lists supplied, so whether it is licensed must "
            "be looked up.",
        ),
        (
            OFFER,
            OTHERS,
            "推介小额贷款业务，“顺达信息咨询有限公司”不在所提供的名单中（名单中的近似名称：顺达信息服务有限公司），"
            "是否具备相应资质需另行核实。",
            "Offers micro-lending; “顺达信息咨询有限公司” is not on the lists supplied (similar names on them: "
            "顺达信息服务有限公司), so whether it is licensed must be looked up.",
        ),
    ],
)
def test_the_reason_is_a_whole_sentence_in_every_case(judge, text, lists, zh, en):
    (finding,) = judge(text, registry=lists)
    assert (finding.reason_zh, finding.reason_en) == (zh, en)


def test_a_number_on_no_list_is_what_is_to_be_looked_up(judge):
    (finding,) = judge("阳光私募基金认购，管理人登记编号P1001234，欢迎咨询。", registry=STRANGERS)
    assert finding.missing_fact is not None
    assert finding.missing_fact.subject == "P1001234"
    assert "“P1001234”不在所提供的名单中" in finding.reason_zh


def test_the_state_of_the_list_is_told_in_both_languages(judge):
    (finding,) = judge(OFFER, registry=registry(standing=Standing.WITHDRAWN, as_of=date(2024, 5, 1)))
    assert "2024-05-01" in finding.reason_zh
    assert "2024-05-01" in finding.reason_en


def test_probabilities_follow_the_strengths_of_the_profile():
    reading = shipped.assembly().reader.read(AdCopy.of_text(UNNAMED, published_on=DAY))
    (finding,) = detector_with(None, probability_of={"weak": 0.11}).detect(reading)
    assert finding.probability == 0.11


def test_similar_names_are_asked_for_once_and_only_for_the_name_shown(monkeypatch):
    asked = []
    similar_names = Registry.similar_names

    def counted(self, name):
        asked.append(name)
        return similar_names(self, name)

    monkeypatch.setattr(Registry, "similar_names", counted)
    detector = detector_with(OTHERS)
    text = "我是顺达信息咨询有限公司的小王，与利达商务、宏图寄卖行办理银行无抵押贷款，欢迎来电。"
    reading = shipped.assembly().reader.read(AdCopy.of_text(text, published_on=DAY))
    (finding,) = detector.detect(reading)
    assert not detector.is_warned_of(reading)
    assert finding.missing_fact is not None
    assert asked == [finding.missing_fact.subject]
    assert detector.detect(shipped.assembly().reader.read(AdCopy.of_text("今天天气很好，适合散步。"))) == ()
    assert len(asked) == 1


def test_who_is_named_is_found_once_per_reading(monkeypatch):
    institutions = type(shipped.institutions())
    searched = []
    offerors = institutions.offerors

    def counted(self, text):
        searched.append(text)
        return offerors(self, text)

    monkeypatch.setattr(institutions, "offerors", counted)
    detector = detector_with(registry(standing=Standing.NEGATIVE, trades=frozenset()))
    reading = shipped.assembly().reader.read(AdCopy.of_text(OFFER, published_on=DAY))
    assert detector.detect(reading)
    assert detector.is_warned_of(reading)
    assert len(searched) == 1
    other = shipped.assembly().reader.read(AdCopy.of_text(UNNAMED, published_on=DAY))
    assert not detector.is_warned_of(other)
