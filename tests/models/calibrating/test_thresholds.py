import numpy as np
import pytest

from classifier.legal.profile import OPERATING_POINTS
from models.calibrating.thresholds import best_thresholds, evidence_threshold, f1_at, operating_points


def test_the_best_threshold_lies_between_the_classes() -> None:
    is_positive = np.array([True, False, True, False, False])
    probabilities = np.array([0.9, 0.2, 0.7, 0.1, 0.3])
    (threshold,) = best_thresholds(is_positive, probabilities, np.ones((1, 5)), beta=1.0)
    assert threshold == pytest.approx(0.5)


def test_no_other_threshold_scores_better() -> None:
    rng = np.random.default_rng(2)
    is_positive = rng.random(300) < 0.2
    probabilities = np.clip(0.3 * is_positive + rng.normal(0.3, 0.2, 300), 0, 1).round(2)
    weights = rng.random((6, 300)) + 0.1
    found = best_thresholds(is_positive, probabilities, weights, beta=1.0)
    for threshold, row in zip(found, weights, strict=True):
        best = max(f1_at(is_positive, probabilities >= cut, row) for cut in np.unique(probabilities))
        assert f1_at(is_positive, probabilities >= threshold, row) == pytest.approx(best)


def test_equal_probabilities_are_never_parted() -> None:
    is_positive = np.array([True, True, False, False, True])
    (threshold,) = best_thresholds(is_positive, np.full(5, 0.4), np.ones((1, 5)), beta=1.0)
    assert threshold == pytest.approx(0.2)


def draw(texts: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    is_positive = rng.random(texts) < 0.15
    return is_positive, 1 / (1 + np.exp(-rng.normal(np.where(is_positive, 1.5, -2.5), 1.5)))


def test_misses_weigh_more_when_strict_and_false_alarms_when_sure() -> None:
    is_positive, probabilities = draw(1500, 1)
    groups = np.arange(1500).astype(str)
    found = operating_points(is_positive, probabilities, np.ones(1500), groups, seed=1)
    assert set(found) == set(OPERATING_POINTS)
    assert found["strict"] < found["balanced"] < found["sure"]
    assert found == operating_points(is_positive, probabilities, np.ones(1500), groups, seed=1)


def test_one_odd_text_does_not_move_the_threshold_far() -> None:
    is_positive, probabilities = draw(400, 4)
    groups = np.arange(400).astype(str)
    before = operating_points(is_positive, probabilities, np.ones(400), groups, seed=1)
    probabilities[np.flatnonzero(is_positive)[0]] = 0.001
    after = operating_points(is_positive, probabilities, np.ones(400), groups, seed=1)
    assert after["balanced"] == pytest.approx(before["balanced"], abs=0.1)


@pytest.mark.parametrize("positives", [0, 4])
def test_without_enough_positives_the_thresholds_are_stated(positives: int) -> None:
    is_positive = np.arange(50) < positives
    found = operating_points(is_positive, np.linspace(0, 1, 50), np.ones(50), np.arange(50).astype(str), seed=1)
    assert found == {"balanced": 0.5, "strict": 0.3, "sure": 0.7}


def test_many_copies_of_one_positive_are_not_many_positives() -> None:
    is_positive = np.arange(60) < 20
    groups = np.where(is_positive, "copies", np.arange(60).astype(str))
    found = operating_points(is_positive, np.linspace(1, 0, 60), np.ones(60), groups, seed=1)
    assert found["balanced"] == 0.5


def test_tokens_of_evidence_are_told_apart_best() -> None:
    probabilities = np.array([0.05, 0.1, 0.15, 0.3, 0.35, 0.8])
    is_evidence = np.array([False, False, False, True, True, True])
    assert 0.15 < evidence_threshold(probabilities, is_evidence) <= 0.3
    assert evidence_threshold(probabilities, np.zeros(6, dtype=np.bool_)) == 0.5
