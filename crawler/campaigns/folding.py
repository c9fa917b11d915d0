"""Folds an ad's words to what its near copies share: width, case, script, amounts, separators and emoji taken away.

Only for telling copies from other ads; nobody reads the folded words. Knows nothing of how they are compared.
"""

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from crawler.ad import Ad, CreativeKind

if TYPE_CHECKING:
    from opencc import OpenCC

_TELLING_KINDS = frozenset({CreativeKind.TITLE, CreativeKind.BODY, CreativeKind.IMAGE_TEXT})
_DIGITS = re.compile(r"\d+")
_STOCK_CLAUSES = re.compile(
    "(?:理财)?非存款|(?:产品|理财|投资|基金|市场|股市|期市)有风险|(?:投资|入市|交易|购买|选择)[需须要应]?谨慎"
    "|(?:(?:基金|产品|管理人)的?)?(?:过往|历史|过去)业绩并?不(?:预示|代表|保证)其?未来(?:业绩|收益|表现)?|风险自担"
)
"""Warnings that the ads of all carry; of a short ad they can be the larger part."""
_SURROGATES = re.compile("[\ud800-\udfff]")


def telling_words(ad: Ad) -> str:
    """The folded words by which copies of an ad are told: title, body and what was read in its pictures.

    Small print, buttons and stock warnings are much the same in the ads of all, and a landing page is much longer than
    the ad that leads to it, so they tell nothing.
    """
    words = folded("\n".join(creative.text for creative in ad.creatives if creative.kind in _TELLING_KINDS))
    return without_stock_clauses(words)


def without_stock_clauses(words: str) -> str:
    """Folded words without the warnings that the ads of all carry."""
    return _STOCK_CLAUSES.sub("", words)


def folded(text: str) -> str:
    """Letters alone, narrow, lower case, simplified, with one ``0`` for every number; nothing else is kept."""
    narrow = unicodedata.normalize("NFKC", _SURROGATES.sub("", text)).casefold()
    letters = "".join(filter(str.isalnum, _simplifier().convert(narrow)))
    return _DIGITS.sub("0", letters)


@cache
def _simplifier() -> "OpenCC":
    from opencc import OpenCC  # noqa: PLC0415 - its dictionaries take memory that a crawl without campaigns spares

    return OpenCC("t2s")
