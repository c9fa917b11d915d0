"""Panes of a carousel: one is shown at a time, all are shown to whoever waits.

Told by structure: hidden beside one like it that is seen, and each a single offer with one link; a menu, a tab of news
and a dialogue are none of these. Knows nothing of ads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crawler.pages.tree import Element

_MAX_PANES = 12
_MAX_ELEMENTS = 40
_MAX_CONTROL = 3
_MAX_DIGITS = 5
_PANE_TAGS = frozenset({"a", "div", "li", "section", "article", "figure"})
_MIN_WIDTH, _MIN_HEIGHT = 200, 60


def hidden_panes(elements: Iterable[Element]) -> Iterator[Element]:
    """Hidden elements that take their turn with a sibling that is seen now."""
    for holder in elements:
        if holder.is_hidden:
            continue
        panes = [child for child in holder.elements() if child.tag in _PANE_TAGS and _is_offer(child)]
        if not 2 <= len(panes) <= _MAX_PANES:
            continue
        seen = [pane for pane in panes if not pane.is_hidden and _is_wide(pane)]
        if len({pane.tag for pane in panes}) > 1 or len(seen) != 1 or len(seen) == len(panes):
            continue
        others = [child for child in holder.elements() if child not in panes and any(map(_is_content, _all(child)))]
        if not others:
            yield from (pane for pane in panes if pane.is_hidden)


def _is_offer(pane: Element) -> bool:
    """Whether it is one thing to press."""
    if _count(pane) > _MAX_ELEMENTS:
        return False
    leads = {element.attributes["href"] for element in _all(pane) if element.tag == "a" and _leads(element)}
    return len(leads) == 1


def _leads(link: Element) -> bool:
    return link.attributes.get("href", "").partition(":")[0].lower() not in {"", "#", "javascript"}


def _is_wide(pane: Element) -> bool:
    return any(_is_large(element) for element in _all(pane))


def _is_large(element: Element) -> bool:
    if element.box is not None:
        return element.box.width >= _MIN_WIDTH and element.box.height >= _MIN_HEIGHT
    stated = [element.attributes.get(side, "").removesuffix("px") for side in ("width", "height")]
    if not all(side.isascii() and side.isdecimal() and len(side) <= _MAX_DIGITS for side in stated):
        return False
    return int(stated[0]) >= _MIN_WIDTH and int(stated[1]) >= _MIN_HEIGHT


def _is_content(element: Element) -> bool:
    """Whether it is more than a control: an arrow, a dot, a number."""
    own = "".join(child.strip() for child in element.children if isinstance(child, str))
    return len(own) > _MAX_CONTROL or (element.tag == "a" and _leads(element))


def _count(pane: Element) -> int:
    total = 0
    for _ in _all(pane):
        total += 1
        if total > _MAX_ELEMENTS:
            break
    return total


def _all(pane: Element) -> Iterator[Element]:
    stack = [pane]
    while stack:
        element = stack.pop()
        yield element
        stack.extend(element.elements())
