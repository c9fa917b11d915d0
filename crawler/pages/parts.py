"""The parts of an ad, out of its element: words by kind, pictures, advertiser, where a click leads.

Everything as the page states it: an address that counts clicks is not unwrapped, a picture's words are not read.
Knows nothing of how the ad was found.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from crawler.ad import CreativeKind
from crawler.pages.found import PicturePiece, TextPiece
from crawler.pages.label_words import is_label
from crawler.pages.page import TYPE
from crawler.pages.shape import is_about_advertising, is_away, is_shown_picture, landings, unseen_frames
from crawler.pages.tree import PICTURE_TAGS, SILENT_TAGS, Element, PageTree, words_of

_INLINE_TAGS = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label", "mark"}
    | {"q", "s", "small", "span", "strong", "sub", "sup", "time", "tspan", "u", "wbr"}
)
_TITLE_NAME = re.compile(
    r"(?:^|[\s_-])(?:title|tit|ttl|headline|caption|biaoti|subject)(?:$|[\s_-])|[a-z]Title\b", re.I
)
_FOOTNOTE_NAME = re.compile(
    r"(?:^|[\s_-])(?:foot-?notes?|small-?print|fine-?print|disclaimers?|risk(?:-?(?:tips?|warnings?|notices?|hint))?|footer"
    r"|xiaozi|tips?-small|legal|notes?)(?:$|[\s_-])|小字",
    re.IGNORECASE,
)
_FOOTNOTE_WORDS = re.compile(r"^\s*(?:[*＊※†]|注[:：]|备注[:：]|免责声明|风险提示[:：]|温馨提示[:：])")
_BUTTON_NAME = re.compile(r"(?:^|[\s_-])(?:btn|button|cta)(?:$|[\s_-])|(?:Btn|Button)\b", re.IGNORECASE)
_CALL = re.compile(
    r"(?:立即|马上|点击|免费|一键|现在|去|赶快|极速|快速|即刻|我要|我想|测|查|领)[\u4e00-\u9fff]{1,6}|(?:了解|查看)(?:更多|详情)|[\u4e00-\u9fff]{0,2}(?:抢购|申请|注册|开户"
    r"|领取|下载|预约|咨询|投保|测算|加入|借款|报名)"
)
_CONTROL = re.compile(r"[×xX✕✖]|关闭|跳过(?:\s?\d+s?)?|不感兴趣|收起|展开|举报|\d{1,2}\s?[sS秒]?")
_ADVERTISER_NAME = re.compile(
    r"(?:^|[\s_-])(?:advertiser|ad-?vendor|sponsor-?name|brand(?:-?name)?|account|nick-?name|source|company|merchant)"
    r"(?:$|[\s_-])|(?:advertiser|brand)Name",
    re.IGNORECASE,
)
_ADVERTISER_ATTRIBUTES = ("data-advertiser", "data-advertiser-name", "data-brand", "data-brand-name", "data-sponsor")
_STATED_ADVERTISER = re.compile(
    r"(?:广告主|广告发布者|广告发布|推广方|赞助商|主办(?:方|单位)|出品)\s*[:：]\s*([^\s，。；,;|｜]{2,40})"
)
_COMPANY = re.compile(
    r"(?:(?<=[：:\s，。,、|｜©由])|^)([\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9（）()·]{2,28}?(?:有限责任公司|股份有限公司|有限公司))"
)
_CUE_TIME = re.compile(r"-->|^\d+$|^WEBVTT|^NOTE\b|^STYLE\b|^(?:Kind|Language):")
_SMALL_PX = 10.5
"""Type at or below this height is small print wherever it stands."""
_SMALL_SHARE = 0.72
"""Type below 12 px is small print too when it is at most this share of the ad's largest type."""
_SPACE = re.compile(r"[ \t\r\f\u00a0]+")

Piece = TextPiece | PicturePiece


def pieces_of(
    tree: PageTree, element: Element, *, leave_out: frozenset[int] = frozenset(), keeps_labels: bool = False
) -> tuple[Piece, ...]:
    """Words and pictures in the element in reading order; labels and close buttons are left out unless kept.

    ``leave_out`` holds indices of elements that belong to something else, such as an ad within a soft article.
    """
    walk = _Walk(tree, element, leave_out, keeps_labels)
    walk.run(element)
    return tuple(walk.pieces())


def landing_in(tree: PageTree, element: Element) -> str | None:
    """Where a click on the ad leads: the largest thing to press that leaves the site, else the largest."""
    best: tuple[bool, bool, float, int] | None = None
    address = None
    for link in tree.links_in(element):
        landing = tree.landing_of(link)
        if landing is None or is_about_advertising(words_of(link, limit=60)):
            continue
        size = tree.size_of(link) or (0.0, 0.0)
        weight = max(
            size[0] * size[1],
            40.0 * link.letters,
            10_000.0 * any(is_shown_picture(tree, picture) for picture in tree.pictures_in(link)),
        )
        rank = (is_away(tree, landing), link.tag != "meta", weight, -link.index)
        if best is None or rank > best:
            best, address = rank, landing
    return address or next(iter(landings(tree, element)), None)


