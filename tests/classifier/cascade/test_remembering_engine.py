import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from classifier.cascade.remembering_engine import RememberingEngine
from classifier.neural.fake_engine import FakeEngine

WINDOWS = st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=3).map(np.array), max_size=8)


@given(st.lists(WINDOWS, max_size=4), st.integers(1, 4))
def test_it_answers_as_the_engine_behind_it(asked: list[list[np.ndarray]], most: int) -> None:
    engine, plain = RememberingEngine(FakeEngine(), most=most), FakeEngine()
    for windows in asked:
        assert engine.score(windows).tobytes() == plain.score(windows).tobytes()
        logits, evidence = engine.mark(windows)
        plain_logits, plain_evidence = plain.mark(windows)
        assert logits.tobytes() == plain_logits.tobytes()
        assert [own.tobytes() for own in evidence] == [own.tobytes() for own in plain_evidence]


def test_what_was_asked_is_not_asked_again() -> None:
    behind = FakeEngine()
    engine = RememberingEngine(behind, most=8)
    one, other = np.array([1, 2]), np.array([3])
    engine.score([one, one])
    engine.score([one, other])
    engine.score([other])
    assert behind.asked == [1, 1]
    assert (engine.hits.asked, engine.hits.found) == (5, 2)


def test_nothing_asked_is_nothing_answered() -> None:
    engine = RememberingEngine(FakeEngine(), most=8)
    assert engine.score([]).shape == (0, 9)
    assert engine.mark([])[0].shape == (0, 9)


def test_its_name_is_that_of_the_engine_behind_it() -> None:
    class Named(FakeEngine):
        name = "named"

    assert RememberingEngine(Named(), most=1).name == "named"
