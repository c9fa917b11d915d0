"""A page from the bytes of a plain HTTP answer, whatever they are encoded in and whatever they declare.

Order of belief: a byte order mark; valid UTF-8; what the header, then the page declares; what Chinese text in the
bytes tells. Knows nothing of ads.
"""

import re
from collections.abc import Iterable

from crawler.errors import EncodingError
from crawler.pages.page import PREFIX, Frame, Page
from crawler.readers.encoding import decode_bytes

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]+encoding\s*=\s*[\"']([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 8_192
_SAMPLE_BYTES = 65_536
_OWN_ATTRIBUTE = re.compile(re.escape(PREFIX), re.IGNORECASE)
_MAX_BAD_SHARE = 0.002
"""Share of broken sequences up to which a page still counts as of its encoding: sites cut titles within a character."""
_LATIN = re.compile(r"iso-?8859-?1|latin-?1|windows-1252|cp1252|us-ascii", re.IGNORECASE)
_BOM_LIKE = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def page_of_response(url: str, body: bytes, headers: Iterable[tuple[str, str]]) -> Page:
    """Decode an HTML answer into a page without positions. ``headers`` are pairs, as in ``Exchange.headers``.

    Raises:
        EncodingError: no encoding fits; names the position of the first byte that is not UTF-8.
    """
    html = decode_page(body, url, content_type=_content_type(headers))
    # These attributes are ours: a site that writes them would tell the finders where it is drawn.
    html = _OWN_ATTRIBUTE.sub("data-site-", html) if _OWN_ATTRIBUTE.search(html) else html
    return Page(url=url, frames=(Frame(url=url, html=html, parent=None),))


def decode_page(body: bytes, source: str, *, content_type: str | None = None) -> str:
    """The text of an HTML document.

    Raises:
        EncodingError: no encoding fits.
    """
    declared = _declarations(body, content_type)
    utf16 = _bare_utf16(body, declared)
    if utf16 is not None:
        return utf16
    failure: EncodingError | None = None
    # A server's default says Latin-1 of any page: believed only when the bytes are no Chinese.
    latin = [name for name in declared if _LATIN.fullmatch(name)]
    for name in [*(name for name in declared if name not in latin), None, *latin]:
        if name is not None and name.lower().replace("_", "-") in {"utf-8", "utf8"}:
            continue
        try:
            return decode_bytes(body, source, declared=name)
        except EncodingError as error:
            failure = failure or error
    big5 = _big5(body)
    if big5 is not None:
        return big5
    mended = _mended(body, declared)
    if mended is not None:
        return mended
    assert failure is not None
    raise failure


def _content_type(headers: Iterable[tuple[str, str]]) -> str | None:
    return next((value for name, value in headers if name.lower() == "content-type"), None)


def _declarations(body: bytes, content_type: str | None) -> list[str]:
    found = []
    match = _CHARSET.search(content_type or "")
    if match:
        found.append(match.group(1))
    for pattern in (_XML, _META):
        stated = pattern.search(body[:_HEAD_BYTES])
        if stated:
            found.append(stated.group(1).decode("ascii"))
    return list(dict.fromkeys(found))


def _bare_utf16(body: bytes, declared: list[str]) -> str | None:
    """UTF-16 without a mark: every second byte of the markup is NUL."""
    if body.startswith(_BOM_LIKE) or b"\0" not in body[:200]:
        return None
    head = body[:400]
    odd, even = head[1::2].count(0), head[0::2].count(0)
    codec = "utf-16-le" if odd > even else "utf-16-be"
    if max(odd, even) < 0.3 * (len(head) / 2) and not any("utf-16" in name.lower() for name in declared):
        return None
    try:
        return body.decode(codec)
    except UnicodeDecodeError:
        return None


def _big5(body: bytes) -> str | None:
    """Big5 that nothing declares: its text is made of the characters that traditional Chinese uses most."""
    try:
        text = body.decode("big5hkscs")
    except UnicodeDecodeError:
        return None
    chars = [char for char in text[:_SAMPLE_BYTES] if char > "\x7f"]
    common = sum(1 for char in chars if char in _FREQUENT_TRADITIONAL)
    return text if len(chars) >= 4 and common >= 0.05 * len(chars) else None


_FREQUENT_TRADITIONAL = frozenset(
    "的一不是有在人了大中為上個國我以要他時來用們生到作地於出就分對成會可主發年金資財高，。"
)


def _mended(body: bytes, declared: list[str]) -> str | None:
    """A page nearly all of which is of one encoding, its few broken sequences shown as U+FFFD."""
    tries = ["utf-8"]
    if any(name.lower() in {"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk"} for name in declared):
        tries.append("gb18030")
    if any(name.lower().startswith("big5") for name in declared):
        tries.append("big5hkscs")
    for codec in tries:
        text = body.decode(codec, "replace")
        wide = sum(1 for char in text if char > "\x7f")
        if wide and text.count("�") <= max(2, _MAX_BAD_SHARE * len(text)) and text.count("�") <= 0.2 * wide:
            return text
    return None
