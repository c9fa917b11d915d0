"""Where the article of a page is: the part whose paragraphs hold most of the running text.

Knows nothing of ads.
"""

import re
from dataclasses import dataclass

from crawler.pages.tree import FRAME_TAGS, Element, PageTree, words_of

_NAMED = re.compile(
    r"(?:^|[\s_-])(?:js_content|rich_media_content|article-?(?:body|content|text|detail)?|art-?(?:body|content|text)|post-?(?:body"
    r"|content)?|entry-?content|main-?text|news-?(?:content|text|body|detail)|detail-?content|text-?content|zhengwen|neirong"
    r"|content-?(?:body|text|detail)?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BESIDES = re.compile(
    r"comment|related|recommend|sidebar|footer|copyright|nav|breadcrumb|hot-?(?:news|list)", re.IGNORECASE
)
_BLOCKS = frozenset(
    {"p", "div", "section", "blockquote", "li", "td", "h2", "h3", "h4", "pre", "center", "font", "span"}
)
_MIN_LETTERS = 80
_MAX_LINK_SHARE = 0.4
_PARAGRAPH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The article of a page."""

    element: Element
    """With headline and byline, where these stand close by."""
    body: Element
    """The running text."""
    title: str | None


def article_of(tree: PageTree) -> Article | None:
    """The page's article; ``None`` when it has none, as a front page, a list, or a form."""
    best: Element | None = None
    most = 0.0
    scores: dict[int, float] = {}
    for element in tree.elements:
        if element.tag not in _BLOCKS or element.is_hidden or element.parent is None:
            continue
        own = _own_letters(tree, element)
        if own < _PARAGRAPH:
            continue
        # Full for the element right around a paragraph, half one level up: paragraphs are often wrapped.
        for share, outer in zip((1.0, 0.5, 0.25), element.ancestors(), strict=False):
            if outer.tag in FRAME_TAGS | {"html"}:
                break
            scores[outer.index] = scores.get(outer.index, 0.0) + share * own
        scores[element.index] = scores.get(element.index, 0.0) + own
    for index, score in scores.items():
        element = tree.elements[index]
        if _BESIDES.search(element.names):
            continue
        weight = score * (1.5 if _NAMED.search(element.names) or element.tag == "article" else 1.0)
        if weight > most and element.letters >= _MIN_LETTERS:
            best, most = element, weight
    if best is None or best.tag in {"html", "form", "ul", "ol", "table", "nav", "footer"}:
        return None
    linked = sum(link.letters for link in tree.links_in(best) if link is not best)
    if linked > _MAX_LINK_SHARE * best.letters or most < _MIN_LETTERS:
        return None
    headline = _headline(tree, best)
    return Article(element=_with_headline(best, headline), body=best, title=_title(tree, headline))


def _own_letters(tree: PageTree, element: Element) -> int:
    """Characters right in a block or its inline children, links left out."""
    total = sum(len("".join(child.split())) for child in element.children if isinstance(child, str))
    for child in element.elements():
        if child.tag in {"b", "em", "font", "i", "span", "strong", "u", "mark"} and not child.is_hidden:
            total += child.letters - sum(link.letters for link in tree.links_in(child))
    return total


def _headline(tree: PageTree, body: Element) -> Element | None:
    found = [
        element
        for element in tree.elements
        if element.tag in {"h1", "h2"}
        and element.frame == body.frame
        and not element.is_hidden
        and element.letters >= 4
    ]
    first = next((element for element in found if element.tag == "h1" and element.index < body.index), None)
    inside = next((element for element in found if body.holds(element) and element.tag == "h1"), None)
    before = [element for element in found if element.index < body.index]
    return inside or first or (before[-1] if before else None)


def _with_headline(body: Element, headline: Element | None) -> Element:
    if headline is None or body.holds(headline):
        return body
    for outer in body.ancestors():
        if outer.tag in FRAME_TAGS | {"body", "html"}:
            return body
        if outer.holds(headline):
            return outer if outer.letters <= 1.6 * body.letters + 200 else body
    return body


def _title(tree: PageTree, headline: Element | None) -> str | None:
    if headline is not None:
        return words_of(headline, limit=200) or None
    stated = next((element for element in tree.elements if element.tag == "title" and element.frame == 0), None)
    words = " ".join("".join(child for child in stated.children if isinstance(child, str)).split()) if stated else ""
    return words or None
