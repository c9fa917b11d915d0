"""Wording that takes the edge off a claim (negation, warning, quotation, question …) and how far it reaches.

Scope follows position, not mere presence: a warning at the end of an ad clears no promise at its head.
Knows nothing of which claims there are.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from classifier.datafiles.datafile import StrictSchema, entry_id_of, validate
from classifier.datafiles.datafolder import read_file_as
from classifier.errors import DataProblem
from classifier.language.cues import CueOwners, Cues, CueSchema, register_cues
from classifier.language.sentences import Layout
from classifier.matching.matcher import MatcherBuilder, Matches
from classifier.text import Span

_ADJACENT_GAP = 0
"""Code points allowed between a negator and what it negates. More than none lets 无 in 无抵押保本 clear 保本."""


class ContextKind(StrEnum):
    """Why a claim may not be the advertiser's own assertion."""

    NEGATION = "negation"
    WARNING = "warning"
    QUOTATION = "quotation"
    QUESTION = "question"
    CONDITION = "condition"
    EDUCATION = "education"


class Scope(StrEnum):
    """How far a cue reaches."""

    NEXT = "next"
    AFTER_CLAUSE = "after_clause"
    AFTER_SENTENCE = "after_sentence"
    BEFORE_SENTENCE = "before_sentence"
    CLAUSE = "clause"
    SENTENCE = "sentence"


class _ContextEntry(CueSchema):
    id: str
    kind: ContextKind
    scope: Scope


class _ContextFile(StrictSchema):
    version: str
    contexts: tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True)
class ContextRule:
    """One kind of cue."""

    context_id: str
    kind: ContextKind
    scope: Scope
    cues: Cues


@dataclass(frozen=True, slots=True)
class Context:
    """A cue in a text and the range it governs, in normalised code points."""

    context_id: str
    kind: ContextKind
    cue: Span
    governs: Span
    is_adjacent: bool
    """The cue reaches only what starts right behind it."""

    def clears(self, span: Span) -> bool:
        """Whether the cue, itself outside ``span``, governs it."""
        if self.is_adjacent and self.cue.end + _ADJACENT_GAP < span.start:
            return False
        return self.governs.covers(span) and not span.overlaps(self.cue)


@dataclass(frozen=True, slots=True)
class ContextRules:
    """All kinds of cue, with the way from a text's matches to those that it holds."""

    rules: tuple[ContextRule, ...]
    _owners: CueOwners = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_owners", CueOwners.of(rule.cues for rule in self.rules))

    def find(self, matches: Matches, layout: Layout) -> tuple[Context, ...]:
        """All cues in a text with the range each governs, in text order."""
        found = []
        for place in self._owners.present(matches):
            rule = self.rules[place]
            for cue in rule.cues.spans(matches):
                governs = _governed(rule.scope, cue, layout)
                if governs is not None:
                    is_adjacent = rule.scope is Scope.NEXT
                    found.append(Context(rule.context_id, rule.kind, cue, governs, is_adjacent=is_adjacent))
        found.sort(key=lambda context: context.cue)
        return tuple(found)


def load_contexts(folder: Path, builder: MatcherBuilder, problems: list[DataProblem]) -> ContextRules:
    """Read ``contexts.yaml``; faulty entries become problems and are left out."""
    path = folder / "contexts.yaml"
    content = read_file_as(_ContextFile, folder, path.name, problems)
    rules = []
    for index, raw in enumerate(content.contexts if content else ()):
        entry_id = entry_id_of(raw, index)
        entry = validate(_ContextEntry, raw, file=path.name, entry_id=entry_id, problems=problems)
        if entry is not None:
            cues = register_cues(entry, builder, file=path.name, entry_id=entry_id, problems=problems)
            rules.append(ContextRule(entry_id, entry.kind, entry.scope, cues))
    return ContextRules(tuple(rules))


def _governed(scope: Scope, cue: Span, layout: Layout) -> Span | None:
    sentence = layout.sentence_at(cue.start)
    if scope is Scope.SENTENCE:
        return sentence
    if scope is Scope.AFTER_SENTENCE:
        return Span(cue.end, sentence.end) if cue.end < sentence.end else None
    if scope is Scope.BEFORE_SENTENCE:
        return Span(sentence.start, cue.start) if sentence.start < cue.start else None
    if scope is Scope.CLAUSE:
        return layout.clause_at(cue.start, sentence)
    end = layout.clause_at(cue.end - 1, sentence).end
    return Span(cue.end, end) if cue.end < end else None
