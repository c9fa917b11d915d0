"""``metrics.json`` of an artefact: what was measured of the model, as plain values and without any text of a set.

Knows nothing of floors.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from models.errors import GateError
from models.evaluation.measures import MEASURES

METRICS = "metrics.json"

GUARDED_SLICES = ("vertical", "wholeness", "hard negatives")

_LEAST_POSITIVES = 10
_LEAST_TEXTS = 20
"""Smaller parts are shown, and nothing rests on them."""

_WIDTH_OF_95 = 3.92
"""Width of a 95 % interval in standard errors."""

_FOLDING_TOLERANCE = 0.1
"""Points of false alarms."""

_ERRORS_OF_A_PART = 2
"""Standard errors that a category, a slice or a disguise may lose; the whole may lose one. There are some eighty parts,
and with less the best of two equal models would mostly fail in one of them by chance."""

_MOST_TOLERANCE = 0.1
"""Whatever the error, so that a small slice is guarded too."""


class Metrics(BaseModel):
    """All that was measured of one model."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format_version: Literal[1]
    model: str
    """Label of the model: name and version."""
    sets: dict[str, dict[str, Any]]
    """Name of a set → record of ``models.evaluation.record.set_record``, errors and flips left out; the first of its
    judges is the one that ships."""
    parity: dict[str, Any] | None
    """As ``models.exporting.parity.parity_record`` gives it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A figure that a floor can be set for."""

    value: float
    tolerance: float
    """How much worse a later model may be: what the chance of which texts were drawn makes of it, see
    ``_ERRORS_OF_A_PART``."""
    is_loss: bool = False
    """Less is better."""


def read_metrics(folder: Path) -> Metrics:
    """Read the metrics of the model in ``folder``.

    Raises:
        GateError: there are none, or they are malformed.
    """
    path = folder / METRICS
    try:
        return Metrics.model_validate_json(path.read_bytes())
    except OSError as error:
        raise GateError(f"{path} cannot be read: {error.strerror}; run finad measure {folder}") from error
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, fault["loc"])) or "(file)"
        raise GateError(f"{path}: {place}: {fault['msg']}; run finad measure {folder}") from error


def write_metrics(folder: Path, metrics: Metrics) -> None:
    """Write metrics; equal ones give equal bytes."""
    option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    (folder / METRICS).write_bytes(orjson.dumps(metrics.model_dump(), option=option))


def measured(judge: Mapping[str, Any]) -> dict[str, Measured]:
    """The figures of one judge on one set that floors can be set for, by a name such as ``overall/macro_f1``.

    What could not be measured, or only on a handful of texts, is left out.
    """
    overall = dict(_overall(judge))
    error = overall["overall/micro_f1"].tolerance if "overall/micro_f1" in overall else 0.0
    return {**overall, **dict(_categories(judge)), **dict(_slices(judge, error)), **dict(_slow(judge))}


def _overall(judge: Mapping[str, Any]) -> Iterator[tuple[str, Measured]]:
    for name, found in judge["overall"].items():
        if found["value"] is not None:
            is_loss = name in MEASURES and MEASURES[name].is_loss
            yield f"overall/{name}", Measured(value=found["value"], tolerance=_error(found), is_loss=is_loss)
    pairs = judge["pairs"]
    if pairs["pairs"] >= _LEAST_TEXTS:
        yield "pairs/share", Measured(value=pairs["share"], tolerance=_of_share(pairs["share"], pairs["pairs"]))


def _categories(judge: Mapping[str, Any]) -> Iterator[tuple[str, Measured]]:
    for code, found in judge["categories"].items():
        if found["positives"] >= _LEAST_POSITIVES and found["f1"]["value"] is not None:
            yield f"categories/{code}/f1", _part(found["f1"]["value"], _error(found["f1"]))


def _slices(judge: Mapping[str, Any], error: float) -> Iterator[tuple[str, Measured]]:
    """Slices come without intervals: the error of the whole grows with the square root of how much smaller they are."""
    positives = sum(found["positives"] for found in judge["categories"].values())
    for dimension in GUARDED_SLICES:
        for value, found in judge["slices"].get(dimension, {}).items():
            place = f"slices/{dimension}/{value}"
            if found["positives"] >= _LEAST_POSITIVES and found["micro_f1"] is not None:
                own = error * sqrt(positives / found["positives"])
                yield f"{place}/micro_f1", _part(found["micro_f1"], own)
            alarm = found["any_false_alarm"]
            if not found["positives"] and found["examples"] >= _LEAST_TEXTS and alarm is not None:
                own = _of_share(alarm, found["examples"])
                yield f"{place}/any_false_alarm", _part(alarm, own, is_loss=True)


def _slow(judge: Mapping[str, Any]) -> Iterator[tuple[str, Measured]]:
    disguises = judge.get("disguises")
    if disguises is not None:
        for name in ("recall_kept_mean", "recall_kept_worst"):
            if disguises[name]["value"] is not None:
                yield f"disguises/{name}", Measured(value=disguises[name]["value"], tolerance=_error(disguises[name]))
        for kind, found in {**disguises["kinds"], **disguises["noises"]}.items():
            if found["kept"] is not None and found["found"] >= _LEAST_TEXTS:
                own = _of_share(found["kept"], found["found"])
                yield f"disguises/{kind}", _part(found["kept"], own)
    folding = judge.get("folding")
    if folding is not None and folding["points"] is not None:
        yield "folding/points", Measured(value=folding["points"], tolerance=_FOLDING_TOLERANCE, is_loss=True)


def _part(value: float, error: float, *, is_loss: bool = False) -> Measured:
    return Measured(value=value, tolerance=min(_ERRORS_OF_A_PART * error, _MOST_TOLERANCE), is_loss=is_loss)


def _error(found: Mapping[str, Any]) -> float:
    if found["low"] is None or found["high"] is None:
        return 0.0
    return float(found["high"] - found["low"]) / _WIDTH_OF_95


def _of_share(share: float, texts: int) -> float:
    # One text of doubt at least, so that a share of 0 or 1 is not taken for exact.
    inside = min(max(share, 1 / texts), 1 - 1 / texts)
    return sqrt(inside * (1 - inside) / texts)
