"""Turns a model's logits and what the rules say into probabilities, and holds the thresholds measured for them.

For each category, with z the logit of the model, r the probability of the strongest violation that a rule found, q
whether a rule asks for a fact, and n whether the text is no advert::

    p = sigmoid(bias + w_model·z + w_rule·r + w_asks·q + w_no_advert·n + trade_bias[trade])

Knows nothing of how the numbers were fitted, of the model, or of what is decided with the probabilities.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import ceil, log, log1p
from pathlib import Path
from typing import Annotated, Any, ClassVar

import numpy as np
import numpy.typing as npt
from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, ValidationError

from classifier.errors import ModelFileError
from classifier.legal.category import CODES
from classifier.legal.profile import OPERATING_POINTS

ANY = "any"
"""Stands for a category in a guarantee: the ad violates something, whatever it is."""
DECIMALS = 6
"""Decimals of a probability here. Thresholds have no more, so that rounding never moves a text across one."""

Array = npt.NDArray[np.float64]

_STRICT = ConfigDict(extra="forbid", allow_inf_nan=False)


def _one_for_each_category(values: Mapping[str, Any]) -> Mapping[str, Any]:
    missing = [code for code in CODES if code not in values]
    unknown = sorted(set(values) - set(CODES))
    if missing or unknown:
        faults = [f"missing: {', '.join(missing)}"] if missing else []
        faults += [f"no category: {', '.join(map(repr, unknown))}"] if unknown else []
        raise ValueError(f"one entry for each of the nine categories is needed; {'; '.join(faults)}")
    return values


def _all_points(points: Mapping[str, Any]) -> Mapping[str, Any]:
    if set(points) != set(OPERATING_POINTS):
        raise ValueError(f"operating points {sorted(points)!r}; needed: {', '.join(OPERATING_POINTS)}")
    return points


def _category_or_any(category: str) -> str:
    if category not in (*CODES, ANY):
        raise ValueError(f"{category!r} is no category; known: {', '.join((*CODES, ANY))}")
    return category


_Share = Annotated[float, Field(ge=0.0, le=1.0)]
_OpenShare = Annotated[float, Field(gt=0.0, lt=1.0)]
_ByCategory = Annotated[Mapping[str, _Share], AfterValidator(_one_for_each_category)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryCalibration:
    """The weights of one category, in logits."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    bias: float
    w_model: Annotated[float, Field(ge=0.0)]
    w_rule: Annotated[float, Field(ge=0.0)] = 0.0
    w_asks: float = 0.0
    w_no_advert: float = 0.0
    trade_bias: Mapping[str, float] = field(default_factory=dict)
    """Trade → what is added for it; a trade that is not named gets nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarantee:
    """Where to look so that few violating ads pass: those of ``category`` with a probability below the threshold."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    category: Annotated[str, AfterValidator(_category_or_any)]
    """A code, or ``any``: then the probability is the largest of the nine."""
    alpha: _OpenShare
    """Share of the violating ads that may pass."""
    confidence: _OpenShare
    """Probability, over calibration sets, that no more than ``alpha`` pass."""
    threshold: _Share | None
    """``None`` where the positives are too few to promise it; see :attr:`positives_needed`."""
    positives: Annotated[int, Field(ge=0)]
    """Independent positives that it was measured on."""
    expected_threshold: _Share | None = None
    """The same promise on average over calibration sets (conformal risk control), which needs fewer positives; ``None``
    where even for that they are too few."""

    @property
    def positives_needed(self) -> int:
        """Independent positives from which on a threshold can be found, if none of them is missed by it."""
        return ceil(log1p(-self.confidence) / log1p(-self.alpha))


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """One way to make probabilities, with the thresholds measured on them."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    categories: Annotated[Mapping[str, CategoryCalibration], AfterValidator(_one_for_each_category)]
    operating_points: Annotated[Mapping[str, _ByCategory], AfterValidator(_all_points)]
    """Name → category → probability from which the category counts as violated."""
    guarantees: tuple[Guarantee, ...]
    base_rates: _ByCategory
    """Share of positives in the calibration set, on which the probabilities rest."""

    def probabilities(
        self,
        logits: npt.ArrayLike,
        rules: npt.ArrayLike,
        asks: npt.ArrayLike,
        no_advert: npt.ArrayLike,
        trades: Sequence[str] | npt.NDArray[np.str_] | None = None,
    ) -> Array:
        """Judge ads.

        Args:
            logits: of the model, shape (ads, 9), categories in the order of ``CODES``.
            rules: probability of the strongest violation that a rule found, 0 without one, same shape.
            asks: 1 where a rule asks for a fact, same shape.
            no_advert: 1 where the text is no advert, shape (ads,).
            trades: trade of each ad, ``""`` where it is not known; ``None`` for no trades at all.

        Returns:
            Probabilities rounded to ``DECIMALS``, shape (ads, 9). Each row depends on that ad alone.

        Raises:
            ValueError: shapes that do not fit together.
        """
        model, rule, asked = (np.asarray(values, dtype=np.float64) for values in (logits, rules, asks))
        other = np.asarray(no_advert, dtype=np.float64)
        shape = (len(other), len(CODES)) if other.ndim == 1 else (0, len(CODES))
        if other.ndim != 1 or not model.shape == rule.shape == asked.shape == shape:
            raise ValueError(
                f"logits {model.shape}, rules {rule.shape}, asks {asked.shape} and no_advert {other.shape} do not fit "
                f"together; needed: three of (ads, {len(CODES)}) and one of (ads,)"
            )
        weights = [self.categories[code] for code in CODES]
        scores: Array = (
            np.array([weight.bias for weight in weights])
            + np.array([weight.w_model for weight in weights]) * model
            + np.array([weight.w_rule for weight in weights]) * rule
            + np.array([weight.w_asks for weight in weights]) * asked
            + np.array([weight.w_no_advert for weight in weights]) * other[:, None]
        )
        if trades is not None:
            if len(trades) != len(scores):
                raise ValueError(f"{len(trades)} trades for {len(scores)} ads; one for each is needed")
            of_ad = np.asarray(trades, dtype=np.str_)
            for column, weight in enumerate(weights):
                for trade, bias in weight.trade_bias.items():
                    scores[of_ad == trade, column] += bias
        probabilities: Array = np.round(sigmoid(scores), DECIMALS)
        return probabilities

    def review_thresholds(self, miss_at_most: float) -> dict[str, float]:
        """Probabilities from which a person must look so that at most ``miss_at_most`` of the violating ads pass.

        A guarantee for a smaller share holds for a larger one too; the largest that is promised is taken.

        Returns:
            Category, or ``any``, → threshold. Left out where nothing is promised.
        """
        promised = sorted(
            (guarantee.alpha, guarantee.category, guarantee.threshold)
            for guarantee in self.guarantees
            if guarantee.threshold is not None and guarantee.alpha <= miss_at_most
        )
        return {category: threshold for _, category, threshold in promised}


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationFile:
    """All that is measured on a calibration set for one model."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    fused: Calibration
    """The model together with the rules."""
    alone: Calibration
    """The model without them."""
    evidence_at: _ByCategory
    """Category → probability from which a token counts as evidence of it."""


