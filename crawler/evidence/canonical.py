"""The one spelling of a JSON value in evidence, so that equal content has equal bytes and an equal hash.

UTF-8, keys sorted by code point, no spaces. A lone surrogate, which a page's title or header may hold, is written as
its ``\\u`` escape; that is why this is the standard library's ``json`` and not ``orjson``, which refuses it.
"""

import hashlib
import json
from typing import Any

from crawler.errors import EvidenceError


def canonical_json(value: Any) -> bytes:
    """Spell a value of objects, lists, strings, finite numbers, booleans and null.

    Raises:
        EvidenceError: something in it is none of these.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise EvidenceError(f"cannot be written as JSON: {error}; hand in plain values") from error
    # A JSON escape of a code point is what Python calls a backslash replacement.
    return text.encode("utf-8", "backslashreplace")


def parse_json(content: bytes, place: str) -> Any:
    """Read what ``canonical_json`` wrote, or somebody else's JSON.

    Raises:
        EvidenceError: it is no JSON; names ``place``.
    """
    try:
        return json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise EvidenceError(f"{place}: not JSON: {error}") from error


def sha256_of(content: bytes) -> str:
    """Give the SHA-256 of bytes as 64 lower-case hexadecimal digits, as ``sha256sum`` prints it."""
    return hashlib.sha256(content).hexdigest()
