"""Reads one saved web page as one ad: title, body blocks, small print, buttons, image texts.

An image is never read, only its ``alt``, which the page's author wrote and which need not be its words: each image
large enough to hold words gives an empty image text besides, so that nobody takes a warning for missing that may
stand in a picture. Knows nothing of how a page is fetched or rendered; styles and backgrounds in outside files are
not seen.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.ad import Ad, Creative, CreativeKind, Origin
from crawler.errors import InputFileError
from crawler.readers.encoding import decode_bytes
from crawler.readers.row import InputFile, ReadOptions, Row, UnreadableRow

_MAX_PAGE_BYTES = 64 * 1024 * 1024
_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_INVISIBLE_TAGS = frozenset(
    {"head", "script", "style", "noscript", "template", "svg", "iframe", "object"}
    # What a visitor may choose or type is no copy.
    | {"select", "option", "datalist", "textarea"}
)
_PICTURE_TAGS = frozenset({"img", "canvas", "video", "embed"})
_INLINE_TAGS = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
    }
    | {"q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr", "-text"}
)
_FOOTNOTE_NAME = re.compile(
    r"(?:^|[\s_-])(?:foot-?notes?|small-?print|fine-?print|disclaimers?|risk-?(?:tips?|warnings?|notices?)|footer|xiaozi"
    r"|tips?-small)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BUTTON_NAME = re.compile(r"(?:^|[\s_-])(?:btn|button)(?:$|[\s_-])", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?<![\w-])opacity\s*:\s*0*(?:0|\.0+)%?\s*(?:[;!]|$)", re.IGNORECASE
)
_FONT_SIZE = re.compile(r"font-size\s*:\s*(\d*\.?\d+)\s*px", re.IGNORECASE | re.ASCII)
_NO_FONT_SIZE = re.compile(r"font-size\s*:\s*0*(?:0|\.0+)(?:px|r?em|pt|%)?\s*(?:[;!]|$)", re.IGNORECASE)
_PIXELS = re.compile(r"\s*(\d+)(?:\.\d+)?\s*(?:px)?\s*", re.IGNORECASE | re.ASCII)
_STYLE_SIDES = re.compile(r"(?<![\w-])(?:width|height)\s*:\s*(\d+)(?:\.\d+)?\s*px", re.IGNORECASE | re.ASCII)
_ICON_PX = 48
"""An image with no side stated longer than this is an icon."""
_LINE_PX = 8
"""An image with a side this short is a rule, a spacer or a tracking dot."""
_SMALL_PX = 10.5
"""Type at or below this height is small print; browsers show Chinese body text at 12 px or more."""
_SPACE = re.compile(r"[ \t\r\n\f]+")


def read_html(file: InputFile, options: ReadOptions) -> Iterator[Row]:  # noqa: ARG001 - the readers share a signature
    """Yield the page as one ad.

    Raises:
        EncodingError: the page's encoding cannot be told.
    """
    with file.path.open("rb") as stream:
        content = stream.read(_MAX_PAGE_BYTES + 1)
    if len(content) > _MAX_PAGE_BYTES:
        raise InputFileError(file.name, f"page longer than {_MAX_PAGE_BYTES} bytes")
    declared = _DECLARED.search(content[:4096])
    text = decode_bytes(content, file.name, declared=declared.group(1).decode("ascii") if declared else None)
    creatives = creatives_of_page(text)
    if creatives:
        yield Ad(ad_id=file.name, creatives=creatives, origin=Origin(source=file.name, row_number=1))
    else:
        yield UnreadableRow(source=file.name, row_number=1, reason="the page shows no text", raw=text)


def creatives_of_page(html: str) -> tuple[Creative, ...]:
    """Cut a page into creatives in reading order, runs of white space joined into one space."""
    tree = LexborHTMLParser(html)
    collected: list[Creative] = []
    title = tree.css_first("title")
    if title is not None:
        _add(collected, CreativeKind.TITLE, title.text())
    if tree.body is not None:
        _PageWalk(collected).walk(tree.body)
    return tuple(collected)


def _add(collected: list[Creative], kind: CreativeKind, text: str) -> None:
    tidy = _SPACE.sub(" ", text).strip()
    if tidy:
        collected.append(Creative(kind=kind, text=tidy))


class _PageWalk:
    """Gathers inline text until a block, button or image ends it."""

    def __init__(self, collected: list[Creative]) -> None:
        self._collected = collected
        self._pending: list[str] = []
        self._pending_kind = CreativeKind.BODY

    def walk(self, body: LexborNode) -> None:
        """Visit the tree without recursion: a hostile page can nest deeper than Python's stack."""
        # An entry is a node to open, or the flush that closes a block.
        stack: list[tuple[LexborNode | None, CreativeKind]] = [(body, CreativeKind.BODY)]
        while stack:
            node, kind = stack.pop()
            if node is None:
                self._flush()
                continue
            if node.tag == "-text":
                if not _has_no_size(node.parent):
                    self._gather(node.text_content or "", kind)
            elif node.is_element_node and not _is_hidden(node):
                self._open(node, kind, stack)
        self._flush()

    def _open(self, node: LexborNode, kind: CreativeKind, stack: list[tuple[LexborNode | None, CreativeKind]]) -> None:
        tag = node.tag or ""
        if tag == "br":
            self._gather(" ", kind)
        elif tag in _PICTURE_TAGS:
            self._add_picture(node)
        elif tag == "input":
            input_type = (node.attributes.get("type") or "").lower()
            if input_type == "image":
                self._add_picture(node)
            elif input_type in {"submit", "button"}:
                self._flush()
                _add(self._collected, CreativeKind.BUTTON, node.attributes.get("value") or "")
        elif _is_button(node, tag):
            self._flush()
            _add(self._collected, CreativeKind.BUTTON, _visible_text(node))
            for picture in node.css(",".join(sorted(_PICTURE_TAGS))):
                if not _is_hidden(picture):
                    self._add_picture(picture)
        else:
            kind = CreativeKind.FOOTNOTE if _is_small_print(node, tag) else kind
            if tag not in _INLINE_TAGS:
                self._flush()
                stack.append((None, kind))
            stack.extend((child, kind) for child in reversed(_children(node)))

    def _add_picture(self, node: LexborNode) -> None:
        self._flush()
        _add(self._collected, CreativeKind.IMAGE_TEXT, node.attributes.get("alt") or "")
        if not _is_icon(node):
            self._collected.append(Creative(kind=CreativeKind.IMAGE_TEXT, text=""))

    def _gather(self, text: str, kind: CreativeKind) -> None:
        if kind is not self._pending_kind:
            self._flush()
            self._pending_kind = kind
        self._pending.append(text)

    def _flush(self) -> None:
        _add(self._collected, self._pending_kind, "".join(self._pending))
        self._pending.clear()


