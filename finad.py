"""The command line of finad: parses arguments and hands each command to the package that does it.

Knows nothing of how any of it is done. Packages are imported inside the commands, so that each one pays only for
what it uses.
"""

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from finad_cascade import IsCascade, NearRepeats, cascade_app, cascaded
from finad_crawl import crawl_app
from finad_data import data_app
from finad_evidence import evidence_app
from finad_learn import learn_app
from finad_model import model_app
from finad_options import (
    SHIPPED_MODEL,
    AsJson,
    Backend,
    EngineName,
    InputName,
    Language,
    Model,
    NoModel,
    OutcomeName,
    OutputName,
    Packs,
    Profile,
    Registry,
    WatchList,
)
from finad_train import train_app

if TYPE_CHECKING:
    from rich.console import Console

    from classifier.scanner import ScannerConfig

_CONTEXT = {"help_option_names": ["-h", "--help"]}
USAGE_STATUS = 2
CLOSED_STATUS = 141
"""What a shell shows for a program that a closed pipe ended (128 + SIGPIPE)."""

app = typer.Typer(
    name="finad",
    help="鉴广 · 金融广告合规扫描。 Scans Chinese financial advertising for nine kinds of prohibited content.",
    epilog="Exit status: 0 done · 1 error · 2 wrong usage · 3 scan finished, but some rows could not be read · "
    "4 check --fail-on was met · 130 interrupted · 141 the reader of the output went away, as head does.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings=_CONTEXT,
)
rules_app = typer.Typer(
    help="规则。 The rules: list them, run their examples, ask why.", no_args_is_help=True, context_settings=_CONTEXT
)
app.add_typer(rules_app, name="rules")
app.add_typer(data_app, name="data")
app.add_typer(train_app)
app.add_typer(model_app)
app.add_typer(learn_app, name="learn")
app.add_typer(cascade_app, name="cascade")
app.add_typer(crawl_app)
app.add_typer(evidence_app, name="evidence")


def _show_version(is_asked: bool) -> None:
    if is_asked:
        from classifier.version import FINAD_VERSION  # noqa: PLC0415

        typer.echo(f"finad {FINAD_VERSION}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="版本。 Show the version.")
    ] = False,
) -> None:
    """Scan Chinese financial advertising for nine kinds of prohibited content."""


_DASH_HINT = ' · 文案以“-”开头时前面加 -- · Copy that begins with a dash goes after --: finad check -- "-50%…"'


class _CopyCommand(TyperCommand):
    """A command whose argument is ad copy, which may well begin with a dash."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse, and say how to pass copy that looks like an option."""
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            # Told by its attributes: where the class lives differs between versions of typer.
            if hasattr(error, "option_name") and hasattr(error, "message"):
                error.message += _DASH_HINT
            raise


@app.command(cls=_CopyCommand)
def check(  # noqa: PLR0913, PLR0917 - a command has as many parameters as options
    text: Annotated[
        str, typer.Argument(help="广告文案；- 读标准输入。 Ad copy; - reads standard input.", metavar="COPY")
    ],
    title: Annotated[str | None, typer.Option(help="标题。 Title.")] = None,
    footnote: Annotated[str | None, typer.Option(help="小字。 Footnote.")] = None,
    advertiser: Annotated[str | None, typer.Option(help="广告主。 Advertiser.")] = None,
    date: Annotated[
        str | None, typer.Option("--date", help="发布日期，决定适用的法律。 Day of publication, which decides the law.")
    ] = None,
    channel: Annotated[str | None, typer.Option(help="渠道，如 sms。 Medium, for example sms.")] = None,
    profile: Profile = "default",
    registry: Registry = None,
    watch_list: WatchList = None,
    packs: Packs = None,
    model: Model = None,
    no_model: NoModel = False,
    backend: Backend = "auto",
    edits: Annotated[bool, typer.Option("--edits/--no-edits", help="给出修改建议。 Look for edits.")] = True,
    as_json: AsJson = False,
    trail: Annotated[
        Path | None, typer.Option(help="把判定过程写入文件，可用 replay 复现。 Write the decision trail to this file.")
    ] = None,
    lang: Language = "zh",
    fail_on: Annotated[
        OutcomeName | None, typer.Option(help="达到该结论时退出码为 4。 Exit with 4 at this outcome or graver.")
    ] = None,
) -> None:
    """判一条广告。 Judge one ad and show the proof."""
    from classifier.finding import Outcome  # noqa: PLC0415
    from service.commands.check import CheckRequest, run_check  # noqa: PLC0415
    from service.wording import Lang  # noqa: PLC0415

    request = CheckRequest(
        text=text,
        title=title,
        footnote=footnote,
        advertiser=advertiser,
        published=date,
        channel=channel,
        as_json=as_json,
        trail_path=trail,
        lang=Lang(lang),
        fail_on=None if fail_on is None else Outcome(fail_on),
    )
    model = _model_of(model, is_off=no_model)
    config = _config_of(profile, packs, registry, watch_list, with_edits=edits, model=model, backend=backend)
    raise typer.Exit(run_check(request, config, _screen()))


