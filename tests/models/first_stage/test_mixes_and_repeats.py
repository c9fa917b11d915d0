import numpy as np
import pytest

from models.first_stage.mixes import mixes
from models.first_stage.repeats import repeat_rates

YES, NO = np.ones(50, np.bool_), np.zeros(50, np.bool_)


def test_what_is_saved_follows_from_the_shares() -> None:
    (mix,) = mixes(NO, YES, YES, shares=(0.2,))
    assert (mix.cleared.value, mix.missed.value, mix.missed_more.value) == (0.8, 0.0, 0.0)
    assert mix.cleared.interval is not None
    assert mix.cleared.interval.low == pytest.approx(0.8)


def test_only_what_the_full_scan_finds_is_missed_more() -> None:
    (mix,) = mixes(YES, np.arange(50) < 10, NO, shares=(0.5,))
    assert (mix.cleared.value, mix.missed.value, mix.missed_more.value) == (0.5, 1.0, 0.2)
    interval = mix.missed_more.interval
    assert interval is not None
    assert interval.low < 0.2 < interval.high


def test_repeats_are_counted_exactly_normalised_and_nearly() -> None:
    rates = repeat_rates(
        ["贷款找我13912345678", "贷款找我１３９１２３４５６７８", "贷款找我15811112222", "贷款找我13912345678"], most=10
    )
    assert (rates.texts, rates.exact, rates.normalised, rates.near) == (4, 0.25, 0.5, 0.75)


def test_a_short_memory_forgets() -> None:
    assert repeat_rates(["一", "二", "一"], most=1).exact == 0.0
