"""Draws whether probabilities mean what they say: one panel for each category, with counts.

Knows nothing of how the probabilities were made.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import beta  # type: ignore[import-untyped]

from classifier.legal.category import CODES
from models.calibrating.data import POSITIVE, UNKNOWN, Bools, Floats, Integers
from models.calibrating.quality import expected_calibration_error

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BINS = 10
_BEFORE, _AFTER, _MASS = "#b07a2a", "#1f5fa8", "#c9ced6"


def draw_reliability(path: Path, labels: Integers, before: Floats, after: Floats) -> None:
    """Draw the picture; unknown labels are left out.

    Args:
        path: a PNG file.
        labels: 1, 0 or -1 for unknown, shape (n, 9).
        before: probabilities, same shape.
        after: probabilities, same shape, of texts that the calibration did not see.
    """
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(11, 12), dpi=110, layout="constrained")
    for axes, (column, code) in zip(figure.subplots(3, 3).flat, enumerate(CODES), strict=True):
        known = labels[:, column] != UNKNOWN
        _draw_panel(axes, code, labels[known, column] == POSITIVE, before[known, column], after[known, column])
        axes.label_outer()
    handles, names = max((axes.get_legend_handles_labels() for axes in figure.axes), key=lambda legend: len(legend[0]))
    figure.legend(handles, names, loc="outside lower center", ncols=4, frameon=False)
    # The version of the drawing library does not belong into a picture that is kept under version control.
    figure.savefig(path, metadata={"Software": None})


def _draw_panel(axes: "Axes", code: str, is_positive: Bools, before: Floats, after: Floats) -> None:
    axes.set(xlim=(-0.02, 1.02), ylim=(-0.3, 1.04), xlabel="probability said", ylabel="share found to be violating")
    axes.set_yticks(np.linspace(0, 1, 6))
    axes.plot([0, 1], [0, 1], color="#8a8f98", linewidth=1, linestyle=":", label="exact")
    if not len(is_positive):
        axes.set_title(f"{code}\nno known label", fontsize=9)
        return
    counts = np.bincount(_bin(after), minlength=_BINS)
    centres = (np.arange(_BINS) + 0.5) / _BINS
    # On a logarithmic scale and below the share of 0: nearly all texts lie in the first bin.
    heights = 0.17 * np.log1p(counts) / np.log1p(counts.max())
    axes.bar(centres, heights, bottom=-0.3, width=0.9 / _BINS, color=_MASS, label="texts (log scale, numbers above)")
    for centre, height, count in zip(centres, heights, counts, strict=True):
        axes.annotate(f"{count}", (centre, height - 0.29), fontsize=6.5, ha="center", va="bottom", color="#5b616b")
    said, found, _, _ = _points(is_positive, before)
    axes.plot(said, found, "x", color=_BEFORE, markersize=5, label="model before calibration")
    said, found, low, high = _points(is_positive, after)
    error = (found - low, high - found)
    axes.errorbar(
        said, found, yerr=error, fmt="o", color=_AFTER, markersize=4, capsize=2, label="calibrated, 95 % interval"
    )
    ones = np.ones(len(is_positive))
    errors = (expected_calibration_error(is_positive, values, ones) for values in (before, after))
    change = " → ".join(f"{error:.3f}" for error in errors)
    axes.set_title(f"{code}\n{is_positive.sum()} of {len(is_positive)} texts, ECE {change}", fontsize=9)


def _bin(probabilities: Floats) -> Integers:
    return np.minimum((probabilities * _BINS).astype(np.int64), _BINS - 1)


def _points(is_positive: Bools, probabilities: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Mean probability, share of positives, and its Clopper-Pearson interval, for each bin that holds texts."""
    bins = _bin(probabilities)
    texts = np.bincount(bins, minlength=_BINS)
    held = texts > 0
    texts = texts[held]
    hits = np.bincount(bins, is_positive, _BINS)[held]
    said = np.bincount(bins, probabilities, _BINS)[held] / texts
    low = np.where(hits > 0, beta.ppf(0.025, hits, texts - hits + 1), 0.0)
    high = np.where(hits < texts, beta.ppf(0.975, hits + 1, texts - hits), 1.0)
    return said, hits / texts, np.nan_to_num(low), np.nan_to_num(high, nan=1.0)
