from dataclasses import replace

import numpy as np
import pytest

from models.calibrating.data import CalibrationData, assign_folds
from models.calibrating.fusion import FittedCategory, FusionComparison, FusionRow, choose_source, fit_category
from models.calibrating.weights import Source
from tests.models.calibrating.made_up import COLUMN, calibration_data


def choose(data: CalibrationData, column: int = COLUMN) -> tuple[FusionRow, FittedCategory, FittedCategory]:
    return choose_source(data, column, assign_folds(data, seed=1))


def test_both_decide_where_each_knows_something() -> None:
    row, alone, fused = choose(calibration_data(1500))
    assert row.chosen is Source.FUSED
    assert row.log_loss[Source.FUSED] < min(row.log_loss[Source.ALONE], row.log_loss[Source.RULES])
    assert row.f1[Source.FUSED] > row.f1[Source.ALONE]
    assert alone.weights.w_rule == 0
    assert fused.weights.w_rule > 0


def test_rules_that_know_nothing_get_no_weight() -> None:
    row, _, fused = choose(calibration_data(1500, rules_tell=False))
    assert row.chosen is Source.ALONE
    assert (fused.weights.w_rule, fused.weights.w_asks, fused.weights.w_no_advert) == (0, 0, 0)


def test_a_model_that_knows_nothing_gets_no_weight() -> None:
    data = calibration_data(1500)
    noise = np.random.default_rng(5).normal(0, 3, data.logits.shape)
    row, _, fused = choose(replace(data, logits=noise))
    assert row.chosen is Source.RULES
    assert fused.weights.w_model == 0
    assert fused.weights.w_rule > 1


def test_of_few_positives_nothing_is_chosen() -> None:
    data = calibration_data(400, rules_tell=False)
    labels = data.labels.copy()
    labels[np.flatnonzero(labels[:, COLUMN] == 1)[9:], COLUMN] = 0
    row, _, _ = choose(replace(data, labels=labels))
    assert (row.positive_groups, row.chosen) == (9, Source.FUSED)


def test_a_category_without_positives_stays_low() -> None:
    row, alone, fused = choose(calibration_data(400), column=0)
    assert (row.positives, row.f1[Source.FUSED]) == (0, 0.0)
    assert (fused.out_of_fold < 0.05).all()
    assert (alone.out_of_fold < 0.05).all()


def test_a_trade_gets_a_term_of_its_own_only_where_it_helps() -> None:
    helps, _, fused = choose(calibration_data(1500, trade_tells=0.4))
    assert set(helps.trades) == set(fused.weights.trade_bias) == {"loan", "insurance"}
    assert fused.weights.trade_bias["loan"] > 0 > fused.weights.trade_bias["insurance"]
    assert choose(calibration_data(1500))[0].trades == ()
    assert choose(calibration_data(90, trade_tells=0.4))[0].trades == ()


def test_the_probability_of_a_text_does_not_rest_on_its_own_label() -> None:
    data = calibration_data(200)
    folds = assign_folds(data, seed=1)
    before = fit_category(data, COLUMN, Source.FUSED, folds)
    labels = data.labels.copy()
    first = folds == folds[0]
    labels[first, COLUMN] = 1 - labels[first, COLUMN]
    after = fit_category(replace(data, labels=labels), COLUMN, Source.FUSED, folds)
    assert after.out_of_fold[first] == pytest.approx(before.out_of_fold[first])
    assert after.weights != before.weights


def test_unknown_labels_do_not_weigh_but_are_judged() -> None:
    data = calibration_data(600, unknown=0.3)
    labels = data.labels.copy()
    logits = data.logits.copy()
    logits[labels[:, COLUMN] == -1, COLUMN] = 50.0
    folds = assign_folds(data, seed=1)
    _, _, plain = choose_source(data, COLUMN, folds)
    _, _, odd = choose_source(replace(data, logits=logits), COLUMN, folds)
    assert odd.weights == plain.weights
    assert (odd.out_of_fold[labels[:, COLUMN] == -1] > 0.99).all()


def test_the_table_holds_every_category() -> None:
    row, _, _ = choose(calibration_data(200))
    table = FusionComparison(rows=(row, row)).markdown().splitlines()
    assert len(table) == 4
    assert len({line.count("|") for line in table}) == 1
    assert f"{row.f1[Source.RULES]:.3f}" in table[2]
    assert row.chosen in table[2]
