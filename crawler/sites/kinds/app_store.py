"""Listings of app stores: the page of an app is its seller's advertisement, so all of it is one ad.

Knows nothing of single stores; relies on what every listing states: version, size, developer, a button to install.
"""

import re
from collections.abc import Iterator
from typing import Any

import orjson

from crawler.ad import CreativeKind, FoundBy
from crawler.pages.found import FoundAd, PicturePiece, TextPiece
from crawler.pages.parts import pieces_of
from crawler.pages.tree import Element, PageTree, words_of
from crawler.sites.kinds.kind import PageKind
from crawler.sites.lines import copy_in, lines_in, with_same_words
from crawler.sites.site import Site

_FACTS = {
    "version": re.compile(r"(?:当前|最新|软件)?版本(?:号)?|version", re.IGNORECASE),
    "size": re.compile(r"(?:软件|应用|安装包|文件)?大小|size", re.IGNORECASE),
    "developer": re.compile(
        r"(?:应用)?(?:开发者|开发商|供应商|提供者|提供商|开发公司|软件厂商|厂商|运营者|运营商|主办者)(?:名称|信息)?"
        r"|developer|seller",
        re.IGNORECASE,
    ),
    "updated": re.compile(
        r"(?:最后|最近)?更新(?:时间|日期)?|发布(?:时间|日期)|上架(?:时间|日期)|updated", re.IGNORECASE
    ),
    "category": re.compile(r"(?:应用|软件)?(?:分类|类别|类型)|category", re.IGNORECASE),
    "system": re.compile(r"兼容性|系统要求|支持系统|适用系统|适用平台|compatibility", re.IGNORECASE),
    "permissions": re.compile(r"(?:应用|查看)?权限(?:说明|列表|详情)?|隐私(?:政策|协议)|privacy policy", re.IGNORECASE),
    "rating": re.compile(r"年龄分级|内容评级|下载(?:次数|量)|安装(?:次数|量)|评分及?评论|age rating", re.IGNORECASE),
}
_MIN_FACTS = 4
_INSTALL = re.compile(
    r"(?:立即|免费|普通|高速|安全|直接|一键|官方)?(?:安装|下载)(?:到手机|应用|APP|客户端|安卓版|iPhone版)?|获取|install|get",
    re.IGNORECASE,
)
_DESCRIPTION = re.compile(
    r"(?:应用|软件|产品|APP|App)?\s*(?:介绍|描述|简介|说明|详情)|内容(?:提要|简介)|关于此\s*(?:应用|App)|(?:详细|编辑)介绍|description",
    re.IGNORECASE,
)
_NOTES = re.compile(
    r"(?:新)?版本(?:特性|更新|说明|记录)|更新(?:内容|日志|说明)|新(?:功能|内容|特性)|what[’']s new", re.IGNORECASE
)
_NEXT_SECTION = re.compile(
    r".{0,6}(?:评分|评论|评价|截图|预览|权限|隐私|信息|版本|更新|推荐|相关|相似|猜你喜欢|更多|同类|开发者|其他应用|热门|排行)"
    r".{0,8}"
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "dt", "strong", "b", "p", "div", "span", "li"})
_APP_TYPES = frozenset({"SoftwareApplication", "MobileApplication", "WebApplication"})
_NOT_A_SHOT = re.compile(r"logo|icon|avatar|qr|二维码|head", re.IGNORECASE)
_SHOT_NAME = re.compile(
    r"screenshot|screen-shot|snap|preview|截图|预览|gallery|pic-?(?:list|wrap|box)|img-?list", re.IGNORECASE
)
_MAX_SHOTS = 12


def is_such(tree: PageTree) -> bool:
    """Whether the page is the listing of one app: structured data say so, or its facts and an install button."""
    return _app_data(tree) is not None or _looks_like_listing(tree)


def find(tree: PageTree, site: Site) -> tuple[FoundAd, ...]:  # noqa: ARG001 - the kinds share a signature
    """The listing as one ad; nothing on a store's other pages."""
    data = _app_data(tree)
    facts = _facts(tree)
    if data is None and not _looks_like_listing(tree):
        return ()
    name = _name_of(tree, data)
    if name is None:
        return ()
    pieces: list[TextPiece | PicturePiece] = [TextPiece(kind=CreativeKind.TITLE, text=name)]
    pieces += _section(tree, _DESCRIPTION) or _stated_description(tree, data)
    pieces += _section(tree, _NOTES)
    button = _install_button(tree)
    if button is not None:
        pieces.append(TextPiece(kind=CreativeKind.BUTTON, text=words_of(button)))
    pieces += _screenshots(tree)
    told = "structured data of an application" if data is not None else f"facts {', '.join(sorted(facts))}"
    return (
        FoundAd(
            pieces=tuple(dict.fromkeys(pieces)),
            found_by=(FoundBy.SITE_RULE,),
            proof=f"app-store listing: {told}",
            advertiser_raw=facts.get("developer") or _developer_in(data),
            landing_url=None if button is None else tree.landing_of(button),
            selector=tree.selector_of(tree.roots[0]),
        ),
    )


KIND = PageKind(name="app_store", is_such=is_such, find=find)


def _looks_like_listing(tree: PageTree) -> bool:
    return len(_facts(tree)) >= _MIN_FACTS and _install_button(tree) is not None and _name_of(tree, None) is not None


