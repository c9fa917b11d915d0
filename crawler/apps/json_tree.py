"""Reads the answer of an interface as a tree: JSON, JSONP, XML, and each of them inside a string of another.

Knows nothing of ads. A tree is nested dictionaries, lists and scalars, at most ``MAX_DEPTH`` deep; its places are
written as JSON paths that run on into strings that were unfolded: ``$.data[0].content.raw_ad_data``.
"""

import base64
import binascii
import json
import re
from typing import Any

import orjson

from crawler.apps.xml_tree import XmlProblemError, parse_xml, root_name, tree_of_element

MAX_DEPTH = 48
"""Levels that are looked into, strings that were unfolded included."""
_MAX_NODES = 500_000
"""Values unfolded in one answer; what comes after stays a string."""

# What stands before JSON against hotlinking, a call with a callback's name, and an assignment to a variable.
_GUARD = re.compile(r"\s*(?:\)\]\}',?|while\s*\(1\)\s*;|for\s*\(;;\)\s*;|throw 1;|/\*.{0,40}?\*/)", re.DOTALL)
_CALL = re.compile(r"\s*(?:;|void\s+0;|try\s*\{)?\s*[\w$.\[\]'\"]{1,200}\s*\(\s*(?=[\[{\"'])")
_ASSIGNMENT = re.compile(r"\s*(?:var|let|const|window\.)?\s*[\w$.\[\]'\"]{1,200}\s*=\s*(?=[\[{])")
_BASE64 = re.compile(r"(?:eyJ|W3si|W3sK|ewog|eyAi)[A-Za-z0-9+/_-]{16,}={0,2}")
_PLAIN_KEY = re.compile(r"[^\W\d][\w-]*")
_XML_STARTS = ("<?xml", "<VAST", "<vast", "<vmap")


def tree_of_answer(text: str) -> Any | None:
    """Parse an answer; ``None`` when it is neither JSON in any of its wrappings nor XML."""
    head = text[:400].lstrip("\ufeff \t\r\n")
    if head.startswith(_XML_STARTS):
        return _xml(text.lstrip("\ufeff \t\r\n"), MAX_DEPTH)
    value = _json(text)
    return None if value is None else _Unfolding().unfolded(value, 0)


def tree_of_json(text: str) -> Any | None:
    """Parse plain JSON without unfolding; ``None`` when it is none."""
    return _loads(text)


def key_step(key: str) -> str:
    """How a key is written in a path."""
    return f".{key}" if _PLAIN_KEY.fullmatch(key) else f"[{json.dumps(key, ensure_ascii=False)}]"


def _json(text: str) -> Any | None:
    body = text.strip("\ufeff \t\r\n")
    guard = _GUARD.match(body)
    if guard is not None:
        body = body[guard.end() :].lstrip()
    if body.startswith(("{", "[")):
        return _loads(body)
    for wrapping in (_CALL, _ASSIGNMENT):
        match = wrapping.match(body)
        if match is not None:
            return _leading_value(body[match.end() :])
    return None


def _leading_value(text: str) -> Any | None:
    """The JSON value at the start of ``text``, whatever follows it."""
    try:
        value, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict | list) else _loads_text(value)


def _loads_text(value: Any) -> Any | None:
    return _loads(value) if isinstance(value, str) else None


def _loads(text: str) -> Any | None:
    try:
        value = orjson.loads(text)
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        # The standard library reads what orjson rightly refuses and apps send all the same: lone surrogates, NaN.
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            return None
    return value if isinstance(value, dict | list) else None


def _xml(text: str, depth: int) -> Any | None:
    try:
        root = parse_xml(text)
    except XmlProblemError:
        return None
    return {root_name(root): tree_of_element(root, depth=depth)}


class _Unfolding:
    """Copies a tree with the documents in its strings put in their place."""

    def __init__(self) -> None:
        self._nodes = 0

    def unfolded(self, value: Any, depth: int) -> Any:
        self._nodes += 1
        if isinstance(value, str):
            return self._of_text(value, depth)
        if not isinstance(value, dict | list):
            return value
        if depth >= MAX_DEPTH:
            return None
        if isinstance(value, dict):
            return {_sound(str(key)): self.unfolded(item, depth + 1) for key, item in value.items()}
        return [self.unfolded(item, depth + 1) for item in value]

    def _of_text(self, text: str, depth: int) -> Any:
        inner = None
        if depth < MAX_DEPTH and self._nodes < _MAX_NODES and len(text) >= 8:
            start = text[:200].lstrip()
            if start.startswith(("{", "[")):
                inner = _loads(text)
            elif start.startswith(_XML_STARTS):
                inner = _xml(text.strip(), MAX_DEPTH - depth)
            elif _BASE64.match(text) is not None:
                inner = _base64_json(text)
        return _sound(text) if inner is None else self.unfolded(inner, depth)


def _base64_json(text: str) -> Any | None:
    if _BASE64.fullmatch(text) is None:
        return None
    standard = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        content = base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return None
    return _loads(content)


def _sound(text: str) -> str:
    """Text that can be written to a file: a lone surrogate becomes U+FFFD."""
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
