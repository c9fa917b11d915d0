"""Finds company names by legal form or trade, and signatures in 【】.

Knows no single company; which trade needs a licence is known in ``institutions``.
"""

import re
from functools import lru_cache
from typing import Final

from classifier.entities.model import Entity, EntityKind
from classifier.entities.vocabulary import (
    FORM,
    INTRODUCED_TRADE,
    TRADE,
    TRADE_COMPANY,
    Anchor,
    EntityVocabulary,
)
from classifier.text import Span

_NAME_TAIL: Final = re.compile(r"[\u4e00-\u9fffa-z0-9·()]{1,18}$")
_LONGEST_HAN_TAIL: Final = 8
_HAN_TAIL: Final = re.compile(r"[\u4e00-\u9fff]{2,8}$")
_PLACE: Final = re.compile(
    r"(?<!\()(?:北京|上海|天津|重庆|深圳|广州|杭州|南京|武汉|成都|西安|苏州|青岛|大连|厦门|宁波|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西"
    r"|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)"
)
_BRANCH: Final = re.compile(r"[\u4e00-\u9fff()]{1,8}(?:分公司|支公司|营业部|分店)")
_BORDER_AFTER: Final = re.compile(
    r"$|[\s,。;!?:)\]】、》\d(\"'”]|为您|专业|提供|办理|主营|欢迎|竭诚|贷款|感谢|祝|的|电话|信贷|推出|长期|您|有限|分公司|公司"
)
_SIGNATURE: Final = re.compile(r"(?:^|(?<=[\s。!?;,)】]))?【([^【】\[\],。!?;:\n]{2,16})】")
_NOT_A_NAME: Final = re.compile(
    r"^[\d\s%x*+\-./]+$|急用|贷款$|借款$|理财$|咨询$|活动|公告|通知|福利|优惠|点击|链接|验证码|提醒|免费"
)
_INDEFINITE: Final = re.compile(
    "最|欢迎|来电|详询|如需|无抵押|^无|^不|信用|贷款|累计|立即|放心|^[一二两三几多各这那某]家|^各大|^正规|^全国|^本地"
    "|^专业|^大型"
)
_MAX_COMPANY: Final = 26


@lru_cache(maxsize=512)
def find_companies(text: str, vocabulary: EntityVocabulary) -> tuple[Entity, ...]:
    """Company names and signatures of a normalised text, left to right.

    A name by trade alone (拓进实业) counts only where a border or an introducing word stands before it and the
    name ends there: 创造财富 is none. Cached: two detectors ask for the same text.
    """
    found = [_company(text, anchor, vocabulary) for anchor in vocabulary.anchors(text) if anchor.family in _COMPANY]
    companies = _outermost([entity for entity in found if entity is not None])
    return tuple(sorted([*companies, *_signatures(text)], key=lambda entity: entity.span))


_BARE: Final = frozenset({TRADE, INTRODUCED_TRADE})
_COMPANY: Final = frozenset({FORM, TRADE_COMPANY, *_BARE})


def _company(text: str, anchor: Anchor, vocabulary: EntityVocabulary) -> Entity | None:
    if anchor.family in _BARE and not _BORDER_AFTER.match(text, anchor.end):
        return None
    tail = _NAME_TAIL if anchor.family == FORM else _HAN_TAIL
    match = tail.search(text[max(0, anchor.start - 18) : anchor.start])
    if match is None:
        return None
    head = _after_leads(match[0], vocabulary)
    if not head or head in vocabulary.generic:
        return None
    start = anchor.start - len(head)
    if anchor.family != FORM and not _is_short_name(head, match[0], vocabulary, anchor):
        return None
    if anchor.family == INTRODUCED_TRADE and not vocabulary.introductions.search(text[max(0, start - 6) : start]):
        return None
    end = anchor.end
    branch = _BRANCH.match(text, end)
    if branch is not None and anchor.family not in _BARE:
        end = branch.end()
    if end - start > _MAX_COMPANY:
        return None
    return Entity(kind=EntityKind.COMPANY, span=Span(start, end), text=text[start:end], value=text[start:end])


def _is_short_name(head: str, written: str, vocabulary: EntityVocabulary, anchor: Anchor) -> bool:
    """Whether ``head`` can be the proper part of a name without legal form, standing behind a border or a lead."""
    if not 2 <= len(head) <= 6 or _INDEFINITE.search(head):
        return False
    if head == written and len(written) == _LONGEST_HAN_TAIL:
        return False
    return anchor.family == TRADE_COMPANY or not any(
        head.endswith(word) for word in vocabulary.generic if len(word) > 1
    )


def _after_leads(head: str, vocabulary: EntityVocabulary) -> str:
    """The name behind the last introducing word, from its place name on where one stands further in."""
    end = 0
    for lead in vocabulary.leads.finditer(head):
        end = lead.end()
    name = head[end:].lstrip(")·")
    if name.startswith("(") and ")" not in name:
        name = name[1:]
    place = _PLACE.search(name, 1)
    return name if place is None else name[place.start() :]


def _outermost(entities: list[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in sorted(entities, key=lambda entity: (entity.span.start, -len(entity.span))):
        if kept and kept[-1].span.overlaps(entity.span):
            if len(entity.span) > len(kept[-1].span):
                kept[-1] = entity
            continue
        kept.append(entity)
    return kept


def _signatures(text: str) -> list[Entity]:
    if "【" not in text:
        return []
    signatures = []
    for match in _SIGNATURE.finditer(text):
        name = match[1].strip()
        at_edge = match.start() <= 2 or len(text) - match.end() <= 12
        if at_edge and len(name) >= 2 and not _NOT_A_NAME.search(name):
            span = Span(match.start(), match.end())
            signatures.append(Entity(kind=EntityKind.SIGNATURE, span=span, text=match[0], value=name))
    return signatures
