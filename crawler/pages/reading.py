"""What a person can read on a page: its title, its words, its pieces, and why there may be none.

Knows nothing of ads.
"""

import re

from crawler.ad import CreativeKind
from crawler.pages.found import TextPiece
from crawler.pages.page import Page
from crawler.pages.parts import pieces_of
from crawler.pages.shape import is_shown_picture, unseen_frames
from crawler.pages.tree import Element, PageTree

_CONSENT = re.compile(
    r"cookies?|饼干政策|隐私(?:政策|声明|设置)|同意并继续|我们使用.{0,12}缓存|接受全部|全部接受|accept all|consent",
    re.IGNORECASE,
)
_NEEDS_SCRIPT = re.compile(
    r"(?:开启|启用|打开|允许|支持|需要)[^。]{0,12}(?:JavaScript|脚本|JS)"
    r"|(?:enable|requires?|need|without|doesn't work)[^.]{0,40}javascript"
    r"|javascript[^.。]{0,30}(?:disabled|required|禁用|未启用)",
    re.IGNORECASE,
)
_LOADING = re.compile(
    r"(?:(?:正在)?(?:加载|载入|跳转)中?[.。…\s]*(?:请稍[候后等])?|loading|please wait|redirecting)[.。…\s]*",
    re.IGNORECASE,
)
_MOUNT = re.compile(r"^(?:app|root|__next|__nuxt|main|mount|vue-app|react-root|page)$", re.IGNORECASE)
_MAX_WALL_LETTERS = 400
_MIN_LETTERS = 2


def title_of(page: Page) -> str | None:
    """The page's title as its author stated it, white space joined; ``None`` when there is none."""
    tree = PageTree(page)
    return _title(tree)


def page_words(page: Page) -> str:
    """All readable text of the page in reading order, frames in their place, a line for each block."""
    return "\n".join(piece.text for piece in landing_pieces(page))


def landing_pieces(page: Page) -> tuple[TextPiece, ...]:
    """Readable text of a landing page in reading order: title, body blocks, small print, buttons.

    The page's ``<title>`` comes first, unless a heading says the same.
    """
    tree = PageTree(page)
    if not tree.elements:
        return ()
    pieces = [piece for piece in pieces_of(tree, tree.elements[0], keeps_labels=True) if isinstance(piece, TextPiece)]
    title = _title(tree)
    if title is not None and all(piece.text != title for piece in pieces):
        pieces.insert(0, TextPiece(kind=CreativeKind.TITLE, text=title))
    return tuple(pieces)


def emptiness(page: Page) -> str | None:
    """Why a captured page holds nothing to read; ``None`` when it holds something. A picture is something."""
    if not any(frame.html.strip() for frame in page.frames):
        return "no bytes"
    tree = PageTree(page)
    if not tree.elements:
        return "no bytes"
    root = tree.elements[0]
    pictures = [picture for picture in tree.pictures_in(root) if is_shown_picture(tree, picture)]
    if pictures or unseen_frames(tree, root):
        return None
    words = " ".join(
        piece.text for piece in pieces_of(tree, root, keeps_labels=True) if isinstance(piece, TextPiece)
    ).strip()
    letters = len("".join(words.split()))
    if letters <= _MAX_WALL_LETTERS and _CONSENT.search(words) and _is_only_consent(words):
        return "only a cookie wall"
    if letters <= 200 and _NEEDS_SCRIPT.search(words):
        return "a shell that needs its script"
    if letters < _MIN_LETTERS or _LOADING.fullmatch(words):
        return "a shell that needs its script" if _is_shell(tree) else "nothing to read"
    return None


def _is_only_consent(words: str) -> bool:
    """Whether most sentences speak of consent."""
    sentences = [sentence for sentence in re.split(r"[。！!？?\n]|\.\s", words) if len(sentence.strip()) >= 2]
    spoken = sum(len(sentence) for sentence in sentences if _CONSENT_SENTENCE.search(sentence))
    return spoken >= 0.6 * sum(map(len, sentences))


_CONSENT_SENTENCE = re.compile(
    r"cookie|隐私|同意|接受|拒绝|偏好|设置|个性化|统计|体验|分析流量|consent|accept"
    r"|reject|privacy|preferences|partners|personali[sz]e",
    re.IGNORECASE,
)


def _is_shell(tree: PageTree) -> bool:
    has_script = any(element.tag == "script" for element in tree.elements)
    has_mount = any(_MOUNT.match(element.attributes.get("id", "")) for element in tree.elements)
    has_notice = any(
        element.tag == "noscript" and _NEEDS_SCRIPT.search(_raw_words(element, tree)) for element in tree.elements
    )
    return (has_script and (has_mount or has_notice)) or has_notice


def _raw_words(element: Element, tree: PageTree) -> str:
    return " ".join(child for inner in tree.inside(element) for child in inner.children if isinstance(child, str))


def _title(tree: PageTree) -> str | None:
    for element in tree.elements:
        if element.tag == "title" and element.frame == 0 and (element.parent is None or element.parent.tag != "svg"):
            words = " ".join("".join(child for child in element.children if isinstance(child, str)).split())
            return words or None
    return None
