"""Ads by the mark they carry: 广告, 推广, 赞助, AD, Sponsored, in text, generated text, a picture's ``alt`` or a title.

The mark is a short text of its own; the word in running text, in a nav entry (广告服务) or in a headline is none. From
the mark it climbs to the item that the mark stands for. Knows nothing of filter lists.
"""

import re
from collections.abc import Iterator
from itertools import islice

from crawler.ad import FoundBy
from crawler.pages.addresses import landing_key, site_of
from crawler.pages.label_runs import announced, headed, is_note
from crawler.pages.label_words import MAX_LABEL, is_label, is_opening, is_weak_label, split_label
from crawler.pages.mark import Mark
from crawler.pages.shape import is_about_advertising, is_away, leaves_site, shown_pictures, unseen_frames
from crawler.pages.tree import FRAME_TAGS, SILENT_TAGS, Element, PageTree, words_of

_MAX_ITEM_LETTERS = 600
_MAX_STEPS = 9
_MAX_SIBLINGS = 400
_NO_ITEM_TAGS = frozenset({"html", "body", "main", "head", "article"})
_NO_LABEL_TAGS = SILENT_TAGS | {"nav", "th", "option", "label", "button", "title", "input", "html", "body"}
_LABEL_ATTRIBUTES = ("alt", "title", "aria-label", "data-label", "data-tag")


_BADGE = re.compile(
    r"(?:^|[/\s_-])(?:(?:icon|ico|tag|mark|label|badge|logo|corner|flag|tip)s?[_-]?(?:ads?|gg|guanggao|tuiguang)"
    r"|(?:ads?|gg|guanggao|tuiguang)[_-]?(?:icon|ico|tag|mark|label|badge|logo|corner|flag|tips?))(?=$|[\s_.?@-])",
    re.IGNORECASE,
)
"""Name of a small picture or an element without words that shows the label."""


def labels(tree: PageTree) -> Iterator[Mark]:
    """A mark on the item of every label of the page."""
    done: set[int] = set()
    for element in tree.elements:
        if element.is_hidden or element.tag in SILENT_TAGS:
            continue
        if element.parent is not None and element.parent.index in done:
            # Within a label: nothing of its own.
            done.add(element.index)
            continue
        found = _label_of(tree, element)
        if found is None:
            continue
        done.add(element.index)
        label, advertiser = found
        if _is_entry(tree, element):
            continue
        items = announced(tree, element) if is_note(element) else headed(tree, element)
        is_weak = is_weak_label(label)
        if items:
            items = [item for item in items if not is_weak or leaves_site(tree, item)]
            yield from (Mark(element=item, way=FoundBy.LABEL, proof=label, advertiser=advertiser) for item in items)
            continue
        is_ad_itself = label.startswith(_LABEL_ATTRIBUTES) and _holds_ad(tree, element)
        item = element if is_ad_itself else _item_of(tree, element)
        if item is not None and (not is_weak or leaves_site(tree, item)):
            name = advertiser or _name_beside(tree, element, item)
            yield Mark(element=item, way=FoundBy.LABEL, proof=label, advertiser=name)


def _label_of(tree: PageTree, element: Element) -> tuple[str, str | None] | None:
    """The label that the element is, and the advertiser's name that stands in it."""
    for name in _LABEL_ATTRIBUTES:
        words = element.attributes.get(name, "").strip()
        if words and is_label(words):
            return f"{name} {words}", None
    if element.letters == 0 and element.parent is not None and not tree.frames_in(element):
        badge = _badge(tree, element)
        if badge is not None:
            return badge, None
    if not 0 < element.letters <= MAX_LABEL or element.tag in _NO_LABEL_TAGS or element.end - element.index > 40:
        return None
    if shown_pictures(tree, element) or tree.frames_in(element):
        # What holds picture and label: the label inside it is met on its own.
        return None
    words = words_of(element, limit=80)
    # Prose between brackets is no tag: the word alone, or parts of which one is the word.
    if is_label(words) or is_opening(words) or is_weak_label(words):
        # The outermost element that says no more.
        return words, None
    if element.tag in {"a", "h1", "h2", "h3", "h4", "h5", "h6"} or is_about_advertising(words):
        return None
    inner_words = (words_of(one, limit=80) for one in tree.inside(element) if one is not element and one.letters)
    if any(is_label(inside) or (inside != words and split_label(inside)) for inside in inner_words):
        # The label inside it is met on its own.
        return None
    return split_label(words)


