"""What a calibration is fitted to: labels of ads beside what the model and the rules said of them.

Knows nothing of how labels and signals were obtained.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.legal.category import CODES
from models.errors import ModelsError

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]

POSITIVE, NEGATIVE, UNKNOWN = 1, 0, -1
FOLDS = 5


class CalibrationDataError(ModelsError):
    """A calibration cannot be fitted to, or measured on, these data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationData:
    """A calibration set of n ads; categories in the order of ``CODES``.

    Raises:
        CalibrationDataError: shapes, values or groups that cannot be used.
    """

    labels: Integers
    """1 violation, 0 none, -1 unknown; shape (n, 9)."""
    logits: Floats
    """Of the model, shape (n, 9)."""
    rules: Floats
    """Probability of the strongest violation that a rule found, 0 without one; shape (n, 9)."""
    asks: Floats
    """1 where a rule asks for a fact, shape (n, 9)."""
    no_advert: Floats
    """1 where the text is read as no advert, shape (n,)."""
    trades: npt.NDArray[np.str_]
    """Trade of the ad, ``""`` where it is not known; shape (n,)."""
    weights: Floats
    """How much an ad counts, above 0; only their ratios matter; shape (n,)."""
    groups: npt.NDArray[np.str_]
    """Texts of one group are not independent of each other; shape (n,)."""

    def __post_init__(self) -> None:
        ads = len(self.labels)
        for name, shape in _shapes(ads).items():
            values = getattr(self, name)
            if values.shape != shape:
                raise CalibrationDataError(
                    f"{name} has shape {values.shape}, {shape} is needed: one row for each of the {ads} labelled ads"
                )
            if values.dtype.kind == "f" and not np.isfinite(values).all():
                row = int(np.argwhere(~np.isfinite(values))[0][0])
                raise CalibrationDataError(f"{name} of row {row} is not a finite number; leave the ad out or score it")
        wrong = np.setdiff1d(self.labels, (POSITIVE, NEGATIVE, UNKNOWN))
        if len(wrong):
            raise CalibrationDataError(f"label {wrong[0]}; a label is 1 (violation), 0 (none) or -1 (unknown)")
        if not (self.weights > 0).all():
            raise CalibrationDataError("a weight is not above 0; leave such ads out")
        if len(np.unique(self.groups)) < 2:
            raise CalibrationDataError(
                "all ads are of one group, or there are none; at least two independent groups are needed"
            )

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def is_violating(self) -> Bools:
        """Whether the ad violates anything; shape (n,)."""
        return np.asarray((self.labels == POSITIVE).any(axis=1), dtype=np.bool_)

    def known(self, column: int) -> Bools:
        """Rows whose label for a category is known; shape (n,)."""
        return np.asarray(self.labels[:, column] != UNKNOWN, dtype=np.bool_)

    def features(self, column: int) -> Floats:
        """Model logit, rule probability, asks and no_advert of a category; shape (n, 4)."""
        return np.column_stack((self.logits[:, column], self.rules[:, column], self.asks[:, column], self.no_advert))

    def positive_groups(self, column: int) -> int:
        """Number of groups with a positive of a category."""
        return len(np.unique(self.groups[self.labels[:, column] == POSITIVE]))

    def base_rate(self, column: int) -> float:
        """Weighted share of positives among the known labels; 0 where none is known."""
        known = self.known(column)
        if not known.any():
            return 0.0
        return float(np.average(self.labels[known, column] == POSITIVE, weights=self.weights[known]))


def _shapes(ads: int) -> dict[str, tuple[int, ...]]:
    wide = dict.fromkeys(("labels", "logits", "rules", "asks"), (ads, len(CODES)))
    return wide | dict.fromkeys(("no_advert", "trades", "weights", "groups"), (ads,))


def assign_folds(data: CalibrationData, *, seed: int) -> Integers:
    """Assign whole groups to folds, so that each holds its share of the positives of every category.

    Greedy, the rarest category first (Sechidis, Tsoumakas and Vlahavas 2011).

    Returns:
        Fold of each ad, 0 to ``FOLDS`` - 1 (fewer where there are fewer groups), shape (n,).
    """
    names, group_of = np.unique(data.groups, return_inverse=True)
    held = np.zeros((len(names), len(CODES) + 1))
    np.add.at(held, group_of, np.column_stack((data.labels == POSITIVE, np.ones(len(data)))))
    held[:, :-1] = held[:, :-1] > 0
    # The last column counts texts; nearly every group has some, so it comes last.
    rarity = np.argsort(held.sum(axis=0), kind="stable")
    folds = np.full(len(names), -1)
    load = np.zeros((min(FOLDS, len(names)), held.shape[1]))
    order = np.random.default_rng(seed).permutation(len(names))
    for column in rarity:
        for group in order:
            if folds[group] == -1 and held[group, column]:
                fold = int(np.lexsort((load[:, -1], load[:, column]))[0])
                folds[group] = fold
                load[fold] += held[group]
    return np.asarray(folds[group_of], dtype=np.int64)


def resample_groups(groups: npt.NDArray[np.str_], *, times: int, seed: int) -> Floats:
    """Draw groups with replacement, as a bootstrap does.

    Returns:
        How often each text was drawn, shape (times, texts).
    """
    names, group_of = np.unique(groups, return_inverse=True)
    share = np.full(len(names), 1 / len(names))
    drawn = np.random.default_rng(seed).multinomial(len(names), share, size=times)
    return drawn[:, group_of].astype(np.float64)


def splits(folds: Integers) -> Iterator[tuple[Bools, Bools]]:
    """For each fold, the rows outside of it and those in it."""
    for fold in range(int(folds.max()) + 1):
        inside: Bools = folds == fold
        yield ~inside, inside
