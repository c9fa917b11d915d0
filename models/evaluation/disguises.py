"""How much of what a judge finds in plain texts it still finds in the same texts disguised.

The disguises are written with the **testing** tables, which share no substitution with those used in training.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.legal.category import CODES
from labeled_data.disguising import Disguise, Noise, Strength, disguise_example, load_tables
from labeled_data.disguising.examples import KINDS
from models.evaluation.answers import AnswerSheet, Floats
from models.prediction import Judge

TABLES = "testing"
SEED = 2016
STRENGTHS = tuple(Strength)

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DisguiseResult:
    """Violations found in the plain texts, and those of them still found; shape (texts, kinds, strengths).

    A text that a kind leaves as it is counts for neither.
    """

    kinds: tuple[Disguise | Noise, ...]
    found: Counts
    kept: Counts

    def by_kind(self, weights: Floats) -> Floats:
        """Share kept of each kind over all its strengths; shape (weightings, kinds), NaN where nothing was found.

        Args:
            weights: shape (weightings, texts).
        """
        return _share(weights @ self.kept.sum(axis=2), weights @ self.found.sum(axis=2))

    def by_strength(self) -> Floats:
        """Share kept of each kind at each strength; shape (kinds, strengths)."""
        return _share(self.kept.sum(axis=0), self.found.sum(axis=0))

    def mean(self, weights: Floats) -> Floats:
        """Mean over the disguises, noises left out; shape (weightings,)."""
        return np.asarray(self._of_disguises(weights).mean(axis=1))

    def worst(self, weights: Floats) -> Floats:
        """The least of the disguises, noises left out; shape (weightings,)."""
        return np.asarray(self._of_disguises(weights).min(axis=1))

    def _of_disguises(self, weights: Floats) -> Floats:
        return self.by_kind(weights)[:, [isinstance(kind, Disguise) for kind in self.kinds]]


def measure_disguises(
    judge: Judge,
    sheet: AnswerSheet,
    *,
    kinds: Sequence[Disguise | Noise] = KINDS,
    on_step: Callable[[int, int], None] = lambda _done, _all: None,
) -> DisguiseResult:
    """Let ``judge`` read every text in which it found something, in every kind at every strength.

    Args:
        sheet: its answers on the plain texts.
        on_step: told after each kind and strength how many of how many are done.
    """
    tables = load_tables(TABLES)
    right = sheet.positive & sheet.accused
    rows = np.flatnonzero(right.any(axis=1))
    found = np.zeros((len(sheet.examples), len(kinds), len(STRENGTHS)), dtype=np.int64)
    kept = np.zeros_like(found)
    for number, kind in enumerate(kinds):
        for rank, strength in enumerate(STRENGTHS):
            copies = [
                disguise_example(sheet.examples[row], kind=kind, strength=strength, tables=tables, seed=SEED)
                for row in rows
            ]
            changed = [
                (row, copy.text)
                for row, copy in zip(rows, copies, strict=True)
                if copy.text != sheet.examples[row].text
            ]
            predictions = judge.predict([text for _, text in changed])
            for (row, _), prediction in zip(changed, predictions, strict=True):
                still = np.array([code in prediction.accused for code in CODES])
                found[row, number, rank] = right[row].sum()
                kept[row, number, rank] = (right[row] & still).sum()
            on_step(number * len(STRENGTHS) + rank + 1, len(kinds) * len(STRENGTHS))
    return DisguiseResult(kinds=tuple(kinds), found=found, kept=kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldingResult:
    """What undoing disguises costs on clean texts."""

    clean: int
    """Texts judged negative throughout."""
    accused: int
    """Those accused of something."""
    accused_as_they_stand: int
    """Those accused where no disguise is undone."""
    only_by_undoing: int
    """Those accused of something only because disguises are undone."""

    @property
    def points(self) -> float | None:
        """Texts accused only because of it, in 100 clean ones."""
        return 100 * self.only_by_undoing / self.clean if self.clean else None


def measure_folding(judge: Judge, sheet: AnswerSheet) -> FoldingResult | None:
    """Compare the false alarms of ``judge`` with those it makes when it undoes nothing; ``None`` if it never does.

    Args:
        sheet: its answers.
    """
    plain = judge.without_undoing()
    if plain is None:
        return None
    rows = np.flatnonzero(sheet.clean)
    with_undoing = sheet.accused[rows].any(axis=1)
    predictions = plain.predict([sheet.examples[row].text for row in rows])
    without = np.array([bool(prediction.accused) for prediction in predictions], dtype=bool)
    return FoldingResult(
        clean=len(rows),
        accused=int(with_undoing.sum()),
        accused_as_they_stand=int(without.sum()),
        only_by_undoing=int((with_undoing & ~without).sum()),
    )


def _share(part: npt.NDArray[np.number], of: npt.NDArray[np.number]) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(of > 0, part / of, np.nan)
