"""The elements of a page in one tree: the document of a frame hangs below the ``iframe`` that shows it.

Holds what stands where and what is seen of it. Knows nothing of ads.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import isfinite
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.ad import Box
from crawler.pages.page import BACKGROUND, BOX, DRAWN, FRAME, HIDDEN, HREF, SRC, Frame, Page
from crawler.pages.panes import hidden_panes

FRAME_TAGS = frozenset({"iframe", "frame"})
PICTURE_TAGS = frozenset({"img", "canvas", "video", "embed", "object"})
SILENT_TAGS = frozenset(
    {"head", "script", "style", "noscript", "template", "select", "option", "datalist", "textarea", "audio", "metadata"}
)
"""What they hold is never shown as copy."""
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?<![\w-])opacity\s*:\s*0*(?:0|\.0+)%?\s*(?:[;!]|$)"
    r"|text-indent\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
_STYLE_SIDE = re.compile(r"(?:^|[;\s])(width|height)\s*:\s*(\d{1,5}(?:\.\d+)?)\s*px", re.IGNORECASE | re.ASCII)
_STYLE_URL = re.compile(r"background[^;]*?url\(\s*['\"]?([^'\")]+)", re.IGNORECASE)
_MAX_DEPTH = 500
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*", re.IGNORECASE | re.ASCII)
_CLICK = re.compile(
    r"(?:window\.open|location\.(?:assign|replace))\s*\(\s*['\"]([^'\"]{4,2000})['\"]"
    r"|location(?:\.href)?\s*=\s*['\"]([^'\"]{4,2000})['\"]"
)
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\";]+)", re.IGNORECASE)
_LANDING_ATTRIBUTES = ("data-href", "data-landing", "data-landing-url", "data-click-url", "data-url", "data-link")
_NO_LANDING_SCHEMES = frozenset({"javascript", "data", "about", "blob", "mailto", "tel", "sms", "file", "vbscript"})
_LAZY_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-actualsrc", "data-url", "_src")
_PLACEHOLDER = re.compile(r"(?:blank|spacer|loading|placeholder|lazy|grey|transparent|1x1|pixel)[\w.-]*\.\w+$", re.I)
_ROUTE = re.compile(r"#[!/]")
_NO_WORD = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")


@dataclass(slots=True, eq=False, repr=False)
class Element:
    """One element; compared by identity."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    frame: int
    """Index of its document in ``PageTree.frames``."""
    index: int
    """Place in document order over the whole page."""
    end: int = 0
    """Index after its last descendant."""
    is_hidden: bool = False
    """Whether it or what it stands in is not shown."""
    box: Box | None = None
    """On the page, CSS pixels."""
    offstage_size: tuple[float, float] | None = None
    """Width and height of what is drawn only when its turn comes: the hidden pane of a carousel."""
    children: list[Element | str] = field(default_factory=list)
    letters: int = 0
    """Visible characters in it, white space left out."""

    @property
    def names(self) -> str:
        """Class and id, as CSS and scripts call it."""
        return f"{self.attributes.get('class', '')} {self.attributes.get('id', '')}"

    def holds(self, other: Element) -> bool:
        """Whether ``other`` is this element or stands in it."""
        return self.index <= other.index < self.end

    def elements(self) -> Iterator[Element]:
        """Its child elements."""
        return (child for child in self.children if isinstance(child, Element))

    def ancestors(self) -> Iterator[Element]:
        """What it stands in, the nearest first, across frames."""
        parent = self.parent
        while parent is not None:
            yield parent
            parent = parent.parent


