"""When a text owes a warning of risk, and when an investment is only a word in it."""

import pytest

from classifier import AdCopy, ScannerConfig, build_scanner
from classifier.detectors.duty import owes_warning

READER = build_scanner(ScannerConfig(with_edits=False)).assembly.reader


def owes(text: str) -> bool:
    return owes_warning(READER.read(AdCopy.of_text(text)))


@pytest.mark.parametrize(
    "text",
    [
        "恒信理财新品上线，年化收益率7.2%，1万元起购，期限90天，欢迎抢购！",
        "现金贷、车险、理财8%都可以找我，长期有效，电话咨询李经理。",
        "临街旺铺认购，带租约出售，年租金回报率8%，即买即收租，欢迎品鉴！",
        "加盟某某奶茶，三个月回本，月入三万，轻松致富，立即抢占名额！",
    ],
)
def test_an_offer_of_an_investment_owes_a_warning(text: str) -> None:
    assert owes(text)


@pytest.mark.parametrize(
    "text",
    [
        "某某手机银行全新上线，转账、缴费、理财一站办理，立即下载体验！",
        "诚招各地加盟代理，提供技术培训，欢迎来电咨询！",
        "央行昨日公布数据，上半年银行理财余额增长5%，理财收益率有所下降。",
        "购房抄底好时机，某某花园三期盛大开盘，欢迎预约品鉴！",
    ],
)
def test_a_text_in_which_the_investment_is_by_the_way_owes_none(text: str) -> None:
    assert not owes(text)
