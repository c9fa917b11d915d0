"""``finad cascade fit`` and ``finad cascade measure``: from labelled and unlabelled lines to a first stage.

Knows nothing of typer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from rich.console import Console

from classifier import AdCopy, Scanner, ScannerConfig, build_scanner
from classifier.cascade.config import CascadeConfig
from classifier.cascade.first_stage import (
    GRAMS,
    FirstStage,
    FirstStageManifest,
    first_stage_version,
    load_first_stage,
    save_first_stage,
)
from labeled_data.example import LabeledExample
from labeled_data.splitting.split_files import read_split_set
from labeled_data.splitting.split_name import SplitName
from models.first_stage.bounding import Promise, bounded
from models.first_stage.fitting import fit_weights
from models.first_stage.full_scan import answers_on
from models.first_stage.lessons import is_violating, lessons_of
from models.first_stage.material import fingerprint_of_lines, key_of, read_material
from models.first_stage.measuring import checked, cleared_by_corpus, differently_answered
from models.first_stage.mixes import mixes
from models.first_stage.repeats import repeat_rates
from models.first_stage.report import (
    bounds_table,
    checks_table,
    corpora_table,
    mixes_table,
    near_line,
    repeats_table,
)
from models.pretraining.corpus import corpus_files

NAME = "first-stage"
VIOLATING = "labelled as violating"
NOT_PASSED = "not passed by the full scan"
_REAL_LINES = "corpus test"
"""The violating ads of made-up streams are drawn from these."""
_LENGTH_QUANTILE = 0.99
"""Of the calibration lines this share is no longer than what may be cleared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FitRequest:
    """What to fit, to what."""

    corpus: Path
    """Folder of plain text, one text a line."""
    corpus_labels: Path
    data: Path
    """Folder of the split files."""
    model: Path | None
    out: Path
    lines: int
    """About how many unlabelled lines to fit to."""
    alpha: float
    """Share of the violating ads that may be cleared."""
    beta: float
    """Share of the ads not passed by the full scan that may be cleared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRequest:
    """What to measure, on what."""

    folder: Path
    """The first stage."""
    corpus: Path
    corpus_labels: Path
    data: Path
    model: Path | None
    lines: int
    """About how many unlabelled lines to measure on."""


def run_fit(request: FitRequest, console: Console, errors: Console) -> int:
    """Fit, bound and write a first stage; returns the exit status.

    Raises:
        ModelsError: a library is missing, or the corpus cannot be used.
        LabeledDataError: labelled examples cannot be read.
        ClassifierError: the scanner cannot be built.
    """
    with errors.status("reading texts") as status:
        material = read_material(request.corpus, request.corpus_labels, fitted=request.lines, measured=0)
        authored = read_split_set(request.data)[SplitName.TRAIN]
        scanner = _scanner(request.model)
        labelled = [*material.training, *authored]
        lines = [line.text for line in material.fitted_lines]
        answers = answers_on([*(example.text for example in labelled), *lines], scanner, status.update)
        calibration_texts = [example.text for example in material.calibration]
        calibration_answers = answers_on(calibration_texts, scanner, status.update)
        status.update("fitting")
        lessons = lessons_of(labelled, lines, answers)
        weights = fit_weights(lessons.texts, lessons.is_wanted, lessons.importance)
    manifest = FirstStageManifest(
        name=NAME,
        version="0" * 12,
        grams=GRAMS,
        clears_below=None,
        most_characters=int(np.quantile([len(text) for text in calibration_texts], _LENGTH_QUANTILE)),
        bounds=(),
        model=scanner.versions.model or "rules alone",
        rules=scanner.versions.rules,
        taxonomy_version=scanner.versions.taxonomy,
        trained_on={
            "corpus_train": fingerprint_of_lines(example.text for example in material.training),
            "train": fingerprint_of_lines(example.text for example in authored),
            "unlabelled": fingerprint_of_lines(lines),
            "calibration": fingerprint_of_lines(calibration_texts),
        },
        created=datetime.now(tz=UTC).date(),
    )
    found = bounded(
        FirstStage(manifest, weights).scores(calibration_texts),
        [key_of(text) for text in calibration_texts],
        (
            Promise(of=VIOLATING, is_meant=is_violating(material.calibration), alpha=request.alpha),
            Promise(of=NOT_PASSED, is_meant=calibration_answers.not_passed, alpha=request.beta),
        ),
    )
    manifest = replace(
        manifest,
        clears_below=found.clears_below,
        bounds=found.bounds,
        version=first_stage_version(weights, found.clears_below, manifest.most_characters),
    )
    save_first_stage(request.out, manifest, weights)
    console.print(bounds_table(manifest))
    console.print(f"{manifest.label} → {request.out}", highlight=False)
    return 0


def run_measure(request: MeasureRequest, console: Console, errors: Console) -> int:
    """Check the bound on texts that it was not stated on, and print what is saved; returns the exit status.

    Raises:
        ModelFileError: the first stage cannot be loaded.
        ModelsError: a library is missing, or the corpus cannot be used.
        LabeledDataError: labelled examples cannot be read.
        ClassifierError: the scanner cannot be built.
    """
    first_stage = load_first_stage(request.folder)
    with errors.status("reading texts") as status:
        material = read_material(request.corpus, request.corpus_labels, fitted=0, measured=request.lines)
        parts = read_split_set(request.data)
        scanner = _scanner(request.model)
        sets = {
            "corpus calibration (the bound was stated on it)": material.calibration,
            _REAL_LINES: material.test,
            "own dev": parts[SplitName.DEV],
            "own test": parts[SplitName.TEST],
        }
        checks = [
            checked(name, examples, first_stage, answers_on(_texts(examples), scanner, status.update).not_passed)
            for name, examples in sets.items()
        ]
        line_flags = answers_on([line.text for line in material.measured_lines], scanner, status.update).not_passed
        near = differently_answered(
            [line.text for line in material.measured_lines],
            scanner,
            _scanner(request.model, CascadeConfig(near_repeats=True)),
        )
        status.update("counting repeats")
        rates = {
            file.name: repeat_rates(file.lines(), most=CascadeConfig().verdicts)
            for file in corpus_files(request.corpus)
        }
    if first_stage.manifest.model != scanner.versions.model:
        console.print(
            f"注意 note: fitted beside {first_stage.manifest.model}, measured beside {scanner.versions.model}; what is "
            f"promised of texts {NOT_PASSED} is not of this model: fit again"
        )
    console.print(bounds_table(first_stage.manifest))
    console.print(checks_table(checks))
    corpora = cleared_by_corpus(material.measured_lines, line_flags, first_stage)
    console.print(corpora_table(corpora))
    test = next(check for check in checks if check.name == _REAL_LINES)
    passed = [line.text for line, is_flagged in zip(material.measured_lines, line_flags, strict=True) if not is_flagged]
    others_cleared = first_stage.clears([AdCopy.of_text(text) for text in passed])
    console.print(mixes_table(mixes(test.violating_cleared, test.violating_found, others_cleared)))
    console.print(repeats_table(rates))
    console.print(near_line(near))
    return 0


def _scanner(model: Path | None, cascade: CascadeConfig | None = None) -> Scanner:
    return build_scanner(ScannerConfig(model=model, with_edits=False, cascade=cascade))


def _texts(examples: Sequence[LabeledExample]) -> list[str]:
    return [example.text for example in examples]
