"""Pages of search engines: sponsored results told from organic ones by their label and the structure around it.

Relies on results that repeat (a title that links, with words below) and on the label, on no engine's class names.
Knows nothing of what was searched for.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import TypeVar
from urllib.parse import parse_qsl, urlsplit

from crawler.ad import CreativeKind, FoundBy
from crawler.pages.found import FoundAd, PicturePiece, TextPiece
from crawler.pages.label_words import label_word
from crawler.pages.parts import pieces_of
from crawler.pages.tree import Element, PageTree, words_of
from crawler.sites.kinds.kind import PageKind
from crawler.sites.lines import lines_in
from crawler.sites.site import Site

_QUERY_NAMES = frozenset(
    {"wd", "word", "q", "query", "keyword", "keywords", "kw", "key", "search", "searchword", "text", "p", "k", "w", "s"}
)
_MIN_RESULTS = 3
_HEADINGS = frozenset({"h2", "h3", "h4"})
_TITLE_NAME = re.compile(r"(?:^|[\s_-])(?:title|tit|tts|headline)(?:$|[\s_-])", re.IGNORECASE)
_MIN_TITLE = 4
_MIN_RESULT = 15
_MAX_LABEL = 44
_COMPANY = re.compile(
    r"[\w（）()·]{2,40}(?:有限(?:责任)?公司|股份公司|集团|银行|事务所|合作社)(?:\w{2,8}(?:分公司|支行|分行))?"
)
_TOOLS = re.compile(r"(?:百度|搜狗)?快照|举报|投诉|反馈|评价|翻译此页|网页快照|不感兴趣|[…·•|\-—>›▼▾×]+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")


_Item = TypeVar("_Item")


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    return re.compile(
        rf"(?:[\[【〔(（「『]\s*)?(?P<label>{label_word()})(?:\s*[\]】〕)）」』])?"
        r"(?:\s*[·•‧\-—–|:：]\s*(?P<advertiser>[^\s，。！？；、][^，。！？；]{1,29}))?",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Label:
    element: Element
    text: str
    advertiser: str | None


def is_such(tree: PageTree) -> bool:
    """Whether the address asks for words and the page answers with several results."""
    parts = urlsplit(tree.page.url)
    if not any(name.lower() in _QUERY_NAMES and value.strip() for name, value in parse_qsl(parts.query)):
        return False
    return len(_titles(tree)) >= _MIN_RESULTS


def find(tree: PageTree, site: Site) -> tuple[FoundAd, ...]:  # noqa: ARG001 - the kinds share a signature
    """The sponsored results, in document order."""
    titles = _titles(tree)
    labels = [label for label in _labels(tree) if not _is_in_title(label, titles)]
    sponsored: dict[int, tuple[Element, _Label]] = {}
    for label in labels:
        item = _item_around(tree, label.element, titles, labels)
        if _is_result(tree, item):
            sponsored.setdefault(item.index, (item, label))
    known = [item for item, _ in sponsored.values()]
    for label in labels:
        if not any(item.holds(label.element) for item in known):
            for title in _headed_by(label.element, titles):
                item = _item_of(title, titles)
                if not any(other.holds(title) for other in known):
                    sponsored.setdefault(item.index, (item, label))
    proof = f"{{}} on a page of {len(titles)} search results, {len(sponsored)} of them labelled"
    return tuple(
        _ad_of(tree, item, label, titles, proof.format(f"label {label.text!r}"))
        for _, (item, label) in sorted(sponsored.items())
    )


KIND = PageKind(name="search_results", is_such=is_such, find=find)


def _titles(tree: PageTree) -> list[Element]:
    """The links that are titles of results, in document order."""
    links = [link for link in tree.elements if link.tag == "a" and link.letters >= _MIN_TITLE and not link.is_hidden]
    headed = [link for link in links if link.frame == 0 and _heading_of(link) is not None]
    if len(headed) < _MIN_RESULTS:
        headed = [link for link in links if link.frame == 0 and _is_named_title(link)]
    return [link for link in headed if tree.landing_of(link) is not None]


def _heading_of(link: Element) -> Element | None:
    around = [link.parent, link.parent.parent if link.parent is not None else None]
    inside = list(link.elements())
    return next((element for element in (*around, *inside) if element is not None and element.tag in _HEADINGS), None)


def _is_named_title(link: Element) -> bool:
    return any(
        element is not None and _TITLE_NAME.search(element.attributes.get("class", ""))
        for element in (link, link.parent)
    )


def _labels(tree: PageTree) -> list[_Label]:
    found: list[_Label] = []
    for element, words in lines_in(tree.elements, longest=_MAX_LABEL):
        match = _label().fullmatch(_INVISIBLE.sub("", words).strip())
        if match is not None:
            # The innermost element that says it all stands for it.
            if found and found[-1].element.holds(element):
                found.pop()
            found.append(_Label(element=element, text="".join(match["label"].split()), advertiser=match["advertiser"]))
    for picture in tree.elements:
        stated = picture.attributes.get("alt", "") if picture.tag == "img" else ""
        match = _label().fullmatch(stated.strip()) if stated and not picture.is_hidden else None
        if match is not None:
            found.append(_Label(element=picture, text="".join(match["label"].split()), advertiser=match["advertiser"]))
    return sorted((label for label in found if label.element.frame == 0), key=lambda label: label.element.index)


def _is_in_title(label: _Label, titles: list[Element]) -> bool:
    """Whether it is no label but the title of a result about advertising, or a part of it."""
    place = bisect_right(titles, label.element.index, key=attrgetter("index"))
    title = titles[place - 1] if place else None
    if title is None or not title.holds(label.element):
        return False
    return label.advertiser is not None or title.letters <= label.element.letters


def _item_around(tree: PageTree, label: Element, titles: list[Element], labels: list[_Label]) -> Element:
    """The largest element around a label that is still one result."""
    item = label
    for outer in label.ancestors():
        if outer.tag in {"body", "html"} or len(_held(outer, titles)) > 1:
            break
        has_other = len(_held(outer, labels, key=_index_of)) > len(_held(item, labels, key=_index_of))
        if has_other and _is_result(tree, item):
            break
        item = outer
    return item


def _index_of(label: _Label) -> int:
    return label.element.index


def _held(outer: Element, items: list[_Item], *, key: Callable[[_Item], int] = attrgetter("index")) -> list[_Item]:
    """Those of a list in document order that stand in an element."""
    return items[bisect_left(items, outer.index, key=key) : bisect_left(items, outer.end, key=key)]


def _is_result(tree: PageTree, item: Element) -> bool:
    """Whether an element has a link with words and words besides."""
    return item.letters >= _MIN_RESULT and any(link.letters >= _MIN_TITLE for link in tree.links_in(item))


def _item_of(title: Element, titles: list[Element]) -> Element:
    item = title
    for outer in title.ancestors():
        if outer.tag in {"body", "html"} or len(_held(outer, titles)) > 1:
            break
        item = outer
    return item


def _headed_by(label: Element, titles: list[Element]) -> list[Element]:
    """The titles of the results that a label stands above, as in a block of 推广链接."""
    heading = label
    for outer in label.ancestors():
        if _held(outer, titles):
            break
        heading = outer
    block = heading.parent
    # A word among others, as in a menu, is the heading of nothing.
    if block is None or heading.letters > label.letters + 6:
        return []
    inside = _held(block, titles)
    if len(inside) < len(titles) and all(label.index < title.index for title in inside):
        return inside
    headed: list[Element] = []
    for sibling in block.elements():
        if sibling.index <= heading.index:
            continue
        held = _held(sibling, titles)
        if len(held) > 1:
            # One list below the heading; never the list of all results.
            return headed or (held if len(held) < len(titles) else [])
        if not held and sibling.letters:
            break
        headed += held
    return headed if len(headed) < len(titles) else []


def _ad_of(tree: PageTree, item: Element, label: _Label, titles: list[Element], proof: str) -> FoundAd:
    links = [link for link in tree.links_in(item) if link.letters >= _MIN_TITLE]
    title = next((link for link in links if link in titles), links[0])
    is_labelled = item.holds(label.element)
    skipped = frozenset({label.element.index}) if is_labelled else frozenset()
    headline = (piece.text for piece in pieces_of(tree, title, leave_out=skipped) if isinstance(piece, TextPiece))
    rest = pieces_of(tree, item, leave_out=skipped | {title.index})
    pieces = [
        _in_result(piece) for piece in rest if not isinstance(piece, TextPiece) or not _TOOLS.fullmatch(piece.text)
    ]
    advertiser = label.advertiser if is_labelled else None
    return FoundAd(
        pieces=(TextPiece(kind=CreativeKind.TITLE, text=" ".join(headline)), *pieces),
        found_by=(FoundBy.LABEL,),
        proof=proof,
        advertiser_raw=advertiser or _company_in(tree, item, title),
        landing_url=tree.landing_of(title),
        selector=tree.selector_of(item),
        box=item.box,
    )


def _in_result(piece: TextPiece | PicturePiece) -> TextPiece | PicturePiece:
    """A result has one title; links below it are copy."""
    is_title = isinstance(piece, TextPiece) and piece.kind is CreativeKind.TITLE
    return TextPiece(kind=CreativeKind.BODY, text=piece.text) if is_title and isinstance(piece, TextPiece) else piece


def _company_in(tree: PageTree, item: Element, title: Element) -> str | None:
    """The name of a company that stands by itself in a result."""
    for element, words in lines_in(tree.inside(item), longest=_MAX_LABEL):
        if not title.holds(element) and _COMPANY.fullmatch(words) is not None:
            return words_of(element)
    return None
