"""Finds every expression of the data files in a text: one automaton pass, then only the regexes it woke.

Knows nothing of what the expressions mean. All consumers (rules, contexts, products, genre, warnings) register
in the same :class:`MatcherBuilder`, so a text is read once however many of them there are.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import ahocorasick_rs

from classifier.matching.anchors import checked_anchors
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


class Matches:
    """Where each expression stands in one text."""

    __slots__ = ("_spans", "present")

    def __init__(self, spans: dict[ExpressionId, list[Span]]) -> None:
        self._spans = spans
        self.present = frozenset(spans)
        """Ids of all expressions that stand in the text."""

    def of(self, expressions: frozenset[ExpressionId]) -> list[Span]:
        """Spans of any of ``expressions``, in text order, longest first at equal starts."""
        # Intersecting visits the smaller set: a text holds few expressions, a set of cues may name hundreds.
        found = [span for expression in self.present & expressions for span in self._spans[expression]]
        if len(found) > 1:
            found.sort(key=lambda span: (span.start, -span.end))
        return found


class LazyRegexes(dict[ExpressionId, re.Pattern[str]]):
    """Regular expressions, each compiled when it is first woken."""

    def __init__(self, sources: Mapping[ExpressionId, str]) -> None:
        super().__init__()
        self._sources = dict(sources)

    def __missing__(self, expression: ExpressionId) -> re.Pattern[str]:
        compiled = re.compile(self._sources[expression])
        self[expression] = compiled
        return compiled


@dataclass(frozen=True, slots=True)
class Matcher:
    """All expressions, compiled."""

    automaton: ahocorasick_rs.AhoCorasick | None
    literal_expressions: tuple[tuple[ExpressionId, ...], ...]
    """Per automaton pattern: the literal expressions it is."""
    woken: tuple[tuple[ExpressionId, ...], ...]
    """Per automaton pattern: the regexes that may match where it stands."""
    regexes: "LazyRegexes"
    always: tuple[ExpressionId, ...]
    """Regexes without an anchor; run on every text."""

    def find(self, text: str) -> Matches:
        """All matches in normalised ``text``; a regex reports non-overlapping, a literal all occurrences."""
        spans: dict[ExpressionId, list[Span]] = {}
        awake: set[ExpressionId] = set(self.always)
        if self.automaton is not None:
            literal_expressions, woken = self.literal_expressions, self.woken
            for pattern, start, end in self.automaton.find_matches_as_indexes(text, overlapping=True):
                for expression in literal_expressions[pattern]:
                    spans.setdefault(expression, []).append(Span(start, end))
                awake.update(woken[pattern])
        for expression in awake:
            found = [Span(*match.span()) for match in self.regexes[expression].finditer(text)]
            if found:
                spans[expression] = found
        return Matches(spans)


class MatcherBuilder:
    """Collects expressions and hands out their ids; equal expressions share one id."""

    def __init__(self, macros: Mapping[str, str] | None = None) -> None:
        self._macros = {} if macros is None else macros
        self._literals: dict[str, ExpressionId] = {}
        self._patterns: dict[str, ExpressionId] = {}
        self._sources: dict[ExpressionId, str] = {}
        self._anchors: dict[ExpressionId, frozenset[str]] = {}
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
            for anchor in anchors:
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
        literal_of: dict[str, list[ExpressionId]] = {}
        wakes: dict[str, list[ExpressionId]] = {}
        always: list[ExpressionId] = []
        for term, expression in self._literals.items():
            literal_of.setdefault(term, []).append(expression)
        for expression, anchors in self._anchors.items():
            if not anchors:
                always.append(expression)
            for anchor in anchors:
                wakes.setdefault(anchor, []).append(expression)
        needles = sorted(literal_of.keys() | wakes.keys())
        return Matcher(
            automaton=ahocorasick_rs.AhoCorasick(needles) if needles else None,
            literal_expressions=tuple(tuple(literal_of.get(needle, ())) for needle in needles),
            woken=tuple(tuple(wakes.get(needle, ())) for needle in needles),
            regexes=LazyRegexes(self._sources),
            always=tuple(always),
        )

    def _next(self) -> ExpressionId:
        self._count += 1
        return self._count - 1
