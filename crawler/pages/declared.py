"""Ads and their parts by the selectors declared for a site.

A selector that the parser does not know finds nothing; ``crawler.sites`` checks them when it reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from crawler.ad import CreativeKind, FoundBy
from crawler.pages.found import TextPiece
from crawler.pages.mark import Mark
from crawler.pages.tree import Element, PageTree, words_of

if TYPE_CHECKING:
    # crawler.sites uses the finders of this package; at run time the arrow points one way.
    from crawler.pages.ad_rule import AdRule


def declared(tree: PageTree, rules: Sequence[AdRule]) -> Iterator[tuple[Mark, AdRule]]:
    """A mark on every element that a rule names, in every frame."""
    for rule in rules:
        for frame in tree.parsers:
            for element in _select(tree, rule.selector, frame):
                if rule.label is None or rule.label in words_of(element, limit=20_000):
                    advertiser = next(iter(_words(tree, element, rule.advertiser)), None)
                    proof = rule.selector if rule.label is None else f"{rule.selector} with {rule.label}"
                    yield Mark(element=element, way=FoundBy.SITE_RULE, proof=proof, advertiser=advertiser), rule


def declared_pieces(tree: PageTree, element: Element, rule: AdRule) -> tuple[TextPiece, ...]:
    """The words of the parts that the rule names, in the order title, body, footnote, button."""
    parts = (
        (CreativeKind.TITLE, rule.title),
        (CreativeKind.BODY, rule.body),
        (CreativeKind.FOOTNOTE, rule.footnote),
        (CreativeKind.BUTTON, rule.button),
    )
    return tuple(
        TextPiece(kind=kind, text=words) for kind, selector in parts for words in _words(tree, element, selector)
    )


def _words(tree: PageTree, element: Element, selector: str | None) -> Iterator[str]:
    if selector is None:
        return
    for part in _select(tree, selector, element.frame):
        if element.holds(part) and not part.is_hidden and (words := words_of(part, limit=20_000)):
            yield words


def _select(tree: PageTree, selector: str, frame: int) -> list[Element]:
    try:
        return tree.select(selector, frame)
    except ValueError:
        return []
