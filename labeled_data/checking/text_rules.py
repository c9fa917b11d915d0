"""Checks the text of one example: its characters, its blanks, its length.

Knows nothing of labels.
"""

import unicodedata
from collections.abc import Iterator

from labeled_data.checking.report import Problem
from labeled_data.example import LabeledExample

MAX_LENGTH = 4000
"""Code points."""

_UNWANTED = {
    "Cc": "control character",
    "Co": "private-use character",
    "Cs": "lone surrogate",
    "Cn": "unassigned character",
    "Zl": "line separator",
    "Zp": "paragraph separator",
}
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def text_problems(example: LabeledExample) -> Iterator[Problem]:
    """Everything wrong with the text."""
    text = example.text

    def problem(message: str) -> Problem:
        return Problem(example_id=example.example_id, rule="text", message=message)

    if not text.strip():
        yield problem("is blank; write one or drop the example")
        return
    if len(text) > MAX_LENGTH:
        yield problem(f"has {len(text)} characters; at most {MAX_LENGTH}")
    if text.startswith("\n"):
        yield problem("begins with an empty line; drop it")
    for number, line in enumerate(text.split("\n"), start=1):
        if line != line.rstrip():
            yield problem(f"line {number} ends with blanks ({line[len(line.rstrip()) :]!r}); drop them")
    if text.endswith("\n"):
        yield problem("ends with a line feed; drop it")
    seen: set[str] = set()
    for place, character in enumerate(text):
        if character == "\n" or character in seen:
            continue
        seen.add(character)
        name = _UNWANTED.get(unicodedata.category(character))
        if character == _REPLACEMENT:
            name = "replacement character"
        if name is not None:
            yield problem(f"holds a {name} U+{ord(character):04X} at {place}; write what was meant")
