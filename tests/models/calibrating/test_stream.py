"""A stream with another share of violations: what is said of it, and the calibration for it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from classifier.legal.category import CODES
from classifier.neural.calibration import ANY, Calibration, CalibrationFile, read_calibration
from classifier.neural.manifest import ANSWERING_FILES, CALIBRATION, check_files, read_manifest
from finad import SHIPPED_MODEL as SHIPPED
from models.calibrating.adapted import AdaptedModelError, write_adapted
from models.calibrating.base_rate import shift_probabilities
from models.calibrating.calibrate import calibrate
from models.calibrating.data import CalibrationData
from models.calibrating.stream import read_stream, shifted
from tests.models.calibrating.made_up import COLUMN, calibration_data

CODE = CODES[COLUMN]


@pytest.fixture(scope="module")
def calibration() -> Calibration:
    made = calibrate(calibration_data(1_500, rate=0.3), evidence_at=dict.fromkeys(CODES, 0.5)).file.fused
    rates = {code: max(rate, 0.001) for code, rate in made.base_rates.items()}
    return replace(made, base_rates=rates)


def judged(calibration: Calibration, data: CalibrationData) -> np.ndarray:
    return calibration.probabilities(data.logits, data.rules, data.asks, data.no_advert, data.trades)


def test_the_share_of_violations_in_a_stream_is_found_and_what_is_left_among_those_that_pass(
    calibration: Calibration,
) -> None:
    stream = calibration_data(6_000, seed=5, rate=0.05)
    # The logits of a stream are those of the model, which knows nothing of how common violations are there.
    said = judged(calibration, replace(stream, logits=stream.logits + np.log(0.3 / 0.7) - np.log(0.05 / 0.95)))
    known_data = calibration_data(1_000, seed=6, rate=0.3)
    rows = read_stream(
        said, calibration, alpha=0.1, known=(judged(calibration, known_data), known_data.labels.astype(np.int8))
    )
    row = next(row for row in rows if row.code == CODE)
    assert row.found.rate == pytest.approx(0.05, abs=0.02)
    assert row.check is not None
    assert row.check.p_value > 0.05
    assert row.left is not None
    passed = said[:, COLUMN] < calibration.review_thresholds(0.1)[CODE]
    assert (stream.labels[passed, COLUMN] == 1).mean() <= row.left


def test_decisions_stay_and_probabilities_move_as_they_should(calibration: Calibration) -> None:
    data = calibration_data(2_000, seed=9)
    rates = dict.fromkeys(CODES, 0.02)
    moved = shifted(calibration, rates)
    before, after = judged(calibration, data), judged(moved, data)
    expected = shift_probabilities(before[:, COLUMN], calibration_rate=calibration.base_rates[CODE], rate=0.02)
    assert np.abs(after[:, COLUMN] - expected).max() < 2e-5  # the one is rounded before, the other after
    for name, points in calibration.operating_points.items():
        accused = before[:, COLUMN] >= points[CODE]
        assert (accused == (after[:, COLUMN] >= moved.operating_points[name][CODE])).all()
    old, new = calibration.review_thresholds(0.1)[CODE], moved.review_thresholds(0.1)[CODE]
    assert not ((before[:, COLUMN] >= old) & (after[:, COLUMN] < new)).any()
    assert ANY not in {promise.category for promise in moved.guarantees}
    assert moved.base_rates == rates


def test_a_share_that_cannot_be_is_named(calibration: Calibration) -> None:
    with pytest.raises(ValueError, match="housing_leverage"):
        shifted(calibration, {**dict.fromkeys(CODES, 0.1), "housing_leverage": 0.0})


def test_the_adapted_model_is_whole_and_says_what_it_was_made_from(tmp_path: Path) -> None:
    if not SHIPPED.is_dir():
        pytest.skip("no model is shipped")
    content = read_calibration(SHIPPED / CALIBRATION)
    rates = dict.fromkeys(CODES, 0.01)
    adapted = CalibrationFile(fused=shifted(content.fused, rates), alone=content.alone, evidence_at=content.evidence_at)
    label = write_adapted(SHIPPED, tmp_path / "model", adapted, adapted_to=rates)
    manifest = read_manifest(tmp_path / "model")
    check_files(manifest, tmp_path / "model")
    assert manifest.label == label != read_manifest(SHIPPED).label
    assert manifest.settings["adapted_from"] == read_manifest(SHIPPED).label
    assert {path.name for path in (tmp_path / "model").iterdir()} == {*ANSWERING_FILES, "manifest.json"}
    with pytest.raises(AdaptedModelError, match="exists"):
        write_adapted(SHIPPED, tmp_path / "model", adapted, adapted_to=rates)
