"""Ads whose label is the begin of their own line: 商业合作：…, 【赞助】….

Such a label is no element of its own. Knows nothing of labels that are.
"""

from collections.abc import Iterator

from crawler.ad import FoundBy
from crawler.pages.label_words import is_label, is_weak_label, leading_label
from crawler.pages.mark import Mark
from crawler.pages.shape import is_about_advertising, leaves_site
from crawler.pages.tree import SILENT_TAGS, Element, PageTree, words_of

_MAX_LETTERS = 200
_LEAST_WORDS = 6
_NO_LINE_TAGS = SILENT_TAGS | {"html", "body", "nav", "header", "title", "option", "button", "h1"}


def label_prefixes(tree: PageTree) -> Iterator[Mark]:
    """A mark on every line or link that a label begins and that leads away from the site."""
    for element in tree.elements:
        if element.is_hidden or element.tag in _NO_LINE_TAGS or not 0 < element.letters <= _MAX_LETTERS:
            continue
        label = _label_of_link(element) if element.tag == "a" else _label_before_link(element)
        if label is not None and leaves_site(tree, element) and not is_about_advertising(words_of(element, limit=60)):
            yield Mark(element=element, way=FoundBy.LABEL, proof=label)


def _label_of_link(link: Element) -> str | None:
    """The label that a link's own words begin with."""
    found = leading_label(words_of(link, limit=200))
    return found[0] if found is not None and len(found[1]) >= _LEAST_WORDS else None


def _label_before_link(line: Element) -> str | None:
    """The label in the text before the first link of a line."""
    first = line.children[0] if line.children else None
    if not isinstance(first, str) or not any(child.tag == "a" for child in line.elements()):
        return None
    words = first.strip()
    if is_label(words) or is_weak_label(words):
        return words
    found = leading_label(words)
    return found[0] if found is not None and not found[1] else None
