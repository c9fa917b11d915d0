"""The command line of training: parses arguments and hands each command to ``models``.

Knows nothing of how any of it is done. Packages are imported inside the commands, as in ``finad``.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from rich.console import Console

train_app = typer.Typer()

_DATA = Path(__file__).parent / "labeled_data" / "data"
Device = Annotated[Literal["cpu", "cuda"], typer.Option(help="设备。 Device.")]
Seed = Annotated[int, typer.Option(min=0, help="种子。 Seed.")]


def _console() -> "Console":
    from rich.console import Console  # noqa: PLC0415

    return Console(highlight=False)


@train_app.command()
def pretrain(  # noqa: PLR0913, PLR0917 - every parameter is an option of the command line
    corpus: Annotated[
        Path, typer.Argument(help="语料目录（txt、txt.gz，一行一条）。 Folder of text files, one text a line.")
    ],
    out: Annotated[Path, typer.Option(help="输出目录，可续训。 Folder of checkpoint and encoder; resumes.")],
    size: Annotated[Literal["small", "base"], typer.Option(help="规模。 Size of the encoder.")] = "small",
    minutes: Annotated[
        float, typer.Option(min=0.1, help="训练时长，跨续训累计。 Length of the run in minutes.")
    ] = 120.0,
    batch_tokens: Annotated[int, typer.Option(min=512, help="每批字数。 Tokens of a batch.")] = 4096,
    seed: Seed = 2016,
    exclude: Annotated[
        Path | None, typer.Option(help="不得训练的样本（jsonl）。 Examples whose texts are never trained on.")
    ] = None,
    device: Device = "cpu",
) -> None:
    """预训练编码器。 Pre-train an encoder by masked language modelling on plain text."""
    from models.pretraining.command import run_pretrain  # noqa: PLC0415

    raise typer.Exit(
        run_pretrain(
            corpus,
            out,
            _console(),
            size=size,
            minutes=minutes,
            batch_tokens=batch_tokens,
            seed=seed,
            exclude=exclude,
            device=device,
        )
    )


@train_app.command()
def train(  # noqa: PLR0913, PLR0917 - as above
    base: Annotated[
        str,
        typer.Option(
            help="编码器：目录或模型库名称，如 hfl/chinese-macbert-base。 Encoder: a folder or a name on a hub."
        ),
    ],
    out: Annotated[Path, typer.Option(help="模型输出目录。 Folder of the model.")],
    data: Annotated[Path, typer.Option(help="标注数据目录。 Folder of the split files.", show_default=False)] = _DATA,
    corpus: Annotated[
        Path | None,
        typer.Option(help="语料目录，其中已标注的行一并训练。 Folder of the corpus whose labelled lines are used too."),
    ] = None,
    corpus_weight: Annotated[
        float, typer.Option(min=0.01, help="语料行的权重。 How much a line of the corpus counts in training.")
    ] = 1.0,
    calibration_weight: Annotated[
        float, typer.Option(min=0.01, help="语料行在校准中的权重。 How much one counts in the calibration.")
    ] = 2.0,
    name: Annotated[str, typer.Option(help="模型名称。 Name of the model.")] = "small",
    base_name: Annotated[
        str | None, typer.Option(help="清单中所记编码器名称。 What the manifest calls the encoder.")
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="不用预训练权重。 Forget the encoder's weights, keep its shape.")
    ] = False,
    reads_rules: Annotated[
        bool, typer.Option("--reads-rules", help="告知网络规则所见。 Tell the network what the rules find in an ad.")
    ] = False,
    epochs: Annotated[int, typer.Option(min=1, help="最多轮数。 Most epochs.")] = 12,
    patience: Annotated[int, typer.Option(min=0, help="早停轮数。 Epochs without gain before the end.")] = 3,
    rate: Annotated[float, typer.Option(min=0.0, help="最高学习率。 Highest learning rate.")] = 4e-4,
    pooling: Annotated[
        Literal["cls", "mean", "cls_and_mean"], typer.Option(help="汇聚方式。 How a text becomes one vector.")
    ] = "mean",
    evidence: Annotated[float, typer.Option(min=0.0, help="证据损失权重。 Weight of the evidence loss.")] = 1.0,
    disguised: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="每轮伪装样本比例。 Share of texts disguised in an epoch.")
    ] = 0.5,
    batch_tokens: Annotated[int, typer.Option(min=256, help="每批字数。 Tokens of a batch.")] = 4096,
    max_tokens: Annotated[int, typer.Option(min=16, help="窗口长度。 Tokens of a window.")] = 256,
    teacher: Annotated[
        str | None,
        typer.Option(help="教师，如 fused:目录。 Who labels unlabelled texts: fused:FOLDER or model:FOLDER."),
    ] = None,
    unlabelled: Annotated[
        list[Path] | None,
        typer.Option(help="教师标注的文本，一行一条。 File of texts for the teacher, one a line; may be repeated."),
    ] = None,
    taught: Annotated[int, typer.Option(min=1, help="教师标注条数。 How many texts the teacher labels.")] = 10_000,
    taught_weight: Annotated[
        float, typer.Option(min=0.01, help="教师标注的权重。 How much one of them counts in training.")
    ] = 0.5,
    exclude: Annotated[
        Path | None,
        typer.Option(help="不得交教师标注的样本（jsonl）。 Examples whose texts the teacher never labels."),
    ] = None,
    seed: Seed = 2016,
    date: Annotated[datetime | None, typer.Option(help="清单日期，默认今日。 Date in the manifest.")] = None,
    device: Device = "cpu",
) -> None:
    """训练。 Fine-tune an encoder on the labelled data, calibrate it with the rules and write a model folder."""
    from models.training.command import TrainRequest, run_train  # noqa: PLC0415

    request = TrainRequest(
        data=data,
        out=out,
        name=name,
        base=base,
        base_as_stated=base_name,
        is_fresh=fresh,
        reads_rules=reads_rules,
        corpus=corpus,
        corpus_weight=corpus_weight,
        calibration_weight=calibration_weight,
        epochs=epochs,
        patience=patience,
        rate=rate,
        pooling=pooling,
        evidence=evidence,
        augmented_share=disguised,
        batch_tokens=batch_tokens,
        max_tokens=max_tokens,
        seed=seed,
        created=(date or datetime.now(UTC)).date(),
        device=device,
        teacher=teacher,
        unlabelled=tuple(unlabelled or ()),
        taught=taught,
        taught_weight=taught_weight,
        exclude=exclude,
    )
    raise typer.Exit(run_train(request, _console()))
