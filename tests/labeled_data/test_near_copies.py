from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from labeled_data.near_copies import Similar, grams, near_copies, similar_sets, squeezed

few_letters = st.text("甲乙丙丁 ", max_size=24)


def jaccard(left: frozenset[str], right: frozenset[str]) -> Fraction:
    union = len(left | right)
    return Fraction(len(left & right), union) if union else Fraction(0)


def by_comparing_all(texts: list[str], threshold: Fraction) -> tuple[Similar, ...]:
    found = []
    plain = [squeezed(text) for text in texts]
    for first, second in combinations(range(len(texts)), 2):
        fives = jaccard(grams(plain[first]), grams(plain[second]))
        twos = jaccard(grams(plain[first], 2), grams(plain[second], 2))
        are_short = all(5 <= len(plain[place]) <= 11 for place in (first, second))
        if fives >= Fraction(1, 2):
            found.append(Similar(first, second, float(fives)))
        elif are_short and twos >= Fraction(4, 5):
            found.append(Similar(first, second, float(twos), 2))
        elif fives >= threshold:
            found.append(Similar(first, second, float(fives)))
    return tuple(found)


@given(st.lists(few_letters, max_size=12), st.sampled_from([Fraction(3, 10), Fraction(1, 2)]))
@example(["甲乙丙丁甲", "甲乙丙丁甲乙", "甲 乙丙丁\n甲"], Fraction(1, 2))
def test_no_pair_is_missed_and_none_is_made_up(texts: list[str], threshold: Fraction) -> None:
    assert near_copies(texts, threshold) == by_comparing_all(texts, threshold)


@given(
    st.lists(st.frozensets(st.integers(0, 12)), max_size=14),
    st.fractions(Fraction(1, 20), 1, max_denominator=20),
)
def test_the_join_of_sets_is_exact_at_every_threshold(sets: list[frozenset[int]], threshold: Fraction) -> None:
    wanted = [
        Similar(first, second, len(left & right) / len(left | right))
        for (first, left), (second, right) in combinations(enumerate(sets), 2)
        if left | right and Fraction(len(left & right), len(left | right)) >= threshold
    ]
    assert similar_sets(sets, threshold) == wanted


def test_whitespace_does_not_hide_a_copy() -> None:
    assert near_copies(["新手专享理财，七日年化见详情页", "新手 专享\n理财，七日　年化见详情页"]) == (
        Similar(0, 1, 1.0),
    )


def test_the_limit_itself_counts() -> None:
    # 12 grams on each side, 8 shared: 8 of 16.
    assert near_copies(["ABCDEFGHIJKLMNOP", "EFGHIJKLMNOPQRST"]) == (Similar(0, 1, 0.5),)
    assert near_copies(["ABCDEFGHIJKLMNOP", "FGHIJKLMNOPQRSTU"]) == ()


def test_short_texts_are_compared_by_pairs_of_characters() -> None:
    assert near_copies(["甲乙丙丁戊己", "甲乙丙丁戊己！"]) == (Similar(0, 1, 2 / 3),)
    assert near_copies(["甲乙丙甲乙丙丁", "丙甲乙丙丁甲乙"]) == (Similar(0, 1, 0.8, 2),)
    assert near_copies(["立即开户领红包", "立即投保领红包"]) == ()


def test_texts_under_five_characters_are_copies_when_equal() -> None:
    assert near_copies(["立即投", "立即投", "立即贷", "", " "]) == (Similar(0, 1, 1.0),)


def test_a_threshold_that_means_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="threshold is 0; it lies above 0"):
        similar_sets([], Fraction(0))
