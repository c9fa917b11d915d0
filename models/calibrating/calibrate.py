"""Makes a whole calibration from a calibration set: weights, operating points, guarantees, and how good they are.

Knows nothing of files, models or how the set was scored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from classifier.legal.category import CODES
from classifier.legal.profile import OPERATING_POINTS
from classifier.neural.calibration import DECIMALS, Calibration, CalibrationFile, sigmoid
from models.calibrating.data import POSITIVE, CalibrationData, Floats, assign_folds
from models.calibrating.fusion import FittedCategory, FusionComparison, choose_source
from models.calibrating.quality import QualityChange, compare_quality
from models.calibrating.risk import guarantees
from models.calibrating.thresholds import operating_points

SEED = 2016


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationResult:
    """What a calibration set gives."""

    file: CalibrationFile
    comparison: FusionComparison
    quality: tuple[QualityChange, ...]
    """The model's own probabilities before; after, the fused ones of fits that did not see the text."""
    out_of_fold: Floats
    """Fused probabilities of fits that did not see the text, shape (n, 9)."""


def calibrate(data: CalibrationData, *, evidence_at: Mapping[str, float], seed: int = SEED) -> CalibrationResult:
    """Fit and measure everything that goes beside a model.

    Args:
        data: ads that the model was not trained on, nor stopped or chosen by.
        evidence_at: category → probability from which a token counts as evidence.
        seed: of folds and resampling; equal input and seed give an equal result.
    """
    folds = assign_folds(data, seed=seed)
    chosen = [choose_source(data, column, folds) for column in range(len(CODES))]
    alone = [model for _, model, _ in chosen]
    fused = [both for _, _, both in chosen]
    unseen = _out_of_fold(fused)
    return CalibrationResult(
        file=CalibrationFile(
            fused=_calibration(data, fused, seed=seed),
            alone=_calibration(data, alone, seed=seed),
            evidence_at=dict(evidence_at),
        ),
        comparison=FusionComparison(rows=tuple(row for row, _, _ in chosen)),
        quality=compare_quality(data.labels, sigmoid(data.logits), unseen, data.weights),
        out_of_fold=unseen,
    )


def certify(calibration: Calibration, data: CalibrationData, *, seed: int = SEED) -> Calibration:
    """Replace the guarantees by those measured on ``data``; exact where nothing was fitted to ``data``."""
    return replace(calibration, guarantees=guarantees(data, [_probabilities(calibration, data)], seed=seed))


def _calibration(data: CalibrationData, fits: list[FittedCategory], *, seed: int) -> Calibration:
    unseen = _out_of_fold(fits)
    points: dict[str, dict[str, float]] = {name: {} for name in OPERATING_POINTS}
    for column, code in enumerate(CODES):
        known = data.known(column)
        found = operating_points(
            data.labels[known, column] == POSITIVE,
            unseen[known, column],
            data.weights[known],
            data.groups[known],
            seed=seed,
        )
        for name, threshold in found.items():
            points[name][code] = threshold
    calibration = Calibration(
        categories={code: fit.weights for code, fit in zip(CODES, fits, strict=True)},
        operating_points=points,
        guarantees=(),
        base_rates={code: round(data.base_rate(column), DECIMALS) for column, code in enumerate(CODES)},
    )
    # The weights saw these ads, so what they say of them is a little too good; fits that did not see them are worse
    # than the one in use. The lower threshold of the two is taken.
    measured = guarantees(data, [_probabilities(calibration, data), unseen], seed=seed)
    return replace(calibration, guarantees=measured)


def _probabilities(calibration: Calibration, data: CalibrationData) -> Floats:
    return calibration.probabilities(data.logits, data.rules, data.asks, data.no_advert, data.trades)


def _out_of_fold(fits: list[FittedCategory]) -> Floats:
    return np.column_stack([fit.out_of_fold for fit in fits]).round(DECIMALS)
