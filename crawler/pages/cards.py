"""The card that a link of words stands in: title, copy and button of one offer often surround the one thing to press.

Knows nothing of how the link was found.
"""

from crawler.pages.addresses import landing_key
from crawler.pages.tree import FRAME_TAGS, Element, PageTree

_NO_CARD_TAGS = (
    frozenset({"html", "body", "main", "article", "table", "tbody", "tr", "ul", "ol", "nav", "form"}) | FRAME_TAGS
)
_MAX_LETTERS = 260
_MAX_MORE = 160
_MAX_SENTENCE = 60


def card_of(tree: PageTree, link: Element) -> Element:
    """The largest element around the link that leads nowhere else, is small, and is no entry among its like."""
    card = link
    for outer in link.ancestors():
        if outer.tag in _NO_CARD_TAGS or outer.letters > _MAX_LETTERS or outer.letters - link.letters > _MAX_MORE:
            break
        if len({landing_key(tree.landing_of(one) or "", tree.page.url) for one in tree.links_in(outer)}) > 1:
            break
        if _is_running_text(outer) or _has_like(outer, card):
            break
        card = outer
    return card


def _is_running_text(outer: Element) -> bool:
    """Whether the link stands in a sentence."""
    own = sum(len("".join(child.split())) for child in outer.children if isinstance(child, str))
    return own > _MAX_SENTENCE


def _has_like(outer: Element, card: Element) -> bool:
    look = card.tag, card.attributes.get("class", "")
    alike = (one for one in outer.elements() if one is not card and one.letters and not one.is_hidden)
    return card.tag not in {"a", "span", "b"} and any(
        (one.tag, one.attributes.get("class", "")) == look for one in alike
    )
