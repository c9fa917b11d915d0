import numpy as np
import pytest

from classifier import Span
from classifier.legal.category import CODES
from models.evaluation.answers import AnswerSheet, answer_sheet
from models.evaluation.scores import Scores, score, whole
from models.prediction import Prediction
from tests.models.evaluation.made_up import BANNED, CLAIM, MISSING, RETURN, WordJudge, example, probabilities

COLUMN = CODES.index(RETURN)
EXAMPLES = [
    example("hit", f"稳盈一号，{CLAIM}，欢迎认购。", RETURN, MISSING, unknown=("unlicensed_offering",)),
    example("missed", "本店新到瓷砖，欢迎选购。", RETURN),
    example("clean", "今天天气不错，适合散步。"),
    example("alarm", f"警方提醒：{CLAIM}多是骗局。"),
    example("open", f"稳盈二号，{CLAIM}。", unknown=(RETURN, BANNED)),
]


def sheet_of(word: str = CLAIM) -> AnswerSheet:
    return answer_sheet(EXAMPLES, WordJudge("word", word).predict([item.text for item in EXAMPLES]))


@pytest.fixture(scope="module")
def scores() -> Scores:
    sheet = sheet_of()
    return score(sheet, whole(sheet), macro_over=np.arange(len(CODES)) == COLUMN)


def test_unknown_labels_are_in_no_score(scores: Scores) -> None:
    assert scores.support[0, COLUMN] == 2
    assert (scores.precision[0, COLUMN], scores.recall[0, COLUMN], scores.f1[0, COLUMN]) == (0.5, 0.5, 0.5)
    assert scores.macro_f1[0] == 0.5


def test_micro_scores_sum_over_categories(scores: Scores) -> None:
    # One found, one false, and missed: the tiles, and the warning that is missing.
    assert scores.micro_precision[0] == 0.5
    assert scores.micro_recall[0] == pytest.approx(1 / 3)
    assert scores.micro_f1[0] == pytest.approx(0.4)


def test_any_violation_leaves_out_texts_that_are_only_unknown(scores: Scores) -> None:
    assert (scores.any_miss[0], scores.any_false_alarm[0]) == (0.5, 0.5)


def test_a_text_is_exact_where_all_known_labels_are_answered_rightly(scores: Scores) -> None:
    assert scores.exact_match[0] == pytest.approx(2 / 5)


def test_scores_without_ground_are_nan_and_not_zero(scores: Scores) -> None:
    housing = CODES.index("housing_leverage")
    assert np.isnan([scores.f1[0, housing], scores.recall[0, housing], scores.average_precision[0, housing]]).all()


def test_evidence_is_scored_where_both_accuse_and_over_all_labels(scores: Scores) -> None:
    assert (scores.evidence_token_f1[0], scores.evidence_iou_f1[0]) == (1.0, 1.0)
    # The quotation in the warning was marked wrongly: four characters of eight.
    assert scores.evidence_token_f1_all[0] == pytest.approx(2 * 4 / (8 + 4))


def test_a_judge_that_marks_nothing_has_no_evidence_score() -> None:
    sheet = answer_sheet(EXAMPLES, [Prediction(accused=frozenset({RETURN}))] * len(EXAMPLES))
    scores = score(sheet, whole(sheet))
    assert np.isnan([scores.evidence_token_f1[0], scores.evidence_token_f1_all[0], scores.evidence_iou_f1[0]]).all()


def test_a_weighting_scores_the_texts_it_counts() -> None:
    sheet = sheet_of()
    weights = np.array([[1, 0, 1, 0, 0], [0, 2, 0, 1, 0]], dtype=float)
    scores = score(sheet, weights)
    assert scores.f1[:, COLUMN].tolist() == [1.0, 0.0]
    assert scores.support[:, COLUMN].tolist() == [1, 2]
    assert scores.any_false_alarm.tolist() == [0.0, 1.0]


def test_macro_averages_need_enough_positives() -> None:
    sheet = sheet_of()
    assert np.isnan(score(sheet, whole(sheet)).macro_f1[0])
    assert score(sheet, 5 * whole(sheet)).macro_f1[0] == 0.5


def test_a_judge_without_probabilities_has_no_ranking() -> None:
    sheet = answer_sheet(EXAMPLES, [Prediction(accused=frozenset())] * len(EXAMPLES))
    scores = score(sheet, whole(sheet))
    assert np.isnan(scores.any_miss_at_limit[0])
    assert np.isnan(scores.average_precision).all()


def test_predictions_must_match_the_examples() -> None:
    with pytest.raises(ValueError, match="5 examples but 1 predictions"):
        answer_sheet(EXAMPLES, [Prediction(accused=frozenset())])
    mixed = [Prediction(accused=frozenset(), probabilities=probabilities()), Prediction(accused=frozenset())]
    with pytest.raises(ValueError, match="1 of 2 predictions have probabilities"):
        answer_sheet(EXAMPLES[:2], mixed)


def test_spans_match_from_half_their_union_on_and_touching_ones_are_one() -> None:
    text = "零一二三四五六七八九"
    labelled = example("spans", text, RETURN)
    labelled.evidence[RETURN] = (Span(0, 2), Span(2, 4), Span(8, 10))  # type: ignore[index]
    marked = Prediction(accused=frozenset({RETURN}), evidence={RETURN: (Span(0, 3), Span(5, 9))})
    evidence = answer_sheet([labelled], [marked]).evidence
    assert (evidence.labelled_spans[0, COLUMN], evidence.predicted_spans[0, COLUMN]) == (2, 2)
    assert (evidence.matched_labels[0, COLUMN], evidence.matched_predictions[0, COLUMN]) == (1, 1)
    assert (evidence.shared[0, COLUMN], evidence.labelled[0, COLUMN], evidence.predicted[0, COLUMN]) == (4, 6, 7)
