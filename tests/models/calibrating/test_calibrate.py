from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from classifier.legal.category import CODES
from classifier.neural.calibration import ANY, read_calibration, write_calibration
from models.calibrating.calibrate import CalibrationResult, calibrate, certify
from models.calibrating.data import POSITIVE
from models.calibrating.quality import POOLED
from models.calibrating.weights import Source
from tests.models.calibrating.made_up import COLUMN, calibration_data

EVIDENCE_AT = dict.fromkeys(CODES, 0.4)


@pytest.fixture(scope="module")
def result() -> CalibrationResult:
    return calibrate(calibration_data(800, scale=2.0, bias=-3.0), evidence_at=EVIDENCE_AT)


def test_the_file_can_be_written_and_read(result: CalibrationResult, tmp_path: Path) -> None:
    path = tmp_path / "calibration.json"
    write_calibration(path, result.file)
    assert read_calibration(path) == result.file


def test_equal_input_gives_an_equal_result(result: CalibrationResult) -> None:
    again = calibrate(calibration_data(800, scale=2.0, bias=-3.0), evidence_at=EVIDENCE_AT)
    assert again.file == result.file
    assert again.comparison == result.comparison
    assert (again.out_of_fold == result.out_of_fold).all()


def test_calibration_makes_the_probabilities_better(result: CalibrationResult) -> None:
    for change in result.quality:
        if change.category in (CODES[COLUMN], POOLED):
            assert change.after.log_loss is not None
            assert change.before.log_loss is not None
            assert change.after.log_loss < 0.8 * change.before.log_loss
            assert change.after.ece is not None
            assert change.before.ece is not None
            assert change.after.ece < change.before.ece


def test_the_model_alone_uses_nothing_of_the_rules(result: CalibrationResult) -> None:
    for weights in result.file.alone.categories.values():
        assert (weights.w_rule, weights.w_asks, weights.w_no_advert) == (0, 0, 0)
    assert result.comparison.rows[COLUMN].chosen is Source.FUSED
    assert result.file.fused.categories[CODES[COLUMN]].w_rule > 0


def test_base_rates_are_shares_of_positives(result: CalibrationResult) -> None:
    data = calibration_data(800, scale=2.0, bias=-3.0)
    assert result.file.fused.base_rates[CODES[COLUMN]] == pytest.approx((data.labels[:, COLUMN] == POSITIVE).mean())
    assert result.file.fused.base_rates[CODES[0]] == 0.0


def test_at_the_review_threshold_few_violating_ads_pass(result: CalibrationResult) -> None:
    future = calibration_data(20_000, seed=99, scale=2.0, bias=-3.0)
    fused = result.file.fused
    probabilities = fused.probabilities(future.logits, future.rules, future.asks, future.no_advert, future.trades)
    thresholds = fused.review_thresholds(0.1)
    assert set(thresholds) == {CODES[COLUMN], ANY}
    is_positive = future.labels[:, COLUMN] == POSITIVE
    assert (probabilities[is_positive, COLUMN] < thresholds[CODES[COLUMN]]).mean() <= 0.1
    assert (probabilities[is_positive].max(axis=1) < thresholds[ANY]).mean() <= 0.1


def test_fresh_data_replace_the_guarantees_and_nothing_else(result: CalibrationResult) -> None:
    fresh = calibration_data(3000, seed=5, scale=2.0, bias=-3.0)
    certified = certify(result.file.fused, fresh)
    assert replace(certified, guarantees=()) == replace(result.file.fused, guarantees=())
    positives = {promise.positives for promise in certified.guarantees if promise.category == ANY}
    assert positives == {int(fresh.is_violating.sum())}
    assert set(certified.review_thresholds(0.01)) == {CODES[COLUMN], ANY}


def test_copies_of_a_few_texts_promise_no_more_than_the_few() -> None:
    data = calibration_data(40, rate=0.5)
    many = np.tile(np.arange(40), 20)
    copied = replace(
        data,
        **{
            name: getattr(data, name)[many]
            for name in ("labels", "logits", "rules", "asks", "no_advert", "trades", "weights", "groups")
        },
    )
    file = calibrate(copied, evidence_at=EVIDENCE_AT).file
    assert file.fused.review_thresholds(0.05) == {}
