"""Finds people and bodies whose word is used to vouch, with their name where it stands beside the title.

Whether they vouch for an investment is for the rules to say.
"""

import re
from typing import Final

from classifier.entities.model import ENDORSER_KINDS, Entity, EntityKind
from classifier.entities.vocabulary import Anchor, EntityVocabulary
from classifier.text import Span

_SURNAMES: Final = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏"
    "吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾"
    "夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘"
)
_NAME_BEFORE: Final = re.compile(
    rf"(?:^|[^\u4e00-\u9fff]|[是由请随跟找的和与及、为著名知])(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{0,2}})$"
)
_NAME_AFTER: Final = re.compile(
    rf":?(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=$|[^\u4e00-\u9fff]|推荐|力荐|亲|带|为您|坐镇|领衔|主讲|团队|指出|认为|表示|说|教)"
)
_BODY_BEFORE: Final = re.compile(r"[\u4e00-\u9fff]{2,12}$")
_VOUCHES: Final = re.compile(
    "推荐|力荐|荐|见证|证明|亲测|认证|背书|代言|坐镇|带(?:你|您|队|单|盘)|分享|盈利|赚|获利|支持|指导|授课|讲|认可|权威|联合|评为|授予|监制|战绩|信赖"
    "|翻倍|成员|会员单位|理事|亲述|好评|口碑|跟(?:着|单)"
)
_NOT_NAMES: Final = frozenset({"金牌", "高级", "万能", "安全", "平安", "方案", "向导", "钱", "金", "高", "白金", "齐"})
_STOP: Final = re.compile(r"[。;!?\n]")
_NO_CUE_NEEDED: Final = frozenset({EntityKind.EXPERT, EntityKind.ANALYST, EntityKind.CELEBRITY})
_ENDORSERS: Final = {kind.value: kind for kind in ENDORSER_KINDS}


def find_endorsers(text: str, vocabulary: EntityVocabulary) -> list[Entity]:
    """People and bodies of a normalised text.

    Bodies and customers count only beside a word of vouching in their sentence: a member of a club is no endorser.
    """
    entities = []
    for anchor in vocabulary.anchors(text):
        kind = _ENDORSERS.get(anchor.family)
        if kind is None or (kind not in _NO_CUE_NEEDED and not _VOUCHES.search(_sentence(text, anchor))):
            continue
        entities.append(_body(text, anchor, vocabulary) if kind is EntityKind.BODY else _person(text, anchor, kind))
    return entities


def _sentence(text: str, anchor: Anchor) -> str:
    start = max(0, anchor.start - 40)
    for stop in _STOP.finditer(text, start, anchor.start):
        start = stop.end()
    stop_after = _STOP.search(text, anchor.end, min(len(text), anchor.end + 40))
    return text[start : stop_after.start() if stop_after else anchor.end + 40]


def _person(text: str, anchor: Anchor, kind: EntityKind) -> Entity:
    start, end, value = anchor.start, anchor.end, None
    before = _NAME_BEFORE.search(text[max(0, start - 5) : start])
    if before is not None and before["name"] not in _NOT_NAMES:
        value = before["name"]
        start -= len(value)
    elif after := _NAME_AFTER.match(text, end):
        value = after["name"]
        end = after.end("name")
    return Entity(kind=kind, span=Span(start, end), text=text[start:end], value=value)


def _body(text: str, anchor: Anchor, vocabulary: EntityVocabulary) -> Entity:
    start = anchor.start
    if head := _BODY_BEFORE.search(text[max(0, start - 12) : start]):
        cut = 0
        for lead in vocabulary.leads.finditer(head[0]):
            cut = lead.end()
        verb = re.search(r"^.*(?:经|获|由|被|受|联合|通过|得到|加入|荣获|及|和|为)", head[0])
        start -= len(head[0]) - max(cut, verb.end() if verb else 0)
    return Entity(
        kind=EntityKind.BODY,
        span=Span(start, anchor.end),
        text=text[start : anchor.end],
        value=text[start : anchor.end],
    )
