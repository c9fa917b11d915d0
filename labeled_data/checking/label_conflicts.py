"""Finds words that prove a category in one text and stand in another that was judged negative.

Does not decide which of the two is wrong, if any.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ahocorasick_rs import AhoCorasick

from labeled_data.checking.report import LabelConflict
from labeled_data.example import LabeledExample
from labeled_data.vocabulary import FIN_AD


def label_conflicts(examples: Sequence[LabeledExample]) -> tuple[LabelConflict, ...]:
    """Quotes of evidence that other financial ads hold without the label.

    Only financial ads are compared: the other kinds are negative whatever words occur. Two members of a declared pair
    are not held against each other, since they differ on purpose. Unknown is no contradiction. A quote under two
    characters says too little and is left out.

    Returns:
        The conflicts, those with the most negative texts first.
    """
    ads = [example for example in examples if example.kind == FIN_AD]
    proving: defaultdict[tuple[str, str], list[LabeledExample]] = defaultdict(list)
    for example in ads:
        for code in example.evidence:
            for quote in sorted(set(example.quotes(code))):
                if len(quote) > 1:
                    proving[code, quote].append(example)
    holders = _holders(ads, sorted({quote for _, quote in proving}))
    conflicts = [
        LabelConflict(
            category=code,
            quote=quote,
            positive_ids=tuple(sorted(example.example_id for example in positives)),
            negative_ids=negatives,
        )
        for (code, quote), positives in proving.items()
        if (negatives := tuple(_negatives(code, positives, holders[quote])))
    ]
    return tuple(sorted(conflicts, key=lambda found: (-len(found.negative_ids), found.category, found.quote)))


def _holders(ads: Sequence[LabeledExample], quotes: list[str]) -> dict[str, list[LabeledExample]]:
    holders: dict[str, list[LabeledExample]] = {quote: [] for quote in quotes}
    automaton = AhoCorasick(quotes)
    for example in ads:
        for number in {match[0] for match in automaton.find_matches_as_indexes(example.text, overlapping=True)}:
            holders[quotes[number]].append(example)
    return holders


def _negatives(code: str, positives: list[LabeledExample], holders: list[LabeledExample]) -> Iterator[str]:
    pairs = {example.pair for example in positives if example.pair}
    for example in sorted(holders, key=lambda example: example.example_id):
        if code not in example.positive and code not in example.unknown and example.pair not in pairs:
            yield example.example_id
