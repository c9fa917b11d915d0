import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.scores import Counts, Overlap, mean


def counts(true_positive: int, false_positive: int, false_negative: int, true_negative: int) -> Counts:
    return Counts(true_positive, false_positive, false_negative, true_negative)


def test_rates_follow_from_counts() -> None:
    found = counts(6, 2, 3, 9)
    assert (found.support, found.precision, found.recall) == (9, 0.75, 6 / 9)
    assert found.f1 == pytest.approx(12 / 17)
    assert found.miss_rate == pytest.approx(1 / 3)
    assert found.false_alarm_rate == pytest.approx(2 / 11)


def test_rates_without_ground_are_none_not_zero() -> None:
    empty = Counts()
    assert (empty.precision, empty.recall, empty.f1, empty.miss_rate, empty.false_alarm_rate) == (None,) * 5
    assert mean([None, None]) is None
    assert mean([None, 0.5, 1.0]) == 0.75


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=40))
def test_every_answer_is_counted_once(answers: list[tuple[bool, bool]]) -> None:
    total = Counts()
    for is_positive, is_predicted in answers:
        total.add(is_positive=is_positive, is_predicted=is_predicted)
    assert total.true_positive + total.false_positive + total.false_negative + total.true_negative == len(answers)
    assert total.support == sum(is_positive for is_positive, _ in answers)


def test_evidence_overlap_counts_code_points() -> None:
    overlap = Overlap()
    overlap.add(range(2, 6), range(4, 8))
    overlap.add([], [1, 2])
    assert (overlap.shared, overlap.predicted, overlap.labelled) == (2, 4, 6)
    assert overlap.f1 == pytest.approx(0.4)
    assert Overlap().f1 is None