def sigmoid(logits: npt.ArrayLike) -> Array:
    """Probabilities of ``logits``, of any shape, without overflow."""
    halves = 0.5 * np.asarray(logits, dtype=np.float64)
    return np.asarray(0.5 * (1.0 + np.tanh(halves)), dtype=np.float64)


def logit(probability: float) -> float:
    """The logit of a probability between 0 and 1, both excluded."""
    return log(probability) - log1p(-probability)


def strongest(probabilities: Array) -> Array:
    """The largest probability of each ad, which guarantees for ``any`` are about; shape (ads, 9) → (ads,)."""
    return np.asarray(probabilities.max(axis=1, initial=0.0), dtype=np.float64)


def read_calibration(path: Path) -> CalibrationFile:
    """Read a calibration file.

    Raises:
        ModelFileError: it is missing, malformed or incomplete.
    """
    try:
        return _adapter().validate_json(path.read_bytes())
    except OSError as error:
        raise ModelFileError(
            f"{path} cannot be read: {error.strerror}; a model needs the calibration that was made with it"
        ) from error
    except ValidationError as error:
        faults = "\n".join(
            f"  {'.'.join(str(part) for part in fault['loc']) or '(file)'}: {fault['msg']}"
            for fault in error.errors(include_url=False, include_input=False)
        )
        raise ModelFileError(
            f"{path} is not a calibration:\n{faults}\nTake the file that was made with the model"
        ) from error


def write_calibration(path: Path, content: CalibrationFile) -> None:
    """Write a calibration file; equal content gives equal bytes."""
    path.write_bytes(_adapter().dump_json(content, indent=2) + b"\n")


@cache
def _adapter() -> TypeAdapter[CalibrationFile]:
    # Made on first use: it takes a few milliseconds, and most commands read no calibration.
    return TypeAdapter(CalibrationFile)
