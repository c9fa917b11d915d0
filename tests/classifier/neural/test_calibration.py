import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from classifier.errors import ModelFileError
from classifier.legal.category import CODES
from classifier.neural.calibration import (
    ANY,
    DECIMALS,
    OPERATING_POINTS,
    Calibration,
    CalibrationFile,
    CategoryCalibration,
    Guarantee,
    logit,
    read_calibration,
    sigmoid,
    strongest,
    write_calibration,
)


def calibration(weights: CategoryCalibration, guarantees: tuple[Guarantee, ...] = ()) -> Calibration:
    half = dict.fromkeys(CODES, 0.5)
    return Calibration(
        categories=dict.fromkeys(CODES, weights),
        operating_points=dict.fromkeys(OPERATING_POINTS, half),
        guarantees=guarantees,
        base_rates=dict.fromkeys(CODES, 0.1),
    )


WEIGHTS = CategoryCalibration(
    bias=-1.0, w_model=0.5, w_rule=3.0, w_asks=0.25, w_no_advert=-2.0, trade_bias={"loan": 0.75}
)


def wide(*rows: float) -> np.ndarray:
    return np.repeat(np.array(rows, dtype=np.float64)[:, None], len(CODES), axis=1)


def guarantee(category: str, alpha: float, threshold: float | None) -> Guarantee:
    return Guarantee(category=category, alpha=alpha, confidence=0.95, threshold=threshold, positives=100)


def test_probability_is_the_sigmoid_of_the_weighted_sum() -> None:
    found = calibration(WEIGHTS).probabilities(wide(4, 4), wide(0, 0.9), wide(1, 0), np.array([1, 0]), ["loan", "x"])
    expected = [-1 + 2 + 0.25 - 2 + 0.75, -1 + 2 + 2.7]
    assert found[:, 0] == pytest.approx(1 / (1 + np.exp(-np.array(expected))), abs=10**-DECIMALS)
    assert (found == found[:, :1]).all()


def test_without_trades_no_trade_bias_is_added() -> None:
    fused = calibration(WEIGHTS)
    known = fused.probabilities(wide(0), wide(0), wide(0), np.zeros(1), ["loan"])
    unknown = fused.probabilities(wide(0), wide(0), wide(0), np.zeros(1))
    assert unknown[0, 0] == pytest.approx(sigmoid(-1.0), abs=10**-DECIMALS)
    assert (known > unknown).all()


def test_a_text_is_judged_alike_alone_and_in_company() -> None:
    rng = np.random.default_rng(1)
    logits, rules, asks = rng.normal(0, 5, (67, 9)), rng.random((67, 9)), rng.integers(0, 2, (67, 9))
    no_advert, trades = rng.integers(0, 2, 67), rng.choice(["loan", ""], 67)
    fused = calibration(WEIGHTS)
    together = fused.probabilities(logits, rules, asks, no_advert, trades)
    for row in range(len(logits)):
        one = slice(row, row + 1)
        alone = fused.probabilities(logits[one], rules[one], asks[one], no_advert[one], trades[one])
        assert (alone == together[one]).all()


def test_no_ads_give_no_probabilities() -> None:
    none = np.zeros((0, 9))
    found = calibration(WEIGHTS).probabilities(none, none, none, np.zeros(0), [])
    assert found.shape == (0, 9)
    assert strongest(found).shape == (0,)


@pytest.mark.parametrize(
    ("logits", "no_advert", "trades"),
    [
        (np.zeros((2, 8)), np.zeros(2), None),
        (np.zeros((3, 9)), np.zeros(2), None),
        (np.zeros((2, 9)), np.zeros((2, 1)), None),
        (np.zeros((2, 9)), np.zeros(2), ["loan"]),
    ],
)
def test_shapes_that_do_not_fit_are_refused(logits: Any, no_advert: Any, trades: Any) -> None:
    with pytest.raises(ValueError, match=r"fit together|trades for"):
        calibration(WEIGHTS).probabilities(logits, np.zeros((2, 9)), np.zeros((2, 9)), no_advert, trades)


def test_extreme_logits_do_not_overflow() -> None:
    assert sigmoid([-1e6, 0.0, 1e6]).tolist() == [0.0, 0.5, 1.0]
    assert sigmoid(logit(0.2)) == pytest.approx(0.2)


def test_the_widest_promise_within_the_asked_share_is_taken() -> None:
    fused = calibration(
        WEIGHTS,
        (
            guarantee("deceptive_claim", 0.1, 0.3),
            guarantee("deceptive_claim", 0.02, 0.05),
            guarantee("deceptive_claim", 0.05, 0.2),
            guarantee("housing_leverage", 0.05, None),
            guarantee("housing_leverage", 0.1, 0.4),
            guarantee(ANY, 0.05, 0.1),
        ),
    )
    assert fused.review_thresholds(0.05) == {"deceptive_claim": 0.2, ANY: 0.1}
    assert fused.review_thresholds(0.07) == {"deceptive_claim": 0.2, ANY: 0.1}
    assert fused.review_thresholds(0.01) == {}


@pytest.mark.parametrize(("alpha", "needed"), [(0.01, 299), (0.05, 59), (0.1, 29), (0.2, 14)])
def test_a_guarantee_says_how_many_positives_it_takes(alpha: float, needed: int) -> None:
    promise = guarantee(ANY, alpha, None)
    assert promise.positives_needed == needed
    assert (1 - alpha) ** needed <= 1 - promise.confidence < (1 - alpha) ** (needed - 1)


@pytest.fixture
def content() -> CalibrationFile:
    fused = calibration(WEIGHTS, (guarantee("deceptive_claim", 0.1, 0.3), guarantee(ANY, 0.05, None)))
    alone = calibration(CategoryCalibration(bias=0.125, w_model=1.0))
    return CalibrationFile(fused=fused, alone=alone, evidence_at=dict.fromkeys(CODES, 0.4))


def test_a_file_comes_back_as_it_was_written(tmp_path: Path, content: CalibrationFile) -> None:
    path = tmp_path / "calibration.json"
    write_calibration(path, content)
    assert read_calibration(path) == content
    first = path.read_bytes()
    write_calibration(path, read_calibration(path))
    assert path.read_bytes() == first


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match=r"nothing\.json cannot be read"):
        read_calibration(tmp_path / "nothing.json")


def test_a_file_that_is_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "calibration.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(ModelFileError, match="is not a calibration"):
        read_calibration(path)


def test_every_fault_of_a_file_is_named(tmp_path: Path, content: CalibrationFile) -> None:
    path = tmp_path / "calibration.json"
    write_calibration(path, content)
    record = json.loads(path.read_bytes())
    record["fused"]["categories"]["deceptive_claim"]["w_rule"] = -1
    record["fused"]["categories"]["deceptive_claim"]["bias"] = float("nan")
    record["fused"]["guarantees"][0]["category"] = "deceptive"
    record["alone"]["operating_points"]["loose"] = record["alone"]["operating_points"].pop("strict")
    record["alone"]["base_rates"]["deceptive_claim"] = 1.5
    del record["evidence_at"]["housing_leverage"]
    record["remark"] = "by hand"
    path.write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(ModelFileError) as caught:
        read_calibration(path)
    message = str(caught.value)
    for place in (
        "fused.categories.deceptive_claim.w_rule",
        "fused.categories.deceptive_claim.bias",
        "fused.guarantees.0.category",
        "alone.operating_points",
        "alone.base_rates.deceptive_claim",
        "evidence_at",
        "missing: housing_leverage",
        "remark",
    ):
        assert place in message
