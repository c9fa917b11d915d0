import numpy as np
import pytest

from classifier.legal.category import CODES
from models.baselines.labels import label_matrix
from models.learning.errors import LearningAidError
from models.learning.folds import folds_of, out_of_fold
from models.prediction import Prediction
from tests.models.learning.made import example, promises_and_plain_texts

pytest.importorskip("sklearn")


class Remembers:
    """Says of a text whether it was in its training."""

    name = "remembers"

    def __init__(self, seen):
        self.seen = {item.text for item in seen}

    def predict(self, texts):
        return [
            Prediction(accused=frozenset(), probabilities=dict.fromkeys(CODES, float(text in self.seen)))
            for text in texts
        ]

    def without_undoing(self):
        return None


def test_no_text_is_judged_by_a_judge_that_was_trained_on_it() -> None:
    probabilities = out_of_fold(promises_and_plain_texts(), Remembers, folds=3)
    assert not probabilities.any()


def test_a_group_and_near_copies_across_groups_stay_in_one_fold() -> None:
    examples = [
        *promises_and_plain_texts(),
        example("a", "外汇跟单平台，胜率九成，邀请好友再返三成", group="one"),
        example("b", "今晚八点直播间见", group="one"),
        example("c", "外汇跟单平台，胜率九成，邀请好友再返四成", group="two"),
    ]
    folds = folds_of(examples, folds=3)
    assert len(set(folds[-3:].tolist())) == 1


def test_positives_are_spread_evenly() -> None:
    examples = promises_and_plain_texts()
    positive = label_matrix(examples)[:, CODES.index("guaranteed_return")] == 1
    folds = folds_of(examples, folds=3)
    assert np.ptp([positive[folds == fold].sum() for fold in range(3)]) <= 1


def test_too_few_groups_are_refused() -> None:
    with pytest.raises(LearningAidError, match="2 texts in 1 independent groups"):
        folds_of([example("a", "一", group="g"), example("b", "二", group="g")], folds=2)


def test_one_fold_is_refused() -> None:
    with pytest.raises(LearningAidError, match="at least 2"):
        folds_of(promises_and_plain_texts(), folds=1)