def _children(node: LexborNode) -> list[LexborNode]:
    return list(node.iter(include_text=True))


def _visible_text(node: LexborNode) -> str:
    parts: list[str] = []
    stack = [node]
    while stack:
        current = stack.pop()
        if current.tag == "-text":
            if not _has_no_size(current.parent):
                parts.append(current.text_content or "")
        elif current.is_element_node and not _is_hidden(current):
            stack.extend(reversed(_children(current)))
    return "".join(parts)


def _names(node: LexborNode) -> str:
    return f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return (
        node.tag in _INVISIBLE_TAGS
        or "hidden" in attributes
        or _HIDDEN_STYLE.search(attributes.get("style") or "") is not None
    )


def _has_no_size(node: LexborNode | None) -> bool:
    """Whether text right inside the element has no height; elements in it often get theirs back from a stylesheet."""
    return node is not None and _NO_FONT_SIZE.search(node.attributes.get("style") or "") is not None


def _is_icon(node: LexborNode) -> bool:
    """Whether the stated sides leave no room for words; an image that states none may hold any."""
    stated = (_PIXELS.fullmatch(node.attributes.get(side) or "") for side in ("width", "height"))
    sides = [int(match.group(1)[:9]) for match in stated if match is not None]
    sides += [int(side[:9]) for side in _STYLE_SIDES.findall(node.attributes.get("style") or "")]
    return bool(sides) and (max(sides) <= _ICON_PX or min(sides) <= _LINE_PX)


def _is_button(node: LexborNode, tag: str) -> bool:
    if tag == "button" or (node.attributes.get("role") or "").lower() == "button":
        return True
    return tag == "a" and _BUTTON_NAME.search(_names(node)) is not None


def _is_small_print(node: LexborNode, tag: str) -> bool:
    if tag in {"small", "footer"} or _FOOTNOTE_NAME.search(_names(node)) or "小字" in _names(node):
        return True
    size = _FONT_SIZE.search(node.attributes.get("style") or "")
    return size is not None and float(size.group(1)) <= _SMALL_PX
