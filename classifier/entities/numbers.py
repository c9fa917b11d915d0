"""Finds licence and filing numbers, credit codes, identity and card numbers.

An ICP filing is told apart: it is the number of a web site and no financial licence. Knows no register.
"""

import re
from functools import lru_cache
from typing import Final

from classifier.entities.checksums import is_card_number, is_credit_code, is_resident_id
from classifier.entities.model import Entity, EntityKind
from classifier.entities.vocabulary import EntityVocabulary
from classifier.places import Occupied
from classifier.text import Span

_GATE: Final = re.compile(r"\d{4}|[x*]{4}|icp|编号|编码|备案号")
_NUMBER: Final = re.compile(
    r"(?P<icp_number>[\u4e00-\u9fff]icp(?:备|证)\s?(?:[\dx*]{6,12})号?(?:-\d{1,3})?)"
    r"|(?<![a-z\d])(?:(?P<private_fund_manager>p\d{7})|(?P<staff_number>s\d{13})|(?P<wealth_product>[cz]\d{13,14})"
    r"|(?P<long>[1-9]\d{3}(?: \d{4}){3}(?: \d{3})?|[\da-hj-npqrtuwxy]{18}|\d{16,19}))(?![a-z\d])"
)
_FUND: Final = re.compile(
    r"(?:基金编号|产品编码|产品代码|备案编码|备案编号|备案号)[:为\s]{0,3}(?P<value>s[a-z\d]{5,6})(?![a-z\d])"
)
_STAFF_LABEL: Final = re.compile("执业|从业|资格|工号")


@lru_cache(maxsize=8)
def _labelled(labels: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<label>{labels})(?:编号|号码|号)?[为是:(\s]{{0,3}}"
        r"(?P<value>[a-z]{0,4}[\dx*]{3,}[a-z\dx*-]{0,20}|[\u4e00-\u9fff]{2,8}[\[(〔](?:19|20)\d\d[\])〕]\s?\d{1,5}号?)"
    )


def find_numbers_of_record(text: str, vocabulary: EntityVocabulary) -> list[Entity]:
    """Licence, filing, identity and card numbers of a normalised text; numbers with a check digit only if right."""
    if not _GATE.search(text):
        return []
    entities = [entity for match in _NUMBER.finditer(text) if (entity := _of(match)) is not None]
    entities.extend(
        Entity(
            kind=EntityKind.PRIVATE_FUND,
            span=Span(*match.span("value")),
            text=match["value"],
            value=match["value"].upper(),
        )
        for match in _FUND.finditer(text)
    )
    taken = Occupied(len(text), (entity.span for entity in entities))
    for match in _labelled(vocabulary.licence_labels).finditer(text):
        span = Span(*match.span("value"))
        if taken.overlaps(span):
            continue
        is_staff = _STAFF_LABEL.search(match["label"]) is not None
        value = None if re.search(r"[x*]{2}", match["value"]) else match["value"].upper()
        kind = EntityKind.STAFF_NUMBER if is_staff else EntityKind.LICENCE_NUMBER
        entities.append(Entity(kind=kind, span=span, text=match["value"], value=value))
    return entities


def _of(match: re.Match[str]) -> Entity | None:
    kind = str(match.lastgroup)
    written = match[0]
    span = Span(*match.span())
    if kind == "long":
        digits = written.replace(" ", "")
        if is_resident_id(digits):
            return Entity(kind=EntityKind.RESIDENT_ID, span=span, text=written, value=digits.upper())
        if is_credit_code(digits):
            return Entity(kind=EntityKind.CREDIT_CODE, span=span, text=written, value=digits.upper())
        if is_card_number(digits):
            return Entity(kind=EntityKind.BANK_CARD, span=span, text=written, value=digits)
        return None
    value = None if re.search(r"[x*]", written) else written.replace(" ", "").upper()
    return Entity(kind=EntityKind(kind), span=span, text=written, value=value)
