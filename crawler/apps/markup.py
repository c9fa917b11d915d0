"""HTML that stands inside an answer: marked-up words, or a whole ad as a snippet.

Knows nothing of pages: what arrives as a page of its own goes to ``crawler.pages``.
"""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.ad import CreativeKind
from crawler.pages.found import TextPiece
from crawler.readers.html import creatives_of_page

_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|&(?:[a-z]{2,6}|#\d{2,6});")
_MAX_MARKUP = 1024 * 1024
_OPENED = re.compile(r"""(?:window\.open|location(?:\.href)?\s*=|mraid\.open)\s*\(?\s*['"]([^'"]+)['"]""")


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkupParts:
    """Parts of a snippet."""

    pieces: tuple[TextPiece, ...]
    images: tuple[str, ...]
    """Addresses as stated."""
    landings: tuple[str, ...]
    """Addresses as stated."""


def has_tags(text: str) -> bool:
    """Whether a text is marked up, so that a reader does not see it as it is written."""
    return _TAG.search(text) is not None


def text_of_markup(html: str) -> str:
    """The words a reader sees."""
    return LexborHTMLParser(html[:_MAX_MARKUP]).text(separator="", strip=False).strip()


def parts_of_markup(html: str) -> MarkupParts:
    """Cut a snippet into pieces; its title element is a name, not a headline, and is left out."""
    html = html[:_MAX_MARKUP]
    tree = LexborHTMLParser(html)
    pieces = tuple(
        TextPiece(kind=creative.kind, text=creative.text)
        for creative in creatives_of_page(html)
        if creative.text and creative.kind not in {CreativeKind.TITLE, CreativeKind.IMAGE_TEXT}
    )
    images = [
        node.attributes.get("src") or node.attributes.get("data-src")
        for node in tree.css("img, input[type=image]")
        if not _is_counter(node)
    ]
    links = [node.attributes.get("href") for node in tree.css("a[href], area[href]")]
    opened = [match.group(1) for match in _OPENED.finditer(html)]
    return MarkupParts(
        pieces=pieces,
        images=tuple(image for image in images if image),
        landings=tuple(link for link in links + opened if link and not link.lower().startswith(("javascript:", "#"))),
    )


def _is_counter(node: LexborNode) -> bool:
    """Whether the picture is the dot by which views are counted."""
    return any(node.attributes.get(side) in {"0", "1", "0px", "1px"} for side in ("width", "height"))
