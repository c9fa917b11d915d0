import pytest

from classifier import AdCopy, Finding, Passage, PassageKind, Scanner, ScannerConfig, Status, build_scanner

CODE = "missing_risk_warning"


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return build_scanner(ScannerConfig(with_edits=False))


def absence_findings(scanner: Scanner, *passages: tuple[PassageKind, str]) -> list[Finding]:
    copy = AdCopy(
        copy_id="ad",
        passages=tuple(
            Passage(passage_id=f"p{index}", kind=kind, text=text) for index, (kind, text) in enumerate(passages)
        ),
    )
    return [finding for finding in scanner.scan(copy).findings if finding.category == CODE]


BODY = PassageKind.BODY


@pytest.mark.parametrize(
    "text",
    [
        "本行稳添利理财产品今日发售，五万元起购，期限九十天，详询各网点。",
        "手机炒股就用通通证券，行情快、佣金低，立即下载开户。",
        "加盟鲜果时光，投资小回本快，诚招各地代理，热线400xxxxxxx。",
        "黄金白银交易平台全新上线，开户即送100元交易金，欢迎下载体验。",
    ],
)
def test_whole_investment_ad_without_warning_is_a_violation(scanner: Scanner, text: str) -> None:
    (finding,) = absence_findings(scanner, (BODY, text))
    assert finding.status is Status.VIOLATION
    assert finding.evidence == ()
    assert finding.absence is not None
    assert finding.absence.passages_searched == ("p0",)
    assert "投资有风险" in finding.absence.forms_searched


@pytest.mark.parametrize(
    "warning",
    [
        "投资有风险，入市需谨慎。",
        "理财非存款，产品有风险。",
        "过往业绩不代表未来表现。",
        "本产品可能损失本金，风险由投资者自行承担。",
        "業績比較基準不代表實際收益。",
    ],
)
def test_any_form_of_warning_in_any_passage_is_enough(scanner: Scanner, warning: str) -> None:
    offer = "本行稳添利理财产品今日发售，五万元起购，详询各网点。"
    assert absence_findings(scanner, (BODY, offer), (PassageKind.FOOTNOTE, warning)) == []


@pytest.mark.parametrize(
    "text",
    [
        "无抵押信用贷款，最高可贷三十万，月息一分起，电话138xxxxxxxx。",
        "本行定期存款利率上浮，三年期利率以柜台公示为准，欢迎办理。",
        "信用卡新户首刷送电影票，年费全免，点击申请。",
        "商户收款码费率千分之三，上门安装，欢迎来电咨询。",
        "重疾险投保满三十天，确诊给付五十万，详询客服热线。",
        "本店新到瓷砖建材，全场特惠，欢迎选购。",
        "记者获悉，该理财平台募集资金去向不明，警方已立案侦查，提醒投资者提高警惕。",
    ],
)
def test_duty_is_not_engaged_without_an_investment_offer(scanner: Scanner, text: str) -> None:
    assert absence_findings(scanner, (BODY, text)) == []


@pytest.mark.parametrize(
    "text",
    ["稳添利理财产品热销中，五万起购，年化收益4.5%，名额有限，请联", "2、首次投资满一万元，赠送加息券一张，欢迎参与"],
)
def test_fragment_needs_the_whole_ad(scanner: Scanner, text: str) -> None:
    (finding,) = absence_findings(scanner, (BODY, text))
    assert finding.status is Status.NEEDS_FACT
    assert finding.missing_fact is not None
    assert finding.missing_fact.fact_id == "whole_capture"


def test_unread_image_is_named_and_leaves_the_question_open(scanner: Scanner) -> None:
    offer = "本行稳添利理财产品今日发售，五万元起购，详询各网点。"
    (finding,) = absence_findings(scanner, (BODY, offer), (PassageKind.IMAGE_TEXT, ""))
    assert finding.status is Status.NEEDS_FACT
    assert finding.absence is not None
    assert finding.absence.images_not_read == ("p1",)


def test_nearest_miss_is_quoted_exactly(scanner: Scanner) -> None:
    text = "稳添利理财今日发售，五万起购，欢迎咨询。我们严控风险，请放心购买。"
    (finding,) = absence_findings(scanner, (BODY, text))
    assert finding.absence is not None
    miss = finding.absence.nearest_miss
    assert miss is not None
    assert miss.evidence.quote == "我们严控风险"
    assert text[miss.evidence.span.start : miss.evidence.span.end] == miss.evidence.quote
    assert miss.form == "严控风险"
