import numpy as np
import pytest

from classifier.legal.category import CODES
from classifier.legal.profile import OPERATING_POINTS
from classifier.neural.calibration import Calibration
from models.calibrating.data import POSITIVE, CalibrationData
from models.calibrating.weights import Source, apply_weights, fit_weights
from tests.models.calibrating.made_up import COLUMN, calibration_data, true_probabilities


def fit(data: CalibrationData, source: Source, biased_trades: tuple[str, ...] = ()):
    known = data.known(COLUMN)
    return fit_weights(
        data.features(COLUMN)[known],
        data.labels[known, COLUMN] == POSITIVE,
        data.weights[known],
        source,
        trades=data.trades[known],
        biased_trades=biased_trades,
    )


@pytest.mark.parametrize(("scale", "bias"), [(1.0, 0.0), (2.5, -2.0), (0.5, 3.0)])
def test_a_bent_model_is_straightened(scale: float, bias: float) -> None:
    data = calibration_data(6000, scale=scale, bias=bias, rules_tell=False)
    fitted = fit(data, Source.ALONE)
    found = apply_weights(fitted, data.features(COLUMN), data.trades)
    assert np.abs(found - true_probabilities(data, scale=scale, bias=bias)).max() < 0.05
    assert fitted.w_model == pytest.approx(1 / scale, rel=0.15)


@pytest.mark.parametrize("positives", [0, 1, 3])
def test_few_positives_leave_the_weights_near_the_prior(positives: int) -> None:
    data = calibration_data(300, rate=0.02)
    is_positive = np.zeros(300, dtype=np.bool_)
    is_positive[:positives] = True
    features = data.features(COLUMN)
    features[:positives, 0] = 12.0
    fitted = fit_weights(features, is_positive, data.weights, Source.FUSED, trades=data.trades)
    assert abs(fitted.bias) < 8
    assert 0 <= fitted.w_model < 3
    assert 0 <= fitted.w_rule < 6


def test_perfectly_separated_classes_give_finite_weights() -> None:
    features = np.zeros((40, 4))
    features[:, 0] = np.where(np.arange(40) < 10, 20.0, -20.0)
    fitted = fit_weights(features, np.arange(40) < 10, np.ones(40), Source.FUSED, trades=np.full(40, ""))
    found = apply_weights(fitted, features, np.full(40, ""))
    assert (found[:10] > 0.8).all()
    assert (found[10:] < 0.1).all()
    assert fitted.w_model < 3


def test_sources_that_point_the_wrong_way_get_no_weight() -> None:
    data = calibration_data(2000, scale=-1.0)
    fitted = fit(data, Source.FUSED)
    assert fitted.w_model == 0.0
    assert fitted.w_rule > 0


@pytest.mark.parametrize(
    ("source", "unused"),
    [(Source.ALONE, ("w_rule", "w_asks", "w_no_advert")), (Source.RULES, ("w_model",)), (Source.FUSED, ())],
)
def test_only_the_features_of_the_source_are_used(source: Source, unused: tuple[str, ...]) -> None:
    fitted = fit(calibration_data(400), source)
    assert [name for name in ("w_model", "w_rule", "w_asks", "w_no_advert") if getattr(fitted, name) == 0.0] == [
        *unused,
        *(name for name in ("w_asks", "w_no_advert") if name not in unused),
    ]


def test_weights_count_as_so_many_texts() -> None:
    data = calibration_data(300)
    features, is_positive = data.features(COLUMN), data.labels[:, COLUMN] == POSITIVE
    trades = data.trades
    twice = np.concatenate((np.arange(300), np.flatnonzero(is_positive)))
    weighted = fit_weights(features, is_positive, np.where(is_positive, 2.0, 1.0), Source.ALONE, trades=trades)
    repeated = fit_weights(features[twice], is_positive[twice], np.ones(len(twice)), Source.ALONE, trades=trades[twice])
    assert weighted.bias == pytest.approx(repeated.bias, abs=0.05)
    assert weighted.w_model == pytest.approx(repeated.w_model, abs=0.05)


def test_the_fit_is_applied_as_the_scanner_applies_it() -> None:
    data = calibration_data(400, trade_tells=0.3)
    fitted = fit(data, Source.FUSED, ("loan",))
    half = dict.fromkeys(CODES, 0.5)
    applied = Calibration(
        categories=dict.fromkeys(CODES, fitted),
        operating_points=dict.fromkeys(OPERATING_POINTS, half),
        guarantees=(),
        base_rates=half,
    ).probabilities(data.logits, data.rules, data.asks, data.no_advert, data.trades)
    assert fitted.trade_bias["loan"] > 0.2
    assert applied[:, COLUMN] == pytest.approx(apply_weights(fitted, data.features(COLUMN), data.trades), abs=1e-6)