def _facts(tree: PageTree) -> dict[str, str]:
    """What the listing states under which name, the first time."""
    found: dict[str, tuple[Element, str]] = {}
    for element, words in lines_in(tree.elements, longest=60):
        label, colon, value = words.partition("：") if "：" in words else words.partition(":")
        if not colon and " " in words:
            label, _, value = words.partition(" ")
        for name, pattern in _FACTS.items():
            # What holds all the facts begins with the first of them: the innermost element tells.
            if (name not in found or found[name][0].holds(element)) and pattern.fullmatch(label.strip()):
                stated = value.strip() or _beside(element)
                if stated:
                    found[name] = element, stated
    return {name: stated for name, (_, stated) in found.items()}


def _beside(label: Element) -> str:
    """The words that follow a label: in the next element, or in the one after what holds the label alone."""
    current = label
    for _ in range(2):
        parent = current.parent
        if parent is None:
            return ""
        following = [sibling for sibling in parent.elements() if sibling.index > current.index and sibling.letters]
        if following:
            return words_of(following[0], limit=100) if following[0].letters <= 100 else ""
        if parent.letters > label.letters:
            return ""
        current = parent
    return ""


def _name_of(tree: PageTree, data: dict[str, Any] | None) -> str | None:
    headings = [
        element for element in tree.elements if element.tag == "h1" and element.letters and not element.is_hidden
    ]
    if headings and headings[0].letters <= 60:
        return words_of(headings[0])
    if data is not None and isinstance(data.get("name"), str):
        return data["name"].strip() or None
    named = (
        e for e in tree.elements if re.search(r"app-?_?(?:name|title)", e.names, re.IGNORECASE) and 0 < e.letters <= 40
    )
    return next((words_of(element) for element in named if not element.is_hidden), None)


def _install_button(tree: PageTree) -> Element | None:
    for element, words in lines_in(tree.elements, longest=12):
        if _INSTALL.fullmatch(words):
            for outer in with_same_words(element):
                if outer.tag in {"a", "button"} or tree.landing_of(outer) is not None:
                    return outer
    return None


def _section(tree: PageTree, heading: re.Pattern[str]) -> tuple[TextPiece, ...]:
    """The text below a heading, up to the next one."""
    for element, words in lines_in(tree.elements, longest=14):
        if element.tag in _HEADINGS and heading.fullmatch(words.strip(" :：【】")):
            pieces: list[TextPiece] = []
            for following in _following(element):
                if following.letters <= 16 and _NEXT_SECTION.fullmatch(words_of(following)):
                    break
                pieces += copy_in(tree, following)
            copy = [piece for piece in pieces if piece.text not in {"展开", "收起", "更多", "展开全部", "more"}]
            if sum(len(piece.text) for piece in copy) >= 10:
                return tuple(copy)
    return ()


def _following(heading: Element) -> Iterator[Element]:
    """What comes after a heading among its siblings, or after the element that holds it alone."""
    current = heading
    while current.parent is not None:
        after = [sibling for sibling in current.parent.elements() if sibling.index > current.index]
        if any(sibling.letters for sibling in after):
            yield from after
            return
        if current.parent.letters > heading.letters:
            return
        current = current.parent


def _stated_description(tree: PageTree, data: dict[str, Any] | None) -> tuple[TextPiece, ...]:
    for element in tree.elements:
        if element.attributes.get("itemprop") == "description" and element.letters:
            return tuple(copy_in(tree, element))
    stated = (data or {}).get("description")
    return (
        (TextPiece(kind=CreativeKind.BODY, text=stated.strip()),) if isinstance(stated, str) and stated.strip() else ()
    )


def _screenshots(tree: PageTree) -> tuple[PicturePiece, ...]:
    shots: list[PicturePiece] = []
    for element in tree.elements:
        if element.tag != "img" or element.is_hidden:
            continue
        around = [element, *(parent for parent, _ in zip(element.ancestors(), range(4), strict=False))]
        stated = " ".join(item.names for item in around) + element.attributes.get("alt", "")
        if _SHOT_NAME.search(stated) and not _NOT_A_SHOT.search(element.names + element.attributes.get("alt", "")):
            shots += [piece for piece in pieces_of(tree, element) if isinstance(piece, PicturePiece)]
    return tuple(shots[:_MAX_SHOTS])


def _app_data(tree: PageTree) -> dict[str, Any] | None:
    """The first application in the page's JSON-LD."""
    for element in tree.elements:
        if element.tag != "script" or "ld+json" not in element.attributes.get("type", ""):
            continue
        try:
            stack: list[Any] = [orjson.loads("".join(c for c in element.children if isinstance(c, str)).strip())]
        except orjson.JSONDecodeError:
            continue
        while stack:
            value = stack.pop(0)
            if isinstance(value, list):
                stack.extend(value)
            elif isinstance(value, dict):
                types = value.get("@type")
                if _APP_TYPES & set(types if isinstance(types, list) else [types] if isinstance(types, str) else []):
                    return value
                stack.extend(item for item in (value.get("@graph"), value.get("mainEntity")) if item is not None)
    return None


def _developer_in(data: dict[str, Any] | None) -> str | None:
    author = (data or {}).get("author") or (data or {}).get("publisher")
    name = author.get("name") if isinstance(author, dict) else author
    return name.strip() or None if isinstance(name, str) else None
