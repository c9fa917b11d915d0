"""Finds which column of a table or key of a record holds what.

Knows nothing of file formats; only names.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.ad import CreativeKind
from crawler.errors import MissingColumnError

_TEXT_NAMES: dict[CreativeKind, frozenset[str]] = {
    CreativeKind.TITLE: frozenset({"title", "headline", "subject", "标题", "广告标题", "主标题"}),
    CreativeKind.BODY: frozenset(
        {"text", "content", "copy", "ad_text", "ad_copy", "body", "message", "sms", "description"}
        | {
            "正文",
            "文案",
            "广告",
            "内容",
            "文本",
            "广告内容",
            "广告文案",
            "广告正文",
            "广告语",
            "短信",
            "短信内容",
        }
    ),
    CreativeKind.FOOTNOTE: frozenset({"footnote", "small_print", "小字", "脚注", "注释", "风险提示"}),
    CreativeKind.BUTTON: frozenset({"button", "cta", "按钮", "按钮文字"}),
    CreativeKind.IMAGE_TEXT: frozenset({"image_text", "ocr", "ocr_text", "图片文字", "图中文字"}),
    CreativeKind.LANDING_TEXT: frozenset({"landing_text", "landing_page_text", "落地页", "落地页文字", "落地页内容"}),
}
_TEXT_ONLY = frozenset({"text"})
# In order of preference: where two columns qualify, the first name wins.
_FACT_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "ad_id", "广告id", "广告编号", "编号", "序号"),
    "advertiser": (
        "advertiser",
        "advertiser_raw",
        "广告主",
        "广告主名称",
        "company",
        "公司名称",
        "企业名称",
        "公司",
    ),
    "published_at": ("published_at", "publish_time", "publish_date", "发布时间", "发布日期", "date", "日期"),
    "channel": ("channel", "渠道", "medium", "媒介", "media", "媒体", "platform", "平台"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """Positions of the columns that matter."""

    texts: tuple[tuple[int, CreativeKind], ...]
    """In reading order: title, body, footnote, button, image text, landing text."""
    id: int | None
    advertiser: int | None
    published_at: int | None
    channel: int | None


def map_columns(names: Sequence[str], source: str, *, text_column: str | None = None) -> ColumnMap:
    """Find the columns by name, in English or Chinese; letter case, width and spaces do not matter.

    ``text_column`` makes that one column the whole text.

    Raises:
        MissingColumnError: there is no text column, or not the one asked for.
    """
    plain = [_plain(name) for name in names]
    if text_column is not None:
        texts = [(_named_position(names, plain, text_column, source), CreativeKind.BODY)]
    else:
        texts = [(i, kind) for kind in _TEXT_NAMES for i, name in enumerate(plain) if name in _names_of(kind, plain)]
    if not texts:
        seen = ", ".join(repr(name) for name in names[:30]) or "none"
        raise MissingColumnError(
            source,
            f"no column holds ad text (columns: {seen}); name it with --text-column, "
            "or by number from 1 where the table has no header",
        )
    facts = {fact: _position(plain, known) for fact, known in _FACT_NAMES.items()}
    return ColumnMap(texts=tuple(texts), **facts)


def headerless_map(text_column: str, width: int, source: str) -> ColumnMap:
    """Take column number ``text_column`` (from 1) of a table of ``width`` columns without a header as the text.

    Raises:
        MissingColumnError: the table has no column of that number.
    """
    # Counted in characters first: Python refuses to turn thousands of digits into a number.
    position = int(text_column) if len(text_column) < 10 else 0
    if not 1 <= position <= width:
        raise MissingColumnError(source, f"no column number {text_column}; the {width} column(s) are numbered from 1")
    return ColumnMap(
        texts=((position - 1, CreativeKind.BODY),), id=None, advertiser=None, published_at=None, channel=None
    )


def is_column_number(names: Sequence[str], text_column: str | None) -> bool:
    """Whether ``text_column`` is a number and not one of the names."""
    return text_column is not None and text_column.isdecimal() and text_column not in names


def _names_of(kind: CreativeKind, plain: Sequence[str]) -> frozenset[str]:
    # ``text`` is the whole body by contract: a ``description`` or ``content`` beside it is not read as well.
    return _TEXT_ONLY if kind is CreativeKind.BODY and _TEXT_ONLY & set(plain) else _TEXT_NAMES[kind]


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().lower().replace(" ", "_").replace("-", "_")


def _position(plain: Sequence[str], known: Sequence[str]) -> int | None:
    return next((plain.index(name) for name in known if name in plain), None)


def _named_position(names: Sequence[str], plain: Sequence[str], wanted: str, source: str) -> int:
    if wanted in names:
        return list(names).index(wanted)
    if _plain(wanted) in plain:
        return list(plain).index(_plain(wanted))
    seen = ", ".join(repr(name) for name in names[:30]) or "none"
    raise MissingColumnError(source, f"no column {wanted!r}; the columns are {seen}")
