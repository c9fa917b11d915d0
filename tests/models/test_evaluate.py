import pytest

from classifier import ScannerConfig, Span, build_scanner
from labeled_data.example import LabeledExample
from models.evaluate import Evaluation, evaluate, evaluation_record
from models.prediction import Prediction, scanner_predictions

CLAIM = "保本保息"


def example(name: str, text: str, *, positive: tuple[str, ...] = (), unknown: tuple[str, ...] = ()) -> LabeledExample:
    start = text.find(CLAIM)
    is_proven = "guaranteed_return" in positive and start >= 0
    return LabeledExample(
        example_id=name,
        text=text,
        positive=positive,
        unknown=unknown,
        evidence={"guaranteed_return": (Span(start, start + len(CLAIM)),)} if is_proven else {},
    )


EXAMPLES = [
    example(
        "hit",
        "稳盈一号理财，保本保息，一万起投，欢迎认购。",
        positive=("guaranteed_return", "missing_risk_warning"),
        unknown=("unlicensed_offering",),
    ),
    example("miss", "本店新到瓷砖，欢迎选购。", positive=("guaranteed_return",)),
    example("clean", "今天天气不错，适合散步。"),
    example(
        "open",
        "稳盈二号理财，保本保息，欢迎认购。投资有风险。",
        unknown=("guaranteed_return", "unlicensed_offering"),
    ),
]


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    scanner = build_scanner(ScannerConfig(with_edits=False))
    return evaluate(EXAMPLES, scanner_predictions(scanner, [example.text for example in EXAMPLES]))


def test_counts_leave_unknown_labels_out(evaluation: Evaluation) -> None:
    guaranteed = next(result for result in evaluation.categories if result.code == "guaranteed_return")
    assert (guaranteed.counts.true_positive, guaranteed.counts.false_negative) == (1, 1)
    assert (guaranteed.unknown, guaranteed.unknown_accused) == (1, 1)
    assert guaranteed.evidence.f1 == 1.0


def test_missed_and_false_answers_are_listed_with_their_text(evaluation: Evaluation) -> None:
    assert [(flip.example_id, flip.code, flip.is_positive) for flip in evaluation.flips] == [
        ("miss", "guaranteed_return", True)
    ]


def test_any_violation_skips_texts_that_are_only_unknown(evaluation: Evaluation) -> None:
    anything = evaluation.any_violation
    assert (anything.true_positive, anything.false_negative, anything.true_negative) == (1, 1, 1)
    assert evaluation.exact_match == 0.75


def test_record_holds_every_category(evaluation: Evaluation) -> None:
    record = evaluation_record(evaluation)
    assert isinstance(record["categories"], dict)
    assert len(record["categories"]) == 9
    assert record["any_violation_miss_rate"] == 0.5


def test_a_prediction_too_many_is_refused() -> None:
    with pytest.raises(ValueError, match="longer"):
        evaluate(EXAMPLES[:1], [Prediction(accused=frozenset())] * 2)
