"""A set of wordings with the longer wordings in which they mean something else.

Knows nothing of what the wordings are cues for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import Field

from classifier.datafile import StrictSchema
from classifier.errors import DataProblem
from classifier.matching import ExpressionId, MatcherBuilder, Matches
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
        return [span for span in found if not is_explained_away(span, exceptions)]


def is_explained_away(span: Span, exceptions: Sequence[Span]) -> bool:
    """Whether a longer exception covers ``span``: the longest match wins, by position."""
    return any(exception.covers(span) and len(span) < len(exception) for exception in exceptions)


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
