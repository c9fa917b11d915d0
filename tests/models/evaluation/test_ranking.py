import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.evaluation.ranking import average_precision, miss_at_false_alarm

answers = st.lists(st.tuples(st.booleans(), st.sampled_from([0.1, 0.2, 0.5, 0.9]), st.integers(0, 3)), min_size=1)


@given(answers)
def test_average_precision_is_that_of_scikit_learn(rows: list[tuple[bool, float, int]]) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    positive, values, weights = (np.array(column) for column in zip(*rows, strict=True))
    found = average_precision(positive, values, weights[None, :].astype(float))[0]
    if not (weights * positive).any():
        assert np.isnan(found)
    else:
        assert found == pytest.approx(metrics.average_precision_score(positive, values, sample_weight=weights))


@given(answers, st.sampled_from([0.0, 0.05, 0.5, 1.0]))
def test_miss_is_the_least_that_any_threshold_gives_within_the_limit(
    rows: list[tuple[bool, float, int]], most: float
) -> None:
    positive, values, weights = (np.array(column) for column in zip(*rows, strict=True))
    positives, negatives = (weights * positive).sum(), (weights * ~positive).sum()
    found = miss_at_false_alarm(positive, values, weights[None, :].astype(float), most)[0]
    if not positives or not negatives:
        assert np.isnan(found)
        return
    misses = [1.0]
    for threshold in set(values):
        accused = values >= threshold
        if (weights * (accused & ~positive)).sum() / negatives <= most:
            misses.append(1 - (weights * (accused & positive)).sum() / positives)
    assert found == pytest.approx(min(misses))


def test_texts_of_one_probability_stand_and_fall_together() -> None:
    positive, values = np.array([True, False, True, False]), np.array([0.9, 0.5, 0.5, 0.1])
    assert miss_at_false_alarm(positive, values, np.ones((1, 4)), 0.49)[0] == 0.5
    assert miss_at_false_alarm(positive, values, np.ones((1, 4)), 0.5)[0] == 0.0
