import pytest

from classifier import AdCopy, build_scanner
from classifier.reading import Reading
from classifier.text import Span


@pytest.fixture(scope="module")
def read():
    reader = build_scanner().assembly.reader
    return lambda text: reader.read(AdCopy.of_text(text))


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("三年期定期存款利率上浮", "deposit"),
        ("储蓄国债今日发行", "government_bond"),
        ("本行理财产品热销", "bank_wealth"),
        ("新基发行，基金经理李某管理", "public_fund"),
        ("集合信托计划火热募集", "trust"),
        ("年金险开门红", "insurance_savings"),
        ("百万医疗险投保享优惠", "insurance_protection"),
        ("无抵押信用贷款", "loan"),
        ("手机炒股开户佣金低", "securities"),
        ("黄金交易平台上线", "forex_gold"),
        ("比特币合约", "crypto"),
        ("楼盘首付三十万起", "housing"),
        ("商铺售后包租", "housing_return"),
        ("诚招加盟代理", "franchise"),
    ],
)
def test_product_is_named(read, text: str, product: str) -> None:
    assert product in read(text).products


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("招商银行信用卡", "franchise"),
        ("住房公积金缴存", "public_fund"),
        ("数字人民币试点", "crypto"),
        ("首付购车，三成提车", "housing"),
        ("招标投标公告", "p2p"),
        ("理财非存款", "deposit"),
        ("谨防非法吸收公众存款", "deposit"),
    ],
)
def test_longer_wording_with_another_meaning_is_no_product(read, text: str, product: str) -> None:
    assert product not in read(text).products


def near(reading: Reading, word: str) -> frozenset[str]:
    page = reading.pages[0]
    start = page.text.index(word)
    return reading.products_of(page, Span(start, start + len(word)))


def test_claim_belongs_to_the_product_named_nearest(read) -> None:
    reading = read("大额存单利率高,还有保本的理财产品可选")
    assert near(reading, "利率高") == {"deposit"}
    assert "bank_wealth" in near(reading, "保本")


def test_claim_in_a_sentence_without_product_is_about_all_of_the_ad(read) -> None:
    reading = read("本行理财产品热销。保本保息。")
    assert near(reading, "保本保息") >= {"bank_wealth"}
