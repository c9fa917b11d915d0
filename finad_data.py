"""The command line of ``finad data``: parses arguments and hands each command to ``labeled_data.commands``.

Knows nothing of how any of it is done. Packages are imported inside the commands, as in ``finad``.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from rich.console import Console

data_app = typer.Typer(
    help="标注数据。 The labelled data: compile, check, describe, split, exchange.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_FOLDER = Path(__file__).parent / "labeled_data"
Examples = Annotated[
    Path,
    typer.Argument(
        help="数据目录、编写目录或文件。 Folder of split files, folder of .ads files, or one file.", show_default=False
    ),
]
Authored = Annotated[Path, typer.Option(help="编写目录（.ads）。 Folder of authored files.", show_default=False)]
Tool = Literal["label-studio", "doccano"]
AsMarkdown = Annotated[bool, typer.Option("--markdown", help="输出 Markdown。 Print Markdown.")]


def _console() -> "Console":
    from rich.console import Console  # noqa: PLC0415

    return Console(highlight=False)


@data_app.command("compile")
def compile_(
    authored: Authored = _FOLDER / "authored",
    out: Annotated[Path, typer.Option(help="输出目录。 Folder of the split files.", show_default=False)] = _FOLDER
    / "data",
    seed: Annotated[int, typer.Option(min=0, help="划分种子。 Seed of the split.")] = 2016,
    anew: Annotated[bool, typer.Option("--anew", help="重新划分。 Forget the earlier split.")] = False,
) -> None:
    """编译并划分。 Compile authored files to train, dev and test with offsets and a manifest."""
    from labeled_data.commands.compile import run_compile  # noqa: PLC0415

    raise typer.Exit(run_compile(authored, out, _console(), seed=seed, anew=anew))


@data_app.command()
def check(
    path: Examples = _FOLDER / "data",
    authored: Annotated[
        Path | None, typer.Option(help="与编写目录比对。 Compare with this folder of authored files.")
    ] = None,
    goals: Annotated[bool, typer.Option("--goals", help="未达目标即失败。 A missed goal fails.")] = False,
    markdown: AsMarkdown = False,
) -> None:
    """检查。 Find faulty labels, near copies, leakage and missed goals; exit with 1 if there are errors."""
    from labeled_data.commands.check import run_check  # noqa: PLC0415

    raise typer.Exit(run_check(path, _console(), authored=authored, goals=goals, as_markdown_text=markdown))


@data_app.command()
def stats(
    path: Examples = _FOLDER / "data",
    markdown: AsMarkdown = False,
    picture: Annotated[Path | None, typer.Option(help="长度分布图（png、svg）。 Draw lengths to this file.")] = None,
    reference: Annotated[
        list[Path] | None, typer.Option(help="对照文本，一行一条。 Texts to compare lengths with, one a line.")
    ] = None,
) -> None:
    """统计。 Count splits, categories, verticals and channels; draw the lengths."""
    from labeled_data.commands.stats import run_stats  # noqa: PLC0415

    raise typer.Exit(
        run_stats(path, _console(), as_markdown_text=markdown, picture=picture, references=reference or [])
    )


@data_app.command()
def split(
    path: Examples,
    out: Annotated[Path, typer.Option(help="输出目录。 Folder of the split files.")],
    seed: Annotated[int, typer.Option(min=0, help="划分种子。 Seed.")] = 2016,
    keep: Annotated[Path | None, typer.Option(help="保持此前划分。 Earlier split whose groups stay.")] = None,
) -> None:
    """划分。 Split examples by group into train, dev and test."""
    from labeled_data.commands.split import run_split  # noqa: PLC0415

    raise typer.Exit(run_split(path, out, _console(), seed=seed, keep=keep))


@data_app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(help="标注工具导出的文件。 File that the tool exported.", show_default=False)],
    tool: Annotated[Tool, typer.Option("--from", help="工具。 Tool.")],
    out: Annotated[Path, typer.Option(help="输出 jsonl。 File of examples.")],
    annotator: Annotated[
        str | None, typer.Option(help="只取该标注员（编号或邮箱）。 Only this annotator: id or e-mail.")
    ] = None,
) -> None:
    """导入。 Turn what an annotation tool exported into a file of examples."""
    from labeled_data.commands.exchange import run_import  # noqa: PLC0415

    raise typer.Exit(run_import(tool, path, out, _console(), annotator=annotator))


@data_app.command()
def export(
    path: Annotated[Path, typer.Argument(help="样本文件。 File of examples.", show_default=False)],
    tool: Annotated[Tool, typer.Option("--to", help="工具。 Tool.")],
    out: Annotated[Path, typer.Option(help="输出文件。 File for the tool.")],
    label_config: Annotated[
        Path | None, typer.Option(help="另存 Label Studio 标注界面（xml）。 Write its labelling interface here.")
    ] = None,
) -> None:
    """导出。 Turn a file of examples into one that an annotation tool imports."""
    from labeled_data.commands.exchange import run_export  # noqa: PLC0415

    raise typer.Exit(run_export(tool, path, out, _console(), label_config=label_config))


@data_app.command()
def agreement(
    first: Annotated[Path, typer.Argument(help="第一份标注。 Examples of one annotator.", show_default=False)],
    second: Annotated[Path, typer.Argument(help="第二份标注。 Examples of another.", show_default=False)],
    markdown: AsMarkdown = False,
) -> None:
    """一致性。 Measure how far two annotators agree (Cohen's kappa per category)."""
    from labeled_data.commands.agreement import run_agreement  # noqa: PLC0415

    raise typer.Exit(run_agreement(first, second, _console(), as_markdown_text=markdown))
