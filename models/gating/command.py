"""``finad export``, ``finad measure``, ``finad card`` and ``finad gate``: from a trained network to one that may ship.

Knows nothing of how each is done.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table

from classifier import AdCopy, ScannerConfig, build_scanner
from classifier.neural.calibration import read_calibration
from classifier.neural.encoding import Window, load_encoder
from classifier.neural.manifest import TOKENIZER, check_files, file_hash, read_manifest
from classifier.neural.model import load_model, texts_of
from labeled_data.example_file import read_examples
from labeled_data.manifest import MANIFEST_FILE
from models.card.card import CARD, is_current, write_card
from models.errors import GateError, MissingLibraryError
from models.gating.floors import read_floors, write_floors
from models.gating.gate import GateReport, Shortfall, judge_metrics, recorded
from models.gating.measure import measure_artefact
from models.gating.metrics import read_metrics

FAILED = 1
_SAMPLED = 200
"""Texts by which the quantisation is set."""


def run_export(
    network: Path, out: Path, console: Console, *, tokenizer: Path, calibration: Path, facts: Path, sample: Path
) -> int:
    """Write the artefact folder of a trained network; returns the exit status.

    Raises:
        MissingLibraryError: torch, transformers or onnx is not installed.
        ModelsError: the network cannot be loaded or exported.
        ModelFileError: tokenizer or calibration cannot be read.
        ExampleFileError: the sample cannot be read.
    """
    try:
        from models.exporting.artefact import ArtefactParts, build_artefact, read_facts  # noqa: PLC0415
        from models.exporting.half import round_to_half  # noqa: PLC0415
        from models.training.network import load_network  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError(f"export needs {error.name}: pip install 'finad[train]'") from error
    stated = read_facts(facts)
    trained = load_network(network)
    round_to_half(trained)
    parts = ArtefactParts(
        network=trained,
        tokenizer=tokenizer,
        calibration=read_calibration(calibration),
        facts=stated,
        windows=_windows(sample, tokenizer, stated.max_tokens),
    )
    manifest = build_artefact(parts, out)
    console.print(f"{manifest.label} → {out}, {_size(out) / 1e6:.1f} MB", markup=False)
    return 0


def run_openvino(folder: Path, console: Console, *, sample: Path) -> int:
    """Add the networks for OpenVINO to the folder of a model; returns the exit status.

    Raises:
        MissingLibraryError: a library of the extras ``openvino`` or ``train`` is not installed.
        ModelsError: the network cannot be loaded or exported.
        ModelFileError: the folder is damaged.
        ExampleFileError: the sample cannot be read.
    """
    try:
        from models.exporting.openvino_export import add_openvino  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError(
            f"export for OpenVINO needs {error.name}: pip install 'finad[openvino,train]'"
        ) from error
    manifest = read_manifest(folder)
    manifest = add_openvino(folder, _windows(sample, folder / TOKENIZER, manifest.max_tokens))
    console.print(f"{manifest.label} → {folder}, {_size(folder) / 1e6:.1f} MB", markup=False)
    return 0


def run_measure(
    folder: Path, sets: Sequence[Path], config: ScannerConfig, console: Console, errors: Console, *, is_full: bool
) -> int:
    """Measure a model, write its metrics and its card; returns the exit status.

    Raises:
        ExampleFileError: a set cannot be used.
        ModelFileError: the artefact is damaged.
        MissingLibraryError: a library of the extra is not installed.
        ModelsError: the trained weights are missing or cannot be exported.
    """
    with errors.status("") as status:
        metrics = measure_artefact(folder, sets, config, is_full=is_full, on_step=status.update)
    console.print(f"{metrics.model}: metrics and card → {write_card(folder).parent}", markup=False)
    return 0


def run_card(folder: Path, console: Console) -> int:
    """Write the card of a model; returns the exit status.

    Raises:
        GateError: the metrics are missing, malformed or of another model.
        ModelFileError: manifest or calibration cannot be read.
    """
    console.print(str(write_card(folder)), markup=False)
    return 0


def run_gate(folder: Path, console: Console, *, floors: Path, data: Path, record: bool, anew: bool) -> int:
    """Judge a model; returns 1 where it may not ship.

    Args:
        folder: of the artefact.
        console: where to print.
        floors: file of floors.
        data: folder of the labelled data whose test set counts.
        record: set the floors by this model.
        anew: set them even where it falls below those before, or was measured on other texts.

    Raises:
        GateError: the floors cannot be used, or are bound to other texts than the model was measured on.
        ModelFileError: the artefact is damaged.
    """
    manifest = read_manifest(folder)
    check_files(manifest, folder)
    metrics = read_metrics(folder)
    if metrics.model != manifest.label:
        raise GateError(f"{folder}: the metrics are of {metrics.model}, the model is {manifest.label}; measure it")
    _check_data(metrics.sets, data)
    before = read_floors(floors)
    if record and (anew or not before.sets):
        write_floors(floors, recorded(metrics, before))
        console.print(f"{manifest.label}: floors → {floors}", markup=False)
        return 0
    if not before.sets:
        raise GateError(
            f"{floors} holds no floors for any set yet; record those of a model: finad gate FOLDER --record"
        )
    report = judge_metrics(metrics, before, size=_size(folder))
    shortfalls = [*report.shortfalls, *_artefact_shortfalls(folder, manifest.files)]
    _show(manifest.label, report, shortfalls, folder, console)
    if shortfalls:
        return FAILED
    if record:
        write_floors(floors, recorded(metrics, before))
        console.print(f"floors → {floors}", markup=False)
    return 0


def _check_data(sets: Mapping[str, Mapping[str, Any]], data: Path) -> None:
    """See that a test set of that name is the present one."""
    path = data / MANIFEST_FILE
    try:
        present = orjson.loads(path.read_bytes())["test_fingerprint"]
    except (OSError, orjson.JSONDecodeError, KeyError) as error:
        raise GateError(f"{path} cannot be read as a manifest of labelled data: {error}; give --data") from error
    found = sets.get("test.jsonl")
    if found is not None and found["fingerprint"] != present:
        raise GateError(
            f"the model was measured on a test set {found['fingerprint'][:12]}, that of {data} is {present[:12]}; "
            "measure it on this one: finad measure"
        )


def _artefact_shortfalls(folder: Path, files: Mapping[str, str]) -> list[Shortfall]:
    changed = [
        name for name, digest in files.items() if not (folder / name).is_file() or file_hash(folder / name) != digest
    ]
    shortfalls = [
        Shortfall(where="artefact", figure=name, value="changed or gone", bound="as in the manifest")
        for name in changed
    ]
    if not is_current(folder):
        shortfalls.append(
            Shortfall(where="artefact", figure=CARD, value="not what the metrics say", bound="finad card")
        )
    return shortfalls


def _show(label: str, report: GateReport, shortfalls: Sequence[Shortfall], folder: Path, console: Console) -> None:
    if shortfalls:
        table = Table(title=f"{label}: refused", title_justify="left")
        for column in ("where", "figure", "value", "bound", "recorded"):
            table.add_column(column, overflow="fold")
        for found in shortfalls:
            table.add_row(found.where, found.figure, found.value, found.bound, found.recorded)
        console.print(table)
    for name in report.left_out:
        console.print(f"not measured on {name}, whose floors are not required", style="dim")
    said = f"{report.checked} bounds · {_size(folder) / 1e6:.1f} MB"
    if shortfalls:
        # A refused folder may be damaged in such a way that it cannot be loaded.
        said = f"may not ship: {len(shortfalls)} of {said}"
    else:
        start = perf_counter()
        load_model(folder)
        said = f"may ship: {said} · loads in {perf_counter() - start:.2f} s"
    console.print(f"{label} {said}", markup=False, highlight=False)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _windows(sample: Path, tokenizer: Path, max_tokens: int) -> list[Window]:
    """Some of the texts in ``sample`` as a network reads them."""
    reader = build_scanner(ScannerConfig()).assembly.reader
    examples = read_examples(sample)
    chosen = examples[:: max(1, len(examples) // _SAMPLED)]
    ads = [texts_of(reader.read(AdCopy.of_text(example.text))) for example in chosen]
    return [window for ad in load_encoder(tokenizer, max_tokens=max_tokens).encode(ads) for window in ad.windows]
