"""Measures a labelled set against the figures that it set out to reach.

Does not judge any single example.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median

from classifier.legal.category import CODES
from labeled_data.checking.report import Goal
from labeled_data.describing.coverage import coverage
from labeled_data.describing.report_table import share_text
from labeled_data.example import LabeledExample
from labeled_data.splitting.split_name import SplitName
from labeled_data.vocabulary import Vocabulary

MIN_TEXTS = 6000
MIN_TEST = 1000
MIN_PAIRED = 2000
MIN_POSITIVES = 450
"""Of each category."""
ALWAYS_DECIDED = frozenset({"exaggerated_performance"})
"""A boast is read from the words; what is open about it, its figures, is category 7 (GUIDELINE.md)."""
CLEAN_SHARE = (0.40, 0.55)
"""Of texts without any positive."""
MEDIAN_LENGTH = (40, 60)
LONG_TEXT = 500
MIN_LONG_SHARE = 0.01


def goals_of(
    examples: Sequence[LabeledExample], vocabulary: Vocabulary, splits: Mapping[str, SplitName] | None
) -> tuple[Goal, ...]:
    """Every goal with its figure; without ``splits`` the goal of the test split is missed."""
    total = len(examples)
    positives = Counter(code for example in examples for code in example.positive)
    unknowns = Counter(code for example in examples for code in example.unknown)
    clean = sum(not example.positive for example in examples)
    lengths = [len(example.text) for example in examples]
    middle = median(lengths) if lengths else 0
    long = sum(length > LONG_TEXT for length in lengths)
    empty = len(coverage(examples, vocabulary).empty_cells)
    cells = len(vocabulary.ad_verticals) * len(vocabulary.ad_channels) - len(vocabulary.absent_cells)
    lowest, highest = CLEAN_SHARE
    shortest, longest = MEDIAN_LENGTH
    return (
        _at_least("texts", MIN_TEXTS, total),
        _test_goal(examples, splits),
        _at_least("texts in pairs", MIN_PAIRED, sum(bool(example.pair) for example in examples)),
        *(_at_least(f"positives of {code}", MIN_POSITIVES, positives[code]) for code in CODES),
        *(_at_least(f"unknowns of {code}", 1, unknowns[code]) for code in CODES if code not in ALWAYS_DECIDED),
        Goal(
            name="texts without any positive",
            wanted=f"{lowest:.0%} to {highest:.0%}",
            measured=share_text(clean, total),
            is_met=lowest * total <= clean <= highest * total and total > 0,
        ),
        Goal(name="cells without an ad", wanted=f"0 of {cells}", measured=str(empty), is_met=empty == 0),
        Goal(
            name="median length",
            wanted=f"{shortest} to {longest}",
            measured=f"{middle:g}",
            is_met=shortest <= middle <= longest,
        ),
        Goal(
            name=f"texts over {LONG_TEXT} characters",
            wanted=f"≥ {MIN_LONG_SHARE:.0%}",
            measured=share_text(long, total),
            is_met=long >= MIN_LONG_SHARE * total and total > 0,
        ),
    )


def _at_least(name: str, wanted: int, measured: int) -> Goal:
    return Goal(name=name, wanted=f"≥ {wanted}", measured=str(measured), is_met=measured >= wanted)


def _test_goal(examples: Sequence[LabeledExample], splits: Mapping[str, SplitName] | None) -> Goal:
    if splits is None:
        return Goal(name="texts in test", wanted=f"≥ {MIN_TEST}", measured="not split", is_met=False)
    return _at_least(
        "texts in test", MIN_TEST, sum(splits.get(example.example_id) is SplitName.TEST for example in examples)
    )
