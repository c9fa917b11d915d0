"""What the names of fields mean: which part of an ad a value is, and whether it tells an ad from other records.

Names are cut into lower-case words (``adSourceDescription``, ``ad_source_description``: ad, source, description).
Knows nothing of where records stand.
"""

import re
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict


class Role(StrEnum):
    """Part of an ad that a field holds."""

    TITLE = "title"
    BODY = "body"
    FOOTNOTE = "footnote"
    BUTTON = "button"
    IMAGE = "image"
    MARKUP = "markup"
    LANDING = "landing"
    LINK = "link"
    """Leads somewhere, though not said to be where a click leads."""
    ADVERTISER = "advertiser"
    SOURCE = "source"
    """Who speaks: the advertiser of an ad, the paper of a news item."""


class Vocabulary(BaseModel):
    """The words of ``field_names.yaml``, which says what each list means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: frozenset[str]
    body: frozenset[str]
    footnote: frozenset[str]
    button: frozenset[str]
    image: frozenset[str]
    markup: frozenset[str]
    landing: frozenset[str]
    opening: frozenset[str]
    address: frozenset[str]
    advertiser: frozenset[str]
    source: frozenset[str]
    names: frozenset[str]
    ad: frozenset[str]
    tracking: frozenset[str]
    seen: frozenset[str]
    icon: frozenset[str]
    not_copy: frozenset[str]
    generic: frozenset[str]
    naming: frozenset[str]
    others: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """Read the words, once."""
    return Vocabulary.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


_FILE = Path(__file__).parent / "field_names.yaml"
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[\u4e00-\u9fff]+")


_CONTAINER = re.compile(
    r"(?:imp)?(?:ads?|adverts?|advertisements?)(?:infos?|lists?|datas?|items?|creatives?|cards?|slots?|contents?|units?"
    r"|records?)?|creatives?|adcreatives?|creativelists?|sponsored(?:items?|lists?)?|promoted(?:items?|lists?)?|广告(?:列表)?"
)
_LABEL_NAMES = frozenset({"label", "labels", "tag", "tags", "mark", "badge", "text", "type", "corner", "标签", "标识"})
_LABELS = frozenset({"广告", "推广", "赞助", "商业推广", "ad", "sponsored", "promoted", "advertisement"})


@lru_cache(maxsize=65_536)
def words_of(name: str) -> tuple[str, ...]:
    """Cut a field's name into lower-case words; digits part words and are dropped."""
    return tuple(word.lower() for word in _WORD.findall(name))


@lru_cache(maxsize=65_536)
def role_of(name: str) -> Role | None:  # noqa: PLR0911, PLR0912 - a table of names reads best as one list
    """The part of an ad that a field of this name holds, if its value fits; ``None`` for all other names."""
    words = words_of(name)
    given = set(words)
    if not words or given & vocabulary().tracking:
        return None
    last = words[-1]
    is_address = last in vocabulary().address or last in {"landing", "deeplink", "curl", "landingpage"}
    if given & vocabulary().image:
        return None if given & (vocabulary().icon | vocabulary().not_copy - {"page"}) else Role.IMAGE
    if given & vocabulary().icon:
        return None
    if given & (vocabulary().landing | vocabulary().opening) and (
        is_address or given & {"落地页", "跳转链接", "deeplink", "target", "landing"}
    ):
        return None if given & vocabulary().seen else Role.LANDING
    if is_address:
        return None if given & vocabulary().seen or given & {"video", "share", "comment", "source"} else Role.LINK
    if last in vocabulary().markup:
        return Role.MARKUP
    if last in vocabulary().not_copy and not given & vocabulary().advertiser:
        return None
    if given & vocabulary().button:
        return Role.BUTTON
    if given & vocabulary().footnote:
        return Role.FOOTNOTE
    if given & vocabulary().advertiser and last not in vocabulary().not_copy:
        return Role.ADVERTISER if last in vocabulary().names | vocabulary().advertiser or len(words) == 1 else None
    if given & vocabulary().source or words in {("app", "name"), ("user", "name"), ("screen", "name")}:
        return Role.SOURCE
    if given & {"subtitle", "副标题"} or ({"sub", "second", "secondary"} & given and given & vocabulary().title):
        return Role.BODY
    if last in vocabulary().title:
        return Role.TITLE
    if last in vocabulary().body:
        return Role.BODY
    return None


