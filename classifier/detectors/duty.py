"""When a text owes a warning of risk: an ad that offers an investment, as its main matter.

Knows nothing of warnings.
"""

import re
from collections import Counter

from classifier.language.genre import ADVERT, Genre
from classifier.reading import Reading

# Sold on return only where a return is held out: 诚招加盟 by itself seeks dealers or staff, 旺铺热销 sells a shop.
_INVESTMENT_BY_RETURN = frozenset({"franchise", "housing_return", "collectibles"})
_RETURN = re.compile(
    r"收益|年化|回报|赚|盈利|获利|利润|升值|增值|分红|返利|回本|致富(?!$)|发财|翻倍|翻番|收租|坐收|租金(?!减|优惠|打折)"
    r"|包租|返租|回购|暴利|百万富翁|稳健投资|投资(?:首选|小|少|回|价值|者)|(?:月|年|日)(?:收)?入"
)
# A bank or a payment firm as a whole names 理财 among the things its app can do.
_SERVES_AS_BANK = re.compile(
    r"(?:手机|网上|移动|掌上|直销|电子|口袋|数字)银行|银行[^。!?;\n]{0,8}(?:app|客户端)|(?:转账|缴费|还款|支付|收付)[^。!?;\n]{0,12}理财"
    r"|理财[^。!?;\n]{0,12}(?:转账|缴费|还款|支付|收付)"
)
_HELD_OUT = re.compile(
    r"年化|收益率?[^。!?;,\n]{0,6}[\dx]|[\dx]\s?%|(?:保本|稳赚|零风险|高收益|收益高|高回报|保值增值|复利|体验金)"
)
# One item of a seller's list is on offer, however many others are: 车险,理财,信用卡都可以找我.
_LISTED = re.compile(
    r"(?:^|[,、:;。!])(?:投资|个人|银行)?(?:理财|基金|信托|炒股|证券开户|股票)(?=[,、;(]|等[,。、])|理财[^。!?;,\n]{0,6}[\dx]\s?%",
    re.MULTILINE,
)
# Words of another trade as much as of an investment: where that is on offer they name no other product.
_ALSO_OF = {"housing": re.compile(r"认购|抄底|主力|起购|股市|基金"), "lottery": re.compile(r"体验金|起投|跟单")}
# Attraction that offers by itself where neither promotion nor terms stand beside it.
_ATTRACTS = re.compile(
    r"高收益(?!债|率的)|收益(?:又)?高|高回报|稳定收益|保本(?=[\dx])|[\dx]\s?%\s?的理财|收益率为[\dx]|回报已?超|起点低|低门槛|即买即赚"
)
_SURE_AD = 2.0
"""By so much the ad genre must lead every other one that has any cue: a page that may be news owes no warning."""

_PAYS_FOR_ITSELF = frozenset({"housing", "loan"})
"""The shop sold with its rent, and the mortgage on it, are no other trade beside the rent."""

_OTHER_TRADE_FACTOR = 2
"""An ad that names other products more than twice as often as investment products only mentions the latter."""


def owes_warning(reading: Reading) -> bool:
    """Whether the ad must warn of risk, going by its products and by how it speaks."""
    if not reading.is_advert or not _is_surely_advert(reading.genre):
        return False
    if not reading.investment_products or not (reading.is_offer or _says(_ATTRACTS, reading)):
        return False
    if reading.investment_products <= _INVESTMENT_BY_RETURN and not _says(_RETURN, reading):
        return False
    if _says(_SERVES_AS_BANK, reading) and not _says(_HELD_OUT, reading):
        return False
    return _is_about_investment(reading)


def _is_about_investment(reading: Reading) -> bool:
    counts: Counter[bool] = Counter()
    for page in reading.pages:
        for mention in page.mentions:
            wording = page.text[mention.span.start : mention.span.end]
            if any(trade in reading.products and _ALSO_OF[trade].search(wording) for trade in _ALSO_OF):
                continue
            if mention.product_id in _PAYS_FOR_ITSELF and "housing_return" in reading.products:
                continue
            if not reading.is_cleared(page, mention.span):
                counts[mention.product_id in reading.investment_products] += 1
    if not counts[True]:
        return False
    return counts[False] <= _OTHER_TRADE_FACTOR * counts[True] or _says(_LISTED, reading)


def _is_surely_advert(genre: Genre) -> bool:
    rival = max((score for name, score in genre.scores.items() if name != ADVERT), default=0.0)
    return not rival or genre.scores.get(ADVERT, 0.0) - rival >= _SURE_AD


def _says(wording: re.Pattern[str], reading: Reading) -> bool:
    return any(wording.search(page.text) for page in reading.pages)
