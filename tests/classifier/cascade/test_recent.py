import pytest

from classifier.cascade.recent import Hits, Recent


def test_what_is_kept_is_found() -> None:
    memory: Recent[str, int] = Recent(2)
    memory.keep([("a", 1), ("b", 2)])
    assert memory.find(["b", "c", "a"]) == [2, None, 1]
    assert memory.hits == Hits(asked=3, found=2)
    assert memory.hits.share == pytest.approx(2 / 3)


def test_the_least_lately_used_goes_first() -> None:
    memory: Recent[str, int] = Recent(2)
    memory.keep([("a", 1), ("b", 2)])
    memory.find(["a"])
    memory.keep([("c", 3)])
    assert memory.find(["a", "b", "c"]) == [1, None, 3]
    assert len(memory) == 2


def test_a_memory_without_room_is_refused() -> None:
    with pytest.raises(ValueError, match="give it room for 1 or more"):
        Recent(0)


def test_nothing_asked_is_no_share() -> None:
    assert Recent(1).hits.share == 0.0
