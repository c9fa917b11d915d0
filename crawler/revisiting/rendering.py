"""Shows a comparison to a person at a terminal.

What an ad holds never reaches the terminal as a command: what cannot be seen is written by its number.
"""

import unicodedata
from collections.abc import Sequence
from typing import Literal

from crawler.revisiting.comparison import Change, Comparison, DiffKind, DiffPart, State

Language = Literal["zh", "en"]

_STATES: dict[Language, dict[State, str]] = {
    "zh": {
        State.UNCHANGED: "未变",
        State.RESPELT: "换了写法，读音或字形相同",
        State.EDITED: "文字已改",
        State.REPLACED: "原位置已是另一条广告",
        State.GONE: "广告已撤下",
        State.PAGE_GONE: "页面已不存在",
        State.NOT_SEEN: "未能看到，不下结论",
    },
    "en": {
        State.UNCHANGED: "unchanged",
        State.RESPELT: "respelt: reads or looks the same",
        State.EDITED: "edited",
        State.REPLACED: "replaced by another ad",
        State.GONE: "gone",
        State.PAGE_GONE: "page gone",
        State.NOT_SEEN: "not seen: no conclusion",
    },
}
_CHANGES: dict[Language, dict[Change, str]] = {
    "zh": {
        Change.PICTURE: "图片文件不同",
        Change.PICTURE_UNREAD: "有图片未识别，图中文字未比较",
        Change.LANDING_ADDRESS: "落地页地址不同",
        Change.LANDING_WORDS: "落地页文字不同",
        Change.ADVERTISER: "广告主不同",
    },
    "en": {
        Change.PICTURE: "other picture files",
        Change.PICTURE_UNREAD: "a picture was not read, words in pictures left out",
        Change.LANDING_ADDRESS: "other landing address",
        Change.LANDING_WORDS: "other words on the landing page",
        Change.ADVERTISER: "other advertiser",
    },
}
_LABELS: dict[Language, tuple[str, str, str]] = {
    "zh": ("相似度", "落地页", "另"),
    "en": ("similarity", "landing page", "also"),
}
_SHOWN_AROUND = 24
"""Characters of an unchanged stretch that are shown beside a change."""


def render(comparison: Comparison, *, language: Language = "zh") -> str:
    """One line on what became of the ad, then the changes as ``[-before-]{+after+}``, as plain text."""
    likeness, landing, also = _LABELS[language]
    head = f"{_STATES[language][comparison.state]}  {_named(comparison.past_id)}"
    if comparison.now_id is not None and comparison.now_id != comparison.past_id:
        head += f" → {_named(comparison.now_id)}"
    if comparison.state is State.EDITED and comparison.similarity is not None:
        head += f"  {likeness} {comparison.similarity:.0%}"
    if comparison.problem is not None:
        head += f"  ({_visible(comparison.problem)})"
    lines = [head]
    if comparison.parts:
        lines += _indented(_marked(comparison.parts))
    if comparison.landing_parts:
        lines += [f"  {landing}:", *_indented(_marked(comparison.landing_parts))]
    if comparison.changes:
        lines.append(f"  {also}: " + "; ".join(_CHANGES[language][change] for change in comparison.changes))
    return "\n".join(lines)


def _marked(parts: Sequence[DiffPart]) -> str:
    shown = []
    for number, part in enumerate(parts):
        if part.kind is DiffKind.EQUAL:
            shown.append(_shortened(part.after, is_first=number == 0, is_last=number == len(parts) - 1))
            continue
        if part.before:
            shown.append(f"[-{_visible(part.before)}-]")
        if part.after:
            shown.append(f"{{+{_visible(part.after)}+}}")
    return "".join(shown)


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    head = 0 if is_first else _SHOWN_AROUND
    tail = 0 if is_last else _SHOWN_AROUND
    if len(text) <= head + tail + 1:
        return _visible(text)
    return f"{_visible(text[:head])}…{_visible(text[len(text) - tail :])}"


def _indented(text: str) -> list[str]:
    return [f"    {line}" for line in text.split("\n")]


def _named(ad_id: str) -> str:
    return _visible(ad_id).replace("\n", " ")


def _visible(text: str) -> str:
    return "".join(
        f"<U+{ord(character):04X}>"
        if character != "\n" and unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        else character
        for character in text
    )
