"""``finad train``: labels and an encoder to a model folder, with what the run found.

Knows nothing of how it is done.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from classifier import ScannerConfig, build_scanner
from models.errors import CorpusError, MissingLibraryError
from models.quiet import quieten_transformers

if TYPE_CHECKING:
    from models.training.sources import TrainingSources

CORPUS_LABELS = Path(__file__).parents[2] / "labeled_data" / "corpus_labels"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainRequest:
    """What is asked for on the command line."""

    data: Path
    out: Path
    name: str
    base: str
    base_as_stated: str | None
    is_fresh: bool
    reads_rules: bool
    corpus: Path | None
    corpus_weight: float
    calibration_weight: float
    epochs: int
    patience: int
    rate: float
    pooling: str
    evidence: float
    augmented_share: float
    batch_tokens: int
    max_tokens: int
    seed: int
    created: date
    device: str
    teacher: str | None
    """A judge, as ``models.judges.naming`` names it, that labels what nobody labelled."""
    unlabelled: tuple[Path, ...]
    taught: int
    taught_weight: float
    exclude: Path | None


def run_train(request: TrainRequest, console: Console) -> int:
    """Train a model and write its folder; returns the exit status.

    Raises:
        MissingLibraryError: torch or transformers is not installed.
        ModelsError: encoder, corpus or texts cannot be used, or the export is not faithful.
        ExampleFileError: labelled files cannot be used; every problem is listed.
    """
    try:
        from models.training.augmenting import Augmenting  # noqa: PLC0415
        from models.training.build import BuildConfig, build_model  # noqa: PLC0415
        from models.training.losses import LossSettings  # noqa: PLC0415
        from models.training.network import Pooling  # noqa: PLC0415
        from models.training.progress import EpochRow  # noqa: PLC0415
        from models.training.run import TrainingConfig  # noqa: PLC0415
        from models.training.sources import read_sources  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError(f"training needs {error.name}: pip install 'finad[train]'") from error
    quieten_transformers()
    sources = read_sources(
        request.data,
        corpus=request.corpus,
        corpus_labels=CORPUS_LABELS,
        corpus_weight=request.corpus_weight,
        calibration_weight=request.calibration_weight,
    )
    if request.teacher is not None:
        sources = _taught(request, sources, console)
    for source in sources.training:
        console.print(f"training on {len(source.examples):,} texts, each counting {source.weight:g}")
    config = TrainingConfig(
        epochs=request.epochs,
        patience=request.patience,
        rate=request.rate,
        batch_tokens=request.batch_tokens,
        window=request.max_tokens,
        pooling=Pooling(request.pooling),
        augmenting=Augmenting(share=request.augmented_share),
        losses=LossSettings(evidence=request.evidence),
        seed=request.seed,
        device=request.device,
    )
    build = BuildConfig(
        name=request.name,
        base=request.base,
        base_as_stated=request.base_as_stated or request.base,
        is_fresh=request.is_fresh,
        reads_rules=request.reads_rules,
        created=request.created,
    )
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("training", total=1.0)

        def show(row: EpochRow) -> None:
            console.print(
                f"epoch {row.epoch}: loss {row.training_loss:.3f}, dev {row.dev_loss:.3f}, "
                f"average precision {row.dev_average_precision:.3f}, evidence F1 {row.dev_evidence_f1:.3f}"
            )

        built = build_model(
            sources,
            build_scanner(ScannerConfig(model=None, with_edits=False)),
            build,
            config,
            request.out,
            on_step=lambda done: bar.update(task, completed=done),
            on_epoch=show,
        )
        bar.update(task, completed=1.0)
    console.print(built.comparison.markdown(), markup=False)
    console.print(f"model {built.manifest.label} → {request.out}", markup=False)
    return 0


def _taught(request: TrainRequest, sources: "TrainingSources", console: Console) -> "TrainingSources":
    """Add texts that a teacher labels."""
    from labeled_data.example_file import read_examples  # noqa: PLC0415
    from labeled_data.manifest import fingerprint_of  # noqa: PLC0415
    from models.judges.naming import named_judge  # noqa: PLC0415
    from models.pretraining.corpus import CorpusFile  # noqa: PLC0415
    from models.training.distilling import DistillingConfig, teach  # noqa: PLC0415

    assert request.teacher is not None
    if not request.unlabelled:
        raise CorpusError("a teacher needs texts to label: give --unlabelled FILE, one text a line")
    lines = [line for path in request.unlabelled for line in CorpusFile(path=path, weight=1.0).lines()]
    labelled = {example.text for source in (*sources.training, *sources.calibration) for example in source.examples}
    kept_out = [example.text for example in read_examples(request.exclude)] if request.exclude else []
    teacher = named_judge(request.teacher, ScannerConfig(with_edits=False)).judge
    config = DistillingConfig(texts=request.taught, weight=request.taught_weight, seed=request.seed)
    with console.status(f"{teacher.name} labels texts"):
        taught = teach(
            lines,
            teacher,
            config,
            excluded=labelled.union(kept_out, (example.text for example in sources.dev)),
        )
    return replace(
        sources,
        training=(*sources.training, taught),
        fingerprints={**sources.fingerprints, "taught": fingerprint_of(taught.examples)},
    )
