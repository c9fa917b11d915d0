import pytest

from classifier import AdCopy, Outcome, Scanner, build_scanner


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return build_scanner()


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("记者获悉，该公司一季度净利润同比增长，截至收盘股价上涨3%。", "news"),
        ("警方提醒：近期出现以高息理财为诱饵的诈骗，请广大群众提高警惕，切勿轻信。", "warning"),
        ("第二十五条 投资回报广告不得含有保证性承诺。违反本法规定的，由市场监督管理部门责令改正，处以罚款。", "law"),
        ("甲方应当按本协议约定还款，乙方不得提前收回借款，本合同一式两份。", "help"),
        ("招聘理财顾问，底薪加提成，五险一金，双休，应聘请带简历面试。", "job"),
    ],
)
def test_text_that_promotes_nothing_is_no_ad(scanner: Scanner, text: str, genre: str) -> None:
    copy = AdCopy.of_text(text)
    assert scanner.assembly.reader.read(copy).genre.name == genre
    assert scanner.scan(copy).outcome is Outcome.PASS


@pytest.mark.parametrize(
    "text",
    [
        "无抵押贷款，当天放款，详询李经理13800000000",
        "稳盈理财新品发售，五万起购，欢迎到各网点办理。",
        "保本保息，稳赚不赔",
        "据统计，九成用户选择本平台，立即注册送红包。",
    ],
)
def test_promotion_stays_an_ad(scanner: Scanner, text: str) -> None:
    assert scanner.assembly.reader.read(AdCopy.of_text(text)).is_advert


def test_long_ad_is_not_turned_into_news_by_one_cue(scanner: Scanner) -> None:
    text = "本行理财产品热销，五万起购，欢迎咨询。" * 6 + "获悉此消息的客户请致电热线。"
    assert scanner.assembly.reader.read(AdCopy.of_text(text)).is_advert
