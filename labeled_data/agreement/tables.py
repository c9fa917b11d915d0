"""Lays out the agreement of two annotators as tables.

Does not measure anything.
"""

from labeled_data.agreement.agreement import AgreementReport, Answer
from labeled_data.agreement.kappa import Kappa
from labeled_data.describing.report_table import ReportTable

_ANSWERS = tuple(Answer)


def agreement_tables(report: AgreementReport) -> tuple[ReportTable, ...]:
    """κ by category, the counts behind it, and every disagreement."""
    kappas = tuple(
        (
            item.category,
            _shown(item.three_valued),
            _share(item.three_valued.observed),
            _shown(item.decided),
            str(item.decided.items),
            _shown(item.positive_or_not),
            f"{_number(item.evidence_f1)} ({item.evidence_texts})",
        )
        for item in report.categories
    )
    counts = tuple(
        (item.category, *(str(item.table[one, two]) for one in _ANSWERS for two in _ANSWERS))
        for item in report.categories
    )
    missing = (("first only", report.only_first), ("second only", report.only_second))
    return (
        ReportTable(
            title=f"Agreement on {report.texts} texts",
            columns=(
                "category",
                "κ of three",
                "agreed",
                "κ of decided",
                "decided",
                "κ of positive",
                "evidence F1 (texts)",
            ),
            rows=kappas,
            note="κ: Cohen, with its 95 % bootstrap interval; decided: neither said unknown; positive: unknown is not.",
        ),
        ReportTable(
            title="Answers, first then second annotator (+ positive, ? unknown, − negative)",
            columns=("category", *(f"{one}{two}" for one in "+?−" for two in "+?−")),
            rows=counts,
        ),
        ReportTable(
            title=f"Disagreements ({len(report.disagreements)})",
            columns=("text", "category", "first", "second"),
            rows=tuple(
                (item.example_id, item.category, item.first.value, item.second.value) for item in report.disagreements
            ),
            is_figures=False,
        ),
        ReportTable(
            title="Annotated by one alone",
            columns=("by", "texts"),
            rows=tuple((name, ", ".join(ids)) for name, ids in missing if ids),
            is_figures=False,
        ),
    )


def _shown(found: Kappa) -> str:
    if found.interval is None:
        return _number(found.kappa)
    low, high = found.interval
    return f"{_number(found.kappa)} [{low:.2f}, {high:.2f}]"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"
