"""Whether short words are an ad label: the word alone, with a close mark, or a note that a paid part begins or ends.

The words are data (``label_words.yaml``). Knows nothing of pages.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

MAX_LABEL = 24
"""Characters beyond which words are no label."""
_FILE = "label_words.yaml"
_DECORATION = r"[\s\[\]【】「」『』〔〕()（）<>《》|｜·•:：,，。\-—–_/、▾▼ⓘ×✕✖*◆■●▌★☆↓↑=~～…]*"
_PARTS = re.compile(r"[\s·•|｜/,，:：\-—]+")
_OF_ADVERTISER = re.compile(r"(.{2,20}?)的?(?:广告|推广|赞助)$")
_DECLARED = re.compile(
    r"^(?:本(?:内容|文|条|信息|帖|篇)(?:为|系|是|属于?)|以上(?:内容)?[为是系])[^，。\n]{0,4}(?:广告|推广|赞助内容|廣告|推廣)(?!法)"
)
_NO_NAME = re.compile(
    r"^(?:\d{1,4}[-:/年月日时分秒.sS]?)+$|^\d+\s?(?:分钟|小时|天|秒)前$|^(?:刚刚|昨天|今天|置顶|热|关闭|跳过|不感兴趣|[xX×])$|评论|阅读|来源$"
)
_SENTENCE = re.compile(r"[？?！!。；;]")


class LabelWordsSchema(BaseModel):
    """The file of words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    core: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    whole: tuple[str, ...]
    weak_before: tuple[str, ...]
    weak_after: tuple[str, ...]
    weak_whole: tuple[str, ...]
    control: tuple[str, ...]
    go_on: tuple[str, ...]
    opening: tuple[str, ...]
    closing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grammar:
    word: re.Pattern[str]
    weak: re.Pattern[str]
    leading: re.Pattern[str]
    label: re.Pattern[str]
    opening: re.Pattern[str]
    closing: re.Pattern[str]


def is_label(words: str) -> bool:
    """Whether a short text is nothing but an ad label."""
    return len(words) <= MAX_LABEL and _grammar().label.fullmatch(words) is not None


def is_label_word(words: str) -> bool:
    """Whether a text is the bare word, without brackets, close marks and the like."""
    return _grammar().word.fullmatch(words) is not None


def is_weak_label(words: str) -> bool:
    """Whether a short text labels what is paid for if that leads to another site: 商业合作, 特约, Partner offer."""
    return len(words) <= MAX_LABEL and _grammar().weak.fullmatch(words) is not None


def leading_label(words: str) -> tuple[str, str] | None:
    """A label that a line begins with, set off from the rest by a bracket, a colon or a gap, and the rest.

    【赞助】一句话, 商业合作：一句话; ``None`` for other words. Either kind of label.
    """
    match = _grammar().leading.match(words)
    return None if match is None else (match.group("label") or match.group("plain"), words[match.end() :].strip())


def is_opening(words: str) -> bool:
    """Whether a short text says that what follows it is paid for: 以下为推广内容."""
    return len(words) <= MAX_LABEL and _grammar().opening.fullmatch(words) is not None


def is_closing(words: str) -> bool:
    """Whether a short text says that a paid part ends: 推广内容结束, 以上为广告."""
    return len(words) <= MAX_LABEL and _grammar().closing.fullmatch(words) is not None


def split_label(words: str) -> tuple[str, str | None] | None:
    """A label among a few short parts, and the name beside it: 某某财富 · 广告 · 3小时前; ``None`` for other words."""
    if _DECLARED.match(words):
        return words, None
    parts = [part for part in _PARTS.split(words) if part]
    if 2 <= len(parts) <= 5 and any(is_label_word(part) for part in (parts[0], parts[-1], parts[1])):
        rest = [part for part in parts if not is_label_word(part) and not _NO_NAME.search(part)]
        if len(rest) <= 2 and all(len(part) <= 18 for part in rest) and not _SENTENCE.search(words):
            return words, rest[0] if len(rest) == 1 else None
    match = _OF_ADVERTISER.fullmatch(words)
    if match and "的" in words and len(words) <= 14:
        return words, match.group(1).removesuffix("的")
    return None


@lru_cache(maxsize=1)
def _stated() -> LabelWordsSchema:
    return LabelWordsSchema.model_validate(yaml.safe_load(files("crawler.pages").joinpath(_FILE).read_text("utf-8")))


@lru_cache(maxsize=1)
def label_word() -> str:
    """Regular expression of the bare word, for finders with a grammar of their own; ignore case with it."""
    stated = _stated()
    core = "|".join(r"\s?".join(word) for word in stated.core)
    return rf"(?:{_any(stated.whole)}|{_any(stated.before)}?(?:{core}){_any(stated.after)}?)"


@lru_cache(maxsize=1)
def _grammar() -> _Grammar:
    stated = _stated()
    word, control = label_word(), _any(stated.control)
    weak_words = tuple(r"\s?".join(one) if "\u4e00" <= one[0] <= "\u9fff" else one for one in stated.weak_whole)
    whole = "|".join(sorted(weak_words, key=len, reverse=True))
    weak = rf"(?:{whole}|{_any(stated.weak_before)}{_any(stated.weak_after)})"
    is_paid = rf"(?:均?[为為是系属屬])?\s?(?:第三方|合作方|商家|平台|本站)?(?:提供的?)?\s?{word}"
    return _Grammar(
        word=re.compile(word, re.IGNORECASE),
        weak=re.compile(rf"{_DECORATION}{weak}{_DECORATION}", re.IGNORECASE),
        leading=re.compile(
            rf"\s*(?:[【\[（(「『]\s*(?P<label>{word}|{weak})\s*[】\])）」』]|(?P<plain>{word}|{weak})\s*[：:|｜])",
            re.IGNORECASE,
        ),
        label=re.compile(
            rf"{_DECORATION}(?:{word}|{control}\s?广告|隐藏\s?广告|{word}(?:{_DECORATION}(?:[xX]|\d{{1,2}}\s?[sS秒]|{control}"
            rf"|{_any(stated.go_on)}))+|\d{{1,2}}\s?[sS秒]\s?{word}|\S{{2,8}}\s?提供的{word}|ads by \w+){_DECORATION}",
            re.IGNORECASE,
        ),
        opening=re.compile(
            rf"{_DECORATION}(?:{_any(stated.opening)}{is_paid}|{word}(?:开始|開始)){_DECORATION}", re.IGNORECASE
        ),
        closing=re.compile(
            rf"{_DECORATION}(?:{word}{_DECORATION}{_any(stated.closing)}|(?:以上|上述)(?:内容|內容|信息|图文|文字|部分)?{is_paid})"
            rf"{_DECORATION}",
            re.IGNORECASE,
        ),
    )


def _any(words: tuple[str, ...]) -> str:
    # The longest first: an alternation takes the first that fits.
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"
