"""``finad evaluate``: a scanner judged on a file of labelled ads.

Knows nothing of how examples are made.
"""

import sys
from pathlib import Path

import orjson
from rich.console import Console

from classifier import ScannerConfig, build_scanner
from labeled_data.errors import ExampleFileError, ExampleProblem
from labeled_data.example_file import read_examples
from models.evaluate import evaluate, evaluation_record
from models.evaluation_view import evaluation_view


def run_evaluate(path: Path, config: ScannerConfig, console: Console, *, as_json: bool, with_flips: bool) -> int:
    """Judge the rules alone on ``path`` and print the scores; returns the exit status.

    Raises:
        ExampleFileError: the file holds no examples, or faulty ones; all of those are listed.
    """
    examples = read_examples(path)
    if not examples:
        raise ExampleFileError(str(path), [ExampleProblem(0, "no examples; a line is one of them, as JSON")])
    evaluation = evaluate(build_scanner(config), examples)
    if as_json:
        option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
        sys.stdout.buffer.write(orjson.dumps(evaluation_record(evaluation), option=option))
        sys.stdout.buffer.flush()
    else:
        title = f"{path.name} · rules alone, profile {config.profile}"
        console.print(evaluation_view(evaluation, title=title, with_flips=with_flips))
    return 0