def _badge(tree: PageTree, element: Element) -> str | None:
    """Name of a wordless mark in an item's corner."""
    size = tree.size_of(element)
    if element.tag not in {"i", "em", "b", "span", "img", "div", "sup"} or (size and (max(size) > 80 or min(size) < 6)):
        return None
    if element.tag == "img" or tree.background_of(element):
        if size is None:
            return None
        source = (tree.source_of(element) if element.tag == "img" else tree.background_of(element)) or ""
        match = _BADGE.search(source[-100:])
        if match:
            return f"badge {source.rpartition('/')[2][:60]}"
    match = _BADGE.search(element.names) if not any(True for _ in element.elements()) else None
    return f"badge {match.group().strip()}" if match else None


def _holds_ad(tree: PageTree, element: Element) -> bool:
    """Whether an element that calls itself an ad in an attribute is the ad, and not a badge of it."""
    if element.tag in FRAME_TAGS:
        return True
    return (element.letters >= 4 and not is_label(words_of(element, limit=80))) or (
        element.tag != "img" and any(_is_big(tree, picture) for picture in shown_pictures(tree, element))
    )


def _name_beside(tree: PageTree, label: Element, item: Element) -> str | None:
    """The name in the line that the label stands in, where the item holds more than that line."""
    line = label.parent
    if line is None or line.letters > MAX_LABEL or item.letters < line.letters + 4 or tree.links_in(line):
        return None
    found = split_label(words_of(line, limit=80))
    return found[1] if found else None


def _is_entry(tree: PageTree, label: Element) -> bool:
    """Whether the label is a link of the site's own: a nav entry, a channel name before a headline."""
    link = (
        label
        if tree.landing_of(label)
        else next((outer for outer in label.ancestors() if tree.landing_of(outer)), None)
    )
    for outer in (label, *label.ancestors()):
        if outer.tag in {"nav", "header", "footer", "form"} and outer.letters > label.letters:
            has_more = bool(shown_pictures(tree, outer))
            if outer.tag in {"nav", "footer"} and not has_more:
                return True
    if link is None or link.tag != "a":
        return False
    landing = tree.landing_of(link) or ""
    is_alone = link.letters <= label.letters + 1 and not shown_pictures(tree, link)
    return is_alone and not is_away(tree, landing)


class _Item:
    """What a part of a page holds besides labels."""

    def __init__(self, tree: PageTree, element: Element, label: Element) -> None:
        self.letters = element.letters - label.letters
        own = [link for link in tree.links_in(element) if not label.holds(link) and _is_lead(tree, link)]
        self.landings = [landing for link in own if (landing := tree.landing_of(link))]
        self.pictures = [picture for picture in shown_pictures(tree, element) if not label.holds(picture)]
        self.frames = [frame for frame in tree.frames_in(element) if not label.holds(frame)]
        self.has_content = self.letters >= 4 or bool(self.pictures) or bool(self.frames)
        self.keys = {landing_key(landing, tree.page.url) for landing in self.landings}


def _is_lead(tree: PageTree, link: Element) -> bool:
    """Whether a link has something to press: words or a picture."""
    return link.letters > 0 or bool(tree.pictures_in(link))


