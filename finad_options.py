"""Options that several commands of finad share."""

from pathlib import Path
from typing import Annotated, Literal

import typer

Profile = Annotated[str, typer.Option("--profile", help="判定配置。 Decision profile of the policy.")]
Registry = Annotated[
    list[str] | None,
    typer.Option(
        "--registry",
        help="持牌机构名单（csv、xlsx），可多次给出；名单没有业务列时写 文件:业务。 "
        "List of licensed institutions; may be given again; FILE:TRADE where the list has no column of trades.",
        metavar="FILE[:TRADE]",
    ),
]
WatchList = Annotated[
    list[Path] | None,
    typer.Option(
        "--watch-list", help="重点名单（csv、xlsx）。 List of institutions that are warned of.", metavar="FILE"
    ),
]
Packs = Annotated[
    str | None, typer.Option("--packs", help="规则包，逗号分隔。 Rule packs, comma-separated; all by default.")
]
SHIPPED_MODEL = Path(__file__).parent / "models" / "artifacts" / "small"
"""The model that comes with finad."""
Model = Annotated[
    Path | None,
    typer.Option(
        "--model",
        envvar="FINAD_MODEL",
        help="模型目录，默认用随附的模型。 Folder of a model; the one that comes with finad by default.",
        metavar="FOLDER",
    ),
]
NoModel = Annotated[
    bool,
    typer.Option(
        "--no-model",
        envvar="FINAD_NO_MODEL",
        help="只用规则，除非给出 --model。 The rules alone, unless --model names a model.",
    ),
]
Backend = Annotated[
    Literal["auto", "kernel", "onnx", "openvino", "openvino-bf16", "torch", "torch-bf16", "torch-cuda"],
    typer.Option(
        "--backend",
        envvar="FINAD_BACKEND",
        help="模型由什么计算，默认自动选择。 What computes the model; the fastest that runs here by default.",
    ),
]
Language = Annotated[Literal["zh", "en"], typer.Option("--lang", help="显示语言。 Language shown.")]
OutcomeName = Literal["review", "reject"]
InputName = Literal["txt", "csv", "tsv", "jsonl", "parquet", "xlsx", "html"]
EngineName = Literal["processes", "ray"]
OutputName = Literal["jsonl", "csv", "parquet", "xlsx", "html"]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON。 Write JSON.")]
