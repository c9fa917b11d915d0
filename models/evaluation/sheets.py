"""What a record says as tables of text: the one source of what a terminal and a report show.

Reads records, so that an evaluation stored as JSON is shown the same way as one just made.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from models.evaluation.figures import NOTHING, bounds, percent, share, signed, signed_bounds
from models.evaluation.measures import MEASURES
from models.evaluation.record import Record

_OVERVIEW = {
    "macro F1": "macro_f1",
    "micro F1": "micro_f1",
    "AP": "macro_average_precision",
    "exact": "exact_match",
    "miss": "any_miss",
    "alarm": "any_false_alarm",
    "miss@5%": "any_miss_at_limit",
    "proof": "evidence_token_f1",
    "IoU": "evidence_iou_f1",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table; the first column is text, the others are figures."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def overview_sheet(record: Record) -> Sheet:
    """One row for each judge."""
    return Sheet(
        title=f"{record['file']} · {record['examples']} texts",
        columns=("", *_OVERVIEW, "ECE"),
        rows=tuple(
            (
                str(number),
                *(share(judge["overall"][name]["value"]) for name in _OVERVIEW.values()),
                share(judge["calibration"] and judge["calibration"]["error"]),
            )
            for number, judge in enumerate(record["judges"], start=1)
        ),
        note="".join(f"{number} {judge['judge']}\n" for number, judge in enumerate(record["judges"], start=1))
        + f"macro F1, AP: mean over categories with ≥ {record['macro_over_categories_with_positives']} positives · "
        "exact: texts with all known labels right · miss, alarm: violating texts without, clean texts with an "
        "accusation · miss@5%: miss where the ranking by highest probability accuses 5 % of the clean texts · "
        "proof, IoU: evidence, token F1 and span F1, where label and judge accuse · ECE: calibration error",
    )


def category_f1_sheet(record: Record) -> Sheet:
    """F1 by category, one column for each judge."""
    judges = record["judges"]
    return Sheet(
        title="F1 by category",
        columns=("category", "positives", *(str(number) for number in range(1, len(judges) + 1))),
        rows=tuple(
            (
                code,
                str(judges[0]["categories"][code]["positives"]),
                *(share(judge["categories"][code]["f1"]["value"]) for judge in judges),
            )
            for code in judges[0]["categories"]
        ),
    )


def measure_sheet(judge: Record) -> Sheet:
    """Overall scores of one judge with their intervals."""
    rows = [
        (measure.title, share(judge["overall"][name]["value"]), bounds(judge["overall"][name]))
        for name, measure in MEASURES.items()
    ]
    calibration, pairs = judge["calibration"], judge["pairs"]
    if calibration:
        rows.append(("calibration error (ECE), Brier", share(calibration["error"]), share(calibration["brier"])))
    if pairs["pairs"]:
        rows.append((f"minimal pairs right, of {pairs['pairs']}", share(pairs["share"]), NOTHING))
    return Sheet(
        title=judge["judge"],
        columns=("", "value", "95 %"),
        rows=tuple(rows),
        note=f"over {judge['counts']['violating']} violating and {judge['counts']['clean']} clean texts",
    )


def category_sheet(judge: Record) -> Sheet:
    """Scores of one judge by category."""
    return Sheet(
        title=f"{judge['judge']} · by category",
        columns=("category", "n", "P", "R", "F1", "95 %", "AP", "proof", "ECE", "unk.", "ask.", "acc."),
        rows=tuple(
            (
                code,
                str(found["positives"]),
                share(found["precision"]),
                share(found["recall"]),
                share(found["f1"]["value"]),
                bounds(found["f1"]),
                share(found["average_precision"]),
                share(found["evidence_token_f1"]),
                share(found["calibration_error"]),
                str(found["unknown"]),
                str(found["unknown_asked"]),
                str(found["unknown_accused"]),
            )
            for code, found in judge["categories"].items()
        ),
        note="n: positives · unk.: texts labelled unknown; ask., acc.: of those answered needs_fact, "
        "violation; in no score",
    )


def slice_sheets(judge: Record) -> Iterator[Sheet]:
    """Scores of one judge by property of the text; one sheet for each property."""
    for dimension, values in judge["slices"].items():
        yield Sheet(
            title=f"{judge['judge']} · {dimension}",
            columns=(dimension, "texts", "positives", "macro F1", "micro F1", "exact", "miss", "alarm", "proof"),
            rows=tuple(
                (
                    value,
                    str(found["examples"]),
                    str(found["positives"]),
                    share(found["macro_f1"]),
                    share(found["micro_f1"]),
                    share(found["exact_match"]),
                    share(found["any_miss"]),
                    share(found["any_false_alarm"]),
                    share(found["evidence_token_f1"]),
                )
                for value, found in values.items()
            ),
        )


def slow_sheets(record: Record) -> Iterator[Sheet]:
    """Disguises, undoing them, and faithfulness, where they were measured."""
    judges = [judge for judge in record["judges"] if "disguises" in judge]
    if not judges:
        return
    yield from (_disguise_sheet(judge) for judge in judges)
    yield Sheet(
        title="clean texts accused only because disguises are undone",
        columns=("judge", "clean", "accused", "undoing nothing", "only by undoing", "points"),
        rows=tuple(
            (
                judge["judge"],
                str(found["clean"]),
                str(found["accused"]),
                str(found["accused_as_they_stand"]),
                str(found["only_by_undoing"]),
                NOTHING if found["points"] is None else f"{found['points']:.2f}",
            )
            for judge in judges
            if (found := judge["folding"]) is not None
        ),
        note="a judge that undoes nothing is left out",
    )
    yield Sheet(
        title="faithfulness of the evidence (ERASER)",
        columns=("judge", "accusations", "comprehensiveness", "sufficiency"),
        rows=tuple(
            (
                judge["judge"],
                str(found["accusations"]),
                signed(found["comprehensiveness"]),
                signed(found["sufficiency"]),
            )
            for judge in judges
            if (found := judge["faithfulness"]) is not None
        ),
        note="fall of the probability without the evidence (more is better), with nothing but it (less is better)",
    )


def _disguise_sheet(judge: Record) -> Sheet:
    found = judge["disguises"]
    mean, worst = found["recall_kept_mean"], found["recall_kept_worst"]
    return Sheet(
        title=f"{judge['judge']} · recall kept in disguise",
        columns=("kind", "found", "kept", "light", "medium", "heavy"),
        rows=tuple(
            (
                kind if kind in found["kinds"] else f"{kind} (noise)",
                str(result["found"]),
                *(percent(result[name]) for name in ("kept", "light", "medium", "heavy")),
            )
            for kind, result in {**found["kinds"], **found["noises"]}.items()
        ),
        note=f"of the violations found in the plain texts; disguises alone: mean {percent(mean['value'])} "
        f"({bounds(mean)}), worst {percent(worst['value'])} ({bounds(worst)})",
    )


def comparison_sheet(comparison: Record) -> Sheet:
    """By how much the second judge differs from the first."""
    overall = [(MEASURES[name].title, found) for name, found in comparison["overall"].items()]
    categories = [(f"F1 {code}", found) for code, found in comparison["categories_f1"].items()]
    right = sum(flip["became"] == "right" for flip in comparison["flips"])
    return Sheet(
        title=f"{comparison['second']} against {comparison['first']}",
        columns=("", "against", "judge", "difference", "95 %", ""),
        rows=tuple(
            (
                title,
                share(found["first"]),
                share(found["second"]),
                signed(found["difference"]),
                signed_bounds(found),
                "clear" if found["low"] is not None and not found["low"] <= 0 <= found["high"] else "",
            )
            for title, found in (*overall, *categories)
        ),
        note=f"{right} answers became right, {len(comparison['flips']) - right} wrong · paired bootstrap over groups; "
        "clear: the interval leaves out 0",
    )


def error_lines(errors: Sequence[Any]) -> Iterator[str]:
    """Answers not as labelled, or flips, one a line."""
    for error in errors:
        if "became" in error:
            kind = f"{error['became']:5} {error['label']:8}"
        else:
            kind = f"{'missed' if error['label'] == 'positive' else 'false alarm':11}"
        sources = " ".join(error.get("sources", ()))
        text = " ".join(error["text"].split())
        yield " ".join(part for part in (kind, error["category"], sources, error["id"], text) if part)
