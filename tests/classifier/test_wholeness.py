import pytest

from classifier.language.wholeness import is_fragment
from classifier.normalizing.folding import fold
from tests.classifier.shipped import segmenter


@pytest.mark.parametrize(
    "text",
    [
        "本行理财今日发售，年化4.5%，五万起购。",
        "无抵押贷款，当天放款，李经理138xxxxxxxx",
        "稳健理财天天赚，就在某某银行【某某银行】",
        "高收益理财新品发售，欢迎垂询，联系小陈",
        "正规房抵车抵企业周转当天出方案欢迎来电CELLPHONE",
        "年化收益8%，保本保息",
    ],
)
def test_complete_copy_is_whole(text: str) -> None:
    assert not is_fragment(fold(text).text, segmenter())


@pytest.mark.parametrize(
    "text",
    [
        "我公司提供信用贷款，支持提前还款，需要的材料：身份证、",
        "本行理财今日发售，如有需要请联系我，电",
        "，总价八十万起，可落户口，欢迎看房。",
        "3.奖励将在三个工作日内发放；",
        "优质理财新品发售，地址：建设路（市政府",
        "项目期限 90天 募集金额 10万元 剩余金额 2万元 立即投资",
        "财富从此开始",
    ],
)
def test_cut_or_lifted_copy_is_a_fragment(text: str) -> None:
    assert is_fragment(fold(text).text, segmenter())


@pytest.mark.parametrize(
    "text",
    [
        "理财产品热销中，年化6.8%，期限100天，详情可与我联系。某行小陈",
        "投资100,000元起，一年到期，收益按季发放，欢迎来电",
    ],
)
def test_a_signature_or_a_figure_with_a_comma_is_no_cut(text: str) -> None:
    assert not is_fragment(fold(text).text, segmenter())


def test_keywords_of_a_page_are_a_fragment() -> None:
    assert is_fragment(fold("投资理财,网上理财,理财平台,稳健投资,p2p理财").text, segmenter())
