import numpy as np
import pytest

from classifier.legal.category import CODES
from labeled_data import LabeledExample
from models.baselines.labels import best_thresholds, label_matrix, predictions_of


def test_labels_have_three_values() -> None:
    item = LabeledExample(example_id="a", text="文", positive=(CODES[1],), unknown=(CODES[2],))
    assert label_matrix([item])[0, :4].tolist() == [0, 1, -1, 0]
    assert label_matrix([]).shape == (0, 9)


def test_the_threshold_of_best_f1_is_the_least_probability_it_accuses() -> None:
    labels = np.array([[1], [1], [0], [1], [0], [-1]], dtype=np.int8)
    values = np.array([[0.9], [0.8], [0.6], [0.5], [0.1], [0.85]])
    assert best_thresholds(values, labels)[0] == 0.5


def test_equal_probabilities_are_not_parted() -> None:
    labels = np.array([[1], [0], [0], [0], [1]], dtype=np.int8)
    values = np.array([[0.5], [0.5], [0.5], [0.5], [0.9]])
    assert best_thresholds(values, labels)[0] == 0.9


@pytest.mark.parametrize("labels", [np.zeros((0, 1), dtype=np.int8), np.zeros((3, 1), dtype=np.int8)])
def test_nothing_to_tell_is_a_half(labels: np.ndarray) -> None:
    assert best_thresholds(np.zeros(labels.shape), labels)[0] == 0.5


def test_accusations_start_at_the_threshold() -> None:
    values = np.full((1, 9), 0.4)
    thresholds = np.full(9, 0.5)
    thresholds[0] = 0.4
    (found,) = predictions_of(values, thresholds)
    assert (found.accused, found.probabilities[CODES[0]]) == ({CODES[0]}, 0.4)
