"""Articles of public accounts, as WeChat shows them: their parts, not whether they advertise.

That an article is an ad is told by its words, which ``crawler.pages`` judges. Knows nothing of it.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from crawler.pages.found import FoundAd
from crawler.pages.page import Page
from crawler.pages.tree import Element, PageTree, words_of
from crawler.sites.addresses import host_of
from crawler.sites.kinds.kind import PageKind
from crawler.sites.lines import copy_in, lines_in, with_same_words
from crawler.sites.published import published_in
from crawler.sites.site import Site

_HOSTS = frozenset({"mp.weixin.qq.com"})
_ACCOUNT_NAME = re.compile(
    r"(?:^|[\s_-])(?:js_name|profile_nickname|rich_media_meta_nickname|account[_-]?(?:name|nickname)|nickname)(?:$|[\s_-])"
)
_AUTHOR_NAME = re.compile(r"(?:^|[\s_-])(?:js_author_name|rich_media_meta_text|author(?:[_-]?name)?)(?:$|[\s_-])")
_CONTENT_NAME = re.compile(r"(?:^|[\s_-])(?:js_content|rich_media_content|article[_-]?(?:content|body))(?:$|[\s_-])")
_HIDDEN_CONTENT = re.compile(r"(<\w+[^>]*\bid=[\"']js_content[\"'][^>]*?)\sstyle=[\"'][^\"'>]*[\"']", re.IGNORECASE)
_CARD_TAGS = frozenset({"mp-miniprogram", "mp-weapp", "mp-common-miniprogram", "mp-common-product"})
_CARD_NAME = re.compile(r"(?:^|[\s_-])(?:weapp|miniprogram|mini-program|mp-card)\w*", re.IGNORECASE)
_REWARD_NAME = re.compile(r"(?:^|[\s_-])(?:js_reward\w*|reward(?:_area|-area|_qrcode)?)(?:$|[\s_-])")
_REWARD_WORDS = re.compile(r"(?:赞赏作者|喜欢作者|赞赏|打赏)")
_ORIGINAL_WORDS = re.compile(r"阅读原文|Read more|查看原文|原文链接", re.IGNORECASE)
_QR_NAME = re.compile(r"qr[_-]?code|二维码|qrimg", re.IGNORECASE)
_SCRIPT_FACT = r"var\s+{}\s*=\s*(?:htmlDecode\()?[\"']((?:[^\"'\\]|\\.)*)[\"']"
_NICKNAME = re.compile(_SCRIPT_FACT.format("nickname"))
_SOURCE_URL = re.compile(_SCRIPT_FACT.format("msg_source_url"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleParts:
    """What an article states, as seen; ``None`` and empty for what it does not."""

    title: str
    body: str
    """A line for each block."""
    account: str | None
    """Name of the public account that published it."""
    author: str | None
    published_at: datetime | None
    """Aware, UTC."""
    original_url: str | None
    """Where 阅读原文 leads, absolute."""
    cards: tuple[str, ...] = ()
    """Titles of mini-program and shop cards in the text."""
    has_reward: bool = False
    """Whether readers are asked for money."""
    has_qr_code: bool = False
    """Whether a picture is named a QR code; a picture that only is one is not noticed."""


def is_such(tree: PageTree) -> bool:
    """Whether the page is an article of a public account: by its host, or by title, account and text together."""
    return parts_of(tree) is not None


def find(tree: PageTree, site: Site) -> tuple[FoundAd, ...]:  # noqa: ARG001 - the kinds share a signature
    """Nothing: the structure of an article does not tell whether it advertises."""
    return ()


KIND = PageKind(name="article", is_such=is_such, find=find)


def article_parts(page: Page) -> ArticleParts | None:
    """Cut an article into its parts; ``None`` for a page that is none."""
    return parts_of(PageTree(page))


def parts_of(tree: PageTree) -> ArticleParts | None:
    """The same from a tree that was built before."""
    page = with_shown_text(tree.page)
    if page is not tree.page:
        tree = PageTree(page)
    own = [element for element in tree.elements if element.frame == 0]
    content = _named(own, _CONTENT_NAME)
    title = _title_of(own)
    account = _words(_named(own, _ACCOUNT_NAME)) or _from_script(own, _NICKNAME)
    is_hosted = host_of(page.url) in _HOSTS
    if content is None or title is None or not (account or is_hosted):
        return None
    body = [piece.text for piece in copy_in(tree, content)]
    author = _words(_named(own, _AUTHOR_NAME)) or _meta(own, "author", "og:article:author")
    return ArticleParts(
        title=title,
        body="\n".join(body),
        account=account,
        author=author if author != account and not _is_date(author) else None,
        published_at=published_in(tree),
        original_url=_original_url(tree, own),
        cards=tuple(dict.fromkeys(filter(None, map(_card_title, _cards(list(tree.inside(content))))))),
        has_reward=any(_is_reward(element) for element in own),
        has_qr_code=any(_is_qr_code(element) for element in own),
    )


def with_shown_text(page: Page) -> Page:
    """The page as its script would show it: WeChat hides the text of an article until that has run.

    Over plain HTTP it never does. Any other page, and one that a browser drew, is returned as it is.
    """
    if page.viewport is not None or not page.frames:
        return page
    first = page.frames[0]
    shown, changes = _HIDDEN_CONTENT.subn(r"\1", first.html, count=1)
    return replace(page, frames=(replace(first, html=shown), *page.frames[1:])) if changes else page


def _named(elements: list[Element], pattern: re.Pattern[str]) -> Element | None:
    """The first visible element so called."""
    return next(
        (
            element
            for element in elements
            if element.letters
            and not element.is_hidden
            and element.tag not in {"body", "html"}
            and pattern.search(element.names)
        ),
        None,
    )


def _words(element: Element | None) -> str | None:
    return None if element is None else words_of(element, limit=200) or None


def _title_of(elements: list[Element]) -> str | None:
    heading = next((element for element in elements if element.tag == "h1" and element.letters), None)
    heading = heading or next((e for e in elements if e.attributes.get("id") == "activity-name" and e.letters), None)
    return _words(heading) or _meta(elements, "og:title", "twitter:title")


def _meta(elements: list[Element], *names: str) -> str | None:
    for element in elements:
        if element.tag == "meta":
            name = element.attributes.get("property") or element.attributes.get("name") or ""
            if name.lower() in names and element.attributes.get("content", "").strip():
                return element.attributes["content"].strip()
    return None


def _from_script(elements: list[Element], pattern: re.Pattern[str]) -> str | None:
    for element in elements:
        if element.tag == "script":
            match = pattern.search("".join(child for child in element.children if isinstance(child, str)))
            if match is not None and match[1].strip():
                return match[1].replace("\\x26", "&").replace("&amp;", "&").strip()
    return None


def _is_date(words: str | None) -> bool:
    return words is not None and re.fullmatch(r"[\d\s年月日:：./-]+", words) is not None


def _original_url(tree: PageTree, elements: list[Element]) -> str | None:
    for element, words in lines_in(elements, longest=12):
        if _ORIGINAL_WORDS.fullmatch(words):
            landing = next(filter(None, map(tree.landing_of, with_same_words(element))), None)
            if landing is not None and urlsplit(landing).scheme in {"http", "https"}:
                return landing
    stated = _from_script(elements, _SOURCE_URL)
    return stated if stated is not None and host_of(stated) is not None else None


def _cards(elements: list[Element]) -> list[Element]:
    return [e for e in elements if e.tag in _CARD_TAGS or (_CARD_NAME.search(e.names) and e.letters <= 200)]


def _card_title(card: Element) -> str:
    stated = card.attributes.get("data-miniprogram-title") or card.attributes.get("data-title")
    return (stated or words_of(card, limit=200)).strip()


def _is_reward(element: Element) -> bool:
    if element.is_hidden or not element.letters:
        return False
    if _REWARD_NAME.search(element.names):
        return True
    return element.letters <= 8 and _REWARD_WORDS.fullmatch(words_of(element)) is not None


def _is_qr_code(element: Element) -> bool:
    if element.tag != "img" or element.is_hidden:
        return False
    stated = (element.names, *(element.attributes.get(name, "") for name in ("alt", "src", "data-src", "title")))
    return any(_QR_NAME.search(text[:2000]) for text in stated)
