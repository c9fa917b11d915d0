"""From a recorded body to its bytes and text: transfer compression undone, encoding told.

Knows nothing of how the body was recorded or what it says.
"""

import re
import zlib
from collections.abc import Mapping
from urllib.parse import urldefrag

from crawler.capture import Exchange
from crawler.errors import EncodingError
from crawler.readers.encoding import decode_bytes

MAX_BODY_BYTES = 32 * 1024 * 1024
"""Longest body that is looked into, after decompression; longer ones are kept as recorded and not searched."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_WBITS = {"gzip": 31, "x-gzip": 31, "deflate": 47}
_PICTURE_STARTS = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")


def header(headers: tuple[tuple[str, str], ...], name: str) -> str | None:
    """The first value of a header, by its name in lower case."""
    return next((value for key, value in headers if key.lower() == name), None)


def plain_body(exchange: Exchange) -> bytes | None:
    """The body as its reader gets it; ``None`` when there is none, or it is damaged, too long or in an unknown coding.

    Some programs write bodies still compressed into recordings that should hold them plain, so the first bytes count.
    """
    body = exchange.body
    if body is None or len(body) > MAX_BODY_BYTES:
        return None
    codings = (header(exchange.headers, "content-encoding") or "").lower().replace(" ", "").split(",")
    codings = [coding for coding in codings if coding not in {"", "identity"}]
    if not codings or (exchange.is_body_decoded and not body.startswith(b"\x1f\x8b")):
        return body
    if len(codings) > 1 or codings[0] not in _WBITS:
        return None
    return _inflated(body, _WBITS[codings[0]])


def _inflated(body: bytes, wbits: int) -> bytes | None:
    for bits in (wbits, -15):  # some servers send deflate without its zlib frame
        inflater = zlib.decompressobj(bits)
        try:
            plain = inflater.decompress(body, MAX_BODY_BYTES)
        except zlib.error:
            continue
        return None if inflater.unconsumed_tail else plain
    return None


def text_of(body: bytes, headers: tuple[tuple[str, str], ...]) -> str | None:
    """Decode a textual body; ``None`` when no encoding fits. Never holds a lone surrogate."""
    declared = _CHARSET.search(header(headers, "content-type") or "")
    try:
        return decode_bytes(body, "body", declared=declared.group(1) if declared else None)
    except EncodingError:
        pass
    # A body that the recording program cut off, or one bad name in a feed: what is good is read.
    text = body.decode("utf-8", "replace")
    return text if text.count("�") * 20 < len(text) else None


def is_picture(body: bytes) -> bool:
    """Whether the bytes begin as those of a picture do."""
    return (
        body.startswith(_PICTURE_STARTS)
        or (body[:4] == b"RIFF" and body[8:12] == b"WEBP")
        or body[4:12] in {b"ftypavif", b"ftypheic", b"ftypmif1"}
    )


def picture_of(pictures: Mapping[str, bytes], url: str) -> bytes | None:
    """Bytes of the picture at ``url``, if it was fetched: its fragment and http or https make no difference."""
    return pictures.get(picture_key(url))


def picture_key(url: str) -> str:
    """The form of an address by which pictures are looked up."""
    return urldefrag(url).url.removeprefix("https:").removeprefix("http:")
