"""``finad evaluate``: judges measured on a file of labelled ads.

Knows nothing of how examples are made.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson
from rich.console import Console

from classifier import ScannerConfig
from labeled_data.errors import ExampleFileError, ExampleProblem
from labeled_data.example import LabeledExample
from labeled_data.example_file import read_examples
from labeled_data.manifest import fingerprint_of
from labeled_data.near_copies import squeezed
from models.evaluation.comparison import compare
from models.evaluation.evaluation import Evaluation, evaluate
from models.evaluation.record import comparison_record, set_record
from models.evaluation.report import write_report
from models.evaluation.terminal import record_view
from models.judges.naming import NamedJudge, named_judge


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluateRequest:
    """What is asked for."""

    path: Path
    """File of examples."""
    judges: tuple[str, ...]
    """Names as ``named_judge`` takes them; at least one."""
    against: str | None = None
    """The judge with which the first of ``judges`` is compared."""
    is_full: bool = False
    """Measure disguises, their undoing and faithfulness too."""
    report: Path | None = None
    """Folder of the report."""
    as_json: bool = False
    with_slices: bool = False
    with_texts: bool = False


def run_evaluate(request: EvaluateRequest, config: ScannerConfig, console: Console, errors: Console) -> int:
    """Judge, print the scores and write the report; returns the exit status.

    Raises:
        ExampleFileError: the file holds no examples, or faulty ones; all of those are listed.
        JudgeNameError: nothing is called as a judge is named.
        MissingLibraryError: a baseline or the report lacks its library.
    """
    examples = read_examples(request.path)
    if not examples:
        raise ExampleFileError(str(request.path), [ExampleProblem(0, "no examples; a line is one of them, as JSON")])
    fingerprint = fingerprint_of(examples)
    names = (*request.judges, *(() if request.against is None else (request.against,)))
    evaluations = [_evaluate(name, examples, fingerprint, request, config, errors) for name in dict.fromkeys(names)]
    record = dict(set_record(request.path.name, fingerprint, evaluations))
    if request.against is not None:
        by_name = dict(zip(dict.fromkeys(names), evaluations, strict=True))
        record["comparison"] = comparison_record(compare(by_name[request.against], by_name[request.judges[0]]))
    if request.report is not None:
        write_report(request.report, record, evaluations)
    if request.as_json:
        option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
        sys.stdout.buffer.write(orjson.dumps(record, option=option))
        sys.stdout.buffer.flush()
    else:
        console.print(record_view(record, with_slices=request.with_slices, with_texts=request.with_texts))
        if request.report is not None:
            console.print(f"report in {request.report}", style="dim")
    return 0


def _evaluate(
    name: str,
    examples: Sequence[LabeledExample],
    fingerprint: str,
    request: EvaluateRequest,
    config: ScannerConfig,
    errors: Console,
) -> Evaluation:
    with errors.status(f"{name}: is made ready") as status:
        named = named_judge(name, config)
        _warn_of_seen_texts(named, examples, fingerprint, errors)
        return evaluate(
            named.judge,
            examples,
            with_slow_parts=request.is_full,
            on_step=lambda what: status.update(f"{named.judge.name}: {what}"),
        )


def _warn_of_seen_texts(
    named: NamedJudge, examples: Sequence[LabeledExample], fingerprint: str, errors: Console
) -> None:
    """Say so where a judge is measured on what it learnt from."""
    seen = sum(squeezed(example.text) in named.seen for example in examples)
    if fingerprint in named.seen_sets:
        seen = len(examples)
    if seen:
        errors.print(
            f"警告 warning: {named.judge.name}: {seen} of the {len(examples)} texts were used to train or tune it; "
            "its scores on them say nothing of new ads",
            style="yellow",
            soft_wrap=True,
        )
