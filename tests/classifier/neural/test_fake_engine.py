import numpy as np

from classifier.neural.fake_engine import FakeEngine


def test_its_answers_are_the_same_in_every_process() -> None:
    np.testing.assert_allclose(FakeEngine().score([np.array([2, 3])])[0, :2], [-5.854512, 2.9466467], rtol=1e-6)


def test_the_order_of_tokens_matters() -> None:
    one, other = FakeEngine().score([np.array([2, 3]), np.array([3, 2])])
    assert (one != other).all()


def test_its_answers_spread_over_their_range() -> None:
    logits = FakeEngine().score([np.array([number, 7]) for number in range(500)])
    assert logits.min() < -7.5
    assert logits.max() > 7.5
    assert abs(logits.mean()) < 0.3


def test_it_remembers_what_it_was_asked() -> None:
    engine = FakeEngine()
    engine.score([np.array([2])] * 3)
    engine.mark([])
    assert engine.asked == [3, 0]
