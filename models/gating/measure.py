"""Measures the model in an artefact folder on sets of labelled ads and writes ``metrics.json`` there.

Knows nothing of floors.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from classifier import AdCopy, ScannerConfig, build_scanner
from classifier.neural.manifest import read_manifest
from classifier.neural.model import texts_of
from labeled_data.errors import ExampleFileError, ExampleProblem
from labeled_data.example import LabeledExample
from labeled_data.example_file import read_examples
from labeled_data.manifest import fingerprint_of
from models.errors import MissingLibraryError
from models.evaluation.evaluation import evaluate
from models.evaluation.record import set_record
from models.evaluation.report import without_texts
from models.gating.metrics import Metrics, write_metrics
from models.judges.naming import named_judge

Told = Callable[[str], None]


def measure_artefact(
    folder: Path,
    sets: Sequence[Path],
    config: ScannerConfig,
    *,
    others: Sequence[str] = (),
    is_full: bool = True,
    on_step: Told = lambda _what: None,
) -> Metrics:
    """Measure the model in ``folder`` on ``sets``, together with the rules, alone, and beside the rules alone.

    Parity is measured on the first set.

    Args:
        folder: of the artefact.
        sets: files of examples.
        config: profile, packs and lists of the scanner.
        others: names of further judges for the tables, as ``named_judge`` takes them.
        is_full: measure disguises and faithfulness too, which takes most of the time.
        on_step: told what is being done.

    Raises:
        ExampleFileError: a set cannot be used, or is empty.
        ModelFileError: the artefact is damaged.
        MissingLibraryError: torch is not installed.
        ModelsError: the trained weights are missing or cannot be exported.
    """
    examples = {path.name: _examples(path) for path in sets}
    manifest = read_manifest(folder)
    names = (f"fused:{folder}", f"model:{folder}", "rules", *others)
    records: dict[str, dict[str, Any]] = {}
    for file, members in examples.items():
        evaluations = []
        for name in names:
            on_step(f"{file}: {name} is made ready")
            judge = named_judge(name, config).judge
            evaluations.append(
                evaluate(judge, members, with_slow_parts=is_full, on_step=_prefixed(on_step, f"{file}: {name}"))
            )
        records[file] = dict(without_texts(set_record(file, fingerprint_of(members), evaluations)))
    on_step("the trained network is compared with the exported ones")
    metrics = Metrics(
        format_version=1,
        model=manifest.label,
        sets=records,
        parity=dict(_parity(folder, next(iter(examples.values())), config)),
    )
    write_metrics(folder, metrics)
    return metrics


def _examples(path: Path) -> tuple[LabeledExample, ...]:
    examples = read_examples(path)
    if not examples:
        raise ExampleFileError(str(path), [ExampleProblem(0, "no examples; a line is one of them, as JSON")])
    return examples


def _parity(folder: Path, examples: Sequence[LabeledExample], config: ScannerConfig) -> Mapping[str, Any]:
    try:
        from models.exporting.parity import measure_parity, parity_record  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError(f"measuring parity needs {error.name}: pip install 'finad[train]'") from error
    assembly = build_scanner(replace(config, model=None)).assembly
    ads = [texts_of(assembly.reader.read(AdCopy.of_text(example.text))) for example in examples]
    profile = assembly.profile
    settings = {} if profile.miss_at_most is None else {"miss_at_most": profile.miss_at_most}
    return parity_record(measure_parity(folder, ads, operating_point=profile.operating_point, **settings))


def _prefixed(on_step: Told, prefix: str) -> Told:
    return lambda what: on_step(f"{prefix}: {what}")