def _item_of(tree: PageTree, label: Element) -> Element | None:
    """The item that the label stands for; ``None`` when nothing around it is one."""
    current = label
    inside = _Item(tree, label, label)
    link = next((outer for outer in (label, *label.ancestors()) if tree.landing_of(outer) and outer.tag == "a"), None)
    if link is not None and not is_label(words_of(link, limit=80)):
        current, inside = link, _Item(tree, link, label)
    elif label.tag in {"img", *FRAME_TAGS} and _is_big(tree, label):
        # The mark is the ad's own picture.
        current = link or label
        inside = _Item(tree, current, label)
    for _ in range(_MAX_STEPS):
        parent = current.parent
        if parent is None or parent.tag in _NO_ITEM_TAGS:
            if (
                parent is not None
                and parent.tag == "body"
                and parent.parent is not None
                and parent.parent.parent is not None
            ):
                # The whole document of a frame.
                frame = parent.parent.parent
                if frame.letters <= _MAX_ITEM_LETTERS:
                    return frame
            break
        outside = _Item(tree, parent, label)
        if parent.tag in FRAME_TAGS or not _grows(tree, current, inside, parent, outside):
            if parent.tag in FRAME_TAGS and parent.letters <= _MAX_ITEM_LETTERS:
                return parent
            break
        current, inside = parent, outside
    if _is_item(tree, inside, current):
        return current
    return _neighbour(tree, current)


def _is_big(tree: PageTree, element: Element) -> bool:
    size = tree.size_of(element)
    return size is None or (size[0] >= 60 and size[1] >= 40)


def _is_item(tree: PageTree, inside: _Item, element: Element) -> bool:
    if not inside.has_content or inside.letters > _MAX_ITEM_LETTERS:
        return False
    if element.letters and is_about_advertising(words_of(element, limit=60)) and not inside.pictures:
        return False
    return bool(
        inside.landings or inside.frames or inside.pictures or tree.links_in(element) or unseen_frames(tree, element)
    ) or (any(tree.landing_of(outer) for outer in element.ancestors() if outer.tag == "a"))


def _grows(tree: PageTree, current: Element, inside: _Item, parent: Element, outside: _Item) -> bool:
    """Whether the parent is still the same item as what was gathered so far."""
    if outside.letters > _MAX_ITEM_LETTERS or _is_too_large(tree, parent):
        return False
    if not inside.has_content:
        # Nothing but the label so far. A parent of many items is a heading's, one of running text holds an ad that
        # stands beside the label; else it is the item.
        if _is_in_prose(tree, current, parent):
            return False
        return len(outside.keys) <= 1 or _is_heading_of_items(tree, current, parent, outside)
    more = outside.keys - inside.keys
    if (
        (more or not inside.landings)
        and _is_entry_of_list(tree, parent, outside)
        and not _has_twin(tree, current, parent)
    ):
        return True
    if not inside.landings:
        # Words without a link: the parent's link completes the item, unless it has several.
        return len(outside.keys) <= 1 and not _has_twin(tree, current, parent)
    if more or _has_twin(tree, current, parent):
        return False
    if len(outside.landings) > len(inside.landings):
        return True
    if outside.letters == inside.letters and len(outside.pictures) == len(inside.pictures):
        return True
    return _is_close(current, parent, outside.letters - inside.letters, len(outside.pictures) - len(inside.pictures))


def _is_in_prose(tree: PageTree, label: Element, parent: Element) -> bool:
    """Whether paragraphs without links stand both before the label and after what it marks."""
    if len(parent.children) > _MAX_SIBLINGS:
        return True
    siblings = [child for child in parent.elements() if not child.is_hidden and child.tag not in SILENT_TAGS]
    if label not in siblings:
        return False
    place = siblings.index(label)
    return all(
        any(child.letters >= 8 and not tree.links_in(child) for child in part)
        for part in (siblings[:place], siblings[place + 2 :])
    )


def _is_entry_of_list(tree: PageTree, parent: Element, outside: _Item) -> bool:
    """Whether the parent is one of several like it, with all its links on one site: a search result with sublinks."""
    if parent.parent is None or not 0 < len(outside.landings) <= 12 or len(set(map(site_of, outside.landings))) > 1:
        return False
    return _has_twin(tree, parent, parent.parent)


