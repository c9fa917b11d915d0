"""Does the text offer a product, by promotion or by its terms? News, talk and menus name products and offer none.

Knows nothing of claims.
"""

import re

_YIELD = re.compile(
    r"(?:收益|年化|回报|利率|分红|盈利|获利|赚)[^。!?;\n]{0,8}[\dx]|[\dx]\s?%[^。!?;\n]{0,6}(?:收益|年化|回报)"
)
_INVESTMENT_TERMS = re.compile(
    r"起购|起投|认购|热销|发售|专享|新手标|体验金|期限[::]?\s?[\dx]|[\dx]\s?(?:天|个月|月|年)(?:期|[,、:\s]|$)|万起|元起"
)
# A promise offers by itself, however few the terms.
_PROMISE = re.compile(
    r"稳赚|只赚不赔|(?:保证|确保)[^。!?;,\n]{0,6}(?:收益|盈利|赚|本金)|(?:不会|无需|不用)[^。!?;,\n]{0,6}(?:担心|受)[^。!?;,\n]{0,8}(?:损失|风险|亏)"
    r"|(?:收益|年化|回报)[^。!?;,\n]{0,4}(?:最高|最多|高达|可达|达到?|翻倍)[^。!?;\n]{0,6}[\dx]|必涨|保值增值"
)
_CREDIT_TERMS = re.compile(
    r"(?:可贷|能贷|额度|贷款?|借款?)[^。!?;\n]{0,6}[\dx]|(?:月息|日息|利息|利率)[^。!?;\n]{0,4}[\dx]\s?(?:%|分|厘|毛|元)"
    r"|(?:无|免)(?:需)?(?:抵押|担保)|(?:当天|当日|秒|即时|急速|极速|快速)(?:放款|下款|到账|批款)|押车|不押车|空放|上门办理|来就(?:贷|放)"
)


def states_terms_of_offer(text: str) -> bool:
    """Whether normalised ``text`` gives terms on which something can be had: a yield with entry or term, or credit."""
    return bool(
        _CREDIT_TERMS.search(text) or _PROMISE.search(text) or (_YIELD.search(text) and _INVESTMENT_TERMS.search(text))
    )
