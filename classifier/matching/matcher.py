"""Finds every expression of the data files in a text: one automaton pass, then only the regexes it woke.

Knows nothing of what the expressions mean. All consumers (rules, contexts, products, genre, warnings) register
in the same :class:`MatcherBuilder`, so a text is read once however many of them there are.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

import ahocorasick_rs

from classifier.matching.anchors import Anchors, checked_anchors
from classifier.normalizing.folding import fold_term
from classifier.text import Span

ExpressionId = int

_MACRO = re.compile(r"<([a-z][a-z0-9_]*)>")


class UnknownMacroError(ValueError):
    """A pattern names a macro that ``macros.yaml`` does not hold."""


def expand_macros(pattern: str, macros: Mapping[str, str]) -> str:
    """Replace each ``<name>`` by its definition in a non-capturing group; definitions may use others.

    Raises:
        UnknownMacroError: a name is not defined.
    """
    for _ in range(8):
        if not _MACRO.search(pattern):
            return pattern
        pattern = _MACRO.sub(lambda found: f"(?:{_definition(found[1], macros)})", pattern)
    raise UnknownMacroError(f"macros of {pattern!r} refer to each other without end")


def _definition(name: str, macros: Mapping[str, str]) -> str:
    try:
        return macros[name]
    except KeyError:
        raise UnknownMacroError(f"macro <{name}> is not defined; known: {', '.join(sorted(macros))}") from None


_Place = tuple[int, int, int]
"""Something (what found it), start, end: as the automaton reports its matches."""


class Matches:
    """Where each expression stands in one text."""

    __slots__ = ("_places", "present")

    def __init__(self, places: dict[ExpressionId, list[_Place]]) -> None:
        # Plain tuples: most of what stands in a text is never asked for, and a span costs more than its finding.
        self._places = places
        self.present = frozenset(places)
        """Ids of all expressions that stand in the text."""

    @property
    def count(self) -> int:
        """How many places were found."""
        return sum(map(len, self._places.values()))

    def of(self, expressions: frozenset[ExpressionId]) -> list[Span]:
        """Spans of any of ``expressions``, in text order, longest first at equal starts."""
        # Intersecting visits the smaller set: a text holds few expressions, a set of cues may name hundreds.
        named = self.present & expressions
        if not named:
            return []
        places = self._places
        found = [Span(start, end) for expression in named for _, start, end in places[expression]]
        if len(found) > 1:
            found.sort(key=lambda span: (span.start, -span.end))
        return found


_NO_MATCHES = Matches({})


class LazyRegexes(dict[ExpressionId, re.Pattern[str]]):
    """Regular expressions, each compiled when it is first woken."""

    def __init__(self, sources: Mapping[ExpressionId, str]) -> None:
        super().__init__()
        self._sources = dict(sources)

    def __missing__(self, expression: ExpressionId) -> re.Pattern[str]:
        compiled = re.compile(self._sources[expression])
        self[expression] = compiled
        return compiled


_Sleeper = tuple[ExpressionId, Anchors]
"""A regular expression and the further sets of literals of each of which its text must hold one."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """All expressions, compiled."""

    automaton: ahocorasick_rs.AhoCorasick | None
    needles: tuple[str, ...]
    """The patterns of the automaton."""
    literals: tuple[ExpressionId | None, ...]
    """Per needle: the literal expression that it is."""
    woken: tuple[tuple[_Sleeper, ...], ...]
    """Per needle: the regexes that may match where it stands."""
    wakers: frozenset[int]
    """The needles for which there are any."""
    regexes: "LazyRegexes"
    always: tuple[ExpressionId, ...]
    """Regexes without an anchor; run on every text."""

    def find(self, text: str) -> Matches:
        """All matches in normalised ``text``; a regex reports non-overlapping, a literal all occurrences."""
        hits: list[_Place] = []
        if self.automaton is not None:
            hits = self.automaton.find_matches_as_indexes(text, overlapping=True)
        if not hits and not self.always:
            return _NO_MATCHES
        places: dict[ExpressionId, list[_Place]] = {}
        literals = self.literals
        for hit in hits:
            expression = literals[hit[0]]
            if expression is None:
                continue
            if expression in places:
                places[expression].append(hit)
            else:
                places[expression] = [hit]
        for expression in self._awake(text, {hit[0] for hit in hits}):
            found = [(expression, *match.span()) for match in self.regexes[expression].finditer(text)]
            if found:
                places[expression] = found
        return Matches(places)

    def _awake(self, text: str, standing: set[int]) -> set[ExpressionId]:
        """The regexes that may match ``text``: all their anchors stand in it. ``standing`` are the needles that do."""
        awake = set(self.always)
        wakers = standing & self.wakers
        if not wakers:
            return awake
        # A needle of one character is not worth an entry in the automaton; the text itself says whether it stands.
        held = set(text).union([self.needles[needle] for needle in standing])
        for needle in wakers:
            for expression, anchors in self.woken[needle]:
                for literals in anchors:
                    if literals.isdisjoint(held):
                        break
                else:
                    awake.add(expression)
        return awake


class MatcherBuilder:
    """Collects expressions and hands out their ids; equal expressions share one id."""

    def __init__(self, macros: Mapping[str, str] | None = None) -> None:
        self._macros = {} if macros is None else macros
        self._literals: dict[str, ExpressionId] = {}
        self._patterns: dict[str, ExpressionId] = {}
        self._sources: dict[ExpressionId, str] = {}
        self._anchors: dict[ExpressionId, Anchors] = {}
        self._count = 0

    def scratch(self) -> "MatcherBuilder":
        """A builder with the same macros whose expressions go nowhere: for checking entries not in use."""
        return MatcherBuilder(self._macros)

    def literal(self, term: str) -> ExpressionId:
        """Register a term; it is folded as the texts are.

        Raises:
            ValueError: nothing is left of the term after folding.
        """
        folded = fold_term(term)
        if not folded.strip():
            raise ValueError(f"term {term!r} is empty after normalising")
        if folded not in self._literals:
            self._literals[folded] = self._next()
        return self._literals[folded]

    def pattern(self, pattern: str) -> ExpressionId:
        """Register a regular expression over normalised text.

        Raises:
            UnknownMacroError: a macro is not defined.
            PatternRefusedError: the pattern does not compile or is unbounded.
            ValueError: a literal in it is not normalised and so could never match.
        """
        if pattern not in self._patterns:
            expanded = expand_macros(pattern, self._macros)
            anchors = checked_anchors(expanded)
            for anchor in chain.from_iterable(anchors[:1]):
                if fold_term(anchor) != anchor:
                    raise ValueError(
                        f"pattern {pattern!r}: write {fold_term(anchor)!r} instead of {anchor!r} (texts are normalised)"
                    )
            self._patterns[pattern] = self._next()
            self._sources[self._patterns[pattern]] = expanded
            self._anchors[self._patterns[pattern]] = anchors
        return self._patterns[pattern]

    def build(self) -> Matcher:
        """Compile everything registered so far."""
        wakes: dict[str, list[_Sleeper]] = {}
        always: list[ExpressionId] = []
        further: set[str] = set()
        for expression, anchors in self._anchors.items():
            if not anchors:
                always.append(expression)
                continue
            for literal in anchors[0]:
                wakes.setdefault(literal, []).append((expression, anchors[1:]))
            further.update(literal for literal in chain.from_iterable(anchors[1:]) if len(literal) > 1)
        needles = tuple(sorted(self._literals.keys() | wakes.keys() | further))
        return Matcher(
            automaton=ahocorasick_rs.AhoCorasick(needles, store_patterns=False) if needles else None,
            needles=needles,
            literals=tuple(map(self._literals.get, needles)),
            woken=tuple(tuple(wakes.get(needle, ())) for needle in needles),
            wakers=frozenset(place for place, needle in enumerate(needles) if needle in wakes),
            regexes=LazyRegexes(self._sources),
            always=tuple(always),
        )

    def _next(self) -> ExpressionId:
        self._count += 1
        return self._count - 1