@lru_cache(maxsize=65_536)
def holds_no_copy(name: str) -> bool:
    """Whether nothing under this name is seen by a reader as the ad: counters, small signs, videos."""
    words = set(words_of(name))
    return bool(words & (vocabulary().tracking | vocabulary().icon)) or bool(
        words & vocabulary().seen and words & vocabulary().address
    )


@lru_cache(maxsize=65_536)
def is_ad_container(name: str) -> bool:
    """Whether what stands under this name is ads: ``ads``, ``adInfo``, ``creatives``."""
    return _CONTAINER.fullmatch("".join(words_of(name))) is not None


@lru_cache(maxsize=65_536)
def _is_flag(name: str) -> bool:
    return words_of(name) in {
        ("is", "ad"),
        ("is", "ads"),
        ("isad",),
        ("is", "advertisement"),
        ("is", "sponsored"),
        ("is", "promoted"),
        ("sponsored",),
        ("promoted",),
        ("是否广告",),
    }


@lru_cache(maxsize=65_536)
def _is_ad_id(name: str) -> bool:
    words = words_of(name)
    if not words or words[-1] not in {"id", "adid", "cid", "crid"}:
        return False
    return bool(set(words) & {*vocabulary().ad, "creative", "campaign", "adid", "crid", "aid"} - {"aid"})


@lru_cache(maxsize=65_536)
def _is_seen_tracker(name: str) -> bool:
    words = set(words_of(name))
    joined = "".join(words_of(name))
    return bool(
        (words & vocabulary().seen and words & (vocabulary().tracking | {"url", "urls", "link", "links"}))
        or joined in {"imptrackers", "imptracker", "impurl", "showurl", "nurl", "burl", "winurl", "apurl"}
    )


@lru_cache(maxsize=65_536)
def _is_click_tracker(name: str) -> bool:
    words = set(words_of(name))
    return bool(words & {"click", "clicks", "clk"} and words & vocabulary().tracking) or "clicktrackers" in words


def cue_of(name: str, value: object) -> tuple[str, int] | None:
    """What a field tells of its record being an ad, with its weight: 2 is enough alone, below 0 speaks against."""
    if _is_flag(name):
        return (name, 4) if _is_true(value) else (f"{name} is false", -4) if value is not None else None
    if _is_ad_id(name):
        return (name, 2) if _is_given(value) else None
    if _is_seen_tracker(name) or _is_click_tracker(name):
        return (name, 2) if _has_address(value) else None
    if _is_label(name, value):
        return f"{name}={value}", 4
    words_tuple = words_of(name)
    if words_tuple in _AGAINST and _is_given(value):
        return f"not {name}", -1
    if role_of(name) in {Role.BUTTON, Role.ADVERTISER} and isinstance(value, str) and value.strip():
        return name, 1
    if {"click", "deeplink", "landing"} & set(words_tuple) and role_of(name) is Role.LANDING and _has_address(value):
        return name, 1
    return None


def _is_label(name: str, value: object) -> bool:
    if not isinstance(value, str) or value.strip(" 「」【】[]()（）").lower() not in _LABELS:
        return False
    return any(word in _LABEL_NAMES or word.endswith("typename") for word in words_of(name))


_AGAINST = frozenset(
    {
        # Goods of a shop or products of the app itself.
        ("price",),
        ("sku",),
        ("sku", "id"),
        ("stock",),
        ("goods", "id"),
        ("product", "id"),
        ("product", "code"),
        ("fund", "code"),
        ("item", "id"),
        ("shop", "id"),
        # News, posts and clips.
        ("publish", "time"),
        ("pub", "time"),
        ("pub", "date"),
        ("publish", "date"),
        ("ctime",),
        ("author",),
        ("article", "id"),
        ("news", "id"),
        ("comment", "count"),
        ("comments", "count"),
        ("read", "count"),
        ("digg", "count"),
        ("like", "count"),
    }
)


def _is_true(value: object) -> bool:
    return value is True or value == 1 or (isinstance(value, str) and value.lower() in {"1", "true", "y", "yes", "是"})


def _is_given(value: object) -> bool:
    if isinstance(value, str):
        return value.strip().lower() not in {"", "0", "-1", "null", "none", "false"}
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _has_address(value: object) -> bool:
    if isinstance(value, list):
        return any(_has_address(item) for item in value)
    if isinstance(value, dict):
        return any(_has_address(item) for item in value.values() if not isinstance(item, dict | list))
    return isinstance(value, str) and value.startswith(("http://", "https://", "//"))
