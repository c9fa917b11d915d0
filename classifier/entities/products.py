"""Finds products by name: in quotation marks or brackets, or as a 系列.

Knows no single product.
"""

import re
from functools import lru_cache
from typing import Final

from classifier.entities.model import Entity, EntityKind
from classifier.entities.vocabulary import EntityVocabulary, alternation
from classifier.text import Span

_GATE: Final = re.compile('[《「“"]|系列')
_INNER: Final = r"[\u4e00-\u9fffa-z0-9·\- ]{2,20}?"


@lru_cache(maxsize=8)
def _pattern(product_kinds: tuple[str, ...]) -> re.Pattern[str]:
    kinds = alternation(product_kinds)
    number = r"(?:[一二三四五六七八九十\d]{1,4}(?:号|期|款))?"
    return re.compile(
        rf"[《「“\"](?P<quoted>{_INNER}(?:{kinds}){number})[》」”\"]"
        r"|(?<![\u4e00-\u9fff])(?P<series>[\u4e00-\u9fffa-z0-9]{2,8})系列(?=[^\u4e00-\u9fff]|理财|产品|基金|信托|$)"
    )


def find_products(text: str, vocabulary: EntityVocabulary) -> list[Entity]:
    """Product names of a normalised text."""
    if not _GATE.search(text):
        return []
    return [
        Entity(
            kind=EntityKind.PRODUCT,
            span=Span(*match.span(str(match.lastgroup))),
            text=match[str(match.lastgroup)],
            value=match[str(match.lastgroup)].strip(),
        )
        for match in _pattern(vocabulary.product_kinds).finditer(text)
    ]
