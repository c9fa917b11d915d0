"""What outcomes, statuses and other fixed terms are called on screens and in reports, Chinese and English.

Knows nothing of layouts. Category names are not here: the taxonomy holds them.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from classifier.finding import CitationRole, EditKind, Outcome, Status
from classifier.normalizing.disguises import DisguiseKind
from classifier.text import PassageKind


class Lang(StrEnum):
    """Language a person reads."""

    ZH = "zh"
    EN = "en"


class Term(NamedTuple):
    """A term in both languages."""

    zh: str
    en: str

    def in_lang(self, lang: Lang) -> str:
        """The term in one language."""
        return self.zh if lang is Lang.ZH else self.en


OUTCOMES: Mapping[Outcome, Term] = {
    Outcome.PASS: Term("通过", "pass"),
    Outcome.REVIEW: Term("人工复核", "review"),
    Outcome.REJECT: Term("拒绝", "reject"),
}
STATUSES: Mapping[Status, Term] = {
    Status.VIOLATION: Term("涉嫌违法", "violation"),
    Status.NEEDS_FACT: Term("待查证", "needs a fact"),
    Status.NONE: Term("未发现", "none"),
}
PASSAGES: Mapping[PassageKind, Term] = {
    PassageKind.TITLE: Term("标题", "title"),
    PassageKind.BODY: Term("正文", "body"),
    PassageKind.FOOTNOTE: Term("小字", "footnote"),
    PassageKind.BUTTON: Term("按钮", "button"),
    PassageKind.IMAGE_TEXT: Term("图中文字", "image text"),
    PassageKind.LANDING_TEXT: Term("落地页", "landing page"),
}
DISGUISES: Mapping[DisguiseKind, Term] = {
    DisguiseKind.SEPARATOR: Term("插入符号", "inserted separators"),
    DisguiseKind.REPEAT: Term("重复字符", "repeated characters"),
    DisguiseKind.ZERO_WIDTH: Term("零宽字符", "zero-width characters"),
    DisguiseKind.HOMOPHONE: Term("谐音字", "homophone"),
    DisguiseKind.PINYIN: Term("拼音", "pinyin"),
    DisguiseKind.INITIALS: Term("拼音首字母", "pinyin initials"),
    DisguiseKind.SPLIT: Term("拆字", "split character"),
    DisguiseKind.LOOKALIKE: Term("形近字", "look-alike"),
    DisguiseKind.EMOJI: Term("表情符号", "emoji"),
    DisguiseKind.SHUFFLED: Term("打乱字序", "shuffled order"),
}
EDITS: Mapping[EditKind, Term] = {
    EditKind.DELETE: Term("删除", "delete"),
    EditKind.REPLACE: Term("替换", "replace"),
    EditKind.APPEND: Term("补充", "add"),
    EditKind.REWRITE: Term("通盘改写", "reword"),
    EditKind.WITHDRAW: Term("撤回广告", "withdraw the ad"),
    EditKind.PROVE: Term("提供证明", "hold proof"),
}
CITATION_ROLES: Mapping[CitationRole, Term] = {
    CitationRole.BASIS: Term("依据", "basis"),
    CitationRole.PENALTY: Term("罚则", "penalty"),
}
UNCONFIRMED = Term("待核实", "unconfirmed")
"""Marks a citation that nobody has checked against the official text yet."""
PRIORITY_PARTS: Mapping[str, Term] = {
    "severity": Term("严重程度", "severity"),
    "probability": Term("把握", "certainty"),
    "categories": Term("类别数", "categories"),
    "disguise": Term("伪装", "disguise"),
    "reach": Term("传播面", "reach"),
    "watch_list": Term("重点名单", "watch list"),
}
"""Names of what a priority is the sum of."""
