"""Reads the text nodes of an SVG picture, which need no recognition.

Places and heights are estimated from coordinates and font sizes; transforms count as far as they move and scale.
Words drawn as shapes are not read, nor pictures inside it.
"""

import math
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from crawler.ad import Box
from crawler.images.opening import UnreadablePictureError

ENGINE = "svg text"
_MAX_BYTES = 16 * 1024 * 1024
_DEFAULT_SIZE = 16.0
_SILENT = frozenset({"defs", "symbol", "style", "script", "title", "desc", "metadata", "clipPath", "mask", "pattern"})
_SHAPES = frozenset({"path", "polygon", "image", "use"})
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?")
_TRANSFORM = re.compile(r"(matrix|translate|scale)\s*\(([^)]*)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class SvgLine:
    """One run of text."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class SvgReading:
    """What an SVG picture says in text nodes."""

    width: int | None
    height: int | None
    """Pixels, as the picture states them."""
    lines: tuple[SvgLine, ...]
    """In the order of the file, which is that of painting."""
    problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pen:
    """Where the next word stands and how large it is."""

    x: float = 0.0
    y: float = 0.0
    """In the coordinates of the element."""
    origin_x: float = 0.0
    origin_y: float = 0.0
    scale: float = 1.0
    size: float = _DEFAULT_SIZE
    anchor: str = "start"


def is_svg(content: bytes) -> bool:
    """Whether the first bytes are those of an SVG picture, compressed or not."""
    head = content[:4096]
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, 4096)
        except zlib.error:
            return False
    for codec, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
        if head.startswith(mark):
            head = head[2:].decode(codec, "ignore").encode()
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"<") and re.search(rb"<(?:\w+:)?svg[\s>]", head) is not None


def read_svg(content: bytes) -> SvgReading:
    """Collect the text nodes that are shown.

    Raises:
        UnreadablePictureError: it is not well-formed XML, or larger than 16 MB.
    """
    source = _inflated(content)
    try:
        root = ET.fromstring(source)
    except (ET.ParseError, ValueError, LookupError) as error:
        raise UnreadablePictureError(f"an SVG picture that is not well-formed: {error}") from error
    lines = tuple(_lines_of(root))
    problem = None
    if not lines and any(_name(element) in _SHAPES for element in root.iter()):
        problem = "an SVG picture without text nodes; words in it, if any, are drawn as shapes or pictures"
    width, height = _size_of(root)
    return SvgReading(width=width, height=height, lines=lines, problem=problem)


def _inflated(content: bytes) -> bytes:
    if content.startswith(b"\x1f\x8b"):
        try:
            content = zlib.decompressobj(wbits=31).decompress(content, _MAX_BYTES + 1)
        except zlib.error as error:
            raise UnreadablePictureError(f"a compressed SVG picture that is damaged: {error}") from error
    if len(content) > _MAX_BYTES:
        raise UnreadablePictureError(f"an SVG picture of more than {_MAX_BYTES:,} bytes")
    return content


def _lines_of(root: ET.Element) -> Iterator[SvgLine]:
    # A stack of its own: pictures may be nested deeper than Python calls.
    pending = [(root, _Pen())]
    while pending:
        element, outer = pending.pop()
        if _name(element) in _SILENT or _is_hidden(element):
            continue
        pen = _within(element, outer)
        if _name(element) == "text":
            yield from _runs_of(element, pen)
        else:
            pending.extend((child, pen) for child in reversed(element))


def _runs_of(text: ET.Element, pen: _Pen) -> Iterator[SvgLine]:
    """The runs of one text element: a part with a position of its own begins a new one."""
    run: list[str] = []
    place = pen
    pending: list[tuple[ET.Element | str | None, _Pen]] = [(text, pen)]
    while pending:
        part, outer = pending.pop()
        if part is None:
            continue
        if isinstance(part, str):
            run.append(part)
            continue
        if part is not text and (_name(part) in _SILENT or _is_hidden(part)):
            continue
        inner = outer if part is text else _within(part, outer)
        if part is not text and any(key in part.keys() for key in ("x", "y", "dy")):  # noqa: SIM118 - not a mapping
            yield from _line(run, place)
            run, place = [], inner
        for child in reversed(part):
            pending.extend(((child.tail, inner), (child, inner)))
        pending.append((part.text, inner))
    yield from _line(run, place)


def _line(run: list[str], pen: _Pen) -> Iterator[SvgLine]:
    text = " ".join("".join(run).split())
    if not text:
        return
    size = pen.size * pen.scale
    # A Chinese character is as wide as tall, other characters about half.
    width = size * sum(1.0 if ord(char) > 0x2E80 else 0.5 for char in text)
    left = pen.origin_x + pen.x * pen.scale - width * {"middle": 0.5, "end": 1.0}.get(pen.anchor, 0.0)
    top = pen.origin_y + pen.y * pen.scale - 0.85 * size
    yield SvgLine(text=text, box=Box(x=round(left, 1), y=round(top, 1), width=round(width, 1), height=round(size, 1)))


def _within(element: ET.Element, outer: _Pen) -> _Pen:
    pen = outer
    for kind, arguments in _TRANSFORM.findall(element.get("transform", "")):
        pen = _moved(pen, kind, [_float(number) for number in _NUMBER.findall(arguments)])
    style = _style_of(element)
    return replace(
        pen,
        x=_first(element.get("x"), pen.x),
        y=_first(element.get("y"), pen.y) + _first(element.get("dy"), 0.0, em=pen.size),
        size=_first(style.get("font-size") or element.get("font-size"), pen.size, em=pen.size),
        anchor=style.get("text-anchor") or element.get("text-anchor") or pen.anchor,
    )


def _moved(pen: _Pen, kind: str, numbers: list[float]) -> _Pen:
    match kind, numbers:
        case "translate", [x, *rest]:
            moved_x, moved_y, factor = x, rest[0] if rest else 0.0, 1.0
        case "scale", [x, *rest]:
            moved_x, moved_y, factor = 0.0, 0.0, math.sqrt(abs(x * (rest[0] if rest else x)))
        case "matrix", [a, b, c, d, moved_x, moved_y]:
            factor = math.sqrt(abs(a * d - b * c))
        case _:
            return pen
    return replace(
        pen,
        origin_x=pen.origin_x + moved_x * pen.scale,
        origin_y=pen.origin_y + moved_y * pen.scale,
        scale=pen.scale * factor,
    )


def _style_of(element: ET.Element) -> dict[str, str]:
    declarations = (part.partition(":") for part in element.get("style", "").split(";"))
    return {key.strip(): value.strip() for key, _, value in declarations}


def _is_hidden(element: ET.Element) -> bool:
    style = _style_of(element)
    return (
        (style.get("display") or element.get("display")) == "none"
        or (style.get("visibility") or element.get("visibility")) in {"hidden", "collapse"}
        or _first(style.get("opacity") or element.get("opacity"), 1.0) == 0.0
    )


def _size_of(root: ET.Element) -> tuple[int | None, int | None]:
    box = [_float(number) for number in _NUMBER.findall(root.get("viewBox", ""))]
    stated = [None if "%" in root.get(key, "") else root.get(key) for key in ("width", "height")]
    fallback = box[2:4] if len(box) == 4 else [0.0, 0.0]
    width, height = (_first(value, other) for value, other in zip(stated, fallback, strict=True))
    return (round(width) or None), (round(height) or None)


def _first(value: str | None, default: float, *, em: float = _DEFAULT_SIZE) -> float:
    """The first number of an attribute, in pixels."""
    found = _NUMBER.match(value.strip()) if value else None
    if value is None or found is None:
        return default
    number = _float(found[0])
    unit = value.strip()[found.end() :].strip().lower()
    return number * {"em": em, "%": em / 100, "pt": 4 / 3}.get(unit, 1.0)


def _float(number: str) -> float:
    return float(number) if len(number) < 40 else 0.0


def _name(element: ET.Element) -> str:
    # Comments and processing instructions have a function for a tag.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
