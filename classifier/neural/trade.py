"""Which trade an ad is in, told from the products that it names.

Coarser than the products, so that a calibration set holds enough ads of each trade.
"""

from classifier.reading import Reading

_PRODUCTS = {
    "loan": ("loan", "credit_card"),
    "banking": ("deposit", "government_bond", "payment"),
    "investment": (
        "structured_deposit",
        "bank_wealth",
        "wealth_generic",
        "public_fund",
        "private_fund",
        "trust",
        "securities",
        "securities_advice",
        "futures",
        "forex_gold",
        "crypto",
        "p2p",
        "crowdfunding",
        "collectibles",
        "franchise",
        "training",
    ),
    "insurance": ("insurance_savings", "insurance_protection"),
    "housing": ("housing", "housing_return"),
    "lottery": ("lottery",),
}
TRADES = tuple(_PRODUCTS)
_TRADE_OF_PRODUCT = {product: trade for trade, products in _PRODUCTS.items() for product in products}


def trade_of(reading: Reading) -> str:
    """The one trade whose products the ad names; ``""`` where it names none, or those of several."""
    trades = {trade_of_product(product) for product in reading.products}
    return trades.pop() if len(trades) == 1 else ""


def trade_of_product(product_id: str) -> str:
    """The trade of a product; one that a taxonomy of the user's own adds is a trade of its own."""
    return _TRADE_OF_PRODUCT.get(product_id, product_id)
