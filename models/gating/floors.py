"""The file of floors: what no model that ships may fall below, bound to the sets it was measured on.

Knows nothing of any one model.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from labeled_data.whole_file import write_whole
from models.errors import GateError

FLOORS = Path(__file__).parents[1] / "floors.yaml"

_HEADER = """\
# Floors: what the gate demands of a model before it ships (finad gate).
#
# sets     name of a set → the fingerprint of its content, and its floors. A figure may not fall below "least", nor rise
#          above "most" where less is better; "recorded" is what the model had that set the floor. Written by
#          finad gate FOLDER --record; between the two lies what chance makes of the figure: one standard error for
#          the whole set, two for a category, a slice or a disguise, at most 0.1. A set that is not required is not in
#          the repository, and need not be at hand.
# parity   most that what runs may differ from what was trained, per category: probabilities of the model alone,
#          calibrated, over the first set. Set by hand.
# size_mb  most megabytes (10^6 bytes) of the folder. Set by hand.
"""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Floor(_Entry):
    """The bound of one figure."""

    recorded: float
    least: float | None = None
    most: float | None = None

    @model_validator(mode="after")
    def _has_one_bound(self) -> "Floor":
        if (self.least is None) == (self.most is None):
            raise ValueError("give either least or most")
        return self

    def is_met_by(self, value: float) -> bool:
        """Whether ``value`` is good enough."""
        if self.least is not None:
            return value >= self.least
        return self.most is not None and value <= self.most

    def bound(self) -> str:
        """The bound in words, for example ``≥ 0.810``."""
        return f"≥ {self.least:.3f}" if self.least is not None else f"≤ {self.most:.3f}"


class SetFloors(_Entry):
    """The floors on one set."""

    fingerprint: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    is_required: bool = True
    floors: Mapping[str, Floor]
    """Name as ``models.gating.metrics.measured`` gives it → floor."""


class ParityFloors(_Entry):
    """Most by which what runs may differ from what was trained."""

    max_difference: Annotated[float, Field(gt=0)]
    """Of a probability, on any text."""
    mean_difference: Annotated[float, Field(gt=0)]
    flips: Annotated[float, Field(ge=0)]
    """Accusations that differ, as a share of the texts."""
    unreviewed_flips: Annotated[float, Field(ge=0)]
    """Those that nobody would look at, as a share of the texts."""


class Floors(_Entry):
    """All floors."""

    format_version: Literal[1]
    size_mb: Annotated[float, Field(gt=0)]
    parity: ParityFloors
    sets: Mapping[str, SetFloors]


def read_floors(path: Path) -> Floors:
    """Read a file of floors.

    Raises:
        GateError: it is missing or malformed; every fault is named.
    """
    try:
        content: Any = yaml.safe_load(path.read_bytes())
    except OSError as error:
        raise GateError(f"{path} cannot be read: {error.strerror}; name another with --floors") from error
    except yaml.YAMLError as error:
        raise GateError(f"{path} is not YAML: {error}") from error
    try:
        return Floors.model_validate(content)
    except ValidationError as error:
        faults = "\n".join(
            f"  {'.'.join(map(str, fault['loc'])) or '(file)'}: {fault['msg']}"
            for fault in error.errors(include_url=False, include_input=False)
        )
        raise GateError(f"{path} does not hold floors:\n{faults}") from error


def write_floors(path: Path, floors: Floors) -> None:
    """Write a file of floors with its explanation; equal floors give equal bytes."""
    content = yaml.safe_dump(floors.model_dump(exclude_none=True), sort_keys=False, allow_unicode=True, width=120)
    write_whole(path, f"{_HEADER}\n{content}".encode())
