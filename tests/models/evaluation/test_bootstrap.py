import numpy as np

from models.evaluation.bootstrap import interval_of, resample_weights


def test_texts_of_a_group_are_drawn_together() -> None:
    weights = resample_weights(np.array([0, 0, 1, 2]), resamples=200)
    assert (weights[:, 0] == weights[:, 1]).all()
    assert (weights[:, 1:].sum(axis=1) == 3).all()
    assert not (weights[:, 2] == weights[:, 3]).all()


def test_the_same_seed_draws_the_same() -> None:
    groups = np.arange(30)
    assert (resample_weights(groups, resamples=5) == resample_weights(groups, resamples=5)).all()
    assert not (resample_weights(groups, resamples=5) == resample_weights(groups, resamples=5, seed=1)).all()


def test_intervals_of_a_mean_hold_it_about_as_often_as_they_say() -> None:
    random = np.random.default_rng(3)
    held = 0
    for trial in range(200):
        values = random.normal(size=80)
        weights = resample_weights(np.arange(80), resamples=400, seed=trial)
        found = interval_of(weights @ values / 80)
        assert found is not None
        held += found.low <= 0 <= found.high
    assert 0.88 <= held / 200 <= 0.99


def test_resamples_without_ground_take_no_part() -> None:
    assert interval_of(np.array([np.nan, np.nan])) is None
    found = interval_of(np.array([np.nan, 0.5, 0.5]))
    assert found is not None
    assert (found.low, found.high) == (0.5, 0.5)
