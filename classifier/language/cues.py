"""A set of wordings with the longer wordings in which they mean something else.

Knows nothing of what the wordings are cues for.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from classifier.datafiles.datafile import StrictSchema
from classifier.errors import DataProblem
from classifier.matching.matcher import ExpressionId, MatcherBuilder, Matches
from classifier.text import Span


class CueSchema(StrictSchema):
    """How a set of wordings is written in the data files."""

    terms: tuple[str, ...] = ()
    """Literal wordings; normalised on loading."""
    patterns: tuple[str, ...] = ()
    """Regular expressions over normalised text; ``<name>`` is a macro."""
    unless: tuple[str, ...] = Field(default=())
    """Longer literal wordings that take a match out again."""


@dataclass(frozen=True, slots=True)
class Cues:
    """Registered wordings."""

    include: frozenset[ExpressionId]
    unless: frozenset[ExpressionId]

    def spans(self, matches: Matches) -> list[Span]:
        """Where the wordings stand, without those inside a longer ``unless`` wording."""
        found = matches.of(self.include)
        if not found or not self.unless:
            return found
        exceptions = matches.of(self.unless)
        return unexplained(found, exceptions) if exceptions else found


def unexplained(spans: Sequence[Span], exceptions: Sequence[Span]) -> list[Span]:
    """Those of ``spans`` that no longer exception covers: the longest match wins, by position.

    Both come in text order, longest first at equal starts.
    """
    kept: list[Span] = []
    reach = -1  # furthest end of the exceptions that start before the span
    passed = 0
    for span in spans:
        while passed < len(exceptions) and exceptions[passed].start < span.start:
            reach = max(reach, exceptions[passed].end)
            passed += 1
        is_prefix = (
            passed < len(exceptions) and exceptions[passed].start == span.start and exceptions[passed].end > span.end
        )
        if reach < span.end and not is_prefix:
            kept.append(span)
    return kept


@dataclass(frozen=True, slots=True)
class CueOwners:
    """Which of many sets of wordings a text can hold, told from its matches without asking each set."""

    _owners: Mapping[ExpressionId, tuple[int, ...]]
    _expressions: frozenset[ExpressionId]
    """The keys of ``_owners``."""

    @classmethod
    def of(cls, cue_sets: Iterable[Cues]) -> "CueOwners":
        """Prepare for ``cue_sets``, which go by their place."""
        owners: dict[ExpressionId, list[int]] = {}
        for place, cues in enumerate(cue_sets):
            for expression in cues.include:
                owners.setdefault(expression, []).append(place)
        return cls({expression: tuple(places) for expression, places in owners.items()}, frozenset(owners))

    def present(self, *texts: Matches) -> list[int]:
        """Places of the sets of which a wording stands in any of the texts, in order."""
        found: set[int] = set()
        for matches in texts:
            for expression in matches.present & self._expressions:
                found.update(self._owners[expression])
        return sorted(found)


def register_cues(
    schema: CueSchema, builder: MatcherBuilder, *, file: str, entry_id: str, problems: list[DataProblem]
) -> Cues:
    """Register every wording of ``schema``; wordings that cannot be registered become problems."""

    def registered(terms: Sequence[str], patterns: Sequence[str]) -> frozenset[ExpressionId]:
        ids: list[ExpressionId] = []
        for register, values in ((builder.literal, terms), (builder.pattern, patterns)):
            for value in values:
                try:
                    ids.append(register(value))
                except ValueError as error:
                    problems.append(DataProblem(file, entry_id, str(error)))
        return frozenset(ids)

    return Cues(include=registered(schema.terms, schema.patterns), unless=registered(schema.unless, ()))