def advertiser_in(tree: PageTree, element: Element) -> str | None:
    """Name of the advertiser where the ad states one."""
    company = None
    for inner in tree.inside(element):
        if inner.is_hidden or inner.tag in SILENT_TAGS:
            continue
        for name in _ADVERTISER_ATTRIBUTES:
            if stated := inner.attributes.get(name, "").strip():
                return stated
        if 2 <= inner.letters <= 24 and _ADVERTISER_NAME.search(inner.names):
            words = re.sub(r"^(?:来源|广告主|品牌)\s*[:：]\s*", "", words_of(inner, limit=60))
            words = re.sub(r"[\s·•|｜]*(?:广告|推广|赞助)$", "", words).strip()
            if words and not is_label(words):
                return words
    words = words_of(element, limit=4_000)
    stated_match = _STATED_ADVERTISER.search(words)
    if stated_match:
        return stated_match.group(1)
    match = _COMPANY.search(words)
    if match:
        company = match.group(1)
    return company


class _Block:
    """Words that stand together, and how they are set."""

    __slots__ = ("kind", "lines", "type_px")

    def __init__(self, kind: CreativeKind) -> None:
        self.kind = kind
        self.lines: list[str] = []
        self.type_px: float | None = None


class _Walk:
    """Goes through an element once and gathers blocks of words and pictures."""

    def __init__(self, tree: PageTree, root: Element, leave_out: frozenset[int], keeps_labels: bool) -> None:
        self._tree = tree
        self._keeps_labels = keeps_labels
        self._leave_out = leave_out
        self._unseen = {iframe.index for iframe in unseen_frames(tree, root)}
        self._found: list[_Block | PicturePiece] = []
        self._block: _Block | None = None

    def run(self, root: Element) -> None:
        # An entry is something to open with the kind it stands in, or the end of a block.
        stack: list[tuple[Element | str | None, CreativeKind, Element | None]] = [(root, CreativeKind.BODY, None)]
        while stack:
            node, kind, holder = stack.pop()
            if node is None:
                self._block = None
            elif isinstance(node, str):
                self._gather(node, kind, holder)
            elif not node.is_hidden and node.tag not in SILENT_TAGS and node.index not in self._leave_out:
                self._open(node, kind, stack)

    def _open(
        self, node: Element, kind: CreativeKind, stack: list[tuple[Element | str | None, CreativeKind, Element | None]]
    ) -> None:
        if node.tag == "br":
            self._gather("\n", kind, node)
            return
        if (
            not self._keeps_labels
            and 0 < node.letters <= 24
            and not self._tree.pictures_in(node)
            and is_label(words_of(node, limit=80))
        ):
            return
        self._add_pictures(node)
        if node.tag == "input" and node.attributes.get("type", "").lower() in {"submit", "button"}:
            self._block = None
            self._gather(node.attributes.get("value", ""), CreativeKind.BUTTON, node)
            self._block = None
            return
        inner = self._kind_of(node, kind)
        is_block = node.tag not in _INLINE_TAGS or inner is not kind
        if is_block:
            self._block = None
            stack.append((None, kind, None))
        stack.extend((child, inner, node) for child in reversed(node.children))

    def _kind_of(self, node: Element, kind: CreativeKind) -> CreativeKind:
        if node.tag == "button" or node.attributes.get("role", "").lower() == "button":
            return CreativeKind.BUTTON
        if 0 < node.letters <= 16 and node.tag not in {"body", "html"} and not self._tree.pictures_in(node):
            if _BUTTON_NAME.search(node.names):
                return CreativeKind.BUTTON
            if node.tag == "a" and node.letters <= 8 and _CALL.fullmatch(words_of(node, limit=40)):
                return CreativeKind.BUTTON
        if node.tag in {"small", "footer"} or (_FOOTNOTE_NAME.search(node.names) and node.tag not in {"html", "body"}):
            return CreativeKind.FOOTNOTE
        if (
            kind is CreativeKind.BODY
            and 0 < node.letters <= 120
            and (node.tag in {"h1", "h2", "h3", "h4", "h5"} or (_TITLE_NAME.search(node.names) and node.letters <= 80))
        ):
            return CreativeKind.TITLE
        return kind

    def _gather(self, text: str, kind: CreativeKind, holder: Element | None) -> None:
        if not text.strip() and self._block is None:
            return
        if self._block is None or self._block.kind is not kind:
            self._block = _Block(kind)
            self._found.append(self._block)
        self._block.lines.append(text if text == "\n" else text.replace("\n", " "))
        type_px = _type_of(holder)
        if type_px is not None and text.strip():
            self._block.type_px = max(type_px, self._block.type_px or 0.0)

    def _add_pictures(self, node: Element) -> None:
        tree = self._tree
        if node.index in self._unseen:
            self._picture(PicturePiece(url=None, content=None, box=node.box, alt=node.attributes.get("title") or None))
            return
        if node.tag in PICTURE_TAGS or (node.tag == "input" and node.attributes.get("type", "").lower() == "image"):
            if is_shown_picture(tree, node) and not is_label(node.attributes.get("alt", "").strip() or "-"):
                source = None if node.tag == "canvas" else tree.source_of(node)
                if source is not None or node.tag == "canvas":
                    self._picture(_picture(tree, node, source))
            if node.tag == "video":
                for line in _subtitles(tree, node):
                    self._gather(line, CreativeKind.BODY, node)
                    self._gather("\n", CreativeKind.BODY, node)
                self._block = None
        background = tree.background_of(node)
        if background is not None and node.tag not in {"html", "body"} and is_shown_picture(tree, node):
            self._picture(_picture(tree, node, background))

    def _picture(self, piece: PicturePiece) -> None:
        self._block = None
        if piece.url is None or not any(
            isinstance(other, PicturePiece) and other.url == piece.url for other in self._found
        ):
            self._found.append(piece)

    def pieces(self) -> Iterator[Piece]:
        told = [(found, _tidy(found)) for found in self._found if isinstance(found, _Block)]
        words_by_block = {id(block): words for block, words in told if words}
        blocks = [block for block, words in told if words]
        largest = max((block.type_px for block in blocks if block.type_px is not None), default=None)
        headline = _headline(blocks, words_by_block, largest)
        for found in self._found:
            if isinstance(found, PicturePiece):
                yield found
                continue
            words = words_by_block.get(id(found), "")
            if not words or (not self._keeps_labels and (_CONTROL.fullmatch(words) or is_label(words))):
                continue
            kind = found.kind
            if kind is not CreativeKind.BUTTON and _is_small(found, words, largest):
                kind = CreativeKind.FOOTNOTE
            elif found is headline:
                kind = CreativeKind.TITLE
            yield TextPiece(kind=kind, text=words)


