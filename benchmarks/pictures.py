"""Charts of what was measured.

Knows nothing of how it was measured.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

OURS, PEERS = "#0b6e4f", "#8d99ae"


def _figure(width: float, height: float, columns: int) -> tuple[Any, Any]:
    import matplotlib as mpl  # noqa: PLC0415

    mpl.use("Agg")
    from matplotlib import pyplot  # noqa: PLC0415

    return pyplot.subplots(1, columns, figsize=(width, height), layout="constrained", squeeze=False)


def draw_engines(path: Path, rows: Sequence[Mapping[str, Any]], note: str) -> None:
    """Bars of texts per second, latency and share of the peak.

    Args:
        path: the picture.
        rows: per variant ``name``, ``is_ours`` and its summary.
        note: what it was measured on.
    """
    panels = (
        ("texts_per_s", "texts per second (longer is better)", "{:,.0f}"),
        ("latency_p50_ms", "one 60-character text, ms, median (shorter is better)", "{:.2f}"),
        ("share_of_peak", "share of the processor's peak for its number type", "{:.1%}"),
    )
    figure, axes = _figure(18, 1.6 + 0.42 * len(rows), len(panels))
    names = [row["name"] for row in rows]
    colours = [OURS if row["is_ours"] else PEERS for row in rows]
    for number, (axis, (key, title, form)) in enumerate(zip(axes[0], panels, strict=True)):
        values = [row[key] or 0.0 for row in rows]
        axis.barh(names, values, color=colours)
        # Behind the highest of the rounds, where there is a range, so that its line does not cross the figure.
        ends = [row["range"][1] if key == "texts_per_s" else value for row, value in zip(rows, values, strict=True)]
        for name, end, row in zip(names, ends, rows, strict=True):
            shown = "-" if row[key] is None else form.format(row[key])
            axis.annotate(shown, (end, name), xytext=(6, 0), textcoords="offset points", va="center", fontsize=9)
        axis.invert_yaxis()
        axis.set_xlim(0, 1.18 * max(ends) or 1.0)
        axis.set_title(title, fontsize=11)
        axis.spines[["top", "right"]].set_visible(False)
        if number:
            axis.tick_params(axis="y", labelleft=False)
        if key == "texts_per_s":
            low = [row["texts_per_s"] - row["range"][0] for row in rows]
            high = [row["range"][1] - row["texts_per_s"] for row in rows]
            axis.errorbar(values, names, xerr=[low, high], fmt="none", ecolor="#333333", capsize=3, linewidth=1)
    figure.suptitle(note, fontsize=10, x=0.01, ha="left")
    figure.savefig(path, dpi=120)


def draw_scaling(
    path: Path, sizes: Sequence[Mapping[str, Any]], lengths: Sequence[Mapping[str, Any]], note: str
) -> None:
    """Time and memory by the number of texts, and time per text by their length."""
    figure, axes = _figure(17, 5, 3)
    time_axis, memory_axis, length_axis = axes[0]
    counts = [row["texts"] for row in sizes]
    time_axis.loglog(counts, [row["seconds"] for row in sizes], "o-", color=OURS, label="whole command")
    time_axis.loglog(counts, [row["seconds_scanning"] for row in sizes], "s--", color=PEERS, label="less its start")
    time_axis.set(title="seconds by number of texts", xlabel="texts", ylabel="s")
    time_axis.legend()
    memory_axis.semilogx(counts, [row["peak_mib"] for row in sizes], "o-", color=OURS)
    memory_axis.set(title="peak memory by number of texts, MiB", xlabel="texts")
    memory_axis.set_ylim(0, 1.1 * max((row["peak_mib"] for row in sizes), default=1.0))
    characters = [row["characters"] for row in lengths]
    length_axis.loglog(characters, [1000 * row["seconds_scanning"] / row["texts"] for row in lengths], "o-", color=OURS)
    length_axis.set(title="ms per text by its length", xlabel="characters", ylabel="ms")
    for axis in axes[0]:
        axis.grid(visible=True, which="major", alpha=0.3)
    figure.suptitle(note, fontsize=10, x=0.01, ha="left")
    figure.savefig(path, dpi=120)