@app.command()
def scan(  # noqa: PLR0913, PLR0917 - as above
    inputs: Annotated[
        list[str],
        typer.Argument(
            help="txt csv tsv jsonl parquet xlsx html 文件，采集目录，或 -。 Files, a crawler's output folder, or -.",
            metavar="FILE…",
        ),
    ],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="结果文件。 Result file.")] = None,
    rejects: Annotated[
        Path | None,
        typer.Option(
            help="读不了的行存入此文件；默认存于 OUT.rejects.jsonl，没有 --out 时显示。 "
            "Rows that cannot be read; by default OUT.rejects.jsonl, or shown where there is no --out.",
            metavar="FILE",
        ),
    ] = None,
    output_format: Annotated[
        OutputName | None,
        typer.Option("--format", help="结果格式，默认看扩展名。 Result format; by the name if not given."),
    ] = None,
    input_format: Annotated[
        InputName | None, typer.Option(help="输入格式，默认自动识别。 Input format; found out if not given.")
    ] = None,
    text_column: Annotated[
        str | None, typer.Option(help="文案所在列名或列号。 Column of the ad text, by name or number from 1.")
    ] = None,
    whole_file: Annotated[
        bool, typer.Option(help="一个 txt 文件是一条广告。 A txt file is one ad, not one a line.")
    ] = False,
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, help="进程数。 Processes.")] = 1,
    engine: Annotated[EngineName, typer.Option(help="本机进程或 Ray 集群。 Processes here, or Ray.")] = "processes",
    address: Annotated[
        str | None,
        typer.Option(envvar="RAY_ADDRESS", help="Ray 集群，如 auto；默认在本机启动。 Cluster; one here if none."),
    ] = None,
    actors: Annotated[int | None, typer.Option(min=1, help="Ray 的判定进程数。 Processes of Ray that judge.")] = None,
    gpus_per_actor: Annotated[float, typer.Option(min=0, help="各占的 GPU。 GPUs of each of them.")] = 0.0,
    resume: Annotated[bool, typer.Option(help="接着上次中断处扫描。 Go on where a killed run stopped.")] = False,
    profile: Profile = "default",
    registry: Registry = None,
    watch_list: WatchList = None,
    packs: Packs = None,
    model: Model = None,
    no_model: NoModel = False,
    backend: Backend = "auto",
    edits: Annotated[
        bool,
        typer.Option("--edits/--no-edits", help="给出修改建议，较慢。 Look for edits; much slower."),
    ] = False,
    cascade: IsCascade = False,
    near_repeats: NearRepeats = False,
    limit: Annotated[int | None, typer.Option(min=1, help="只读前几行。 Read the first rows only.")] = None,
    as_list: Annotated[
        bool, typer.Option("--list", help="逐条列出（终端默认）。 List flagged ads, as a terminal does.")
    ] = False,
    report_limit: Annotated[int, typer.Option(min=0, help="HTML 报告最多列几条。 Most ads of an HTML report.")] = 500,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="不显示进度和汇总。 No progress, no summary.")] = False,
) -> None:
    """批量扫描文件。 Scan files of ads."""
    from crawler.readers import InputFormat, ReadOptions, readable_name  # noqa: PLC0415
    from service.commands.cluster import cluster_of  # noqa: PLC0415
    from service.commands.scan import ScanRequest, run_scan  # noqa: PLC0415
    from service.writers.output_format import OutputFormat  # noqa: PLC0415

    request = ScanRequest(
        inputs=tuple(inputs),
        read_options=ReadOptions(
            input_format=None if input_format is None else InputFormat(input_format),
            text_column=None if text_column is None else readable_name(text_column),
            is_whole_file=whole_file,
        ),
        out=out,
        output_format=None if output_format is None else OutputFormat(output_format),
        rejects=rejects,
        workers=workers,
        cluster=cluster_of(engine, address, actors, gpus_per_actor, workers=workers),
        resume=resume,
        row_limit=limit,
        ad_limit=report_limit,
        as_list=as_list,
        quiet=quiet,
    )
    model = _model_of(model, is_off=no_model)
    config = _config_of(
        profile, packs, registry, watch_list, with_edits=edits, model=model, backend=backend, processes=workers
    )
    config = cascaded(config, is_on=cascade, near_repeats=near_repeats)
    raise typer.Exit(run_scan(request, config, _screen(), _errors()))


