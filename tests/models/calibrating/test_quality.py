from pathlib import Path

import numpy as np
import pytest

from classifier.legal.category import CODES
from models.calibrating.quality import POOLED, compare_quality, expected_calibration_error, measure_quality
from models.calibrating.reliability_plot import draw_reliability


def test_exact_probabilities_have_next_to_no_error() -> None:
    rng = np.random.default_rng(1)
    probabilities = rng.random(20_000)
    is_positive = rng.random(20_000) < probabilities
    ones = np.ones(20_000)
    assert expected_calibration_error(is_positive, probabilities, ones) < 0.015
    assert expected_calibration_error(is_positive, probabilities**3, ones) > 0.2


def test_the_error_of_one_constant_is_its_distance_from_the_share() -> None:
    is_positive = np.arange(10) < 3
    assert expected_calibration_error(is_positive, np.full(10, 0.8), np.ones(10)) == pytest.approx(0.5)


def test_weights_count_as_so_many_texts() -> None:
    rng = np.random.default_rng(2)
    probabilities, is_positive = rng.random(200), rng.random(200) < 0.4
    twice = np.repeat(np.arange(200), 2)
    weighted = measure_quality(is_positive, probabilities, np.full(200, 2.0))
    repeated = measure_quality(is_positive[twice], probabilities[twice], np.ones(400))
    assert weighted.ece == pytest.approx(repeated.ece)
    assert weighted.brier == pytest.approx(repeated.brier)
    assert weighted.log_loss == pytest.approx(repeated.log_loss)


def test_scores_are_those_of_the_books() -> None:
    found = measure_quality(np.array([True, False]), np.array([0.75, 0.5]), np.ones(2))
    assert found.brier == pytest.approx((0.0625 + 0.25) / 2)
    assert found.log_loss == pytest.approx(-(np.log(0.75) + np.log(0.5)) / 2)
    assert np.isfinite(measure_quality(np.array([True]), np.array([0.0]), np.ones(1)).log_loss or np.inf)


def made_up() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    after = rng.random((400, 9)) ** 4
    labels = (rng.random((400, 9)) < after).astype(np.int64)
    labels[:100, 2] = -1
    labels[:, 5] = -1
    labels[:, 7] = 0
    return labels, np.sqrt(after), after


def test_each_category_and_all_pooled_are_compared_without_unknown_labels() -> None:
    labels, before, after = made_up()
    changes = {change.category: change for change in compare_quality(labels, before, after, np.ones(400))}
    assert tuple(changes) == (*CODES, POOLED)
    assert (changes[CODES[2]].texts, changes[CODES[5]].texts, changes[POOLED].texts) == (300, 0, 300 + 7 * 400)
    assert changes[CODES[5]].after.ece is None
    assert changes[POOLED].positives == (labels == 1).sum()
    pooled = changes[POOLED]
    assert pooled.after.ece is not None
    assert pooled.before.ece is not None
    assert pooled.after.ece < pooled.before.ece


def test_the_picture_is_drawn_for_rare_and_unknown_categories_too(tmp_path: Path) -> None:
    labels, before, after = made_up()
    after[0, 0], after[1, 0] = 0.0, 1.0
    path = tmp_path / "reliability.png"
    draw_reliability(path, labels, before, after)
    first = path.read_bytes()
    assert first.startswith(b"\x89PNG")
    draw_reliability(path, labels, before, after)
    assert path.read_bytes() == first