def _headline(blocks: list[_Block], words: dict[int, str], largest: float | None) -> _Block | None:
    """The block that is the title though no markup says so: the only one, or the one set largest."""
    if any(block.kind is CreativeKind.TITLE for block in blocks):
        return None
    bodies = [block for block in blocks if block.kind is CreativeKind.BODY]
    if len(bodies) == 1:
        return bodies[0] if len(words[id(bodies[0])]) <= 60 else None
    if largest is None:
        return None
    first = next((block for block in bodies if block.type_px == largest), None)
    rest = [block.type_px for block in bodies if block is not first and block.type_px is not None]
    return first if first is not None and rest and largest >= 1.15 * max(rest) else None


def _type_of(element: Element | None) -> float | None:
    if element is None:
        return None
    stated = element.attributes.get(TYPE)
    if stated is None:
        match = re.search(r"font-size\s*:\s*(\d{1,3}(?:\.\d+)?)\s*px", element.attributes.get("style", ""))
        stated = match.group(1) if match else None
    try:
        return float(stated) if stated else None
    except ValueError:
        return None


def _is_small(block: _Block, words: str, largest: float | None) -> bool:
    if _FOOTNOTE_WORDS.match(words):
        return True
    if block.type_px is None:
        return False
    return block.type_px <= _SMALL_PX or (
        block.type_px < 12 and largest is not None and block.type_px <= _SMALL_SHARE * largest
    )


def _tidy(block: _Block) -> str:
    lines = (_SPACE.sub(" ", line).strip() for line in "".join(block.lines).split("\n"))
    return "\n".join(line for line in lines if line)


def _picture(tree: PageTree, element: Element, source: str | None) -> PicturePiece:
    alt = element.attributes.get("alt", "").strip() or None
    if source is None:
        return PicturePiece(url=None, content=None, box=element.box, alt=alt)
    if source.startswith("data:"):
        return PicturePiece(url=None, content=_data(source), box=element.box, alt=alt)
    return PicturePiece(url=source, content=tree.page.resources.get(source), box=element.box, alt=alt)


def _data(address: str) -> bytes | None:
    """The bytes in a ``data:`` address; ``None`` when it is broken."""
    head, comma, payload = address.partition(",")
    if not comma:
        return None
    content = unquote_to_bytes(payload)
    if not head.endswith(";base64"):
        return content
    try:
        return base64.b64decode(content, validate=False)
    except binascii.Error:
        return None


def _subtitles(tree: PageTree, video: Element) -> Iterator[str]:
    """Words of the subtitle tracks that were loaded with the page."""
    for track in tree.inside(video):
        if track.tag != "track" or not track.attributes.get("src"):
            continue
        content = tree.page.resources.get(tree.absolute(track, track.attributes["src"]))
        if content is None:
            continue
        for line in content.decode("utf-8-sig", "replace").splitlines():
            words = re.sub(r"<[^>]*>", "", line).strip()
            if words and not _CUE_TIME.search(words) and "-->" not in line:
                yield words
