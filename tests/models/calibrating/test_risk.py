from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import beta

from classifier.legal.category import CODES
from classifier.neural.calibration import ANY
from models.calibrating.data import POSITIVE, assign_folds
from models.calibrating.fusion import choose_source
from models.calibrating.risk import (
    ALPHAS,
    CONFIDENCE,
    confident_threshold,
    expected_threshold,
    guarantees,
    one_of_each_group,
)
from models.calibrating.weights import apply_weights
from tests.models.calibrating.made_up import COLUMN, calibration_data

DRAWS = 1000
SLACK = 3 * np.sqrt(0.05 * 0.95 / DRAWS)
"""Three standard errors of a share of 5 % among the draws."""


@pytest.mark.parametrize(("positives", "alpha"), [(30, 0.1), (60, 0.05), (150, 0.1), (400, 0.02)])
def test_the_promised_miss_rate_is_broken_in_at_most_five_draws_of_a_hundred(positives: int, alpha: float) -> None:
    rng = np.random.default_rng(positives)
    # Of uniform probabilities the true miss rate of a threshold is the threshold.
    thresholds = np.array([confident_threshold(rng.random(positives), alpha) for _ in range(DRAWS)])
    assert (thresholds > alpha).mean() <= 1 - CONFIDENCE + SLACK


@pytest.mark.parametrize(("positives", "alpha"), [(19, 0.05), (40, 0.05), (99, 0.01), (300, 0.1)])
def test_the_expected_miss_rate_is_met_on_average(positives: int, alpha: float) -> None:
    rng = np.random.default_rng(positives)
    thresholds = np.array([expected_threshold(rng.random(positives), alpha) for _ in range(DRAWS)])
    assert thresholds.mean() <= alpha + 3 * thresholds.std() / np.sqrt(DRAWS)
    assert thresholds.mean() >= alpha - 1 / (positives + 1) - 3 * thresholds.std() / np.sqrt(DRAWS)


def test_the_promise_holds_where_weights_were_fitted_to_the_same_few_positives() -> None:
    future = calibration_data(20_000, seed=10**6, rate=0.2, model_tells=1.5)
    is_positive = future.labels[:, COLUMN] == POSITIVE
    draws, broken = 100, 0
    for seed in range(draws):
        data = calibration_data(250, seed=seed, rate=0.2, model_tells=1.5)
        _, _, fused = choose_source(data, COLUMN, assign_folds(data, seed=seed))
        known = data.labels[:, COLUMN] == POSITIVE
        fitted = apply_weights(fused.weights, data.features(COLUMN), data.trades)
        promised = [confident_threshold(values[known], 0.1) for values in (fitted, fused.out_of_fold)]
        if None not in promised:
            passed = apply_weights(fused.weights, future.features(COLUMN), future.trades) < min(promised)
            broken += passed[is_positive].mean() > 0.1
    assert broken / draws <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / draws)


@pytest.mark.parametrize("alpha", ALPHAS)
def test_too_few_positives_promise_nothing(alpha: float) -> None:
    promise = guarantees(calibration_data(30), [np.zeros((30, 9))], seed=1)[0]
    needed = replace(promise, alpha=alpha).positives_needed
    positives = np.linspace(0.1, 0.9, needed)
    assert confident_threshold(positives[1:], alpha) is None
    assert confident_threshold(positives, alpha) == pytest.approx(0.1)
    assert expected_threshold(np.full(round(1 / alpha) - 2, 0.5), alpha) is None
    assert expected_threshold(np.full(round(1 / alpha) - 1, 0.5), alpha) == 0.5


def test_the_threshold_is_the_highest_that_the_exact_bound_allows() -> None:
    positives = np.sort(np.random.default_rng(3).random(200))
    threshold = confident_threshold(positives, 0.1)
    misses = int((positives < threshold).sum())
    bound = [float(beta.ppf(CONFIDENCE, count + 1, 200 - count)) for count in (misses, misses + 1)]
    assert bound[0] <= 0.1 < bound[1]


def test_no_positives_promise_nothing() -> None:
    assert confident_threshold(np.zeros(0), 0.2) is None
    assert expected_threshold(np.zeros(0), 0.2) is None


def test_one_positive_speaks_for_its_group() -> None:
    is_positive = np.array([True, True, False, True, True, False])
    groups = np.array(["a", "a", "a", "b", "c", "d"])
    rows = one_of_each_group(is_positive, np.ones(6), groups, seed=1)
    assert sorted(groups[rows]) == ["a", "b", "c"]
    assert is_positive[rows].all()


def test_within_a_group_texts_are_drawn_by_weight() -> None:
    is_positive, groups = np.ones(2, dtype=np.bool_), np.array(["a", "a"])
    weights = np.array([1.0, 3.0])
    drawn = [int(one_of_each_group(is_positive, weights, groups, seed=seed)[0]) for seed in range(600)]
    assert np.mean(drawn) == pytest.approx(0.75, abs=0.06)


def test_there_is_a_promise_for_every_category_and_for_any_violation() -> None:
    data = calibration_data(500)
    probabilities = np.random.default_rng(1).random((500, 9)).round(6)
    found = guarantees(data, [probabilities], seed=1)
    assert [(promise.category, promise.alpha) for promise in found] == [
        (category, alpha) for category in (*CODES, ANY) for alpha in ALPHAS
    ]
    by_key = {(promise.category, promise.alpha): promise for promise in found}
    positives = int((data.labels[:, COLUMN] == POSITIVE).sum())
    assert by_key[CODES[COLUMN], 0.1].positives == by_key[ANY, 0.1].positives == positives
    assert by_key[CODES[0], 0.1].positives == 0
    assert by_key[CODES[0], 0.1].threshold is None
    thresholds = [by_key[ANY, alpha].threshold for alpha in ALPHAS if by_key[ANY, alpha].threshold is not None]
    assert thresholds == sorted(thresholds)
    assert by_key[ANY, 0.1].threshold > by_key[CODES[COLUMN], 0.1].threshold


def test_of_several_versions_the_lower_threshold_is_taken() -> None:
    data = calibration_data(500)
    high = np.full((500, 9), 0.8)
    assert guarantees(data, [high, high / 2], seed=1) == guarantees(data, [high / 2], seed=1)
