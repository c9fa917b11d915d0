"""Holds the metrics of a model against the floors.

Knows nothing of how either was made or is shown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.errors import GateError
from models.gating.floors import Floor, Floors, SetFloors
from models.gating.metrics import Measured, Metrics, measured

_DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """Something that is not good enough."""

    where: str
    """The set, or ``parity`` or ``artefact``."""
    figure: str
    value: str
    bound: str
    recorded: str = ""
    """What the model had that set the floor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateReport:
    """What the gate found."""

    checked: int
    """Bounds that were looked at."""
    shortfalls: tuple[Shortfall, ...]
    left_out: tuple[str, ...]
    """Sets with floors that the model was not measured on, and need not be."""


def judge_metrics(metrics: Metrics, floors: Floors, *, size: int) -> GateReport:
    """Compare every figure that has a floor.

    Args:
        metrics: of the model.
        floors: what is demanded.
        size: bytes of the artefact.

    Raises:
        GateError: a set is another one than the floors are bound to, or a required one was not measured.
    """
    shortfalls: list[Shortfall] = []
    left_out: list[str] = []
    checked = 0
    for name, demanded in floors.sets.items():
        found = metrics.sets.get(name)
        if found is None:
            if demanded.is_required:
                raise GateError(f"{metrics.model} was not measured on {name}, which has floors; run finad measure")
            left_out.append(name)
            continue
        _check_fingerprint(name, found["fingerprint"], demanded)
        checked += len(demanded.floors)
        shortfalls += _below(name, found["judges"][0], demanded.floors)
    for bound_count, shortfall in _parity(metrics, floors):
        checked += bound_count
        shortfalls += shortfall
    checked += 1
    if size > floors.size_mb * 1e6:
        shortfalls.append(
            Shortfall(where="artefact", figure="size", value=f"{size / 1e6:.1f} MB", bound=f"≤ {floors.size_mb:g} MB")
        )
    return GateReport(checked=checked, shortfalls=tuple(shortfalls), left_out=tuple(left_out))


def recorded(metrics: Metrics, floors: Floors) -> Floors:
    """Set the floors by what ``metrics`` holds, each figure with its tolerance.

    Sets that the model was not measured on keep their floors; a set that is new is required if it is the first.
    """
    sets = dict(floors.sets)
    for number, (name, found) in enumerate(metrics.sets.items()):
        is_required = sets[name].is_required if name in sets else number == 0
        sets[name] = SetFloors(
            fingerprint=found["fingerprint"],
            is_required=is_required,
            floors={figure: _floor(values) for figure, values in measured(found["judges"][0]).items()},
        )
    return floors.model_copy(update={"sets": sets})


def _floor(found: Measured) -> Floor:
    kept = round(found.value, _DECIMALS)
    if found.is_loss:
        return Floor(recorded=kept, most=round(found.value + found.tolerance, _DECIMALS))
    return Floor(recorded=kept, least=round(found.value - found.tolerance, _DECIMALS))


def _check_fingerprint(name: str, found: str, demanded: SetFloors) -> None:
    if found != demanded.fingerprint:
        raise GateError(
            f"{name}: the model was measured on content {found[:12]}, the floors are bound to "
            f"{demanded.fingerprint[:12]}; figures on different texts say nothing about each other. Measure the model "
            "that ships on the new set too and record its values: finad gate FOLDER --record --anew"
        )


def _below(name: str, judge: Mapping[str, object], floors: Mapping[str, Floor]) -> Iterator[Shortfall]:
    values = measured(judge)
    for figure, floor in floors.items():
        found = values.get(figure)
        if found is None or not floor.is_met_by(round(found.value, _DECIMALS)):
            yield Shortfall(
                where=name,
                figure=figure,
                value="not measured" if found is None else f"{found.value:.3f}",
                bound=floor.bound(),
                recorded=f"{floor.recorded:.3f}",
            )


def _parity(metrics: Metrics, floors: Floors) -> Iterator[tuple[int, list[Shortfall]]]:
    if metrics.parity is None:
        missing = Shortfall(where="parity", figure="torch, int8", value="not measured", bound="measured")
        yield 1, [missing]
        return
    texts = metrics.parity["texts"]
    for engines, categories in metrics.parity["engines"].items():
        for code, found in categories.items():
            bounds = {
                "max_difference": (found["max_difference"], floors.parity.max_difference),
                "mean_difference": (found["mean_difference"], floors.parity.mean_difference),
                "flips": (found["flips"] / texts, floors.parity.flips),
                "unreviewed_flips": (found["unreviewed_flips"] / texts, floors.parity.unreviewed_flips),
            }
            yield (
                len(bounds),
                [
                    Shortfall(
                        where="parity", figure=f"{engines}/{code}/{name}", value=f"{value:.4f}", bound=f"≤ {bound:g}"
                    )
                    for name, (value, bound) in bounds.items()
                    if not value <= bound
                ],
            )
