"""Measures how far two annotators of the same texts agree, category by category, and where they do not.

Does not say who is right.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

import numpy as np

from classifier.legal.category import CODES
from labeled_data.agreement.kappa import Kappa, Table, measure
from labeled_data.errors import LabeledDataError
from labeled_data.example import LabeledExample


class AgreementError(LabeledDataError):
    """The two sets cannot be compared."""


class Answer(StrEnum):
    """What an annotator said of a category."""

    POSITIVE = "positive"
    UNKNOWN = "unknown"
    NEGATIVE = "negative"


_ANSWERS = tuple(Answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A text of which a category was answered differently."""

    example_id: str
    category: str
    first: Answer
    second: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryAgreement:
    """Agreement on one category."""

    category: str
    table: Mapping[tuple[Answer, Answer], int]
    """(first, second) → texts, all nine."""
    three_valued: Kappa
    decided: Kappa
    """Positive or not, without the texts that either left unknown."""
    positive_or_not: Kappa
    """Positive or not, with unknown counted as not."""
    evidence_f1: float | None
    """Mean over the texts that both find positive and either gave evidence for; F1 of the marked characters, 0 to 1."""
    evidence_texts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementReport:
    """Agreement of two annotators."""

    texts: int
    """Annotated by both."""
    categories: tuple[CategoryAgreement, ...]
    disagreements: tuple[Disagreement, ...]
    """By id and category."""
    only_first: tuple[str, ...]
    """Ids that the second did not annotate; not compared."""
    only_second: tuple[str, ...]


def agreement(
    first: Sequence[LabeledExample], second: Sequence[LabeledExample], *, seed: int = 0, resamples: int = 2000
) -> AgreementReport:
    """Compare two annotations by example id.

    Args:
        first: One annotator's examples.
        second: The other's.
        seed: Of the bootstrap intervals.
        resamples: Drawings for each interval.

    Raises:
        AgreementError: an id stands twice in one of them, or for different texts, all listed; or they have no text in
            common.
    """
    left, right = _by_id(first, "first"), _by_id(second, "second")
    shared = sorted(left.keys() & right.keys())
    changed = [name for name in shared if left[name].text != right[name].text]
    if changed:
        raise AgreementError(f"the texts of {', '.join(changed)} differ; annotators are to be given the same")
    if not shared:
        raise AgreementError(
            f"no text stands in both: {len(left)} ids in the first, {len(right)} in the second, none the same; "
            "annotators are to be given the same texts with the same ids"
        )
    pairs = [(left[name], right[name]) for name in shared]
    return AgreementReport(
        texts=len(pairs),
        categories=tuple(_category_agreement(code, pairs, seed, resamples) for code in CODES),
        disagreements=tuple(
            Disagreement(
                example_id=one.example_id, category=code, first=answer_of(one, code), second=answer_of(two, code)
            )
            for one, two in pairs
            for code in CODES
            if answer_of(one, code) is not answer_of(two, code)
        ),
        only_first=tuple(sorted(left.keys() - right.keys())),
        only_second=tuple(sorted(right.keys() - left.keys())),
    )


def answer_of(example: LabeledExample, code: str) -> Answer:
    """What an example says of a category."""
    if code in example.positive:
        return Answer.POSITIVE
    return Answer.UNKNOWN if code in example.unknown else Answer.NEGATIVE


def evidence_f1(first: LabeledExample, second: LabeledExample, code: str) -> float | None:
    """F1 of the characters marked by both; ``None`` where neither marked any."""
    one, two = (
        {place for span in it.evidence.get(code, ()) for place in range(span.start, span.end)} for it in (first, second)
    )
    return 2 * len(one & two) / (len(one) + len(two)) if one or two else None


def _by_id(examples: Sequence[LabeledExample], name: str) -> dict[str, LabeledExample]:
    known = {example.example_id: example for example in examples}
    if len(known) < len(examples):
        ids = [example.example_id for example in examples]
        twice = sorted({item for item in ids if ids.count(item) > 1})
        raise AgreementError(f"{name} annotation: ids {', '.join(twice)} stand more than once; keep one of each")
    return known


def _category_agreement(
    code: str, pairs: Sequence[tuple[LabeledExample, LabeledExample]], seed: int, resamples: int
) -> CategoryAgreement:
    table: Table = np.zeros((3, 3), dtype=np.int64)
    scores: list[float] = []
    for one, two in pairs:
        answers = answer_of(one, code), answer_of(two, code)
        table[_ANSWERS.index(answers[0]), _ANSWERS.index(answers[1])] += 1
        if answers == (Answer.POSITIVE, Answer.POSITIVE) and (score := evidence_f1(one, two, code)) is not None:
            scores.append(score)
    halves = ([0], [1, 2])
    positive_or_not = np.array([[table[np.ix_(one, two)].sum() for two in halves] for one in halves], dtype=np.int64)
    return CategoryAgreement(
        category=code,
        table={(one, two): int(table[i, j]) for i, one in enumerate(_ANSWERS) for j, two in enumerate(_ANSWERS)},
        three_valued=measure(table, seed=seed, resamples=resamples),
        decided=measure(table[np.ix_([0, 2], [0, 2])], seed=seed, resamples=resamples),
        positive_or_not=measure(positive_or_not, seed=seed, resamples=resamples),
        evidence_f1=fmean(scores) if scores else None,
        evidence_texts=len(scores),
    )
