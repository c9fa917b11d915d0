import pytest

from models.learning.likeness import TextSpace
from models.learning.neighbours import neighbours, shared_wording
from tests.models.learning.made import promises_and_plain_texts

pytest.importorskip("sklearn")


def test_the_nearest_of_a_copy_with_a_small_edit_is_its_original() -> None:
    examples = promises_and_plain_texts()
    space = TextSpace([example.text for example in examples])
    edited = [example.text.replace("，", "。").replace("第", "") for example in examples]
    found = neighbours(edited, space, examples, 2)
    assert [near[0].example for near in found] == examples
    assert all(near[0].similarity > near[1].similarity for near in found)


def test_shared_wording_is_told_longest_first() -> None:
    assert shared_wording("本期保本保息，今晚八点截止", "新品保本保息，八点截止") == ("保本保息，", "八点截止")


def test_two_characters_in_a_row_are_no_shared_wording() -> None:
    assert shared_wording("理财产品", "银行理财") == ()
