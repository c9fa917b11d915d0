"""The command line of ``finad cascade``, and its options of ``finad scan``.

Knows nothing of how any of it is done. Packages are imported inside the commands, as in ``finad``.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from finad_options import SHIPPED_MODEL

if TYPE_CHECKING:
    from rich.console import Console

    from classifier.scanner import ScannerConfig

cascade_app = typer.Typer(
    help="级联。 The cascade: fit its first stage, measure what it saves and misses.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_ROOT = Path(__file__).parent
_DATA = _ROOT / "labeled_data" / "data"
_CORPUS_LABELS = _ROOT / "labeled_data" / "corpus_labels"
SHIPPED_FIRST_STAGE = _ROOT / "models" / "artifacts" / "first-stage"
"""The first stage that comes with finad."""
IsCascade = Annotated[
    bool,
    typer.Option(
        "--cascade",
        envvar="FINAD_CASCADE",
        help="级联：重复的只判一次，明显无事的不细读；漏检上限见 docs/cascade.md。 "
        "Judge repeated ads once and clear those in which nothing is to be found, within a stated bound.",
    ),
]
NearRepeats = Annotated[
    bool,
    typer.Option(
        "--near-repeats",
        help="电话、链接、称呼不同的副本，模型按同一文本读。 "
        "The model reads copies alike that differ in numbers to call, links and names greeted.",
    ),
]
Corpus = Annotated[
    Path,
    typer.Argument(help="语料目录（txt、txt.gz，一行一条）。 Folder of text files, one text a line.", metavar="CORPUS"),
]
Model = Annotated[Path, typer.Option(help="旁边的模型。 The model beside it.", show_default=False)]


def cascaded(config: "ScannerConfig", *, is_on: bool, near_repeats: bool) -> "ScannerConfig":
    """Settings of a scanner with the cascade that options ask for."""
    from dataclasses import replace  # noqa: PLC0415

    from classifier.cascade.config import CascadeConfig  # noqa: PLC0415

    if not (is_on or near_repeats):
        return config
    first_stage = SHIPPED_FIRST_STAGE if is_on else None
    return replace(config, cascade=CascadeConfig(first_stage=first_stage, near_repeats=near_repeats))


@cascade_app.command()
def fit(  # noqa: PLR0913, PLR0917 - every parameter is an option of the command line
    corpus: Corpus,
    out: Annotated[Path, typer.Option(help="输出目录。 Folder to write.", show_default=False)] = SHIPPED_FIRST_STAGE,
    model: Model = SHIPPED_MODEL,
    lines: Annotated[
        int, typer.Option(min=0, help="约用多少未标注行。 About how many unlabelled lines to fit to.")
    ] = 60_000,
    alpha: Annotated[
        float, typer.Option(min=0.001, max=0.5, help="违规的至多放过几成。 Share of violating ads that may be cleared.")
    ] = 0.02,
    beta: Annotated[
        float,
        typer.Option(
            min=0.001, max=0.5, help="细读不放行的至多放过几成。 Share of ads not passed by the full scan that may be."
        ),
    ] = 0.05,
    data: Annotated[Path, typer.Option(help="标注数据目录。 Folder of the split files.", show_default=False)] = _DATA,
    corpus_labels: Annotated[
        Path, typer.Option(help="语料标注目录。 Folder of the labels of its lines.", show_default=False)
    ] = _CORPUS_LABELS,
) -> None:
    """拟合第一级。 Fit the first stage, and state what it may miss."""
    from models.first_stage.command import FitRequest, run_fit  # noqa: PLC0415

    request = FitRequest(
        corpus=corpus,
        corpus_labels=corpus_labels,
        data=data,
        model=model,
        out=out,
        lines=lines,
        alpha=alpha,
        beta=beta,
    )
    raise typer.Exit(run_fit(request, _console(), _console(stderr=True)))


@cascade_app.command()
def measure(
    corpus: Corpus,
    folder: Annotated[
        Path, typer.Option(help="第一级的目录。 Folder of the first stage.", show_default=False)
    ] = SHIPPED_FIRST_STAGE,
    model: Model = SHIPPED_MODEL,
    lines: Annotated[
        int, typer.Option(min=1, help="约用多少未标注行。 About how many unlabelled lines to measure on.")
    ] = 10_000,
    data: Annotated[Path, typer.Option(help="标注数据目录。 Folder of the split files.", show_default=False)] = _DATA,
    corpus_labels: Annotated[
        Path, typer.Option(help="语料标注目录。 Folder of the labels of its lines.", show_default=False)
    ] = _CORPUS_LABELS,
) -> None:
    """测量。 Check the bound on other texts, and print what is saved, missed and repeated."""
    from models.first_stage.command import MeasureRequest, run_measure  # noqa: PLC0415

    request = MeasureRequest(
        folder=folder, corpus=corpus, corpus_labels=corpus_labels, data=data, model=model, lines=lines
    )
    raise typer.Exit(run_measure(request, _console(), _console(stderr=True)))


def _console(*, stderr: bool = False) -> "Console":
    from rich.console import Console  # noqa: PLC0415

    return Console(highlight=False, stderr=stderr, soft_wrap=True)
