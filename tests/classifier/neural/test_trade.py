import pytest

from classifier import AdCopy
from classifier.datafiles.datafile import RULES_FOLDER
from classifier.legal.taxonomy import load_taxonomy
from classifier.neural.trade import TRADES, trade_of, trade_of_product
from tests.classifier.shipped import assembly


def test_every_product_of_the_taxonomy_has_a_trade() -> None:
    assert {trade_of_product(product) for product in load_taxonomy(RULES_FOLDER).products} == set(TRADES)


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("无抵押信用贷款", "loan"),
        ("年金险开门红", "insurance"),
        ("比特币合约", "investment"),
        ("楼盘首付三十万起", "housing"),
        ("无抵押信用贷款，楼盘首付三十万起", ""),
        ("今天天气很好", ""),
    ],
)
def test_the_trade_is_told_where_only_one_is_named(text: str, trade: str) -> None:
    assert trade_of(assembly().reader.read(AdCopy.of_text(text))) == trade
