"""From marks to ads: what several ways marked, or marked at several depths, is one ad; a row of ads is many.

The outermost mark is the ad's place (a slot, a frame), unless it holds several ads that lead to different places.
Knows nothing of how marks come about.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from crawler.ad import FoundBy
from crawler.pages.addresses import landing_key
from crawler.pages.mark import Mark
from crawler.pages.shape import has_ad_shape, is_away, is_shown, shown_pictures
from crawler.pages.tree import FRAME_TAGS, SILENT_TAGS, Element, PageTree

STRENGTH = (
    FoundBy.SITE_RULE,
    FoundBy.DECLARED_PATH,
    FoundBy.LABEL,
    FoundBy.FILTER_LIST,
    FoundBy.AD_FRAME,
    FoundBy.AD_VIEW,
    FoundBy.RECORD_SHAPE,
    FoundBy.SLOT_SIZE,
    FoundBy.CONTENT,
    FoundBy.HANDED_IN,
)
"""The ways of finding, the strongest first."""
_MAX_LETTERS = 1_500
_WIDE_SHARE = 0.6
_MAX_DEPTH = 6


@dataclass(slots=True, kw_only=True)
class Place:
    """The element of one ad with all marks that stand for it."""

    element: Element
    marks: list[Mark] = field(default_factory=list)

    @property
    def found_by(self) -> tuple[FoundBy, ...]:
        """Every way that found it, the strongest first."""
        ways = {mark.way for mark in self.marks}
        return tuple(way for way in STRENGTH if way in ways)

    @property
    def proof(self) -> str:
        """What told, for each way the first of its marks."""
        told: dict[FoundBy, str] = {}
        for mark in sorted(self.marks, key=lambda mark: mark.element.index):
            told.setdefault(mark.way, mark.proof)
        return "; ".join(f"{way}: {told[way]}" for way in self.found_by)


def places_of(tree: PageTree, marks: Iterable[Mark]) -> tuple[list[Place], list[Element]]:
    """The ads that the marks stand for, in document order, and the marked elements with nothing to see in them."""
    kept: list[Mark] = []
    empty: dict[int, Element] = {}
    for mark in marks:
        if not is_shown(tree, mark.element):
            empty.setdefault(mark.element.index, mark.element)
        elif mark.way is FoundBy.SITE_RULE or (
            not _is_wide(tree, mark) and (mark.is_sure or has_ad_shape(tree, mark.element))
        ):
            kept.append(mark)
    kept.sort(key=lambda mark: (mark.element.index, -mark.element.end))
    places: list[Place] = []
    start = 0
    while start < len(kept):
        outermost = kept[start].element
        stop = start
        while stop < len(kept) and outermost.holds(kept[stop].element):
            stop += 1
        places += _divide(tree, _lifted(outermost), kept[start:stop])
        start = stop
    taken = [place.element for place in places]
    return places, [slot for slot in empty.values() if not any(place.holds(slot) for place in taken)]


def _is_wide(tree: PageTree, mark: Mark) -> bool:
    """Whether a mark covers a region of the page rather than ads: a wrapper whose class speaks of ads."""
    element = mark.element
    if element.tag in {"html", "body", "main"} and element.frame == 0:
        return True
    if element.letters > _MAX_LETTERS or (
        element.letters > 400 and element.letters > _WIDE_SHARE * tree.elements[0].letters
    ):
        return True
    if mark.is_sure:
        return False
    landings = {landing for link in tree.links_in(element) if (landing := tree.landing_of(link))}
    own = sum(not is_away(tree, landing) for landing in landings)
    return own >= 3 and 2 * own > len(landings)


def _lifted(element: Element) -> Element:
    """The frame, when the element is all there is in it."""
    current = element
    while current.parent is not None:
        parent = current.parent
        if parent.letters > current.letters or (parent.tag == "body" and parent.frame == 0):
            return element
        if any(other is not current and not other.is_hidden and _has_something(other) for other in parent.elements()):
            return element
        if parent.tag in FRAME_TAGS:
            element = parent
        elif parent.tag == "html" and parent.frame == 0:
            return element
        current = parent
    return element


def _has_something(element: Element) -> bool:
    return element.tag not in SILENT_TAGS | {"link", "meta", "base", "title", "br", "hr"} and (
        element.letters > 0
        or element.tag in {"img", "canvas", "video", "object", "embed"} | FRAME_TAGS
        or bool(element.children)
    )


def _divide(tree: PageTree, element: Element, marks: Sequence[Mark]) -> list[Place]:
    units = _split(tree, element, marks, 0)
    places = []
    for unit in units:
        own = [mark for mark in marks if mark.element.holds(unit) or unit.holds(mark.element)]
        if own and is_shown(tree, unit):
            places.append(Place(element=unit, marks=own))
    return places


def _split(tree: PageTree, element: Element, marks: Sequence[Mark], depth: int) -> list[Element]:
    if depth >= _MAX_DEPTH or any(mark.element is element and mark.way is FoundBy.SITE_RULE for mark in marks):
        return [element]
    items = _items(tree, element, marks)
    if not items:
        return [element]
    return [unit for item in items for unit in _split(tree, item, marks, depth + 1)]


def _items(tree: PageTree, element: Element, marks: Sequence[Mark]) -> list[Element]:
    """The ads that stand side by side in the element; none when it is one ad."""
    branching, carriers = element, list[tuple[Element, set[str]]]()
    while tree.landing_of(branching) is None or branching.tag == "form":
        children = [child for child in branching.elements() if not child.is_hidden and _has_something(child)]
        carriers = [(child, keys) for child in children if (keys := _keys(tree, child)) and _is_complete(tree, child)]
        if len(carriers) != 1:
            break
        branching = carriers[0][0]
    else:
        return []
    ruled = [mark.element for mark in marks if mark.way is FoundBy.SITE_RULE and mark.element is not element]
    if len(carriers) < 2 and not ruled:
        return []
    groups: list[set[str]] = []
    for _, keys in carriers:
        joined = set(keys)
        apart = []
        for group in groups:
            if group & joined:
                joined |= group
            else:
                apart.append(group)
        groups = [*apart, joined]
    if len(groups) < 2:
        # One advertiser, or one item per group of links; a rule of the site knows better.
        return ruled if len(ruled) > 1 else []
    items = [child for child, _ in carriers]
    marked = {id(mark.element) for mark in marks if mark.element is not element}
    all_marked = all(any(id(inner) in marked for inner in tree.inside(item)) for item in items)
    all_pictured = all(shown_pictures(tree, item) or tree.frames_in(item) for item in items)
    if all_marked or all_pictured or all(_are_alike(tree, items[0], item) for item in items[1:]):
        return items
    return []


def _keys(tree: PageTree, element: Element) -> set[str]:
    found = {
        landing_key(landing, tree.page.url)
        for link in tree.links_in(element)
        if (link.letters or tree.pictures_in(link)) and (landing := tree.landing_of(link))
    }
    return found or {f"frame {iframe.index}" for iframe in tree.frames_in(element)}


def _is_complete(tree: PageTree, element: Element) -> bool:
    return element.letters >= 4 or bool(shown_pictures(tree, element)) or bool(tree.frames_in(element))


def _are_alike(tree: PageTree, one: Element, other: Element) -> bool:
    first, second = (set(item.attributes.get("class", "").split()) for item in (one, other))
    return (
        one.tag == other.tag
        and (bool(first & second) or not first or not second)
        and bool(shown_pictures(tree, one)) == bool(shown_pictures(tree, other))
    )
