"""A teacher labels texts, and a student learns from it what nobody labelled."""

from collections.abc import Sequence

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is not installed")

from classifier import Span
from classifier.legal.category import CODES
from models.errors import NoExamplesError
from models.prediction import Prediction
from models.training.distilling import DistillingConfig, teach

PROMISE = "guaranteed_return"


class Teacher:
    """Takes every 保本 for a promise."""

    name = "made in a test"

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        return [self._judge(text) for text in texts]

    def without_undoing(self) -> None:
        return None

    def _judge(self, text: str) -> Prediction:
        at = text.find("保本")
        probabilities = {code: 0.9 if code == PROMISE and at >= 0 else 0.01 for code in CODES}
        if at < 0:
            return Prediction(accused=frozenset(), probabilities=probabilities)
        return Prediction(
            accused=frozenset({PROMISE}), probabilities=probabilities, evidence={PROMISE: (Span(at, at + 2),)}
        )


class Silent(Teacher):
    """Accuses, but with no probability."""

    def _judge(self, text: str) -> Prediction:
        return Prediction(accused=frozenset({PROMISE}))


LINES = [f"第{number}期理财{'保本' if number % 10 == 0 else '到账'}" for number in range(1_000)]


def test_half_of_what_is_taught_says_something_and_carries_the_teachers_doubt_and_words() -> None:
    taught = teach(LINES, Teacher(), DistillingConfig(texts=100, weight=0.3))
    assert taught.weight == 0.3
    assert taught.targets is not None
    assert taught.targets.shape == (100, 9)
    column = taught.targets[:, CODES.index(PROMISE)]
    assert (column > 0.5).sum() == 50
    assert column.max() == np.float32(0.9)
    accused = [example for example in taught.examples if example.positive]
    assert {example.quotes(PROMISE) for example in accused} == {("保本",)}


def test_texts_that_must_not_be_taken_are_not_taken() -> None:
    excluded = set(LINES[::2])
    taught = teach(LINES, Teacher(), DistillingConfig(texts=2_000), excluded=excluded)
    assert not excluded & {example.text for example in taught.examples}


def test_the_same_seed_takes_the_same_texts() -> None:
    first, second = (teach(LINES, Teacher(), DistillingConfig(texts=60)) for _ in range(2))
    assert first.examples == second.examples


def test_nothing_to_teach_is_said() -> None:
    with pytest.raises(NoExamplesError, match="no line is left"):
        teach(LINES, Teacher(), DistillingConfig(), excluded=set(LINES))
    with pytest.raises(NoExamplesError, match="no probabilities"):
        teach(LINES, Silent(), DistillingConfig())