class PageTree:
    """All elements of a page in document order, with what can be asked about them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.frames: list[Frame] = list(page.frames)
        self.elements: list[Element] = []
        self.roots: dict[int, Element] = {}
        """The ``html`` element of each frame."""
        self.parsers: dict[int, LexborHTMLParser] = {}
        self.is_drawn = page.viewport is not None
        self._bases: dict[int, str] = {}
        self._by_node: dict[int, Element] = {}
        self._places: dict[int, int] = {}
        self._joined: dict[tuple[int, str], str] = {}
        self._build()

    # How the tree is made.

    def _build(self) -> None:
        self._hang(0, None)
        shown = set(self.roots)
        for index in range(len(self.page.frames)):
            if index not in shown and index not in self.roots:
                # No iframe names it: it hangs at the end of the document that holds it.
                self._hang(index, self.roots.get(self.page.frames[index].parent or 0))
        for element in self.elements:
            element.end = max(element.end, element.index + 1)
        for pane in hidden_panes(self.elements):
            self._reveal(pane)
        self._close()

    def _hang(self, frame: int, below: Element | None) -> None:
        """Read a frame's document and those in it, without recursion: a hostile page nests deeper than the stack."""
        # An entry is a node to open below an element of a frame.
        stack: list[tuple[LexborNode, Element | None, int]] = []
        self._open_frame(frame, below, stack)
        depths: dict[int, int] = {}
        while stack:
            node, parent, frame = stack.pop()
            if node.tag == "-text":
                if parent is not None:
                    parent.children.append(node.text_content or "")
                continue
            if not node.is_element_node:
                continue
            depth = depths[parent.index] + 1 if parent is not None else 0
            if depth > _MAX_DEPTH and parent is not None:
                # As browsers do: what is nested deeper becomes a sibling.
                parent, depth = parent.parent, depth - 1
            element = self._add(node, parent, frame)
            depths[element.index] = depth
            if element.tag in FRAME_TAGS or FRAME in element.attributes:
                inner = self._shown_in(element)
                if inner is not None:
                    self._open_frame(inner, element, stack)
            else:
                stack.extend((child, element, frame) for child in reversed(list(node.iter(include_text=True))))

    def _open_frame(
        self, frame: int, below: Element | None, stack: list[tuple[LexborNode, Element | None, int]]
    ) -> None:
        parser = LexborHTMLParser(self.frames[frame].html.encode("utf-8", "replace").decode("utf-8"))
        root = parser.root
        if root is None:
            return
        self.parsers[frame] = parser
        # Held before it is read, so that a frame which shows itself is read once.
        self.roots[frame] = below if below is not None else Element("html", {}, None, frame, 0)
        outside = self.frames[frame].url
        if outside.startswith("about:"):
            holder = self.frames[frame].parent
            outside = self._bases.get(holder, self.page.url) if holder is not None else self.page.url
        base = parser.css_first("base[href]")
        self._bases[frame] = _join(outside, base.attributes.get("href") or "") if base is not None else outside
        stack.append((root, below, frame))

    def _add(self, node: LexborNode, parent: Element | None, frame: int) -> Element:
        attributes = {name: value or "" for name, value in node.attributes.items()}
        element = Element(node.tag or "", attributes, parent, frame, len(self.elements))
        element.box = self._box_of(element)
        element.is_hidden = (parent is not None and parent.is_hidden) or _is_hidden(element)
        self.elements.append(element)
        self._by_node[node.mem_id] = element
        if parent is not None:
            parent.children.append(element)
        if element.tag == "html":
            self.roots[frame] = element
        return element

    def _box_of(self, element: Element) -> Box | None:
        numbers = element.attributes.get(BOX)
        if numbers is None:
            return None
        try:
            x, y, width, height = map(float, numbers.split())
        except ValueError:
            return None
        if not all(map(isfinite, (x, y, width, height))):
            return None
        frame = self.frames[element.frame]
        return Box(x=x + frame.x, y=y + frame.y, width=width, height=height)

    def _shown_in(self, iframe: Element) -> int | None:
        named = iframe.attributes.get(FRAME, "")
        if named.isdecimal():
            index = int(named)
            return index if 0 < index < len(self.frames) and index not in self.roots else None
        address = self.absolute(iframe, iframe.attributes.get("src", ""))
        for index, frame in enumerate(self.page.frames):
            if index not in self.roots and index > 0 and address and frame.url == address:
                return index
        if "srcdoc" in iframe.attributes and not self.is_drawn:
            self.frames.append(Frame(url="about:srcdoc", html=iframe.attributes["srcdoc"], parent=iframe.frame))
            return len(self.frames) - 1
        return None

    def _reveal(self, pane: Element) -> None:
        """Count a pane whose turn it is not as seen; what stands in its place on the screenshot is another."""
        stack = [pane]
        while stack:
            element = stack.pop()
            element.is_hidden = False
            if element.box is not None:
                element.offstage_size = (element.box.width, element.box.height)
                element.box = None
            stack.extend(element.elements())

    def _close(self) -> None:
        for element in reversed(self.elements):
            if not element.is_hidden and element.tag not in SILENT_TAGS:
                element.letters += sum(
                    len(_NO_WORD.sub("", child)) for child in element.children if isinstance(child, str)
                )
            if element.parent is not None:
                element.parent.end = max(element.parent.end, element.end)
                element.parent.letters += element.letters

    # What can be asked.

    def select(self, selector: str, frame: int) -> list[Element]:
        """Elements of one frame that a CSS selector names.

        Raises:
            ValueError: the parser does not know the selector.
        """
        try:
            nodes = self.parsers[frame].css(selector) if frame in self.parsers else []
        except Exception as error:  # the parser has an exception of its own, without a public base
            raise ValueError(f"selector {selector!r}: {error}") from error
        return [self._by_node[node.mem_id] for node in nodes if node.mem_id in self._by_node]

    def absolute(self, element: Element, address: str) -> str:
        """An address as it stands in the element's document, made absolute; empty when there is none."""
        if not address:
            return ""
        key = (element.frame, address)
        joined = self._joined.get(key)
        if joined is None:
            joined = self._joined[key] = _join(self._bases.get(element.frame, self.page.url), address)
        return joined

    def inside(self, element: Element) -> Iterator[Element]:
        """The element and all below it, in document order."""
        return iter(self.elements[element.index : element.end])

    def landing_of(self, element: Element) -> str | None:
        """Absolute address that a click on the element leads to, as the page states it."""
        return self._landings.get(element.index)

    def links_in(self, element: Element) -> list[Element]:
        """Visible elements in it (itself included) that lead somewhere."""
        return self._range(self._links, element)

    def pictures_in(self, element: Element) -> list[Element]:
        """Visible pictures and drawn backgrounds in it, itself included."""
        return self._range(self._pictures, element)

    def frames_in(self, element: Element) -> list[Element]:
        """Visible frames in it, itself included."""
        return self._range(self._iframes, element)

    def _range(self, places: list[int], element: Element) -> list[Element]:
        begin, end = bisect_left(places, element.index), bisect_left(places, element.end)
        return [self.elements[index] for index in places[begin:end]]

    @cached_property
    def _landings(self) -> dict[int, str]:
        found = {}
        for element in self.elements:
            address = self._stated_landing(element)
            if address is not None:
                found[element.index] = address
        areas = {
            f"#{element.attributes['name']}": found[area.index]
            for element in self.elements
            if element.tag == "map" and element.attributes.get("name")
            for area in self.inside(element)
            if area.index in found
        }
        for element in self.elements:
            if element.attributes.get("usemap") in areas:
                found.setdefault(element.index, areas[element.attributes["usemap"]])
        return found

    @cached_property
    def _links(self) -> list[int]:
        return [index for index in sorted(self._landings) if not self.elements[index].is_hidden]

    @cached_property
    def _pictures(self) -> list[int]:
        return [
            element.index
            for element in self.elements
            if not element.is_hidden
            and (element.tag in PICTURE_TAGS or _is_image_button(element) or self.background_of(element))
        ]

    @cached_property
    def _iframes(self) -> list[int]:
        return [element.index for element in self.elements if element.tag in FRAME_TAGS and not element.is_hidden]

    def _stated_landing(self, element: Element) -> str | None:
        attributes = element.attributes
        stated = attributes.get(HREF) or (attributes.get("href") if element.tag in {"a", "area"} else None)
        # On a picture such an attribute names the picture itself, loaded late.
        is_picture = element.tag in {"img", "source", "video"}
        if (not stated or not _is_landing(self.absolute(element, stated))) and not is_picture:
            stated = next(
                (attributes[name] for name in _LANDING_ATTRIBUTES if _looks_like_address(attributes.get(name))), None
            )
        if not stated and "onclick" in attributes:
            match = _CLICK.search(attributes["onclick"])
            stated = (match.group(1) or match.group(2)) if match else None
        if not stated and element.tag == "form" and _looks_like_address(attributes.get("action")):
            stated = attributes["action"]
        if not stated and element.tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
            match = _REFRESH.search(attributes.get("content", ""))
            stated = match.group(1) if match else None
        if not stated:
            return None
        address = self.absolute(element, stated)
        if not _is_landing(address) or stated.startswith("#"):
            return None
        place, mark, _ = address.partition("#")
        # A place on the page itself is no landing; a script's route behind #! or #/ is one.
        is_here = (
            mark and place == self.frames[element.frame].url.partition("#")[0] and not _ROUTE.match(address, len(place))
        )
        return None if is_here else address

    def source_of(self, element: Element) -> str | None:
        """Absolute address of what a picture, poster, embed or frame shows; data addresses as they are."""
        attributes = element.attributes
        stated = attributes.get(SRC)
        if not stated:
            name = {"video": "poster", "object": "data"}.get(element.tag, "src")
            stated = attributes.get(name, "")
            lazy = next((attributes[key] for key in _LAZY_SOURCES if attributes.get(key)), "")
            if (
                element.tag == "img"
                and lazy
                and (not stated or stated.startswith("data:") or _PLACEHOLDER.search(stated))
            ):
                stated = lazy
            if not stated and element.tag == "img":
                stated = _largest(attributes.get("srcset") or attributes.get("data-srcset") or "")
        return self.absolute(element, stated) or None

    def background_of(self, element: Element) -> str | None:
        """Absolute address of the element's background picture."""
        stated = element.attributes.get(BACKGROUND)
        if not stated and "style" in element.attributes and "url(" in element.attributes["style"]:
            match = _STYLE_URL.search(element.attributes["style"])
            stated = match.group(1) if match else None
        if not stated and element.tag in {"table", "td", "tr"}:
            stated = element.attributes.get("background")
        return (self.absolute(element, stated) or None) if stated else None

    def size_of(self, element: Element) -> tuple[float, float] | None:
        """Width and height in CSS pixels, as drawn or else as stated; ``None`` when not both are known."""
        if element.box is not None:
            return element.box.width, element.box.height
        if element.offstage_size is not None:
            return element.offstage_size
        sides: dict[str, float] = {}
        for name in ("width", "height"):
            match = _PIXELS.fullmatch(element.attributes.get(name, ""))
            if match:
                sides[name] = float(match.group(1))
        for name, pixels in _STYLE_SIDE.findall(element.attributes.get("style", "")):
            sides[name.lower()] = float(pixels)
        return (sides["width"], sides["height"]) if len(sides) == 2 else None

    def frame_of(self, iframe: Element) -> Frame | None:
        """The document that an ``iframe`` shows, where it was captured."""
        for child in iframe.elements():
            return self.frames[child.frame]
        return None

    def selector_of(self, element: Element) -> str:
        """CSS path of the element in its own document."""
        steps: list[str] = []
        current: Element | None = element
        while current is not None and current.frame == element.frame:
            if current.attributes.get("id") and re.fullmatch(r"[A-Za-z][\w-]*", current.attributes["id"]):
                identifier = current.attributes["id"]
                if self._ids.get((current.frame, identifier)) == 1:
                    steps.append(f"#{identifier}")
                    break
            steps.append(self._step(current))
            current = current.parent
        return " > ".join(reversed(steps))

    def _step(self, element: Element) -> str:
        if element.parent is None or element.tag in {"html", "body"}:
            return element.tag
        place = self._places.get(element.index)
        if place is None:
            counts: dict[str, int] = {}
            siblings = list(element.parent.elements())
            for sibling in siblings:
                counts[sibling.tag] = self._places[sibling.index] = counts.get(sibling.tag, 0) + 1
            for sibling in siblings:
                if counts[sibling.tag] == 1:
                    # The only one of its tag needs no number.
                    self._places[sibling.index] = 0
            place = self._places[element.index]
        return f"{element.tag}:nth-of-type({place})" if place else element.tag

    @cached_property
    def _ids(self) -> dict[tuple[int, str], int]:
        counts: dict[tuple[int, str], int] = {}
        for element in self.elements:
            identifier = element.attributes.get("id")
            if identifier:
                counts[element.frame, identifier] = counts.get((element.frame, identifier), 0) + 1
        return counts


