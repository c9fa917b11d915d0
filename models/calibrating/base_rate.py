"""Carries probabilities and guarantees over to a stream in which violations are rarer or more common.

Assumes label shift: violating ads look as the violating ads of the calibration set do, lawful ads as the lawful ones,
and only their shares differ. :func:`check_label_shift` tests that against the stream. The miss rates that guarantees
speak of do not depend on the share of violations; what is left among the passed ads does.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq  # type: ignore[import-untyped]

from models.calibrating.data import CalibrationDataError, Floats

_RESAMPLES = 200
_LEAST_RATE = 1e-5
_EDGE = 1e-6
"""Probabilities are kept this far from 0 and 1: their rounding goes no further."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseRate:
    """Estimated share of violating ads in a stream."""

    rate: float
    low: float
    high: float
    """Interval of 95 % over resamples of the stream; the error of the calibration itself comes on top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftCheck:
    """Whether a stream looks like a mixture of the violating and the lawful ads of the calibration set."""

    distance: float
    """Largest difference between the two cumulative distributions of the probability (Kolmogorov and Smirnov)."""
    p_value: float
    """Share of simulated mixtures that lie at least as far off; below 0.05 the assumption should not be relied on."""


def estimate_base_rate(probabilities: Floats, calibration_rate: float, *, seed: int = 2016) -> BaseRate:
    """Estimate the share of violating ads in an unlabelled stream.

    The estimate that the EM algorithm of Saerens, Latinne and Decaestecker (2002) climbs to. The likelihood has a
    single peak in the one unknown, so it is found directly, where its slope is 0.

    Args:
        probabilities: calibrated, of one category, for ads of the stream that are independent, shape (ads,).
        calibration_rate: share of positives that the probabilities rest on, ``Calibration.base_rates``.
        seed: of the resampling.

    Raises:
        CalibrationDataError: no ads, or a calibration set without either positives or negatives.
    """
    ratios = _likelihood_ratios(probabilities, calibration_rate)
    rng = np.random.default_rng(seed)
    rates = [_likeliest_rate(rng.choice(ratios, len(ratios))) for _ in range(_RESAMPLES)]
    low, high = np.quantile(rates, (0.025, 0.975))
    # Resamples of ads without a violation hold none either; that many ads leave room for this share all the same.
    unseen = 1 - 0.05 ** (1 / len(ratios))
    return BaseRate(rate=_likeliest_rate(ratios), low=float(low), high=max(float(high), unseen))


def shift_probabilities(probabilities: Floats, *, calibration_rate: float, rate: float) -> Floats:
    """What the probabilities are where the share of violating ads is ``rate``.

    Args:
        probabilities: calibrated, of one category, any shape.
        calibration_rate: share of positives that they rest on.
        rate: share of violating ads in the stream.

    Raises:
        CalibrationDataError: a share that is not between 0 and 1, both excluded.
    """
    for share in (calibration_rate, rate):
        _check_rate(share)
    violating = probabilities * (rate / calibration_rate)
    lawful = (1 - probabilities) * ((1 - rate) / (1 - calibration_rate))
    return np.asarray(violating / (violating + lawful), dtype=np.float64)


def check_label_shift(
    stream: Floats, *, positives: Floats, negatives: Floats, calibration_rate: float, seed: int = 2016
) -> ShiftCheck:
    """Test whether a stream can be a mixture of the two classes of the calibration set.

    A stream that passes can still differ; one that fails does: new kinds of ads, other channels, other wording.

    Args:
        stream: probabilities of one category in the stream, shape (ads,).
        positives: probabilities of the violating ads of the calibration set, by fits that did not see them.
        negatives: the same of its lawful ads.
        calibration_rate: share of positives that the probabilities rest on.
        seed: of the simulation.

    Raises:
        CalibrationDataError: no ads in one of the three.
    """
    for name, values in (("stream", stream), ("positives", positives), ("negatives", negatives)):
        if not len(values):
            raise CalibrationDataError(f"no probabilities in {name}; the check compares the stream with both classes")
    rng = np.random.default_rng(seed)
    distance, rate = _distance(stream, positives, negatives, calibration_rate)
    further = 0
    for _ in range(_RESAMPLES):
        seen_positives = rng.choice(positives, len(positives))
        seen_negatives = rng.choice(negatives, len(negatives))
        from_positives = rng.binomial(len(stream), rate)
        simulated = np.concatenate(
            (rng.choice(positives, from_positives), rng.choice(negatives, len(stream) - from_positives))
        )
        further += _distance(simulated, seen_positives, seen_negatives, calibration_rate)[0] >= distance
    return ShiftCheck(distance=distance, p_value=(further + 1) / (_RESAMPLES + 1))


def violating_among_passed(alpha: float, base_rate: float, pass_rate: float) -> float:
    """Most of the passed ads that can be violating, as a share.

    Args:
        alpha: share of violating ads that may pass, of a guarantee.
        base_rate: share of violating ads in the stream.
        pass_rate: share of the ads in the stream that pass.

    Raises:
        CalibrationDataError: shares that cannot be, or no ad passes.
    """
    for name, share in (("alpha", alpha), ("base_rate", base_rate), ("pass_rate", pass_rate)):
        if not 0 <= share <= 1:
            raise CalibrationDataError(f"{name} is {share}; a share is between 0 and 1")
    if pass_rate == 0:
        raise CalibrationDataError("pass_rate is 0: no ad passes, so nothing can be said of those that do")
    return min(1.0, alpha * base_rate / pass_rate)


def _likelihood_ratios(probabilities: Floats, calibration_rate: float) -> Floats:
    if not len(probabilities):
        raise CalibrationDataError("no probabilities; the base rate of an empty stream cannot be estimated")
    _check_rate(calibration_rate)
    kept = np.clip(probabilities, _EDGE, 1 - _EDGE)
    return np.asarray(kept / (1 - kept) * (1 - calibration_rate) / calibration_rate, dtype=np.float64)


def _likeliest_rate(ratios: Floats) -> float:
    def slope(rate: float) -> float:
        return float(((ratios - 1) / (1 + rate * (ratios - 1))).sum())

    if slope(_LEAST_RATE) <= 0:
        return 0.0
    if slope(1 - _LEAST_RATE) >= 0:
        return 1.0
    return float(brentq(slope, _LEAST_RATE, 1 - _LEAST_RATE))


def _distance(stream: Floats, positives: Floats, negatives: Floats, calibration_rate: float) -> tuple[float, float]:
    rate = _likeliest_rate(_likelihood_ratios(stream, calibration_rate))
    values = np.unique(np.concatenate((stream, positives, negatives)))
    seen, violating, lawful = (
        np.searchsorted(np.sort(sample), values, side="right") / len(sample)
        for sample in (stream, positives, negatives)
    )
    return float(np.abs(seen - rate * violating - (1 - rate) * lawful).max()), rate


def _check_rate(rate: float) -> None:
    if not 0 < rate < 1:
        raise CalibrationDataError(f"a base rate of {rate}; it must lie between 0 and 1, so both classes must be known")
