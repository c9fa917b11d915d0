"""The command line of ``finad evidence``: parses arguments and hands each command to ``crawler.evidence.commands``.

Knows nothing of how any of it is done. Packages are imported inside the commands, as in ``finad``.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

evidence_app = typer.Typer(
    help="证据。 Sealed captures: verify, pack, show, extract.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Evidence = Annotated[
    Path,
    typer.Argument(help="WACZ 文件或采集目录。 WACZ file, or the folder of a crawl.", metavar="FILE|FOLDER"),
]
Blobs = Annotated[
    str | None,
    typer.Option(
        help="采集目录之外的字节库，如 s3://…。 Store of the bytes, where it is not in the folder.", metavar="URL"
    ),
]


@evidence_app.command()
def verify(
    path: Evidence,
    tsa_cert: Annotated[
        list[Path] | None,
        typer.Option(
            "--tsa-cert",
            help="信任的时间戳证书（PEM、DER），可多次给出。 Trusted certificates of the timestamp authority.",
            metavar="FILE",
        ),
    ] = None,
    blobs: Blobs = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。 Print JSON.")] = False,
) -> None:
    """核验。 Check offline that every byte is what was sealed; exit with 1 if not."""
    from crawler.evidence.commands import run_verify  # noqa: PLC0415

    raise typer.Exit(run_verify(path, _console(), tsa_files=tuple(tsa_cert or ()), blobs=blobs, as_json=as_json))


@evidence_app.command()
def pack(
    folder: Annotated[Path, typer.Argument(help="采集目录。 Folder of a crawl.", metavar="FOLDER")],
    out: Annotated[Path, typer.Option("--out", "-o", help="WACZ 文件。 File to write.", metavar="FILE.wacz")],
    timestamp: Annotated[
        str | None,
        typer.Option(
            help="先请此 RFC 3161 服务器加时间戳。 Have the log stamped by this RFC 3161 server first.", metavar="URL"
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(help="标题，默认为目录名。 Title; the folder's name if none.")] = None,
    blobs: Blobs = None,
) -> None:
    """打包。 Pack a crawl into one WACZ file that replay tools open and anybody can verify."""
    from crawler.evidence.commands import PackRequest, run_pack  # noqa: PLC0415

    request = PackRequest(folder=folder, out=out, title=title, timestamp_url=timestamp, blobs=blobs)
    raise typer.Exit(run_pack(request, _console()))


@evidence_app.command()
def show(
    path: Evidence,
    capture: Annotated[
        str | None, typer.Argument(help="采集编号。 One capture, in full.", metavar="[CAPTURE_ID]", show_default=False)
    ] = None,
    blobs: Blobs = None,
) -> None:
    """查看。 List the captures, or say all of one; nothing is judged."""
    from crawler.evidence.commands import run_show  # noqa: PLC0415

    raise typer.Exit(run_show(path, capture, _console(), blobs=blobs))


@evidence_app.command()
def extract(
    path: Evidence,
    capture: Annotated[str, typer.Argument(help="采集编号。 The capture.", metavar="CAPTURE_ID")],
    out: Annotated[Path, typer.Option("--out", "-o", help="新目录。 New folder.", metavar="DIR")],
    blobs: Blobs = None,
) -> None:
    """取出。 Write the documents and bodies of a capture as files, once they are found sound."""
    from crawler.evidence.commands import run_extract  # noqa: PLC0415

    raise typer.Exit(run_extract(path, capture, out, _console(), blobs=blobs))


def _console() -> "Console":
    from rich.console import Console  # noqa: PLC0415

    return Console(highlight=False, soft_wrap=True)