def words_of(element: Element, *, limit: int = 2_000, leave_out: frozenset[int] = frozenset()) -> str:
    """Visible text in the element, white space joined, cut at about ``limit`` characters.

    ``leave_out`` holds indices of elements whose text is not wanted.
    """
    parts: list[str] = []
    length = 0
    stack: list[Element | str] = [element]
    while stack and length < limit:
        current = stack.pop()
        if isinstance(current, str):
            parts.append(current)
            length += len(current)
        elif not current.is_hidden and current.tag not in SILENT_TAGS and current.index not in leave_out:
            stack.extend(reversed(current.children))
            if current.tag not in {"b", "em", "font", "i", "span", "strong", "u"}:
                parts.append(" ")
    return " ".join("".join(parts)[: 4 * limit].split())[: 2 * limit]


def _join(base: str, address: str) -> str:
    address = address.strip()
    if not address:
        return ""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _is_landing(address: str) -> bool:
    if address.startswith(("http://", "https://")):
        return True
    try:
        scheme = urlsplit(address).scheme.lower()
    except ValueError:
        return False
    return bool(scheme) and scheme not in _NO_LANDING_SCHEMES


def _looks_like_address(stated: str | None) -> bool:
    return bool(stated) and stated.lstrip().lower().startswith(("http://", "https://", "//", "/"))  # type: ignore[union-attr]


def _is_hidden(element: Element) -> bool:
    attributes = element.attributes
    if attributes.get(HIDDEN) == "1":
        return True
    if element.box is not None:
        return False
    return "hidden" in attributes or _HIDDEN_STYLE.search(attributes.get("style", "")) is not None


def _is_image_button(element: Element) -> bool:
    return element.tag == "input" and element.attributes.get("type", "").lower() == "image"


def _largest(srcset: str) -> str:
    """The address of the largest picture in a ``srcset``."""
    best, address = -1.0, ""
    for entry in re.split(r",\s+", srcset):
        stated, _, width = entry.strip().partition(" ")
        number = re.match(r"[\d.]+", width.strip())
        if stated and (size := float(number.group()) if number and number.group() != "." else 0.0) > best:
            best, address = size, stated
    return address


def is_drawn_canvas(element: Element) -> bool:
    """Whether something is drawn on a canvas; unknown counts as yes."""
    return element.tag == "canvas" and (element.attributes.get(DRAWN) == "1" or element.box is None)
