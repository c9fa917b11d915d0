"""Lays out the statistics of a labelled set as tables.

Does not count anything but sums.
"""

from statistics import fmean, median

from classifier.legal.category import CODES
from labeled_data.describing.report_table import ReportTable, share_text
from labeled_data.describing.stats import SetStatistics


def statistics_tables(found: SetStatistics) -> tuple[ReportTable, ...]:
    """All statistics: the set, its labels by split, its fields, its evidence, its lengths."""
    return (
        _set_table(found),
        _label_table(found),
        *(
            ReportTable(
                title=f"By {field}",
                columns=(field, "texts", "share"),
                rows=tuple((value, str(count), share_text(count, found.texts)) for value, count in counts.items()),
            )
            for field, counts in found.by_field.items()
        ),
        _evidence_table(found),
        _length_table(found),
    )


def _set_table(found: SetStatistics) -> ReportTable:
    total = found.texts
    in_pairs = sum(size * count for size, count in found.pair_sizes.items())
    features = (
        *((f"in {name}", count) for name, count in found.by_split.items()),
        ("without any positive", sum(found.without_positive.values())),
        *((f"without any positive in {name}", count) for name, count in found.without_positive.items()),
        ("in pairs", in_pairs),
        ("with emoji", found.with_emoji),
        ("in traditional characters", found.traditional),
        ("of several lines", found.multi_line),
        ("with their entities marked", found.texts_with_entities),
    )
    rows = [("texts", str(total), "")]
    rows += [(f"texts {name}", str(count), share_text(count, total)) for name, count in features]
    rows += [("groups", str(found.groups), "")]
    rows += [(f"pairs of {size}", str(count), "") for size, count in found.pair_sizes.items()]
    rows += [(f"entities: {kind}", str(count), "") for kind, count in found.entities.items()]
    return ReportTable(title="The set", columns=("what", "count", "share of texts"), rows=tuple(rows))


def _label_table(found: SetStatistics) -> ReportTable:
    splits = tuple(found.by_split)
    rows = []
    for code in CODES:
        counts = [found.labels[code, split] for split in splits]
        totals = f"{sum(item.positive for item in counts)} / {sum(item.unknown for item in counts)}"
        rows.append((code, totals, *(f"{item.positive} / {item.unknown}" for item in counts)))
    return ReportTable(title="Positive / unknown", columns=("category", "all", *splits), rows=tuple(rows))


def _evidence_table(found: SetStatistics) -> ReportTable:
    rows = tuple(
        (code, str(len(lengths)), f"{fmean(lengths):.1f}", f"{median(lengths):g}", str(lengths[-1]))
        for code, lengths in found.evidence_lengths.items()
        if lengths
    )
    columns = ("category", "pieces", "mean length", "median", "longest")
    return ReportTable(title="Evidence", columns=columns, rows=rows, note="Lengths in characters.")


def _length_table(found: SetStatistics) -> ReportTable:
    fit = found.lengths
    if fit is None:
        return ReportTable(title="Length", columns=("measure", "characters"), rows=())
    rows = (
        ("mean", f"{fit.mean:.1f}"),
        *((f"{share:.0%} quantile", f"{length:g}") for share, length in fit.quantiles.items()),
        ("longest", str(fit.longest)),
    )
    note = f"Log-normal: mu {fit.mu:.3f}, sigma {fit.sigma:.3f} (natural logarithm)."
    return ReportTable(title="Length", columns=("measure", "characters"), rows=rows, note=note)
