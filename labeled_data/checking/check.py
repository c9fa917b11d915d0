"""Checks a labelled set with every rule there is and gathers what they find.

Knows no rule itself.
"""

from collections.abc import Mapping, Sequence

from labeled_data.checking.field_rules import field_problems
from labeled_data.checking.goals import goals_of
from labeled_data.checking.label_conflicts import label_conflicts
from labeled_data.checking.label_rules import label_problems
from labeled_data.checking.leakage import ALIKE, alike_across_splits, leakage_problems
from labeled_data.checking.report import CheckReport, Problem
from labeled_data.checking.set_rules import duplicate_problems, id_problems, near_copy_problems, pair_problems
from labeled_data.checking.text_rules import text_problems
from labeled_data.describing.report_table import ReportTable
from labeled_data.example import LabeledExample
from labeled_data.near_copies import NEAR, near_copies
from labeled_data.splitting.split_name import SplitName
from labeled_data.vocabulary import Vocabulary


def check(
    examples: Sequence[LabeledExample], vocabulary: Vocabulary, *, splits: Mapping[str, SplitName] | None = None
) -> CheckReport:
    """Check a set in full.

    Args:
        examples: All examples, of all splits.
        vocabulary: What their fields may say.
        splits: Example id → split; ``None`` while the set is not split, and leakage is not looked for.
    """
    problems: list[Problem] = []
    for example in examples:
        problems += text_problems(example)
        problems += field_problems(example, vocabulary)
        problems += label_problems(example, vocabulary)
    problems += id_problems(examples)
    problems += pair_problems(examples)
    problems += duplicate_problems(examples)
    similar = near_copies([example.text for example in examples], NEAR if splits is None else ALIKE)
    problems += near_copy_problems(examples, similar)
    if splits is not None:
        problems += leakage_problems(examples, similar, splits)
    return CheckReport(
        examples=len(examples),
        problems=tuple(sorted(problems)),
        goals=goals_of(examples, vocabulary, splits),
        conflicts=label_conflicts(examples),
        alike_across_splits=() if splits is None else alike_across_splits(examples, similar, splits),
    )


def check_tables(report: CheckReport) -> tuple[ReportTable, ...]:
    """All of a report as tables: problems, goals, likely label conflicts, texts alike across splits."""
    return (
        ReportTable(
            title=f"Problems ({len(report.errors)} errors, {len(report.problems) - len(report.errors)} warnings)",
            columns=("text", "level", "rule", "what is wrong"),
            rows=tuple(
                (problem.example_id, problem.level.value, problem.rule, problem.message) for problem in report.problems
            ),
            is_figures=False,
        ),
        ReportTable(
            title=f"Goals ({sum(goal.is_met for goal in report.goals)} of {len(report.goals)} met)",
            columns=("goal", "wanted", "measured", "met"),
            rows=tuple(
                (goal.name, goal.wanted, goal.measured, "met" if goal.is_met else "missed") for goal in report.goals
            ),
        ),
        ReportTable(
            title=f"Likely label conflicts ({len(report.conflicts)})",
            columns=("quote", "category", "positive in", "negative in"),
            rows=tuple(
                (found.quote, found.category, ", ".join(found.positive_ids), ", ".join(found.negative_ids))
                for found in report.conflicts
            ),
            is_figures=False,
        ),
        ReportTable(
            title=f"Alike across splits ({len(report.alike_across_splits)} pairs, 5-gram Jaccard ≥ {float(ALIKE)})",
            columns=("text", "split", "like", "split", "Jaccard"),
            rows=tuple(
                (pair.first_id, pair.first_split.value, pair.second_id, pair.second_split.value, f"{pair.jaccard:.2f}")
                for pair in report.alike_across_splits
            ),
            is_figures=False,
        ),
    )
