"""What a stream that nobody labelled looks like to a model: how common each violation is in it, and what may pass.

And the calibration for it: the same decisions, with probabilities that are true there. Knows nothing of ads or files.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import floor

import numpy as np
import numpy.typing as npt

from classifier.legal.category import CODES
from classifier.neural.calibration import ANY, DECIMALS, Calibration, logit, sigmoid
from models.calibrating.base_rate import (
    BaseRate,
    ShiftCheck,
    check_label_shift,
    estimate_base_rate,
    violating_among_passed,
)
from models.calibrating.data import NEGATIVE, POSITIVE, Floats

_EDGE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamCategory:
    """One category in a stream."""

    code: str
    calibration_rate: float
    """Share of positives that the probabilities rest on."""
    found: BaseRate
    """Share in the stream."""
    check: ShiftCheck | None
    """Whether the estimate can be relied on; ``None`` without labelled ads to compare with."""
    pass_rate: float
    """Share of the stream's ads that a person need not see under the promise of ``left``."""
    left: float | None
    """Most of those that can be violating, as a share; ``None`` where nothing is promised."""


def read_stream(
    probabilities: Floats,
    calibration: Calibration,
    *,
    alpha: float,
    known: tuple[Floats, npt.NDArray[np.int8]] | None = None,
) -> tuple[StreamCategory, ...]:
    """Estimate for each category how common it is in a stream, and what is left among the ads that pass.

    Args:
        probabilities: of the stream's ads under ``calibration``, shape (ads, 9).
        calibration: of the model that gave them.
        alpha: share of violating ads that may pass.
        known: probabilities and labels of labelled ads that the model has not seen, shape (ads, 9), for the check.

    Raises:
        CalibrationDataError: no ads, or a category of which the calibration set had none or nothing else.
    """
    review_at = calibration.review_thresholds(alpha)
    rows = []
    for column, code in enumerate(CODES):
        said = probabilities[:, column]
        rate = calibration.base_rates[code]
        found = estimate_base_rate(said, rate)
        threshold = review_at.get(code)
        pass_rate = float((said < (1.0 if threshold is None else threshold)).mean())
        rows.append(
            StreamCategory(
                code=code,
                calibration_rate=rate,
                found=found,
                check=None if known is None else _check(said, known[0][:, column], known[1][:, column], rate),
                pass_rate=pass_rate,
                left=None
                if threshold is None or not pass_rate
                else violating_among_passed(alpha, found.high, pass_rate),
            )
        )
    return tuple(rows)


def shifted(calibration: Calibration, rates: Mapping[str, float]) -> Calibration:
    """The calibration for a stream in which violations are as common as ``rates`` say.

    Probabilities move, thresholds move along: the same ads are accused, and the same promises hold, for both concern
    the order of the ads alone. Promises for any violation, which rest on the largest of nine probabilities, are left
    out: moved each by its own measure, the nine are in another order.

    Args:
        calibration: as it was measured.
        rates: category → share of violating ads, between 0 and 1, both excluded; all nine.

    Raises:
        ValueError: a share that cannot be.
    """
    wrong = {code: rates[code] for code in CODES if not 0 < rates[code] < 1}
    if wrong:
        raise ValueError(f"shares of violating ads must lie between 0 and 1: {wrong}")
    moves = {code: logit(rates[code]) - logit(_inside(calibration.base_rates[code])) for code in CODES}
    return Calibration(
        categories={
            code: replace(weights, bias=weights.bias + moves[code]) for code, weights in calibration.categories.items()
        },
        operating_points={
            name: {code: _moved(threshold, moves[code]) for code, threshold in points.items()}
            for name, points in calibration.operating_points.items()
        },
        guarantees=tuple(
            replace(
                promise,
                threshold=_moved_or_none(promise.threshold, moves[promise.category]),
                expected_threshold=_moved_or_none(promise.expected_threshold, moves[promise.category]),
            )
            for promise in calibration.guarantees
            if promise.category != ANY
        ),
        base_rates={code: rates[code] for code in CODES},
    )


def _check(said: Floats, known: Floats, labels: npt.NDArray[np.int8], rate: float) -> ShiftCheck | None:
    positives, negatives = known[labels == POSITIVE], known[labels == NEGATIVE]
    if not len(positives) or not len(negatives):
        return None
    return check_label_shift(said, positives=positives, negatives=negatives, calibration_rate=rate)


def _moved_or_none(threshold: float | None, move: float) -> float | None:
    return None if threshold is None else _moved(threshold, move)


def _moved(threshold: float, move: float) -> float:
    """Move a threshold in logits; rounded down, so that no ad above it falls below."""
    if threshold in {0.0, 1.0}:
        return threshold
    exact = float(sigmoid(logit(_inside(threshold)) + move))
    steps: float = 10.0**DECIMALS
    return floor(exact * steps) / steps


def _inside(share: float) -> float:
    return float(np.clip(share, _EDGE, 1 - _EDGE))
