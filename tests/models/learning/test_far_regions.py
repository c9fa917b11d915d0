import pytest

from models.learning.far_regions import distinct, far_regions
from models.learning.likeness import TextSpace
from tests.models.learning.made import promises_and_plain_texts

pytest.importorskip("sklearn")

FISH = ["锦鲤换水要先晾一天", "锦鲤喂食一天两次", "锦鲤换水别超过三成", "锦鲤喂食不要太饱"]
MUSIC = ["钢琴调音每年做一遍", "钢琴练习先慢后快", "钢琴调音请找老师傅"]


def regions_of(texts: list[str], cut: float = 0.1):
    space = TextSpace([example.text for example in promises_and_plain_texts()])
    vectors = space.place(texts)
    return far_regions(texts, vectors, space.nearest(vectors).similarities[:, 0], cut)


def test_texts_unlike_all_labelled_ones_are_told_apart_by_subject() -> None:
    known = ["海棠理财第八期，保本保息，到期必兑"]
    found = regions_of([*known, *FISH, *MUSIC])
    members = {member for region in found for member in region.members}
    assert members == set(range(1, 8))
    assert all({member < 5 for member in region.members} in ({True}, {False}) for region in found)


def test_near_copies_are_counted_and_not_listed() -> None:
    text = "锦鲤换水之前要先把自来水晾上一整天才行"
    (region,) = regions_of([text, f"{text}。", f"{text}！"])
    assert (region.members, region.copies) == ((0,), 2)


def test_where_all_is_near_there_is_no_region() -> None:
    assert regions_of(["海棠理财第八期，保本保息，到期必兑"]) == ()


def test_a_copy_of_a_copy_that_is_no_copy_itself_is_kept() -> None:
    chain = ["一二三四五六七八九十甲乙丙丁戊己", "一二三四五六七八九十甲乙丙丁子丑", "五六七八九十甲乙丙丁子丑寅卯辰"]
    assert distinct(chain) == ([0, 2], [1, 0])
