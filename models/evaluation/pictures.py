"""Draws the calibration of judges and what disguises leave of their findings.

Needs matplotlib, which is an optional library. Captions are in English, so that no Chinese font is needed.
"""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from classifier.legal.category import CODES
from models.errors import MissingLibraryError
from models.evaluation.disguises import DisguiseResult
from models.evaluation.evaluation import Evaluation
from models.evaluation.scores import whole


def draw_reliability(path: Path, evaluations: Sequence[Evaluation]) -> None:
    """Share of violations over probability, one panel for each category, one line for each judge.

    Raises:
        MissingLibraryError: matplotlib is not installed.
    """
    figure = _figure((10, 10))
    panels = figure.subplots(3, 3, sharex=True, sharey=True).flat
    for axes, (column, code) in zip(panels, enumerate(CODES), strict=True):
        axes.plot([0, 1], [0, 1], color="#b0b0b0", linewidth=0.8)
        for number, evaluation in enumerate(evaluations, start=1):
            found = evaluation.reliability.get(code)
            if found is not None:
                label = f"{number} {evaluation.judge}"
                axes.plot(found.probabilities, found.shares, marker="o", markersize=3, linewidth=1, label=label)
        axes.set_title(f"{code} ({int(evaluations[0].scores.support[0, column])} positive)", fontsize=9)
        axes.grid(alpha=0.3)
    figure.supxlabel("probability given (mean of the bin)")
    figure.supylabel("share of texts labelled positive")
    handles, labels = figure.axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper center", ncols=2, fontsize=8)
    figure.savefig(path, metadata={"Software": None})


def draw_disguises(path: Path, evaluations: Sequence[Evaluation]) -> None:
    """Share of the findings kept, by kind of disguise, one bar for each judge.

    Raises:
        MissingLibraryError: matplotlib is not installed.
    """
    measured = [(item, item.slow.disguises) for item in evaluations if item.slow is not None]
    figure = _figure((10, 4.5))
    axes = figure.subplots()
    kinds = [kind.value.replace("_", " ") for kind in _first(measured).kinds]
    width = 0.8 / len(measured)
    for number, (evaluation, result) in enumerate(measured):
        heights = result.by_kind(whole(evaluation.sheet))[0]
        places = [index + number * width for index in range(len(kinds))]
        axes.bar(places, heights, width=width, label=f"{number + 1} {evaluation.judge}")
    axes.set_xticks([index + 0.4 - width / 2 for index in range(len(kinds))], kinds)
    axes.set(ylabel="share of the findings kept", ylim=(0, 1))
    axes.grid(axis="y", alpha=0.3)
    figure.legend(loc="outside lower center", ncols=2, fontsize=8)
    figure.savefig(path, metadata={"Software": None})


def _first(measured: Sequence[tuple[Evaluation, DisguiseResult]]) -> DisguiseResult:
    return measured[0][1]


def _figure(size: tuple[float, float]) -> Any:
    try:
        figures = import_module("matplotlib.figure")
    except ImportError as error:
        raise MissingLibraryError("pictures need matplotlib: pip install 'finad[train]'") from error
    return figures.Figure(figsize=size, dpi=120, layout="constrained")
