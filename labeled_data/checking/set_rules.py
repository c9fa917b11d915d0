"""Checks examples against each other: ids, pairs, equal texts, near copies.

Knows nothing of splits.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from labeled_data.checking.report import Level, Problem
from labeled_data.example import LabeledExample
from labeled_data.near_copies import Similar, squeezed

PAIR_SIZES = range(2, 5)

Judgement = tuple[frozenset[str], frozenset[str], str | None]


def id_problems(examples: Sequence[LabeledExample]) -> Iterator[Problem]:
    """Ids that several examples bear."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, example in enumerate(examples, start=1):
        places[example.example_id].append(place)
    for name, numbers in places.items():
        if len(numbers) > 1:
            where = ", ".join(map(str, numbers))
            yield Problem(
                example_id=name, rule="id", message=f"examples {where} of the set bear it; one id for one text"
            )


def judgement_of(example: LabeledExample) -> Judgement:
    """What the members of a pair must differ in: the labels, or what the text is at all."""
    return frozenset(example.positive), frozenset(example.unknown), example.kind


def pair_problems(examples: Iterable[LabeledExample]) -> Iterator[Problem]:
    """Pairs that are too small or too large, in several groups, or without a contrast.

    A pair of texts of different kinds (an ad and the news of it) is a contrast even where both are negative throughout.
    """
    pairs: defaultdict[str, list[LabeledExample]] = defaultdict(list)
    for example in examples:
        if example.pair:
            pairs[example.pair].append(example)
    for name, members in pairs.items():
        ids = ", ".join(member.example_id for member in members)

        def problem(
            message: str, level: Level = Level.ERROR, *, first: str = members[0].example_id, head: str = name
        ) -> Problem:
            return Problem(example_id=first, rule="pair", message=f"pair {head!r} {message}", level=level)

        if len(members) not in PAIR_SIZES:
            wanted = f"{PAIR_SIZES.start} to {PAIR_SIZES.stop - 1}"
            yield problem(f"has {len(members)} member(s) ({ids}); a pair has {wanted}")
        groups = sorted({str(member.group) for member in members})
        if len(groups) > 1:
            yield problem(f"stands in groups {', '.join(groups)} ({ids}); a pair belongs to one")
        judgements = {judgement_of(member) for member in members}
        if len(members) > 1 and len(judgements) == 1:
            yield problem(f"has the same labels throughout ({ids}); its texts are to differ in one")
        elif len(judgements) < len(members) > 1:
            yield problem(f"has members with the same labels ({ids}); is each of them needed?", Level.WARNING)


def duplicate_problems(examples: Iterable[LabeledExample]) -> Iterator[Problem]:
    """Texts that are equal but for width, compatibility forms and whitespace, those of a declared pair as well."""
    same: defaultdict[str, list[LabeledExample]] = defaultdict(list)
    for example in examples:
        same[squeezed(unicodedata.normalize("NFKC", example.text))].append(example)
    for text, members in same.items():
        if text and len(members) > 1:
            others = ", ".join(member.example_id for member in members[1:])
            message = f"is the same text as {others}; keep one"
            yield Problem(example_id=members[0].example_id, rule="duplicate", message=message)


def near_copy_problems(examples: Sequence[LabeledExample], similar: Iterable[Similar]) -> Iterator[Problem]:
    """Near copies among ``similar`` (positions in ``examples``) that no declared pair excuses."""
    for found in similar:
        first, second = examples[found.first], examples[found.second]
        if not found.is_near_copy or (first.pair and first.pair == second.pair):
            continue
        message = (
            f"is a near copy of {second.example_id} ({found.gram}-gram Jaccard {found.jaccard:.2f}); "
            "rewrite one, or declare the pair if they differ in a label"
        )
        yield Problem(example_id=first.example_id, rule="near_copy", message=message)
