import numpy as np
import pytest

from models.calibrating.risk import confident_threshold
from models.first_stage.bounding import Promise, bounded

SCORES = np.arange(1_000, dtype=float)
GROUPS = [str(number) for number in range(1_000)]
ALL = np.ones(1_000, np.bool_)


def promise(alpha: float, is_meant: np.ndarray = ALL) -> Promise:
    return Promise(of="texts", is_meant=is_meant, alpha=alpha)


def test_the_threshold_keeps_the_strictest_promise() -> None:
    found = bounded(SCORES, GROUPS, [promise(0.02), promise(0.1)])
    assert found.clears_below == confident_threshold(SCORES, 0.02)
    assert [bound.alpha for bound in found.bounds] == [0.02, 0.1]


def test_where_one_promise_cannot_be_made_nothing_may_be_cleared() -> None:
    few = SCORES < 50
    found = bounded(SCORES, GROUPS, [promise(0.1), promise(0.02, few)])
    assert found.clears_below is None
    assert [bound.threshold is None for bound in found.bounds] == [False, True]
    assert found.bounds[1].examples == 50


def test_without_any_text_of_the_kind_nothing_is_promised() -> None:
    assert bounded(SCORES, GROUPS, [promise(0.1, ~ALL)]).clears_below is None


def test_copies_of_one_text_speak_with_one_voice() -> None:
    found = bounded(SCORES, [str(number % 20) for number in range(1_000)], [promise(0.1)])
    assert found.bounds[0].examples == 20
    assert found.clears_below is None


def test_the_promise_is_kept_in_nearly_all_draws() -> None:
    draws = np.random.default_rng(0)
    broken = 0
    for _ in range(300):
        scores = draws.random(400)
        found = bounded(scores, [str(number) for number in range(400)], [promise(0.05, np.ones(400, np.bool_))])
        assert found.clears_below is not None
        broken += found.clears_below > 0.05
    assert broken / 300 == pytest.approx(0.05, abs=0.04)
