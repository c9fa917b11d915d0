"""Cohen's κ of a table of counts, with its bootstrap interval.

Knows nothing of examples or categories.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Table = npt.NDArray[np.int64]
"""Square: rows are the answers of the first annotator, columns those of the second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kappa:
    """Agreement of two annotators on one question."""

    items: int
    observed: float | None
    """Share of items with the same answer; ``None`` of no items."""
    kappa: float | None
    """``None`` where it is not defined: no items, or both gave one and the same answer throughout."""
    interval: tuple[float, float] | None
    """95 % percentile bootstrap; ``None`` where κ is not defined."""


def kappa_of(table: Table) -> float | None:
    """Cohen's κ = (observed − expected) / (1 − expected) agreement; ``None`` where it is not defined.

    Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20, 1960.
    """
    value = float(_kappas(table[np.newaxis])[0])
    return None if np.isnan(value) else value


def measure(table: Table, *, seed: int, resamples: int) -> Kappa:
    """Measure agreement; the interval is of ``resamples`` drawings of items with replacement.

    Drawings for which κ is not defined are left out.
    """
    items = int(table.sum())
    value = kappa_of(table)
    interval = None
    if value is not None and resamples > 0:
        # Drawing items with replacement is drawing the cells of the table from a multinomial distribution.
        drawn = np.random.default_rng(seed).multinomial(items, table.ravel() / items, size=resamples)
        kappas = _kappas(drawn.reshape(-1, *table.shape))
        low, high = np.nanquantile(kappas, (0.025, 0.975))
        interval = (float(low), float(high))
    observed = float(np.trace(table) / items) if items else None
    return Kappa(items=items, observed=observed, kappa=value, interval=interval)


def _kappas(tables: Table) -> npt.NDArray[np.float64]:
    """Shape (tables, answers, answers) → (tables,), NaN where not defined.

    In whole numbers up to the division, so that certain agreement is told from nearly certain.
    """
    items = tables.sum(axis=(1, 2))
    agreed = np.trace(tables, axis1=1, axis2=2) * items
    by_chance = (tables.sum(axis=2) * tables.sum(axis=1)).sum(axis=1)
    room = items**2 - by_chance
    kappas = np.full(len(tables), np.nan)
    np.divide(agreed - by_chance, room, out=kappas, where=room != 0)
    return kappas
