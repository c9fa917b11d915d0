import numpy as np
import pytest

from models.evaluation.reliability import reliability


def test_probabilities_that_hold_true_have_little_error() -> None:
    random = np.random.default_rng(1)
    said = random.uniform(size=20_000)
    positive = random.uniform(size=20_000) < said
    found, off = reliability(said, positive), reliability(said / 2, positive)
    assert found is not None
    assert off is not None
    assert found.error < 0.02
    assert off.error == pytest.approx(0.25, abs=0.02)
    assert np.abs(found.shares - found.probabilities).max() < 0.05


def test_one_probability_is_one_bin() -> None:
    found = reliability(np.full(50, 0.3), np.arange(50) < 15)
    assert found is not None
    assert (found.counts.tolist(), found.shares.tolist()) == ([50], [0.3])
    assert found.error == pytest.approx(0)


def test_no_texts_say_nothing() -> None:
    assert reliability(np.zeros(0), np.zeros(0, dtype=bool)) is None
