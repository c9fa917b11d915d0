"""The command line of what becomes of a trained network: parses arguments and hands each command to ``models``.

Knows nothing of how any of it is done. Packages are imported inside the commands, as in ``finad``.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

model_app = typer.Typer()

_ROOT = Path(__file__).parent
_DATA = _ROOT / "labeled_data" / "data"
Artefact = Annotated[
    Path, typer.Argument(help="模型目录。 Folder of a model.", metavar="FOLDER", exists=True, file_okay=False)
]


def _console(*, stderr: bool = False) -> "Console":
    from rich.console import Console  # noqa: PLC0415

    return Console(highlight=False, stderr=stderr)


@model_app.command()
def export(
    network: Annotated[
        Path, typer.Argument(help="训练所得网络的目录。 Folder of a trained network.", metavar="NETWORK")
    ],
    tokenizer: Annotated[Path, typer.Option(help="分词器文件。 File of the tokenizer.")],
    calibration: Annotated[Path, typer.Option(help="校准文件。 Calibration made with the network.")],
    facts: Annotated[Path, typer.Option(help="模型说明（JSON）。 What the manifest states: name, data, settings.")],
    out: Annotated[Path, typer.Option(help="输出目录。 Folder of the model to write.")],
    sample: Annotated[
        Path, typer.Option(help="用于量化的样本。 Examples by which the quantisation is set.", show_default=False)
    ] = _DATA / "train.jsonl",
) -> None:
    """导出。 Write a trained network as the folder that ships: 8-bit ONNX, weights, manifest."""
    from models.gating.command import run_export  # noqa: PLC0415

    raise typer.Exit(
        run_export(network, out, _console(), tokenizer=tokenizer, calibration=calibration, facts=facts, sample=sample)
    )


@model_app.command()
def openvino(
    folder: Artefact,
    sample: Annotated[
        Path, typer.Option(help="用于量化的样本。 Examples by which the quantisation is set.", show_default=False)
    ] = _DATA / "train.jsonl",
) -> None:
    """为 OpenVINO 导出。 Add to a model what --backend openvino and openvino-bf16 run."""
    from models.gating.command import run_openvino  # noqa: PLC0415

    raise typer.Exit(run_openvino(folder, _console(), sample=sample))


@model_app.command()
def measure(
    folder: Artefact,
    sets: Annotated[
        list[Path] | None,
        typer.Argument(
            help="样本文件，默认用测试集。 Files of examples; the test set by default.", metavar="[FILE]..."
        ),
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="不测伪装和证据忠实度。 Leave out disguises and faithfulness.")
    ] = False,
) -> None:
    """测量。 Measure a model and write its metrics and card into its folder."""
    from classifier import ScannerConfig  # noqa: PLC0415
    from classifier.neural.engines import usable_threads  # noqa: PLC0415
    from models.gating.command import run_measure  # noqa: PLC0415

    config = ScannerConfig(with_edits=False, threads=usable_threads())
    files = sets or [_DATA / "test.jsonl"]
    raise typer.Exit(run_measure(folder, files, config, _console(), _console(stderr=True), is_full=not quick))


@model_app.command()
def card(folder: Artefact) -> None:
    """模型卡。 Write the card of a model from its manifest, metrics and calibration."""
    from models.gating.command import run_card  # noqa: PLC0415

    raise typer.Exit(run_card(folder, _console()))


@model_app.command()
def gate(
    folder: Artefact,
    floors: Annotated[Path, typer.Option(help="下限文件。 File of floors.", show_default=False)] = _ROOT
    / "models"
    / "floors.yaml",
    data: Annotated[Path, typer.Option(help="标注数据目录。 Folder of the labelled data.", show_default=False)] = _DATA,
    record: Annotated[
        bool, typer.Option("--record", help="通过后以其数值为新下限。 Set the floors by it once it has passed.")
    ] = False,
    anew: Annotated[
        bool, typer.Option("--anew", help="与 --record 合用：不论原下限。 With --record: whatever the floors were.")
    ] = False,
) -> None:
    """把关。 Hold a model against the floors; exit with 1 if it may not ship."""
    from models.gating.command import run_gate  # noqa: PLC0415

    raise typer.Exit(run_gate(folder, _console(), floors=floors, data=data, record=record, anew=anew))
