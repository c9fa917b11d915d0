from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from classifier.legal.category import CODES
from models.baselines.labels import label_matrix
from models.baselines.linear import train_linear
from models.learning.folds import out_of_fold
from models.learning.label_errors import doubt_labels, ranked_with_rules
from tests.models.learning.made import promises_and_plain_texts

pytest.importorskip("sklearn")

PROMISE = CODES.index("guaranteed_return")


def test_planted_label_errors_come_first() -> None:
    examples = promises_and_plain_texts()
    examples[3] = replace(examples[3], positive=())
    examples[15] = replace(examples[15], positive=("guaranteed_return",))
    probabilities = out_of_fold(examples, lambda training: train_linear(training, ()), folds=4)
    suspects = doubt_labels(label_matrix(examples), probabilities).suspects
    assert {(suspect.position, suspect.is_positive) for suspect in suspects[:2]} == {(3, False), (15, True)}


def one_category(labels: list[int], probabilities: list[float]):
    matrix = np.full((len(labels), len(CODES)), -1, dtype=np.int8)
    chances = np.zeros((len(labels), len(CODES)))
    matrix[:, PROMISE], chances[:, PROMISE] = labels, probabilities
    return matrix, chances


def test_unknown_labels_are_neither_counted_nor_doubted() -> None:
    labels, probabilities = one_category([1, 1, 0, 0, -1], [0.9, 0.8, 0.1, 0.2, 0.99])
    doubts = doubt_labels(labels, probabilities)
    assert doubts.suspects == ()
    assert [(item.code, item.positives, item.negatives) for item in doubts.categories] == [("guaranteed_return", 2, 2)]


def test_a_category_with_labels_of_one_kind_only_is_left_out() -> None:
    labels, probabilities = one_category([0, 0], [0.9, 0.1])
    assert doubt_labels(labels, probabilities).categories == ()


def test_wrong_labels_are_estimated_from_the_confident_ones() -> None:
    labels, probabilities = one_category([1, 1, 1, 1, 0, 0, 0, 0], [0.9, 0.9, 0.9, 0.0, 0.1, 0.1, 0.1, 0.1])
    (found,) = doubt_labels(labels, probabilities).categories
    assert (found.doubted_positives, found.doubted_negatives, found.estimated_wrong) == (1, 0, 1.0)


def test_of_near_equals_that_comes_first_which_the_rules_contradict_too() -> None:
    labels, probabilities = one_category([0, 0, 0, 0, 1, 1], [0.95, 0.9, 0.0, 0.0, 0.8, 0.8])
    suspects = doubt_labels(labels, probabilities).suspects
    assert [suspect.position for suspect in suspects] == [0, 1]
    assert ranked_with_rules(suspects, [0, 1]) == [1, 0]
    assert ranked_with_rules(suspects, [1, 1]) == [0, 1]


@settings(max_examples=20, deadline=None)
@given(
    labels=arrays.arrays(np.int8, (12, len(CODES)), elements=st.integers(-1, 1)),
    probabilities=arrays.arrays(np.float64, (12, len(CODES)), elements=st.floats(0, 1)),
)
def test_suspects_are_known_labels_once_each_in_order_of_doubt(labels, probabilities) -> None:
    suspects = doubt_labels(labels, probabilities).suspects
    places = [(suspect.position, CODES.index(suspect.code)) for suspect in suspects]
    assert len(set(places)) == len(places)
    assert all(labels[place] == int(suspect.is_positive) for place, suspect in zip(places, suspects, strict=True))
    doubts = [suspect.doubt for suspect in suspects]
    assert doubts == sorted(doubts, reverse=True)
