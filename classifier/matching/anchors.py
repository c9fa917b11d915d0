"""Reads a regular expression's parse tree: which literals any match must contain, and whether it can run away.

Knows nothing of rules. The literals let one automaton pass decide which expressions are worth running (the
idea of FilteredRE2 in RE2: https://github.com/google/re2/wiki/FilteredRE2).
"""

import re
import re._constants as op  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from typing import Any

MAX_REPEAT = 200
"""Longest counted repeat a pattern may use: keeps matching time linear on hostile input."""

_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_MAX_BRANCHES = 64
_MAX_CLASS_SIZE = 12


class PatternRefusedError(ValueError):
    """The pattern does not compile, or could take unbounded time."""


Anchors = tuple[frozenset[str], ...]
"""Sets of literals; whatever a pattern matches contains at least one of each. The most selective set stands first."""


def checked_anchors(pattern: str) -> Anchors:
    """What every match of ``pattern`` must contain; empty when nothing can be named.

    The pattern is parsed, not compiled: of hundreds of patterns a scan wakes a few, and compiling them all would
    be most of the start-up.

    Raises:
        PatternRefusedError: it is not a regular expression, matches the empty text, or repeats without an upper bound.
    """
    try:
        tree = parser.parse(pattern)
    except re.error as error:
        raise PatternRefusedError(f"pattern {pattern!r} does not compile: {error}") from error
    if _has_unbounded_repeat(tree):
        raise PatternRefusedError(
            f"pattern {pattern!r} repeats more than {MAX_REPEAT} times or without bound; "
            "write {0,20} instead of * or +"
        )
    if tree.getwidth()[0] == 0:
        raise PatternRefusedError(f"pattern {pattern!r} matches the empty text; make some part of it mandatory")
    if _looks_behind_variably(tree):
        raise PatternRefusedError(f"pattern {pattern!r} looks behind at wordings of several lengths; name each apart")
    return tuple(_anchors_of(tree))


def _looks_behind_variably(tree: Any) -> bool:
    """Whether a look-behind has no fixed width: parsing takes it, compiling would not."""
    for code, argument in tree:
        if code in (op.ASSERT, op.ASSERT_NOT) and argument[0] < 0:
            least, most = argument[1].getwidth()
            if least != most:
                return True
        parts = [argument[2]] if code in _REPEATS else _parts_of(code, argument)
        if any(_looks_behind_variably(part) for part in parts):
            return True
    return False


def _has_unbounded_repeat(tree: Any) -> bool:
    for code, argument in tree:
        if code in _REPEATS:
            _, most, body = argument
            if most == op.MAXREPEAT or most > MAX_REPEAT or _has_unbounded_repeat(body):
                return True
        elif any(_has_unbounded_repeat(part) for part in _parts_of(code, argument)):
            return True
    return False


def _parts_of(code: Any, argument: Any) -> list[Any]:
    if code is op.SUBPATTERN:
        return [argument[-1]]
    if code is op.BRANCH:
        return list(argument[1])
    return [argument[1]] if code in (op.ASSERT, op.ASSERT_NOT) else []


def _anchors_of(tree: Any) -> list[frozenset[str]]:
    """Sets of literals of each of which the sequence must contain one, the most selective first."""
    found: dict[frozenset[str], None] = {}
    run = ""
    for code, argument in tree:
        if code is op.LITERAL:
            run += chr(argument)
            continue
        if run:
            found[frozenset({run})] = None
            run = ""
        found |= dict.fromkeys(_anchors_of_part(code, argument))
    if run:
        found[frozenset({run})] = None
    return sorted(found, key=_selectivity, reverse=True)


def _selectivity(literals: frozenset[str]) -> tuple[int, int]:
    return min(len(literal) for literal in literals), -len(literals)


def _anchors_of_part(code: Any, argument: Any) -> list[frozenset[str]]:
    if code is op.SUBPATTERN:
        return _anchors_of(argument[-1])
    if code in _REPEATS:
        least, _, body = argument
        return _anchors_of(body) if least > 0 else []
    if code is op.BRANCH:
        # Whichever branch matches, it contains one of its first set, one of its second …
        unions = (frozenset().union(*sets) for sets in zip(*map(_anchors_of, argument[1]), strict=False))
        return [union for union in unions if len(union) <= _MAX_BRANCHES]
    if code is op.IN and len(argument) <= _MAX_CLASS_SIZE and all(kind is op.LITERAL for kind, _ in argument):
        return [frozenset(chr(value) for _, value in argument)]
    return []
