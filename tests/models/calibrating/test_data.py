from dataclasses import replace

import numpy as np
import pytest

from classifier.legal.category import CODES
from models.calibrating.data import (
    POSITIVE,
    CalibrationDataError,
    assign_folds,
    resample_groups,
    splits,
)
from tests.models.calibrating.made_up import COLUMN, calibration_data


def test_folds_keep_groups_whole_and_share_out_positives() -> None:
    data = calibration_data(300, rate=0.1)
    data = replace(data, groups=np.array([f"g{number // 3}" for number in range(300)]))
    folds = assign_folds(data, seed=3)
    assert sorted(np.unique(folds)) == [0, 1, 2, 3, 4]
    assert all(len(np.unique(folds[data.groups == group])) == 1 for group in np.unique(data.groups))
    positive_groups = [
        len(np.unique(data.groups[inside & (data.labels[:, COLUMN] == POSITIVE)])) for _, inside in splits(folds)
    ]
    assert max(positive_groups) - min(positive_groups) <= 1
    assert max(np.bincount(folds)) - min(np.bincount(folds)) <= 9
    assert (folds == assign_folds(data, seed=3)).all()


def test_two_groups_make_two_folds() -> None:
    data = calibration_data(20)
    data = replace(data, groups=np.array(["a", "b"] * 10))
    assert sorted(np.unique(assign_folds(data, seed=0))) == [0, 1]


def test_resampling_draws_whole_groups() -> None:
    groups = np.array(["a", "b", "a", "c", "b"])
    drawn = resample_groups(groups, times=50, seed=1)
    assert drawn.shape == (50, 5)
    assert (drawn[:, 0] == drawn[:, 2]).all()
    assert (drawn[:, 1] == drawn[:, 4]).all()
    assert (drawn[:, [0, 1, 3]].sum(axis=1) == 3).all()


def test_unknown_labels_count_neither_way() -> None:
    data = calibration_data(200, unknown=0.3)
    known = data.known(COLUMN)
    assert 0 < known.sum() < 200
    assert data.base_rate(COLUMN) == pytest.approx((data.labels[known, COLUMN] == POSITIVE).mean())
    labels = data.labels.copy()
    labels[:, 0] = -1
    assert replace(data, labels=labels).base_rate(0) == 0.0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"logits": np.zeros((5, 9))}, r"logits has shape \(5, 9\), \(20, 9\) is needed"),
        ({"trades": np.array(["loan"])}, "trades has shape"),
        ({"rules": np.full((20, 9), np.nan)}, "rules of row 0 is not a finite number"),
        ({"labels": np.full((20, 9), 2)}, "label 2; a label is 1"),
        ({"weights": np.zeros(20)}, "a weight is not above 0"),
        ({"groups": np.full(20, "one")}, "at least two independent groups"),
    ],
)
def test_data_that_cannot_be_used_are_refused(change: dict[str, np.ndarray], message: str) -> None:
    with pytest.raises(CalibrationDataError, match=message):
        replace(calibration_data(20), **change)


def test_features_stand_in_their_order() -> None:
    data = calibration_data(20)
    features = data.features(COLUMN)
    assert features.shape == (20, 4)
    assert (features[:, 0] == data.logits[:, COLUMN]).all()
    assert (features[:, 1] == data.rules[:, COLUMN]).all()
    assert len(CODES) == data.labels.shape[1]
