"""Checks the descriptive fields of one example against the vocabulary.

Knows nothing of labels and other examples.
"""

from collections.abc import Iterator, Mapping

from labeled_data.checking.report import Problem
from labeled_data.example import LabeledExample
from labeled_data.vocabulary import FIN_AD, Term, Vocabulary

FIRST_YEAR = 2014
LAST_YEAR = 2026


def field_problems(example: LabeledExample, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Everything wrong with kind, genre, vertical, channel, year and group."""

    def problem(rule: str, message: str) -> Problem:
        return Problem(example_id=example.example_id, rule=rule, message=message)

    if not example.example_id.strip():
        yield problem("id", f"id {example.example_id!r} is blank; give the example one")
    fields: tuple[tuple[str, str | None, Mapping[str, Term]], ...] = (
        ("kind", example.kind, vocabulary.kinds),
        ("vertical", example.vertical, vocabulary.verticals),
        ("channel", example.channel, vocabulary.channels),
    )
    for name, value, known in fields:
        if value is None:
            yield problem("vocabulary", f"has no {name}; choose from {', '.join(known)}")
        elif value not in known:
            yield problem("vocabulary", f"{name} {value!r} is not known; choose from {', '.join(known)}")
        elif example.kind in vocabulary.kinds and example.kind not in known[value].kinds:
            kinds = " or ".join(sorted(known[value].kinds))
            yield problem("vocabulary", f"{name} {value} is for kind {kinds}, not {example.kind}; choose another")
    if example.kind == FIN_AD and example.genre is not None:
        yield problem("genre", f"is a {FIN_AD} with genre {example.genre!r}; a genre says what another text is instead")
    elif example.kind != FIN_AD:
        yield from (problem("genre", message) for message in _genre_messages(example, vocabulary))
    reason = vocabulary.absent_cells.get((example.vertical or "", example.channel or ""))
    if reason is not None and example.kind == FIN_AD:
        yield problem("vocabulary", f"{example.vertical} does not occur in {example.channel}: {reason}")
    if example.year is None:
        yield problem("year", f"has no year; {FIRST_YEAR} to {LAST_YEAR}")
    elif not FIRST_YEAR <= example.year <= LAST_YEAR:
        yield problem("year", f"year {example.year} is not within {FIRST_YEAR} to {LAST_YEAR}")
    if not (example.group or "").strip():
        yield problem("group", "has no group; name its advertiser or campaign")
    if example.pair is not None and not example.pair.strip():
        yield problem("pair", f"pair {example.pair!r} is blank; name it or leave it out")


def _genre_messages(example: LabeledExample, vocabulary: Vocabulary) -> Iterator[str]:
    fitting = [term.term_id for term in vocabulary.genres.values() if example.kind in term.kinds]
    choice = ", ".join(fitting or vocabulary.genres)
    if example.genre is None:
        yield f"kind {example.kind} has no genre; choose from {choice}"
    elif example.genre not in vocabulary.genres:
        yield f"genre {example.genre!r} is not known; choose from {choice}"
    elif example.kind in vocabulary.kinds and example.genre not in fitting:
        yield f"genre {example.genre} is not of kind {example.kind}; choose from {choice}"
