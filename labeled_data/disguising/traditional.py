"""Traditional forms of characters.

Knows nothing of tables and strengths; the one home of OpenCC in this package.
"""

from functools import cache

import opencc

CONFIGURATIONS = ("s2t", "s2tw", "s2hk")
"""Configurations of OpenCC that may be named in a table: simplified to traditional, Taiwan's and Hong Kong's forms."""


def traditional_forms(text: str, configuration: str) -> str:
    """Write ``text`` in traditional characters, as long as ``text``."""
    converter = _converter(configuration)
    clean = text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    converted: str = converter.convert(clean)
    if len(converted) != len(text):
        converted = "".join(_single(character, configuration) for character in clean)
    return converted


@cache
def _single(character: str, configuration: str) -> str:
    form: str = _converter(configuration).convert(character)
    return form if len(form) == 1 else character


@cache
def _converter(configuration: str) -> "opencc.OpenCC":
    return opencc.OpenCC(configuration)
