"""``finad learn queue``: which unlabelled texts to label next, and why.

Knows nothing of how a text's worth is computed.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import orjson
from rich.console import Console
from rich.text import Text

from classifier.legal.category import CODES
from labeled_data.commands.sources import ExampleSource, read_source
from labeled_data.example import LabeledExample
from labeled_data.example_record import record_of
from labeled_data.exchange import LabelsAs, export_doccano, export_label_studio
from labeled_data.whole_file import write_whole
from models.baselines.labels import best_thresholds, label_matrix
from models.learning.answers import Answers, Floats, answer_matrix, probability_matrix
from models.learning.commands.judges import baseline, judge_called, rules_judge, unseen_rows
from models.learning.commands.showing import shortened, write_lines
from models.learning.errors import LearningAidError
from models.learning.folds import folds_of
from models.learning.likeness import TextSpace
from models.learning.queue import LabellingQueue, QueuedText, QueueWeights, labelling_queue, told
from models.learning.signals import signals_of
from models.learning.unlabelled import UnlabelledText
from models.prediction import Judge

Tool = Literal["label-studio", "doccano"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRequest:
    """What is asked for."""

    unlabelled: tuple[UnlabelledText, ...]
    path: Path
    """Labelled examples."""
    judge: str | None = None
    """Name of the judge whose probabilities count; ``None`` for the linear baseline, trained on the labelled ones."""
    size: int = 100
    weights: QueueWeights = field(default_factory=QueueWeights)
    out: Path | None = None
    """JSON lines of examples without judgement, each with its reasons."""
    tool: Tool = "label-studio"
    tasks: Path | None = None
    """File of blind tasks for ``tool``."""
    shown: int = 20


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Answers:
    probabilities: Floats
    thresholds: Floats
    rules: Answers
    similarities: Floats


def run_queue(request: QueueRequest, console: Console, errors: Console) -> int:
    """Choose texts, print them with their reasons and write them; returns the exit status.

    Raises:
        LabeledDataError: examples cannot be read.
        ModelsError: there is nothing to choose from, no judge of that name, or weights that cannot be.
    """
    if not request.unlabelled:
        raise LearningAidError("no unlabelled texts to choose from; name a file that holds some")
    source = read_source(request.path)
    texts = [item.text for item in request.unlabelled]
    with errors.status("making the judge ready") as status:
        judge, thresholds = _judge(request, source)
        status.update(f"judging {len(texts):,} texts")
        probabilities = probability_matrix(judge.predict(texts))
        rules = answer_matrix(rules_judge().predict(texts))
        status.update("comparing texts")
        space = TextSpace([example.text for example in source.examples])
        vectors = space.place(texts)
        answers = _Answers(
            probabilities=probabilities,
            thresholds=thresholds,
            rules=rules,
            similarities=space.nearest(vectors).similarities[:, 0],
        )
        signals = signals_of(
            probabilities,
            thresholds,
            rules,
            similarities=answers.similarities,
            usual_similarities=space.usual_similarities(
                [example.group or example.example_id for example in source.examples]
            ),
            positives=(label_matrix(source.examples) == 1).sum(axis=0),
        )
        queue = labelling_queue(
            texts,
            vectors,
            signals,
            labelled=[example.text for example in source.examples],
            size=request.size,
            weights=request.weights,
        )
    _show(queue, request, answers, console)
    _write(queue, request, answers, console)
    return 0


def _judge(request: QueueRequest, source: ExampleSource) -> tuple[Judge, Floats]:
    """The judge and its thresholds of best F1, on labelled texts that are new to it: of others it is too sure."""
    examples = source.examples
    if request.judge is None:
        is_new = folds_of(examples) == 0
        judge = baseline([example for example, new in zip(examples, is_new, strict=True) if not new])
        held_out = [example for example, new in zip(examples, is_new, strict=True) if new]
    else:
        named = judge_called(request.judge)
        judge, held_out = named.judge, [examples[row] for row in unseen_rows(named, source)]
    if not held_out:
        raise LearningAidError(
            f"{judge.name}: was trained or tuned on all {len(examples)} labelled texts, so none is left to find its "
            "thresholds on; name a set that holds others too"
        )
    probabilities = probability_matrix(judge.predict([example.text for example in held_out]))
    return judge, best_thresholds(probabilities, label_matrix(held_out))


def _show(queue: LabellingQueue, request: QueueRequest, answers: _Answers, console: Console) -> None:
    left_out = f"; near copies of labelled ones: {queue.already_labelled:,}" if queue.already_labelled else ""
    console.print(
        f"{len(queue.texts):,} of {len(request.unlabelled):,} texts to label{left_out}", style="bold", markup=False
    )
    for rank, queued in enumerate(queue.texts[: request.shown], start=1):
        item = request.unlabelled[queued.position]
        copies = f" · near copies: {queued.copies}" if queued.copies else ""
        console.print(
            Text(f"{rank:>3} {queued.value:.2f} {item.text_id}{copies}\n    {shortened(item.text)}"),
            *(Text(f"    {words}", style="dim") for words in _words(queued, answers)),
            sep="\n",
        )


def _write(queue: LabellingQueue, request: QueueRequest, answers: _Answers, console: Console) -> None:
    chosen = [request.unlabelled[queued.position] for queued in queue.texts]
    if request.out is not None:
        write_lines(
            request.out,
            (_record(item, queued, answers) for item, queued in zip(chosen, queue.texts, strict=True)),
        )
        console.print(f"{len(chosen):,} texts → {request.out}", markup=False)
    if request.tasks is not None:
        # Blind: an annotator who is shown an answer tends to agree with it.
        examples = [_example(item, unknown=()) for item in chosen]
        if request.tool == "label-studio":
            tasks = export_label_studio(examples, labels_as=LabelsAs.NOTHING)
            content = orjson.dumps(tasks, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        else:
            content = b"".join(orjson.dumps(record) + b"\n" for record in export_doccano(examples))
        write_whole(request.tasks, content)
        console.print(f"{len(chosen):,} blind tasks for {request.tool} → {request.tasks}", markup=False)


def _record(item: UnlabelledText, queued: QueuedText, answers: _Answers) -> dict[str, Any]:
    # All nine unknown: should the file be trained on before anybody judged it, it teaches nothing.
    record = record_of(_example(item, unknown=CODES))
    reasons = [
        {
            "kind": reason.kind.value,
            "category": reason.code,
            "strength": round(reason.strength, 4),
            "words": words,
        }
        for reason, words in zip(queued.reasons, _words(queued, answers), strict=True)
    ]
    row = answers.probabilities[queued.position]
    return {
        **record,
        "queue": {
            "value": round(queued.value, 4),
            "reasons": reasons,
            "near_copies": queued.copies,
            "probabilities": {code: round(float(value), 4) for code, value in zip(CODES, row, strict=True)},
        },
    }


def _example(item: UnlabelledText, *, unknown: tuple[str, ...]) -> LabeledExample:
    return LabeledExample(
        example_id=item.text_id, text=item.text, positive=(), unknown=unknown, channel=item.channel, source=item.source
    )


def _words(queued: QueuedText, answers: _Answers) -> list[str]:
    row = queued.position
    return [
        told(
            reason,
            answers.probabilities[row],
            answers.thresholds,
            answers.rules[row],
            float(answers.similarities[row]),
        )
        for reason in queued.reasons
    ]
