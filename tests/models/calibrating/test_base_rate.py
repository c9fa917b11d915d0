import numpy as np
import pytest

from models.calibrating.base_rate import (
    check_label_shift,
    estimate_base_rate,
    shift_probabilities,
    violating_among_passed,
)
from models.calibrating.data import CalibrationDataError

CALIBRATION_RATE = 0.3


def scored(texts: int, rate: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Texts of which ``rate`` are positive, and probabilities that are exact where ``CALIBRATION_RATE`` are."""
    rng = np.random.default_rng(seed)
    is_positive = rng.random(texts) < rate
    logits = 2 * (2 * (is_positive - 0.5) + rng.normal(size=texts))
    logits += np.log(CALIBRATION_RATE / (1 - CALIBRATION_RATE))
    return is_positive, 1 / (1 + np.exp(-logits))


@pytest.mark.parametrize("rate", [0.02, 0.1, 0.3, 0.7])
def test_a_shifted_base_rate_is_recovered(rate: float) -> None:
    is_positive, probabilities = scored(8000, rate, 7)
    found = estimate_base_rate(probabilities, CALIBRATION_RATE)
    assert found.rate == pytest.approx(is_positive.mean(), abs=0.02)
    assert found.low < found.rate < found.high
    assert found.high - found.low < 0.06


def test_the_interval_holds_the_true_rate_as_often_as_it_says() -> None:
    held = 0
    for seed in range(60):
        _, probabilities = scored(400, 0.1, seed)
        found = estimate_base_rate(probabilities, CALIBRATION_RATE)
        held += found.low <= 0.1 <= found.high
    assert held >= 50


def test_the_estimate_is_the_one_that_the_em_steps_lead_to() -> None:
    _, probabilities = scored(2000, 0.1, 3)
    rate = CALIBRATION_RATE
    for _ in range(2000):
        rate = float(shift_probabilities(probabilities, calibration_rate=CALIBRATION_RATE, rate=rate).mean())
    assert estimate_base_rate(probabilities, CALIBRATION_RATE).rate == pytest.approx(rate, abs=1e-6)


def test_a_stream_without_a_violation_has_a_rate_near_nothing() -> None:
    _, probabilities = scored(3000, 0.0, 1)
    assert estimate_base_rate(probabilities, CALIBRATION_RATE).rate < 0.01
    assert estimate_base_rate(np.full(50, 1.0), CALIBRATION_RATE).rate == 1.0


def test_shifted_probabilities_say_what_is_found_in_the_stream() -> None:
    is_positive, probabilities = scored(40_000, 0.05, 9)
    shifted = shift_probabilities(probabilities, calibration_rate=CALIBRATION_RATE, rate=0.05)
    for low, high in ((0.0, 0.05), (0.05, 0.3), (0.3, 0.7), (0.7, 1.0)):
        inside = (shifted >= low) & (shifted < high)
        assert shifted[inside].mean() == pytest.approx(is_positive[inside].mean(), abs=0.04)
    assert probabilities.mean() > 2 * is_positive.mean()
    unmoved = shift_probabilities(probabilities, calibration_rate=CALIBRATION_RATE, rate=CALIBRATION_RATE)
    assert unmoved == pytest.approx(probabilities)


def classes(seed: int) -> tuple[np.ndarray, np.ndarray]:
    is_positive, probabilities = scored(1500, CALIBRATION_RATE, seed)
    return probabilities[is_positive], probabilities[~is_positive]


def test_a_mere_change_of_the_base_rate_passes_the_check() -> None:
    positives, negatives = classes(1)
    refused = 0
    for seed in range(20):
        _, stream = scored(600, 0.08, 100 + seed)
        check = check_label_shift(
            stream, positives=positives, negatives=negatives, calibration_rate=CALIBRATION_RATE, seed=seed
        )
        refused += check.p_value < 0.05
    assert refused <= 4


def test_ads_of_another_kind_fail_the_check() -> None:
    positives, negatives = classes(1)
    stream = np.random.default_rng(4).uniform(0.3, 0.6, 600)
    check = check_label_shift(stream, positives=positives, negatives=negatives, calibration_rate=CALIBRATION_RATE)
    assert check.p_value < 0.05
    assert check.distance > 0.2


def test_what_is_left_among_the_passed_follows_from_the_shares() -> None:
    assert violating_among_passed(0.05, 0.1, 0.8) == pytest.approx(0.00625)
    assert violating_among_passed(0.2, 0.9, 0.1) == 1.0
    passed = np.array([True] * 80 + [False] * 20)
    violating = np.array([True] * 2 + [False] * 78 + [True] * 8 + [False] * 12)
    left = violating_among_passed(float(passed[violating].mean()), float(violating.mean()), float(passed.mean()))
    assert left == pytest.approx(violating[passed].mean())


def test_what_cannot_be_said_is_refused_in_words() -> None:
    values = np.full(3, 0.5)
    with pytest.raises(CalibrationDataError, match="empty stream"):
        estimate_base_rate(np.zeros(0), 0.3)
    with pytest.raises(CalibrationDataError, match=r"a base rate of 0\.0"):
        estimate_base_rate(values, 0.0)
    with pytest.raises(CalibrationDataError, match=r"a base rate of 1\.0"):
        shift_probabilities(values, calibration_rate=0.3, rate=1.0)
    with pytest.raises(CalibrationDataError, match="no probabilities in negatives"):
        check_label_shift(values, positives=values, negatives=np.zeros(0), calibration_rate=0.3)
    with pytest.raises(CalibrationDataError, match="no ad passes"):
        violating_among_passed(0.05, 0.1, 0.0)
    with pytest.raises(CalibrationDataError, match="alpha is 5"):
        violating_among_passed(5, 0.1, 0.5)
