"""The ads of a page, by all ways of finding: each ad once, with every way that found it.

Brings the ways together; each has a module of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.ad import Box, FoundBy
from crawler.pages.ad_frames import ad_frames
from crawler.pages.article import Article, article_of
from crawler.pages.declared import declared, declared_pieces
from crawler.pages.filter_engine import FilterEngine
from crawler.pages.filter_marks import filter_marks
from crawler.pages.found import FoundAd, PicturePiece
from crawler.pages.label_prefixes import label_prefixes
from crawler.pages.labels import labels
from crawler.pages.mark import Mark
from crawler.pages.page import Page
from crawler.pages.parts import advertiser_in, landing_in, pieces_of
from crawler.pages.places import Place, places_of
from crawler.pages.slot_sizes import slot_sizes
from crawler.pages.soft_articles import promoting_links, soft_article
from crawler.pages.tree import FRAME_TAGS, Element, PageTree

if TYPE_CHECKING:
    # crawler.sites uses the finders of this package; at run time the arrow points one way.
    from crawler.pages.ad_rule import AdRule


_INLINE_TAGS = frozenset({"a", "span", "font", "b", "i", "em", "strong", "ins", "label"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What was found on a page, and what was seen to be no ad."""

    ads: tuple[FoundAd, ...]
    """In document order."""
    empty_slots: tuple[str, ...]
    """CSS paths of slots and ad frames that are hidden, without size, or hold nothing to see."""


def find_ads(page: Page, *, filters: FilterEngine | None, rules: Sequence[AdRule] = ()) -> tuple[FoundAd, ...]:
    """Every ad on the page, in document order, each once.

    Raises:
        MissingLibraryError: ``tldextract`` is not installed.
    """
    return survey(page, filters=filters, rules=rules).ads


def survey(page: Page, *, filters: FilterEngine | None, rules: Sequence[AdRule] = ()) -> Survey:
    """Every ad on the page, and the slots that are empty.

    Raises:
        MissingLibraryError: ``tldextract`` is not installed.
    """
    tree = PageTree(page)
    if not tree.elements:
        return Survey(ads=(), empty_slots=())
    article = article_of(tree)
    ruled = {id(mark): (mark, rule) for mark, rule in declared(tree, rules)}
    places, empty = places_of(tree, _marks(tree, article, [mark for mark, _ in ruled.values()], filters))
    promoted = soft_article(tree, article, [place.element for place in places]) if article is not None else None
    if promoted is not None:
        places = [place for place in places if not _is_part(place, promoted)]
        places.append(Place(element=promoted.element, marks=[promoted]))
    taken = {place.element.index for place in places}
    ads = []
    for place in sorted(places, key=lambda place: place.element.index):
        rule = next((ruled[id(mark)][1] for mark in place.marks if id(mark) in ruled), None)
        found = _found(tree, place, rule, leave_out=frozenset(taken - {place.element.index}))
        if found is not None:
            ads.append(found)
    return Survey(ads=tuple(ads), empty_slots=tuple(tree.selector_of(slot) for slot in empty))


def _marks(
    tree: PageTree, article: Article | None, declared_marks: Sequence[Mark], filters: FilterEngine | None
) -> Iterator[Mark]:
    yield from declared_marks
    yield from labels(tree)
    yield from label_prefixes(tree)
    if filters is not None:
        yield from filter_marks(tree, filters)
    yield from ad_frames(tree)
    yield from slot_sizes(tree, article)
    yield from promoting_links(tree, article)


def _is_part(place: Place, article: Mark) -> bool:
    """Whether a place is the promoting article itself, or a piece of it that only its own label or words mark."""
    if place.element.holds(article.element):
        return True
    ways = set(place.found_by)
    is_inside = article.element.holds(place.element)
    return is_inside and ways <= {FoundBy.CONTENT, FoundBy.LABEL} and article.way is FoundBy.LABEL


def _found(tree: PageTree, place: Place, rule: AdRule | None, *, leave_out: frozenset[int]) -> FoundAd | None:
    element = place.element
    words = declared_pieces(tree, element, rule) if rule is not None else ()
    pieces = pieces_of(tree, element, leave_out=leave_out)
    if words:
        pieces = (*words, *(piece for piece in pieces if isinstance(piece, PicturePiece)))
    if not pieces:
        return None
    stated = next((mark.advertiser for mark in place.marks if mark.advertiser), None)
    return FoundAd(
        pieces=pieces,
        found_by=place.found_by,
        proof=place.proof,
        advertiser_raw=stated or advertiser_in(tree, element),
        landing_url=landing_in(tree, element),
        frame_url=_frame_url(tree, element),
        selector=tree.selector_of(element),
        box=_box(tree, element),
    )


def _frame_url(tree: PageTree, element: Element) -> str | None:
    """Address of the frame it stands in, or that it is; ``None`` for the page itself."""
    if element.tag in FRAME_TAGS:
        shown = tree.frame_of(element)
        return shown.url if shown is not None else tree.source_of(element)
    return tree.frames[element.frame].url if element.frame else None


def _box(tree: PageTree, element: Element) -> Box | None:
    """Where the ad is drawn: its element's box, or that around its content when the element has no size of its own."""
    own = element.box
    is_sized = own is not None and min(own.width, own.height) >= 4
    if is_sized and element.tag not in _INLINE_TAGS:
        return own
    # A link's own box is its line of text; what it shows is larger.
    boxes = [
        child.box
        for child in tree.inside(element)
        if child.box is not None and not child.is_hidden and min(child.box.width, child.box.height) >= 4
    ]
    if not boxes:
        return own
    left, top = min(one.x for one in boxes), min(one.y for one in boxes)
    right, bottom = max(one.x + one.width for one in boxes), max(one.y + one.height for one in boxes)
    return Box(x=left, y=top, width=right - left, height=bottom - top)
