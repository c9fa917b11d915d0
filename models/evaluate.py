"""Compares what a judge said with what people said: per category, any violation, and evidence.

Knows nothing of who the judge is or how results are printed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from classifier import Span
from classifier.legal.category import CODES
from labeled_data.example import LabeledExample
from models.prediction import Prediction
from models.scores import Counts, Overlap, mean

LEAST_SUPPORT = 10
"""Categories with fewer positives are shown but left out of the macro average: their F1 is mostly chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryResult:
    """How one category was answered. Texts labelled ``unknown`` for it are left out of ``counts``."""

    code: str
    counts: Counts
    evidence: Overlap
    unknown: int
    """Texts labelled ``unknown``."""
    unknown_asked: int
    """Those of them answered ``needs_fact``."""
    unknown_accused: int
    """Those of them answered ``violation``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A text on which the answer differs from the label."""

    example_id: str
    code: str
    is_positive: bool
    text: str
    rules: tuple[str, ...]
    """Rules or detectors that answered ``violation``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Results over a set of examples."""

    examples: int
    categories: tuple[CategoryResult, ...]
    any_violation: Counts
    """Whether the ad violates anything; texts without a positive but with an ``unknown`` label are left out."""
    exact_match: float | None
    """Share of texts on which all categories not labelled ``unknown`` are answered rightly."""
    flips: tuple[Flip, ...]

    def macro_f1(self) -> float | None:
        """Mean F1 of the categories with at least ``LEAST_SUPPORT`` positives."""
        return mean(result.counts.f1 for result in self.categories if result.counts.support >= LEAST_SUPPORT)

    def micro(self) -> Counts:
        """Counts summed over the categories."""
        total = Counts()
        for result in self.categories:
            total.true_positive += result.counts.true_positive
            total.false_positive += result.counts.false_positive
            total.false_negative += result.counts.false_negative
            total.true_negative += result.counts.true_negative
        return total

    def evidence(self) -> Overlap:
        """Evidence overlap summed over the categories."""
        total = Overlap()
        for result in self.categories:
            total.shared += result.evidence.shared
            total.predicted += result.evidence.predicted
            total.labelled += result.evidence.labelled
        return total


def evaluate(examples: Iterable[LabeledExample], predictions: Iterable[Prediction]) -> Evaluation:
    """Compare each example with the prediction for it, in the same order.

    A category counts as predicted when it is accused; to ask for a fact accuses nobody.

    Raises:
        ValueError: there are more of one than of the other.
    """
    counts = {code: Counts() for code in CODES}
    evidence = {code: Overlap() for code in CODES}
    unknown: dict[str, list[Prediction]] = {code: [] for code in CODES}
    any_violation = Counts()
    flips: list[Flip] = []
    seen = exact = 0
    for example, prediction in zip(examples, predictions, strict=True):
        seen += 1
        before = len(flips)
        for code in CODES:
            if code in example.unknown:
                unknown[code].append(prediction)
                continue
            is_positive, is_predicted = code in example.positive, code in prediction.accused
            counts[code].add(is_positive=is_positive, is_predicted=is_predicted)
            if is_positive and is_predicted and example.evidence.get(code):
                evidence[code].add(_places(prediction.evidence, code), _places(example.evidence, code))
            if is_positive is not is_predicted:
                flips.append(
                    Flip(
                        example_id=example.example_id,
                        code=code,
                        is_positive=is_positive,
                        text=example.text,
                        rules=tuple(prediction.sources.get(code, ())),
                    )
                )
        exact += before == len(flips)
        if example.positive or not example.unknown:
            any_violation.add(is_positive=bool(example.positive), is_predicted=bool(prediction.accused))
    return Evaluation(
        examples=seen,
        categories=tuple(
            CategoryResult(
                code=code,
                counts=counts[code],
                evidence=evidence[code],
                unknown=len(unknown[code]),
                unknown_asked=sum(code in prediction.asked for prediction in unknown[code]),
                unknown_accused=sum(code in prediction.accused for prediction in unknown[code]),
            )
            for code in CODES
        ),
        any_violation=any_violation,
        exact_match=exact / seen if seen else None,
        flips=tuple(flips),
    )


def _places(evidence: Mapping[str, tuple[Span, ...]], code: str) -> Iterable[int]:
    for span in evidence.get(code, ()):
        yield from range(span.start, span.end)


def evaluation_record(evaluation: Evaluation) -> Mapping[str, object]:
    """The evaluation as plain JSON values."""
    micro = evaluation.micro()
    return {
        "examples": evaluation.examples,
        "categories": {
            result.code: {
                "support": result.counts.support,
                "precision": result.counts.precision,
                "recall": result.counts.recall,
                "f1": result.counts.f1,
                "evidence_token_f1": result.evidence.f1,
                "unknown": result.unknown,
                "unknown_asked": result.unknown_asked,
                "unknown_accused": result.unknown_accused,
            }
            for result in evaluation.categories
        },
        f"macro_f1_support_{LEAST_SUPPORT}": evaluation.macro_f1(),
        "micro_precision": micro.precision,
        "micro_recall": micro.recall,
        "micro_f1": micro.f1,
        "exact_match": evaluation.exact_match,
        "any_violation_miss_rate": evaluation.any_violation.miss_rate,
        "any_violation_false_alarm_rate": evaluation.any_violation.false_alarm_rate,
        "evidence_token_f1": evaluation.evidence().f1,
        "flips": [
            {
                "id": flip.example_id,
                "category": flip.code,
                "label": "positive" if flip.is_positive else "negative",
                "rules": list(flip.rules),
                "text": flip.text,
            }
            for flip in evaluation.flips
        ],
    }
