"""Elements that a rule of a filter list hides, or whose content one blocks.

Knows nothing of how lists are read or of what becomes of an element that is marked.
"""

from collections.abc import Iterator

from crawler.ad import FoundBy
from crawler.pages.addresses import leads_away
from crawler.pages.cards import card_of
from crawler.pages.filter_engine import FilterEngine
from crawler.pages.mark import Mark
from crawler.pages.shape import shown_pictures
from crawler.pages.tree import FRAME_TAGS, Element, PageTree

_KINDS = {"img": "image", "input": "image", "iframe": "sub_frame", "frame": "sub_frame", "video": "media"} | {
    "embed": "object",
    "object": "object",
}
_BATCH = 64
_PIXEL = 8
"""A picture no larger than this is a tracking pixel."""


def filter_marks(tree: PageTree, filters: FilterEngine) -> Iterator[Mark]:
    """Marks by element rules of each document, then by network rules."""
    for frame in tree.parsers:
        yield from _hidden(tree, filters, frame)
    yield from _blocked(tree, filters)


def _address(tree: PageTree, frame: int) -> str:
    url = tree.frames[frame].url
    return url if url.startswith(("http://", "https://")) else tree.page.url


def _hidden(tree: PageTree, filters: FilterEngine, frame: int) -> Iterator[Mark]:
    classes: set[str] = set()
    ids: set[str] = set()
    for element in tree.elements:
        if element.frame == frame:
            classes.update(element.attributes.get("class", "").split())
            ids.add(element.attributes.get("id", ""))
    ids.discard("")
    rules = filters.hiding_rules(_address(tree, frame), classes=classes, ids=ids)
    seen: set[int] = set()
    for selector in _matching(tree, filters, rules.selectors, frame):
        for element in tree.select(selector, frame):
            if element.index not in seen:
                seen.add(element.index)
                yield Mark(element=element, way=FoundBy.FILTER_LIST, proof=f"##{selector}", is_sure=False)


def _matching(tree: PageTree, filters: FilterEngine, selectors: tuple[str, ...], frame: int) -> Iterator[str]:
    """Those of the selectors that name something, tried many at a time."""
    pending = [selectors[start : start + _BATCH] for start in range(0, len(selectors), _BATCH)]
    while pending:
        batch = pending.pop()
        try:
            is_hit = bool(tree.select(", ".join(batch), frame))
        except ValueError:
            is_hit = True
            if len(batch) == 1:
                filters.leave_out(batch[0])
                continue
        if is_hit and len(batch) > 1:
            middle = len(batch) // 2
            pending += [batch[middle:], batch[:middle]]
        elif is_hit:
            yield batch[0]


def _blocked(tree: PageTree, filters: FilterEngine) -> Iterator[Mark]:
    known: dict[tuple[str, str, int], str | None] = {}

    def rule_for(url: str | None, kind: str, frame: int) -> str | None:
        if not url:
            return None
        key = (url, kind, frame)
        if key not in known:
            known[key] = filters.blocking_rule(url, source_url=_address(tree, frame), kind=kind)
        return known[key]

    for element in tree.elements:
        if element.is_hidden:
            continue
        kind = _KINDS.get(element.tag)
        rule = None
        if kind is not None and not _is_pixel(tree, element):
            rule = rule_for(tree.source_of(element), kind, element.frame)
        if rule is None:
            rule = rule_for(tree.background_of(element), "image", element.frame)
        landing = tree.landing_of(element)
        marked = element
        if rule is None and landing and leads_away(landing, tree.page.url):
            rule = rule_for(landing, "sub_frame", element.frame)
            if rule is not None and element.letters and not shown_pictures(tree, element):
                # The rule knows the link alone; its words are a part of the ad.
                marked = card_of(tree, element)
        if rule is not None:
            yield Mark(element=marked, way=FoundBy.FILTER_LIST, proof=rule, is_sure=False)
        elif element.tag == "script":
            rule = rule_for(tree.source_of(element), "script", element.frame)
            inserted = _inserted_by(tree, element) if rule is not None else None
            if inserted is not None and rule is not None:
                yield Mark(element=inserted, way=FoundBy.FILTER_LIST, proof=f"{rule} (script)", is_sure=False)


def _is_pixel(tree: PageTree, element: Element) -> bool:
    size = tree.size_of(element)
    return size is not None and min(size) <= _PIXEL


def _inserted_by(tree: PageTree, script: Element) -> Element | None:
    """What a script wrote: the slot that holds nothing but it and its work, or what follows it."""
    slot = script.parent
    if slot is None:
        return None
    if slot.tag not in {"body", "head", "html"} and slot.letters <= 200 and _leads(tree, slot):
        return slot
    siblings = list(slot.elements())
    for sibling in siblings[siblings.index(script) + 1 :]:
        if sibling.tag in {"script", "style", "link", "noscript"}:
            continue
        is_slot = sibling.tag in FRAME_TAGS | {"ins"} or (sibling.letters <= 40 and _leads(tree, sibling))
        return sibling if is_slot and not sibling.is_hidden else None
    return None


def _leads(tree: PageTree, element: Element) -> bool:
    landings = [tree.landing_of(link) for link in tree.links_in(element)]
    is_away = bool(landings) and all(landing and leads_away(landing, tree.page.url) for landing in landings)
    return is_away or bool(tree.frames_in(element))
