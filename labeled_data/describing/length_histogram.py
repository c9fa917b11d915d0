"""Draws how long texts are beside those of a reference, as PNG or SVG.

Knows nothing of examples. Needs matplotlib, which is an optional library.
"""

import math
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from statistics import median

from labeled_data.errors import LabeledDataError

FORMATS = (".png", ".svg")
_BINS_PER_DECADE = 10


class HistogramError(LabeledDataError):
    """The histogram cannot be drawn."""


def log_edges(lengths: Sequence[int]) -> tuple[float, ...]:
    """Edges of bins of equal width on a logarithmic scale, ten a decade, that hold all of ``lengths``.

    Raises:
        HistogramError: there are no lengths, or one is not positive.
    """
    if not lengths or min(lengths) <= 0:
        raise HistogramError(f"{len(lengths)} lengths, the least {min(lengths, default=None)}; all are to be 1 or more")
    first = math.floor(math.log10(min(lengths)) * _BINS_PER_DECADE)
    # Strictly above the greatest, which a rounded edge might cut off.
    last = math.floor(math.log10(max(lengths)) * _BINS_PER_DECADE) + 2
    return tuple(10 ** (step / _BINS_PER_DECADE) for step in range(first - 1, last + 1))


def length_histogram(
    own_lengths: Sequence[int], reference_lengths: Sequence[int], path: Path, *, reference_name: str = "reference ads"
) -> None:
    """Draw both distributions, as shares of their texts, over a logarithmic axis of characters.

    The same lengths give the same file. Captions are in English, so that no Chinese font is needed.

    Raises:
        HistogramError: matplotlib is missing, a distribution is empty, or ``path`` is neither PNG nor SVG.
    """
    if path.suffix.lower() not in FORMATS:
        raise HistogramError(f"{path}: {path.suffix or 'no suffix'!r} is no picture format here; name it .png or .svg")
    edges = log_edges([*own_lengths, *reference_lengths])
    for name, lengths in (("own", own_lengths), ("reference", reference_lengths)):
        log_edges(lengths) if lengths else _refuse_empty(name)
    try:
        matplotlib = import_module("matplotlib")
        figures = import_module("matplotlib.figure")
    except ImportError as error:
        raise HistogramError("drawing needs matplotlib: pip install matplotlib") from error
    # Ids in an SVG come from this salt and not from chance.
    with matplotlib.rc_context({"svg.hashsalt": "finad"}):
        figure = figures.Figure(figsize=(8, 4.5), layout="constrained")
        axes = figure.add_subplot()
        for label, lengths, colour in (
            ("this set", own_lengths, "tab:blue"),
            (reference_name, reference_lengths, "tab:orange"),
        ):
            caption = f"{label} (n = {len(lengths)}, median {median(lengths):g})"
            weights = [1 / len(lengths)] * len(lengths)
            axes.hist(lengths, bins=edges, weights=weights, alpha=0.5, color=colour, label=caption)
        axes.set_xscale("log")
        axes.set_xlabel("length in characters (logarithmic)")
        axes.set_ylabel("share of texts")
        axes.legend()
        metadata = {"Date": None} if path.suffix.lower() == ".svg" else {"Software": None}
        figure.savefig(path, dpi=150, metadata=metadata)


def _refuse_empty(name: str) -> None:
    raise HistogramError(f"there are no {name} lengths; pass at least one")
