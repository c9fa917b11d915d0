"""The views of one screen of a device, from a dump of its hierarchy: uiautomator's XML, or XCUITest's.

Knows nothing of ads.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from crawler.ad import Box
from crawler.apps.xml_tree import XmlProblemError, parse_xml, root_name
from crawler.errors import EncodingError, TrafficFileError
from crawler.readers.encoding import decode_bytes

MAX_DUMP_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 400
"""Nesting of views that is followed; what lies deeper is no screen that was ever shown."""
_BOUNDS = re.compile(r"\[(-?\d{1,6}),(-?\d{1,6})\]\[(-?\d{1,6}),(-?\d{1,6})\]")
_SYSTEM = frozenset({"com.android.systemui", "android", ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One view."""

    number: int
    """Index in ``Screen.views``."""
    parent: int | None
    kind: str
    """Class: ``android.widget.TextView``, ``XCUIElementTypeStaticText``."""
    view_id: str
    """Resource id without its package, or the identifier an iOS app gives; empty when it has none."""
    package: str
    text: str
    description: str
    """What is read aloud: content-desc, label."""
    box: Box
    """Pixels of the screenshot, cut at the edges of the screen."""
    is_clickable: bool
    is_shown: bool
    depth: int

    @property
    def area(self) -> float:
        """Square pixels."""
        return self.box.width * self.box.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """All views in the order of the dump."""

    views: tuple[View, ...]
    children: tuple[tuple[int, ...], ...]
    """Numbers of the children of each view."""
    width: float
    height: float
    """Pixels of the screenshot."""

    @property
    def package(self) -> str | None:
        """Package of the app in front: the one with the most views; ``None`` where the dump states none."""
        counts: dict[str, int] = {}
        for view in self.views:
            if view.package not in _SYSTEM:
                counts[view.package] = counts.get(view.package, 0) + 1
        return max(counts, key=lambda name: counts[name]) if counts else None

    def below(self, number: int) -> Iterator[View]:
        """A view and all in it, in the order of the dump."""
        stack = [number]
        while stack:
            at = stack.pop()
            yield self.views[at]
            stack.extend(reversed(self.children[at]))

    def ancestors(self, number: int) -> Iterator[View]:
        """The parent of a view, its parent, and so on."""
        at = self.views[number].parent
        while at is not None:
            yield self.views[at]
            at = self.views[at].parent


def screen_of_dump(content: bytes, source: str, *, picture_size: tuple[int, int] | None = None) -> Screen:
    """Read a dump; ``picture_size`` of the screenshot turns the points of iOS into pixels.

    Raises:
        TrafficFileError: no XML, or no views in it.
    """
    if len(content) > MAX_DUMP_BYTES:
        raise TrafficFileError(source, f"dump longer than {MAX_DUMP_BYTES} bytes")
    if not content.strip():
        raise TrafficFileError(source, "an empty file; dump the screen again while it stands still")
    try:
        text = decode_bytes(content, source)
    except EncodingError as error:
        raise TrafficFileError(source, f"{error}; dump the screen again") from error
    # `adb exec-out uiautomator dump /dev/tty` says where it wrote behind what it wrote.
    end = text.rfind(">")
    start = text.find("<")
    if start < 0:
        raise TrafficFileError(source, f"no XML: {text.strip()[:80]!r}; dump the screen again")
    try:
        root = parse_xml(text[start : end + 1])
    except XmlProblemError as error:
        raise TrafficFileError(source, f"not XML: {error}; dump the screen again") from error
    walk = _Walk()
    walk.add(root)
    if not walk.views:
        raise TrafficFileError(source, f"no views with bounds under <{root_name(root)}>; is it a dump of a screen?")
    return walk.screen(picture_size)


@dataclass(slots=True)
class _Raw:
    element: Element
    parent: int | None
    sides: tuple[float, float, float, float]
    """Left, top, right, bottom."""
    depth: int


class _Walk:
    """Flattens the elements that are views."""

    def __init__(self) -> None:
        self.views: list[_Raw] = []

    def add(self, root: Element) -> None:
        stack: list[tuple[Element, int | None, int]] = [(root, None, 0)]
        while stack:
            element, parent, depth = stack.pop()
            sides = _sides_of(element)
            if sides is not None:
                self.views.append(_Raw(element, parent, sides, depth))
                parent = len(self.views) - 1
            if depth < MAX_DEPTH:
                stack.extend((child, parent, depth + 1) for child in reversed(element) if isinstance(child.tag, str))

    def screen(self, picture_size: tuple[int, int] | None) -> Screen:
        width = max(raw.sides[2] for raw in self.views if raw.parent is None)
        height = max(raw.sides[3] for raw in self.views if raw.parent is None)
        scale = 1.0
        if picture_size is not None and width > 0 and "bounds" not in self.views[0].element.attrib:
            scale = picture_size[0] / width
        children: list[list[int]] = [[] for _ in self.views]
        for number, raw in enumerate(self.views):
            if raw.parent is not None:
                children[raw.parent].append(number)
        return Screen(
            views=tuple(_view_of(raw, number, width, height, scale) for number, raw in enumerate(self.views)),
            children=tuple(map(tuple, children)),
            width=width * scale,
            height=height * scale,
        )


def _sides_of(element: Element) -> tuple[float, float, float, float] | None:
    match = _BOUNDS.fullmatch(element.get("bounds", ""))
    if match is not None:
        left, top, right, bottom = map(float, match.groups())
        return left, top, right, bottom
    try:
        left, top = float(element.get("x", "")), float(element.get("y", ""))
        return left, top, left + float(element.get("width", "")), top + float(element.get("height", ""))
    except ValueError:
        return None


def _view_of(raw: _Raw, number: int, width: float, height: float, scale: float) -> View:
    get = raw.element.get
    left, top = max(0.0, raw.sides[0]), max(0.0, raw.sides[1])
    right, bottom = min(width, raw.sides[2]), min(height, raw.sides[3])
    kind = get("class") or get("type") or root_name(raw.element)
    is_ios = kind.startswith("XCUIElementType")
    text, description, view_id = _ios_words(raw.element, kind) if is_ios else _android_words(raw.element)
    return View(
        number=number,
        parent=raw.parent,
        kind=kind,
        view_id=view_id,
        package=get("package") or get("bundleId") or "",
        text=text,
        description=description,
        box=Box(
            x=left * scale,
            y=top * scale,
            width=max(0.0, right - left) * scale,
            height=max(0.0, bottom - top) * scale,
        ),
        is_clickable=get("clickable") == "true" or kind in {"XCUIElementTypeButton", "XCUIElementTypeLink"},
        is_shown=right > left and bottom > top and "false" not in {get("visible"), get("displayed")},
        depth=raw.depth,
    )


def _android_words(element: Element) -> tuple[str, str, str]:
    view_id = element.get("resource-id", "").rpartition("/")[2]
    return element.get("text", "").strip(), element.get("content-desc", "").strip(), view_id


def _ios_words(element: Element, kind: str) -> tuple[str, str, str]:
    label, value, name = (element.get(key, "").strip() for key in ("label", "value", "name"))
    view_id = name if name not in {label, value} else ""
    if kind in {"XCUIElementTypeStaticText", "XCUIElementTypeTextView", "XCUIElementTypeButton"}:
        return label or value or name, "", view_id
    return "", label, view_id