@app.command()
def taxonomy(
    code: Annotated[str | None, typer.Argument(help="类别代码。 Category code.")] = None,
    as_json: AsJson = False,
    date: Annotated[str | None, typer.Option("--date", help="法律以哪天为准。 Day of the law shown.")] = None,
    lang: Language = "zh",
) -> None:
    """九类违法内容及其法律依据。 The nine categories and the law behind them."""
    from service.commands.taxonomy import run_taxonomy  # noqa: PLC0415
    from service.wording import Lang  # noqa: PLC0415

    raise typer.Exit(run_taxonomy(code, date, Lang(lang), _screen(), as_json=as_json))


@app.command()
def evaluate(  # noqa: PLR0913, PLR0917 - as above
    examples: Annotated[Path, typer.Argument(help="标注样本（jsonl）。 Labelled examples.", metavar="FILE")],
    judge: Annotated[
        list[str] | None,
        typer.Option(
            help="被评者，可多次给出，同列一表： Judged; may be given again, all in one table: "
            "scanner（与 scan 相同，默认 as scan does, the default）· rules · fused[:FOLDER] · model[:FOLDER] · "
            "linear:FOLDER · fasttext:FOLDER. FOLDER：模型目录，或基线训练用的划分 of a model, or of the split files "
            "that a baseline is trained on.",
            metavar="NAME",
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(help="与之比较：差值、区间、翻转。 Compare the first with this judge.", metavar="NAME"),
    ] = None,
    full: Annotated[
        bool,
        typer.Option(
            "--full",
            help="另测八种伪装、还原误伤、证据忠实度；较慢。 Disguises, harm of undoing, faithfulness too; slower.",
        ),
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option(help="报告目录：表格、图、metrics.json、flips.jsonl。 Folder of the report.", metavar="FOLDER"),
    ] = None,
    slices: Annotated[
        bool, typer.Option("--slices", help="按行业、渠道、长度、年份等分列。 By trade, channel, length, year …")
    ] = False,
    texts: Annotated[
        bool,
        typer.Option("--list", help="列出判错（或两者不同）的样本。 Texts judged wrongly, or differently by the two."),
    ] = False,
    as_json: AsJson = False,
    profile: Profile = "default",
    packs: Packs = None,
    registry: Registry = None,
    watch_list: WatchList = None,
    model: Model = None,
    no_model: NoModel = False,
    backend: Backend = "auto",
) -> None:
    """在标注样本上评分、比较。 Score judges on labelled examples, and compare them."""
    from models.evaluation.command import EvaluateRequest, run_evaluate  # noqa: PLC0415

    request = EvaluateRequest(
        path=examples,
        judges=tuple(judge or ("scanner",)),
        against=against,
        is_full=full,
        report=report,
        as_json=as_json,
        with_slices=slices,
        with_texts=texts,
    )
    model = _model_of(model, is_off=no_model)
    config = _config_of(profile, packs, registry, watch_list, with_edits=False, model=model, backend=backend)
    raise typer.Exit(run_evaluate(request, config, _screen(), _errors()))


@app.command()
def replay(
    trail: Annotated[Path, typer.Argument(help="check --trail 写的文件。 File written by check --trail.")],
    registry: Registry = None,
    watch_list: WatchList = None,
    model: Model = None,
) -> None:
    """复现一次判定。 Scan the ad of a decision trail again and compare."""
    from service.commands.replay import run_replay  # noqa: PLC0415
    from service.commands.scanning import registry_sources  # noqa: PLC0415

    sources = registry_sources(registry or [], watch_list or [])
    raise typer.Exit(run_replay(trail, sources, _screen(), model=model or SHIPPED_MODEL))


@rules_app.command("list")
def rules_list(
    pack: Annotated[str | None, typer.Option(help="规则包。 Rules of this pack only.")] = None,
    category: Annotated[str | None, typer.Option(help="类别。 Rules of this category only.")] = None,
    as_json: AsJson = False,
) -> None:
    """列出规则。 List the rules."""
    from service.commands.rules import run_list  # noqa: PLC0415

    raise typer.Exit(run_list(pack, category, _screen(), as_json=as_json))


@rules_app.command("test")
def rules_test(
    files: Annotated[
        list[Path] | None, typer.Argument(help="规则包文件，默认全部。 Pack files; all by default.")
    ] = None,
) -> None:
    """运行规则自带的示例。 Run the hits and misses of the rules."""
    from service.commands.rules import run_test  # noqa: PLC0415

    raise typer.Exit(run_test(files or [], _screen()))


@rules_app.command("why")
def rules_why(
    text: Annotated[str, typer.Argument(help="广告文案。 Ad copy.", metavar="COPY")],
    rule: Annotated[str | None, typer.Option(help="只看这条规则。 This rule only.")] = None,
    profile: Profile = "default",
    packs: Packs = None,
) -> None:
    """看规则命中了什么、为何排除。 Show what the rules named in a text and what became of it."""
    from service.commands.rules import run_why  # noqa: PLC0415

    raise typer.Exit(run_why(text, rule, _config_of(profile, packs, None, None, with_edits=False), _screen()))


def _config_of(  # noqa: PLR0913 - what the commands share
    profile: str,
    packs: str | None,
    registry: list[str] | None,
    watch_list: list[Path] | None,
    *,
    with_edits: bool,
    model: Path | None = None,
    backend: str = "auto",
    processes: int = 1,
) -> "ScannerConfig":
    from classifier.neural.engines import EngineName, usable_threads  # noqa: PLC0415
    from service.commands.scanning import config_of, registry_sources  # noqa: PLC0415

    names = [name.strip() for name in (packs or "").split(",") if name.strip()]
    return config_of(
        profile,
        names,
        registry_sources(registry or [], watch_list or []),
        with_edits=with_edits,
        model=model,
        engine=EngineName(backend),
        threads=usable_threads(processes),
    )


def _model_of(named: Path | None, *, is_off: bool) -> Path | None:
    """Folder of the model to use: the one named, else the one that comes with finad; ``None`` for the rules alone."""
    from service.commands.scanning import has_model  # noqa: PLC0415

    if named is not None or is_off:
        return named
    if has_model(SHIPPED_MODEL):
        return SHIPPED_MODEL
    sys.stderr.write(
        "提示 note: 没有随附模型，只用规则判定 no model came with this installation, the rules judge alone "
        "(--no-model says so without this note)\n"
    )
    return None


def _screen() -> "Console":
    from service.terminal.screen import Screen  # noqa: PLC0415

    return Screen(highlight=False)


def _errors() -> "Console":
    from rich.console import Console  # noqa: PLC0415

    return Console(stderr=True, highlight=False)


def _expected_errors() -> tuple[type[Exception], ...]:
    """Errors that say all there is to say; anything else is our bug and keeps its traceback."""
    from classifier.errors import ClassifierError  # noqa: PLC0415
    from crawler.errors import CrawlerError  # noqa: PLC0415
    from labeled_data.errors import LabeledDataError  # noqa: PLC0415
    from models.errors import ModelsError  # noqa: PLC0415
    from service.errors import ServiceError  # noqa: PLC0415

    # A disk, folder or pipe that fails is nobody's bug.
    return (ClassifierError, CrawlerError, LabeledDataError, ModelsError, ServiceError, OSError)


def _status_of(error: Exception) -> int:
    """Say what went wrong and give the exit status for it."""
    from classifier.errors import UnknownCategoryError, UnknownProfileError  # noqa: PLC0415
    from service.errors import OutputClosedError, WrongUsageError  # noqa: PLC0415
    from service.terminal.visible import visible  # noqa: PLC0415

    if isinstance(error, OutputClosedError):
        return CLOSED_STATUS
    said = str(error)
    if isinstance(error, OSError):
        said = f"{error.filename or 'standard output'}: {error.strerror}"
    sys.stderr.write(f"错误 error: {visible(said)}\n")
    return USAGE_STATUS if isinstance(error, WrongUsageError | UnknownCategoryError | UnknownProfileError) else 1


def _flush_or_abandon_stdout() -> None:
    """Where standard output cannot take what is left in its buffer, send that nowhere: Python would fail at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def main() -> None:
    """Run the command line."""
    # A pipe may be anything; what we print is UTF-8 wherever it can be.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    # Service managers end a process with SIGTERM; it is answered like Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        app()
    except Exception as error:
        if not isinstance(error, _expected_errors()):
            raise
        status = _status_of(error)
        _flush_or_abandon_stdout()
        sys.exit(status)


if __name__ == "__main__":
    main()
