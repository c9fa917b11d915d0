"""Marks of evidence inside a text: ``{g:保本}`` read to spans, and spans written as marks.

Knows nothing of the head line above a text.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from classifier.text import Span
from labeled_data.authoring.letters import (
    CODE_OF_LETTER,
    ENTITY_OF_LETTER,
    LETTER_OF_CODE,
    LETTER_OF_ENTITY,
)
from labeled_data.example import EntityMark

_OPENING = re.compile(r"\{([^{}:\\\n]{0,20}):")
_KNOWN_LETTERS = "".join([*CODE_OF_LETTER, *ENTITY_OF_LETTER])


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """A text without its marks, and what the marks said."""

    text: str
    evidence: Mapping[str, tuple[Span, ...]]
    """Category code → spans of ``text`` in reading order, outer before inner."""
    entities: tuple[EntityMark, ...]


def parse_marks(source: str, problems: list[str]) -> MarkedText:
    r"""Take the marks out of a text; ``\{``, ``\}`` and ``\\`` are the characters themselves.

    What is wrong with a mark is added to ``problems`` with the words around it; the mark is then left out.
    """
    characters: list[str] = []
    open_marks: list[tuple[str, int]] = []
    found: list[tuple[Span, str]] = []
    place = 0
    while place < len(source):
        character = source[place]
        opening = _OPENING.match(source, place)
        if character == "\\" and source[place + 1 : place + 2] in ("{", "}", "\\"):
            characters.append(source[place + 1])
            place += 2
        elif opening:
            open_marks.append((_checked_letters(opening[1], source[place:], problems), len(characters)))
            place = opening.end()
        elif character == "{":
            problems.append(
                rf"{_around(source, place)}: a brace that opens no mark; write {{g:words}}, or \{{ for a brace"
            )
            place += 1
        elif character == "}":
            if open_marks:
                letters, start = open_marks.pop()
                if start < len(characters):
                    found += [(Span(start, len(characters)), letter) for letter in letters]
                else:
                    problems.append(f"{_around(source, place)}: an empty mark; put the evidence inside it")
            else:
                problems.append(rf"{_around(source, place)}: a brace that closes no mark; write \}} for a brace")
            place += 1
        else:
            characters.append(character)
            place += 1
    problems += [
        f"the mark {{{letters}: before {''.join(characters[start : start + 10])!r} is never closed; add }}"
        for letters, start in open_marks
    ]
    found.sort(key=lambda mark: (mark[0].start, -mark[0].end))
    evidence = {
        code: tuple(dict.fromkeys(span for span, found_letter in found if found_letter == letter))
        for letter, code in CODE_OF_LETTER.items()
    }
    return MarkedText(
        text="".join(characters),
        evidence={code: spans for code, spans in evidence.items() if spans},
        entities=tuple(
            dict.fromkeys(EntityMark(ENTITY_OF_LETTER[letter], span) for span, letter in found if letter.isupper())
        ),
    )


def render_marks(text: str, evidence: Mapping[str, Iterable[Span]], entities: Iterable[EntityMark] = ()) -> str:
    """Write spans as marks; ``parse_marks`` reads them back.

    Raises:
        ValueError: two spans cross, which marks cannot show.
    """
    letters: dict[Span, str] = {}
    for code, spans in evidence.items():
        for span in spans:
            letters[span] = letters.get(span, "") + LETTER_OF_CODE[code]
    for mark in entities:
        letters[mark.span] = letters.get(mark.span, "") + LETTER_OF_ENTITY[mark.kind]
    pieces: list[str] = []
    ends: list[int] = []
    waiting = sorted(letters, key=lambda span: (-span.start, span.end))
    for place in range(len(text) + 1):
        while ends and ends[-1] == place:
            ends.pop()
            pieces.append("}")
        while waiting and waiting[-1].start == place:
            span = waiting.pop()
            if ends and span.end > ends[-1]:
                raise ValueError(f"spans cross at {text[span.start : span.end]!r}; marks can only nest")
            pieces.append("{" + "".join(sorted(letters[span], key=_KNOWN_LETTERS.index)) + ":")
            ends.append(span.end)
        if place < len(text):
            pieces.append("\\" + text[place] if text[place] in "{}\\" else text[place])
    return "".join(pieces)


def _checked_letters(letters: str, rest: str, problems: list[str]) -> str:
    unknown = [letter for letter in letters if letter not in _KNOWN_LETTERS]
    if unknown or not letters:
        problems.append(f"{rest[:16]!r}: no known letter in {letters!r}; known: {' '.join(_KNOWN_LETTERS)}")
    if "w" in letters:
        problems.append(f"{rest[:16]!r}: w is an absence and marks no words; write +w in the head line")
    return "".join(letter for letter in letters if letter in _KNOWN_LETTERS and letter != "w")


def _around(source: str, place: int) -> str:
    return repr(source[max(0, place - 8) : place + 8])
