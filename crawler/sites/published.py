"""When a page says that it was published.

Takes nothing for a publication time that is not stated as one: not the server's clock, not the day at the top of a
portal, not the last update.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import orjson

from crawler.ad import CHINA_TIME
from crawler.pages.page import Page
from crawler.pages.tree import Element, PageTree, words_of
from crawler.sites.lines import lines_in

_META_NAMES = frozenset(
    {
        "article:published_time",
        "og:published_time",
        "og:release_date",
        "datepublished",
        "publishdate",
        "publish_date",
        "publish-date",
        "publish_time",
        "pubdate",
        "pub_date",
        "releasedate",
        "weibo:article:create_at",
        "weibo: article:create_at",
        "bytedance:published_time",
        "dc.date.issued",
        "dcterms.issued",
        "apub:time",
    }
)
_DATE = (
    r"(?P<year>(?:19|20)\d{2})\s*[-年/.]\s*(?P<month>\d{1,2})\s*[-月/.]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:[\sT]*(?P<hour>\d{1,2})\s*[:：时]\s*(?P<minute>\d{2})(?:\s*[:：分]\s*(?P<second>\d{2})(?:\.\d+)?)?[秒分]?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_STATED = re.compile(r"(?:发布|发表|刊发|刊登|上线)(?:时间|日期|于)?\s*[:：]?\s*" + _DATE)
_STATED_AFTER = re.compile(_DATE + r"\s*(?:发布|发表|刊发)")
_BESIDE_SOURCE = re.compile(
    _DATE
    + r"[\s|·]*(?:来源|稿源|作者|责编|责任编辑|编辑)|(?:来源|稿源)\s*[:：]\s*\S{2,20}[\s|·]+"
    + _DATE.replace("?P<", "?P<s_")
)
_ANY_DATE = re.compile(_DATE)
_TIME_NAME = re.compile(
    r"(?:^|[\s_-])(?:publish(?:ed)?(?:[_-]?(?:time|date|at))?|pub[_-]?(?:time|date)|post[_-]?(?:time|date)"
    r"|article[_-]?(?:time|date)|entry-date|date-source|time-source|createtime)(?:$|[\s_-])",
    re.IGNORECASE,
)
_WECHAT_TIME = re.compile(
    r"\bvar\s+ct\s*=\s*[\"'](\d{10})[\"']|\bcreateTime\s*=\s*[\"'](\d{4}-\d{2}-\d{2}[^\"']*)[\"']"
)
_JSON_LD_KEYS = ("datePublished", "dateCreated", "uploadDate")
_LONGEST_LINE = 200
_MAX_TIMES = 100
_FIRST_YEAR = 1994
"""There were no web pages in China before."""


def published_at(page: Page) -> datetime | None:
    """The publication time that the page states, aware UTC; a time without a zone is China time.

    ``None`` when it states none. Asked in this order: JSON-LD, meta tags, the variables of a WeChat article, elements
    made for it, and words such as 发布时间 or a date beside 来源.
    """
    return published_in(PageTree(page))


def published_in(tree: PageTree) -> datetime | None:
    """The same from a tree that was built before."""
    own = [element for element in tree.elements if element.frame == 0]
    for stated in _stated(own):
        if isinstance(stated, datetime):
            return stated
    return None


def moment_of(text: str) -> datetime | None:
    """The first date in a text, with its clock time where one follows; aware UTC."""
    match = _ANY_DATE.search(text)
    return None if match is None else _moment(match.groupdict())


def _stated(elements: list[Element]) -> Iterator[datetime | None]:
    scripts = [_source_of(element) for element in elements if element.tag == "script"]
    for source in scripts:
        yield from (moment_of(text) for text in _json_dates(source))
    for element in elements:
        if element.tag == "meta" and _is_time_meta(element.attributes):
            yield moment_of(element.attributes.get("content", ""))
    for source in scripts:
        match = _WECHAT_TIME.search(source)
        if match is not None:
            yield _epoch(int(match[1])) if match[1] else moment_of(match[2])
    for element in islice((e for e in elements if not e.is_hidden and _is_for_time(e)), _MAX_TIMES):
        yield moment_of(element.attributes.get("datetime") or words_of(element, limit=_LONGEST_LINE))
    lines = [words for element, words in lines_in(elements, longest=_LONGEST_LINE) if _is_line(element)]
    for pattern in (_STATED, _STATED_AFTER, _BESIDE_SOURCE):
        yield from (_moment(match.groupdict()) for match in map(pattern.search, lines) if match is not None)


def _is_time_meta(attributes: dict[str, str]) -> bool:
    return any(attributes.get(key, "").strip().lower() in _META_NAMES for key in ("property", "name", "itemprop"))


def _is_for_time(element: Element) -> bool:
    attributes = element.attributes
    if attributes.get("itemprop", "").lower() == "datepublished" or (element.tag == "time" and "pubdate" in attributes):
        return True
    return _TIME_NAME.search(element.names) is not None and 0 < element.letters <= _LONGEST_LINE


def _is_line(element: Element) -> bool:
    """Whether an element is long enough for a date, and no link: that leads to another article, whose date it shows."""
    return element.letters >= 8 and element.tag != "a" and not any(outer.tag == "a" for outer in element.ancestors())


def _source_of(script: Element) -> str:
    return "".join(child for child in script.children if isinstance(child, str))


def _json_dates(source: str) -> Iterator[str]:
    if not any(f'"{key}"' in source for key in _JSON_LD_KEYS):
        return
    try:
        value: Any = orjson.loads(source.strip().rstrip(";"))
    except orjson.JSONDecodeError:
        return
    stack = [value]
    found: dict[str, list[str]] = {}
    while stack:
        current = stack.pop(0)
        if isinstance(current, list):
            stack.extend(current)
        elif isinstance(current, dict):
            for key in _JSON_LD_KEYS:
                if isinstance(current.get(key), str):
                    found.setdefault(key, []).append(current[key])
            stack.extend(item for item in current.values() if isinstance(item, dict | list))
    for key in _JSON_LD_KEYS:
        yield from found.get(key, [])


def _epoch(seconds: int) -> datetime | None:
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment if moment.year >= _FIRST_YEAR else None


def _moment(groups: dict[str, str | None]) -> datetime | None:
    parts = {name.removeprefix("s_"): value for name, value in groups.items() if value is not None}
    year, month, day, hour, minute, second = (
        int(parts.get(name, "0")) for name in ("year", "month", "day", "hour", "minute", "second")
    )
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=CHINA_TIME)
    except ValueError:
        return None
    if year < _FIRST_YEAR:
        return None
    zone = parts.get("zone")
    if zone is not None and zone != "Z":
        digits = zone[1:].replace(":", "")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        moment = moment.replace(tzinfo=UTC) - (offset if zone[0] == "+" else -offset)
    elif zone == "Z":
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC)
