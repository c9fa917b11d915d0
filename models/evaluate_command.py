"""``finad evaluate``: rules or a baseline judged on a file of labelled ads.

Knows nothing of how examples are made.
"""

import sys
from pathlib import Path

import orjson
from rich.console import Console

from classifier import ScannerConfig, build_scanner
from labeled_data.errors import ExampleFileError, ExampleProblem
from labeled_data.example_file import read_examples
from labeled_data.splitting.split_files import read_split_set
from labeled_data.splitting.split_name import SplitName
from models.baselines.linear import predict_with, train_linear
from models.evaluate import evaluate, evaluation_record
from models.evaluation_view import evaluation_view
from models.prediction import scanner_predictions


def run_evaluate(
    path: Path,
    config: ScannerConfig,
    console: Console,
    *,
    linear_data: Path | None = None,
    as_json: bool,
    with_flips: bool,
) -> int:
    """Judge the rules alone on ``path`` and print the scores; returns the exit status.

    With ``linear_data``, a folder of split files, the linear baseline is trained on them and judged instead.

    Raises:
        ExampleFileError: the file holds no examples, or faulty ones; all of those are listed.
    """
    examples = read_examples(path)
    if not examples:
        raise ExampleFileError(str(path), [ExampleProblem(0, "no examples; a line is one of them, as JSON")])
    texts = [example.text for example in examples]
    if linear_data is None:
        judge = f"rules alone, profile {config.profile}"
        predictions = list(scanner_predictions(build_scanner(config), texts))
    else:
        judge = f"TF-IDF and logistic regression trained on {linear_data}"
        parts = read_split_set(linear_data)
        predictions = predict_with(train_linear(parts[SplitName.TRAIN], parts[SplitName.DEV]), texts)
    evaluation = evaluate(examples, predictions)
    if as_json:
        option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
        sys.stdout.buffer.write(orjson.dumps(evaluation_record(evaluation), option=option))
        sys.stdout.buffer.flush()
    else:
        console.print(evaluation_view(evaluation, title=f"{path.name} · {judge}", with_flips=with_flips))
    return 0
