"""Writes scores as people read them, the same on a terminal and in a report."""

from collections.abc import Mapping
from typing import Any

NOTHING = "–"


def share(value: float | None) -> str:
    """Three decimals."""
    return NOTHING if value is None else f"{value:.3f}"


def short_share(value: float | None) -> str:
    """Two decimals, as in intervals."""
    return NOTHING if value is None else f"{value:.2f}"


def percent(value: float | None) -> str:
    """A rate in percent, one decimal."""
    return NOTHING if value is None else f"{100 * value:.1f} %"


def signed(value: float | None) -> str:
    """A difference, three decimals."""
    return NOTHING if value is None else f"{value:+.3f}"


def bounds(found: Mapping[str, Any]) -> str:
    """The interval of a record with ``low`` and ``high``."""
    if found["low"] is None:
        return NOTHING
    return f"{short_share(found['low'])}–{short_share(found['high'])}"


def signed_bounds(found: Mapping[str, Any]) -> str:
    """The interval of a difference."""
    if found["low"] is None:
        return NOTHING
    return f"{found['low']:+.3f} to {found['high']:+.3f}"
