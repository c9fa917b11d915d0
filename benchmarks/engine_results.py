"""What was measured of each variant, and what follows from it.

Knows nothing of how it was measured.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

import numpy as np
from peaks import Peak
from rich.table import Table
from variants import PIPELINE, PIPELINE_BATCHED

_MIB = 1024**2
_HEADS = (
    *("texts/s", "range", "tokens/s", "padding", "memory MiB", "p50 ms", "p99 ms", "× pipe-16", "× pipe-1"),
    *("type", "GFLOP/text", "of peak", "max |Δp|"),
)


@dataclass(kw_only=True)
class VariantRecord:
    """Raw measures of one variant."""

    name: str
    about: str
    is_ours: bool
    number_type: str
    texts: int
    """It is timed on."""
    tokens: int
    """Of these texts, special ones among them, padding not."""
    computed_positions: int
    """Padding among them."""
    operations: int
    """Executed for these texts."""
    max_difference: float
    """Of a probability, against torch in single precision."""
    mean_difference: float
    seconds: list[float] = field(default_factory=list)
    """To judge the texts, by round."""
    seconds_by_size: dict[int, list[float]] = field(default_factory=dict)
    """The same where so many texts are handed over at once."""
    latencies_s: list[float] = field(default_factory=list)
    """Of calls with one short text, all rounds."""
    peak_memory: int = 0

    @property
    def texts_per_s(self) -> float:
        """Median over the rounds."""
        return self.texts / median(self.seconds)

    @property
    def operations_per_s(self) -> float:
        """Median over the rounds."""
        return self.operations / median(self.seconds)

    @property
    def padding_waste(self) -> float:
        """Share of the computed positions that hold no token."""
        return 1 - self.tokens / self.computed_positions


def best_peaks(rounds: Sequence[Sequence[Peak]]) -> dict[tuple[str, int], float]:
    """Number type and threads → the most that any round measured."""
    best: dict[tuple[str, int], float] = {}
    for peak in (peak for peaks in rounds for peak in peaks):
        key = (peak.number_type, peak.threads)
        if peak.rate is not None:
            best[key] = max(best.get(key, 0.0), peak.rate)
    return best


def summary_of(
    record: VariantRecord, records: Sequence[VariantRecord], peaks: Mapping[tuple[str, int], float], threads: int
) -> dict[str, Any]:
    """All that follows from the measures, as plain JSON values."""
    rates = [record.texts / seconds for seconds in record.seconds]
    peak = peaks.get((record.number_type, threads))
    by_name = {other.name: other.texts_per_s for other in records}
    latencies_ms = np.array(record.latencies_s) * 1000
    return {
        "texts_per_s": round(record.texts_per_s, 1),
        "range": [round(min(rates), 1), round(max(rates), 1)],
        "tokens_per_s": round(record.tokens / median(record.seconds)),
        "padding_waste": round(record.padding_waste, 4),
        "peak_memory_mib": round(record.peak_memory / _MIB, 1),
        "latency_p50_ms": round(float(np.percentile(latencies_ms, 50)), 3),
        "latency_p99_ms": round(float(np.percentile(latencies_ms, 99)), 3),
        "times_pipeline_16": _ratio(record.texts_per_s, by_name.get(PIPELINE_BATCHED)),
        "times_pipeline_1": _ratio(record.texts_per_s, by_name.get(PIPELINE)),
        "gflop_per_text": round(record.operations / record.texts / 1e9, 4),
        "executed_gflop_per_s": round(record.operations_per_s / 1e9, 1),
        "share_of_peak": None if peak is None else round(record.operations_per_s / peak, 4),
        "max_difference": record.max_difference,
        "mean_difference": record.mean_difference,
        "texts_per_s_by_size": {
            size: round(record.texts / median(seconds), 1) for size, seconds in record.seconds_by_size.items()
        },
    }


def raw_of(record: VariantRecord) -> dict[str, Any]:
    """The measures themselves, as plain JSON values."""
    values = asdict(record)
    values["latencies_s"] = [round(value, 7) for value in record.latencies_s]
    return values


def table_of(records: Sequence[VariantRecord], summaries: Sequence[Mapping[str, Any]]) -> Table:
    """What is printed."""
    table = Table(title="Ways of running the same network on the same texts", title_justify="left")
    table.add_column("variant", no_wrap=True)
    sizes = summaries[0]["texts_per_s_by_size"] if summaries else ()
    for head in (*_HEADS, *(f"by {size}" for size in sizes)):
        table.add_column(head, justify="right", no_wrap=True)
    for record, summary in zip(records, summaries, strict=True):
        low, high = summary["range"]
        share = summary["share_of_peak"]
        table.add_row(
            record.name,
            f"{summary['texts_per_s']:,.0f}",
            f"{low:,.0f}-{high:,.0f}",
            f"{summary['tokens_per_s']:,}",
            f"{summary['padding_waste']:.1%}",
            f"{summary['peak_memory_mib']:,.0f}",
            f"{summary['latency_p50_ms']:.2f}",
            f"{summary['latency_p99_ms']:.2f}",
            _shown(summary["times_pipeline_16"]),
            _shown(summary["times_pipeline_1"]),
            record.number_type,
            f"{summary['gflop_per_text']:.3f}",
            "-" if share is None else f"{share:.1%}",
            f"{record.max_difference:.1e}",
            *(f"{rate:,.0f}" for rate in summary["texts_per_s_by_size"].values()),
            style="bold" if record.is_ours else None,
        )
    return table


def _ratio(rate: float, other: float | None) -> float | None:
    return None if other is None else round(rate / other, 2)


def _shown(ratio: float | None) -> str:
    return "-" if ratio is None else f"{ratio:.2f}"
