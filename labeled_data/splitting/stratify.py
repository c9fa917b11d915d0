"""Spreads units over splits so that every stratum is divided alike: iterative stratification, then single moves.

Knows nothing of texts: a unit is a row of counts.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.float64]

_MAX_ROUNDS = 20


def stratify(counts: Counts, ratios: Sequence[float], seed: int, fixed: Mapping[int, int]) -> npt.NDArray[np.int64]:
    """Choose a split for each unit.

    First by iterative stratification (Sechidis, Tsoumakas & Vlahavas, "On the stratification of multi-label data",
    ECML PKDD 2011), with counts in place of flags: again and again the stratum with the fewest units left is dealt
    out, its largest unit first, to the split that lacks most of it. Then units are moved one by one as long as that
    brings the counts nearer to what is wanted.

    Args:
        counts: Shape (units, strata): how many texts of a stratum a unit holds. The first stratum is all texts.
        ratios: Share of each split; they sum to 1.
        seed: Decides ties and the order of moves.
        fixed: Unit → split that it keeps.

    Returns:
        Shape (units,): index of the split of each unit.
    """
    random = np.random.default_rng(seed)
    wanted = np.outer(ratios, counts.sum(axis=0))
    chosen = np.full(len(counts), -1, dtype=np.int64)
    for unit, split in fixed.items():
        chosen[unit] = split
    lacking = wanted - _held(counts, chosen, len(ratios))
    tie_break = random.random(len(counts))
    while (left := np.flatnonzero(chosen < 0)).size:
        # The stratum of all texts is in every unit, so it comes last and no unit is left over.
        units_left = (counts[left] > 0).sum(axis=0)
        stratum = int(np.argmin(np.where(units_left > 0, units_left, len(counts) + 1)))
        holders = left[counts[left, stratum] > 0]
        for unit in holders[np.lexsort((tie_break[holders], -counts[holders, stratum]))]:
            order = np.lexsort((random.random(len(ratios)), -lacking[:, 0], -lacking[:, stratum]))
            chosen[unit] = order[0]
            lacking[order[0]] -= counts[unit]
    movable = np.array([unit for unit in range(len(counts)) if unit not in fixed], dtype=np.int64)
    return _improved(counts, chosen, wanted, random.permutation(movable))


def _held(counts: Counts, chosen: npt.NDArray[np.int64], splits: int) -> Counts:
    return np.stack([counts[chosen == split].sum(axis=0) for split in range(splits)])


def _improved(
    counts: Counts, chosen: npt.NDArray[np.int64], wanted: Counts, order: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Move units while the sum of squared errors, relative to what is wanted (χ²), falls."""
    weight = 1 / np.maximum(wanted, 1.0)
    error = _held(counts, chosen, len(wanted)) - wanted
    for _ in range(_MAX_ROUNDS):
        has_moved = False
        for unit in order:
            row, home = counts[unit], chosen[unit]
            # Change of the sum when the row comes to a split, and when it leaves its own.
            arriving = (weight * (2 * error * row + row**2)).sum(axis=1)
            leaving = float((weight[home] * (row**2 - 2 * error[home] * row)).sum())
            arriving[home] = -leaving
            best = int(np.argmin(arriving))
            if arriving[best] + leaving < -1e-9:
                error[home] -= row
                error[best] += row
                chosen[unit] = best
                has_moved = True
        if not has_moved:
            break
    return chosen
