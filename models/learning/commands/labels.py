"""``finad learn labels``: labels that are likely wrong, the likeliest first.

Knows nothing of how doubt is measured.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from classifier.legal.category import CODES
from labeled_data.commands.printing import print_tables
from labeled_data.commands.sources import ExampleSource, read_source
from labeled_data.describing.report_table import ReportTable
from labeled_data.example import LabeledExample
from models.baselines.labels import label_matrix
from models.learning.answers import Floats, answer_matrix, probability_matrix
from models.learning.commands.judges import baseline, judge_called, rules_judge, unseen_rows
from models.learning.commands.showing import RULE_ANSWERS, check_category, shortened, write_lines
from models.learning.errors import LearningAidError
from models.learning.folds import FOLDS, out_of_fold
from models.learning.label_errors import LabelDoubts, SuspectLabel, doubt_labels, ranked_with_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelsRequest:
    """What is asked for."""

    path: Path
    """Labelled examples."""
    judge: str | None = None
    """Name of the judge whose probabilities count, on texts new to it; ``None`` for the linear baseline, trained again
    for each fold."""
    folds: int = FOLDS
    category: str | None = None
    """Only its labels."""
    shown: int = 20
    out: Path | None = None
    """JSON lines of all suspects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A suspect label with all that helps to decide it."""

    suspect: SuspectLabel
    example: LabeledExample
    rules_say: int
    """1 violation, 0 none, ``ASKS``."""
    rule_ids: tuple[str, ...]

    def record(self) -> dict[str, Any]:
        return {
            "id": self.example.example_id,
            "group": self.example.group,
            "category": self.suspect.code,
            "labelled": "positive" if self.suspect.is_positive else "negative",
            "probability": round(self.suspect.probability, 4),
            "doubt": round(self.suspect.doubt, 4),
            "rules": RULE_ANSWERS[self.rules_say],
            "rule_ids": list(self.rule_ids),
            "evidence": list(self.example.quotes(self.suspect.code)),
            "text": self.example.text,
        }


def run_labels(request: LabelsRequest, console: Console, errors: Console) -> int:
    """Judge texts by judges that never saw them and print the labels they contradict; returns the exit status.

    Raises:
        LabeledDataError: examples cannot be read.
        ModelsError: there is too little to judge, or no judge of that name.
    """
    if request.category is not None:
        check_category(request.category)
    source = read_source(request.path)
    with errors.status("judging texts out of fold"):
        examples, probabilities = _judged(request, source)
    doubts = doubt_labels(label_matrix(examples), probabilities)
    with errors.status("asking the rules"):
        cases = _cases(_wanted(doubts, request.category), examples)
    print_tables(console, [_summary(doubts, len(examples))], as_markdown_text=False)
    for rank, case in enumerate(cases[: request.shown], start=1):
        console.print(Text("\n").join(_lines(rank, case)))
    if request.out is not None:
        write_lines(request.out, (case.record() for case in cases))
        console.print(f"{len(cases):,} suspect labels → {request.out}", markup=False)
    return 0


def _judged(request: LabelsRequest, source: ExampleSource) -> tuple[tuple[LabeledExample, ...], Floats]:
    if request.judge is None:
        return source.examples, out_of_fold(source.examples, baseline, folds=request.folds)
    named = judge_called(request.judge)
    examples = tuple(source.examples[row] for row in unseen_rows(named, source))
    if not examples:
        raise LearningAidError(
            f"{request.judge}: was trained or tuned on all {len(source.examples)} texts of {request.path}; "
            "name other texts, or no judge, which trains the baseline out of fold"
        )
    return examples, probability_matrix(named.judge.predict([example.text for example in examples]))


def _wanted(doubts: LabelDoubts, category: str | None) -> tuple[SuspectLabel, ...]:
    return tuple(suspect for suspect in doubts.suspects if category in (None, suspect.code))


def _cases(suspects: tuple[SuspectLabel, ...], examples: tuple[LabeledExample, ...]) -> list[_Case]:
    positions = sorted({suspect.position for suspect in suspects})
    predictions = rules_judge().predict([examples[position].text for position in positions])
    answers = dict(zip(positions, zip(predictions, answer_matrix(predictions), strict=True), strict=True))
    cases = []
    for suspect in suspects:
        prediction, row = answers[suspect.position]
        cases.append(
            _Case(
                suspect=suspect,
                example=examples[suspect.position],
                rules_say=int(row[CODES.index(suspect.code)]),
                rule_ids=prediction.sources.get(suspect.code, ()),
            )
        )
    order = ranked_with_rules(suspects, [case.rules_say for case in cases])
    return [cases[place] for place in order]


def _summary(doubts: LabelDoubts, texts: int) -> ReportTable:
    return ReportTable(
        title=f"Labels in doubt, of {texts:,} texts",
        columns=("category", "positives", "doubted", "negatives", "doubted ", "wrong, est."),
        rows=tuple(
            (
                item.code,
                f"{item.positives:,}",
                f"{item.doubted_positives:,}",
                f"{item.negatives:,}",
                f"{item.doubted_negatives:,}",
                f"{item.estimated_wrong:.0f}",
            )
            for item in doubts.categories
        ),
        note="A weak judge doubts too many labels: the order counts, not the numbers.",
    )


def _lines(rank: int, case: _Case) -> Iterator[Text]:
    suspect, example = case.suspect, case.example
    labelled = "positive" if suspect.is_positive else "negative"
    rules = RULE_ANSWERS[case.rules_say] + (f" ({', '.join(case.rule_ids)})" if case.rule_ids else "")
    yield Text(
        f"{rank:>3} {suspect.code} · labelled {labelled} · probability {suspect.probability:.2f} · rules: {rules} · "
        f"{example.example_id}",
        style="bold",
    )
    yield Text(f"    {shortened(example.text)}")
    if quotes := example.quotes(suspect.code):
        yield Text(f"    evidence: {' | '.join(quotes)}")