def _is_close(current: Element, parent: Element, more_letters: int, more_pictures: int) -> bool:
    """Whether what a parent adds without a link (small print, a name, a price) belongs to the item."""
    if current.box is not None and parent.box is not None:
        area = max(current.box.width, 1) * max(current.box.height, 1)
        return parent.box.width * parent.box.height <= 2.5 * area and more_letters <= 250
    return more_letters <= 120 and more_pictures == 0 and not _LAYOUT.search(parent.names)


_LAYOUT = re.compile(
    r"(?:^|[\s_-])(?:col\d*|column|side(?:bar)?|aside|main|content|container|wrap(?:per)?|page|layout|left|right|row)\b",
    re.I,
)


def _is_too_large(tree: PageTree, parent: Element) -> bool:
    if parent.box is None or not tree.is_drawn:
        return False
    viewport = tree.page.viewport
    assert viewport is not None
    return parent.box.width * parent.box.height > 0.75 * viewport.width * viewport.height


def _signature(element: Element) -> tuple[str, frozenset[str]]:
    return element.tag, frozenset(element.attributes.get("class", "").split())


def _has_twin(tree: PageTree, current: Element, parent: Element) -> bool:
    """Whether the parent is a list in which ``current`` is one item of several."""
    tag, classes = _signature(current)
    for sibling in islice(parent.elements(), _MAX_SIBLINGS):
        if sibling is current or sibling.is_hidden or sibling.tag != tag:
            continue
        other = _signature(sibling)[1]
        if classes and other and not classes & other:
            continue
        if (bool(classes) != bool(other)) and tag not in {"li", "tr", "td", "dd", "dl"}:
            continue
        mine = {landing_key(landing, tree.page.url) for landing in _leads(tree, current)}
        theirs = {landing_key(landing, tree.page.url) for landing in _leads(tree, sibling)}
        if theirs and not theirs & mine:
            return True
    return False


def _leads(tree: PageTree, element: Element) -> list[str]:
    return [landing for link in tree.links_in(element) if _is_lead(tree, link) and (landing := tree.landing_of(link))]


def _is_heading_of_items(tree: PageTree, label: Element, parent: Element, outside: _Item) -> bool:
    """Whether the label heads a short list whose every entry leaves the site: 推广 over five links."""
    first = next((child for child in parent.elements() if not child.is_hidden), None)
    if first is not label or len(outside.keys) > 20:
        return False
    return all(is_away(tree, landing) for landing in outside.landings)


def _neighbour(tree: PageTree, label: Element) -> Element | None:
    """A picture, frame or link away that stands right beside a label which has no box of its own with it."""
    parent = label.parent
    if parent is None or len(parent.children) > _MAX_SIBLINGS:
        return None
    siblings = [
        child for child in parent.elements() if not child.is_hidden and child.tag not in SILENT_TAGS | {"br", "hr"}
    ]
    if label not in siblings:
        return None
    place = siblings.index(label)
    after, before = siblings[place + 1 : place + 2], siblings[max(place - 1, 0) : place]
    if any(shown_pictures(tree, other) for other in after):
        # What it stands over, be it no ad, is what it speaks of.
        before = []
    for other in (*after, *before):
        if other.letters > 200 or not is_short_label(label):
            continue
        keys = {landing_key(landing, tree.page.url) for landing in _leads(tree, other)}
        is_offer = len(keys) <= 1 and (
            any(is_away(tree, landing) for landing in _leads(tree, other)) or bool(tree.frames_in(other))
        )
        if is_offer and (other.letters >= 4 or shown_pictures(tree, other) or tree.frames_in(other)):
            return other
    return None


def is_short_label(element: Element) -> bool:
    """Whether the element says nothing but a label."""
    return is_label(words_of(element, limit=80))
