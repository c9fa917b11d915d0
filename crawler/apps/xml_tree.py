"""Parses XML from strangers: no entities, no document types that declare any, no network.

Knows nothing of what the elements mean.
"""

import re
from typing import Any
from xml.etree.ElementTree import Element, ParseError

_CHARACTER = re.compile(r"&#(x[0-9a-fA-F]{1,8}|[0-9]{1,10});")
_SURROGATES = re.compile("[\ud800-\udfff]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class XmlProblemError(Exception):
    """The text is not XML that we read; the message says why and where."""


def parse_xml(text: str) -> Element:
    """Parse a document.

    Dumpers write an emoji as two character references, one for each half, and control characters as they are, neither
    of which is XML: halves are joined, what stands for no character becomes U+FFFD.

    Raises:
        XmlProblemError: not XML, or it declares entities.
    """
    import defusedxml.ElementTree  # noqa: PLC0415 - of the extra crawl
    from defusedxml.common import DefusedXmlException  # noqa: PLC0415

    declared = re.match(r"\s*<\?xml[^>]*\?>", text)
    repaired = _CHARACTER.sub(_character, text[declared.end() :] if declared else text)
    # Joins halves that now stand side by side.
    repaired = repaired.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    repaired = _FORBIDDEN.sub("�", _SURROGATES.sub("�", repaired))
    try:
        root: Element = defusedxml.ElementTree.fromstring(repaired)
    except DefusedXmlException as error:
        raise XmlProblemError(f"declares entities, which are not read: {error}") from error
    except ParseError as error:
        raise XmlProblemError(str(error)) from error
    return root


def tree_of_element(element: Element, *, depth: int) -> dict[str, Any]:
    """Turn an element into nested dictionaries, for paths: attributes as ``@name``, own text as ``text``, children by
    tag, always as lists. Namespaces are dropped; what lies deeper than ``depth`` is left out."""
    tree: dict[str, Any] = {f"@{_local(name)}": value for name, value in element.attrib.items()}
    own = (element.text or "").strip()
    if own:
        tree["text"] = own
    if depth > 0:
        for child in element:
            if isinstance(child.tag, str):
                tree.setdefault(_local(child.tag), []).append(tree_of_element(child, depth=depth - 1))
    return tree


def root_name(element: Element) -> str:
    """Tag of an element without its namespace."""
    return _local(element.tag)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _character(match: re.Match[str]) -> str:
    digits = match.group(1)
    code = int(digits[1:], 16) if digits[0] == "x" else int(digits)
    if code in {0x9, 0xA, 0xD} or 0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF:
        return match.group()
    return chr(code) if 0xD800 <= code <= 0xDFFF else "�"
