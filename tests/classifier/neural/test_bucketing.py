from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.neural.bucketing import Shapes, padded, padding_share, plan_batches

LENGTHS = st.lists(st.integers(1, 300), max_size=120)
SHAPES = st.builds(
    Shapes,
    budget=st.integers(1, 2000),
    overhead=st.integers(0, 500),
    multiple=st.sampled_from([1, 8, 16]),
    counts=st.sampled_from([(), (1,), (1, 2, 4, 8), (1, 3, 10, 50)]),
)


def ad_lengths(count: int) -> list[int]:
    """As those of ads: half have 40 tokens or fewer, nine in ten 159, none more than 256."""
    spread = np.log(159 / 40) / 1.2816
    drawn = np.exp(np.random.default_rng(0).normal(np.log(40), spread, count))
    return np.clip(drawn, 3, 256).astype(int).tolist()


@given(lengths=LENGTHS, shapes=SHAPES)
def test_every_window_is_in_exactly_one_batch_that_has_room_for_it(lengths: list[int], shapes: Shapes) -> None:
    batches = plan_batches(lengths, shapes)
    assert Counter(index for batch in batches for index in batch.indices) == Counter(range(len(lengths)))
    assert all(lengths[index] <= batch.length for batch in batches for index in batch.indices)


@given(lengths=LENGTHS, shapes=SHAPES)
def test_batches_keep_to_the_budget_and_the_shapes(lengths: list[int], shapes: Shapes) -> None:
    for batch in plan_batches(lengths, shapes):
        assert batch.tokens <= shapes.budget or len(batch.indices) == 1
        assert batch.length % shapes.multiple == 0
        assert not shapes.counts or len(batch.indices) in shapes.counts


@given(lengths=LENGTHS, shapes=SHAPES)
def test_no_batch_is_padded_further_than_its_longest_window_asks(lengths: list[int], shapes: Shapes) -> None:
    for batch in plan_batches(
        lengths, Shapes(budget=shapes.budget, overhead=shapes.overhead, multiple=shapes.multiple)
    ):
        assert batch.length - max(lengths[index] for index in batch.indices) < shapes.multiple


@given(lengths=LENGTHS, shapes=SHAPES)
def test_equal_lengths_give_equal_plans(lengths: list[int], shapes: Shapes) -> None:
    assert plan_batches(lengths, shapes) == plan_batches(list(lengths), shapes)


@given(lengths=LENGTHS, budget=st.integers(1, 2000))
def test_without_overhead_no_window_is_padded_for_another(lengths: list[int], budget: int) -> None:
    assert padding_share(lengths, plan_batches(lengths, Shapes(budget=budget, overhead=0))) == pytest.approx(0)


@pytest.mark.parametrize("budget", [2_048, 4_096, 16_384])
def test_of_many_ads_hardly_anything_is_padding(budget: int) -> None:
    lengths = ad_lengths(4_000)
    assert padding_share(lengths, plan_batches(lengths, Shapes(budget=budget))) <= 0.03


def test_few_shapes_are_enough_for_many_ads() -> None:
    lengths = ad_lengths(20_000)
    shapes = Shapes(budget=512, overhead=0, multiple=8, counts=(1, 2, 4, 8, 16, 32, 64))
    batches = plan_batches(lengths, shapes)
    assert len({(len(batch.indices), batch.length) for batch in batches}) <= 80
    assert padding_share(lengths, batches) <= 0.06


def test_a_dear_batch_is_worth_more_padding_than_a_cheap_one() -> None:
    lengths = list(range(10, 60))
    plans = [plan_batches(lengths, Shapes(budget=10_000, overhead=overhead)) for overhead in (0, 64, 10_000)]
    assert len(plans[0]) > len(plans[1]) > len(plans[2]) == 1
    shares = [padding_share(lengths, plan) for plan in plans]
    assert shares == sorted(shares)


def test_windows_stand_at_the_head_of_their_rows() -> None:
    windows = [np.array([5, 6]), np.array([7, 8, 9])]
    (batch,) = plan_batches([2, 3], Shapes(budget=100))
    ids, mask = padded(windows, batch)
    assert ids.tolist() == [[7, 8, 9], [5, 6, 0]]
    assert mask.tolist() == [[1, 1, 1], [1, 1, 0]]


def test_nothing_has_no_padding() -> None:
    assert padding_share([], plan_batches([], Shapes(budget=1))) == 0


@pytest.mark.parametrize("wrong", [{"budget": 0}, {"budget": 9, "overhead": -1}, {"budget": 9, "counts": (2, 4)}])
def test_shapes_that_allow_no_batch_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="allows no batch"):
        Shapes(**wrong)
