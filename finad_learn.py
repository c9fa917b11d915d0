"""The command line of ``finad learn``: parses arguments, reads files of ads, and hands on to ``models.learning``.

Knows nothing of how any of it is done. Packages are imported inside the commands, as in ``finad``. Files are read here,
because ``models`` knows no crawler.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from finad_options import SHIPPED_MODEL

if TYPE_CHECKING:
    from rich.console import Console

    from models.learning.unlabelled import UnlabelledText

learn_app = typer.Typer(
    help="学习助手。 Aids of labelling: doubtful labels, thin coverage, precedents, what to label next.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_DATA = Path(__file__).parent / "labeled_data" / "data"
Labelled = Annotated[
    Path,
    typer.Option(
        help="标注样本：数据目录、编写目录或文件。 Labelled examples: folder of split or .ads files, or one file.",
        show_default=False,
    ),
]
JudgeName = Annotated[
    str | None,
    typer.Option(
        help="判定者，写法同 evaluate，须给出概率；默认现训线性基线。 "
        "Judge, named as for evaluate, with probabilities; the linear baseline, trained on the spot, by default.",
        metavar="NAME",
    ),
]
TextColumn = Annotated[
    str | None, typer.Option(help="文案所在列名或列号。 Column of the ad text, by name or number from 1.")
]
Category = Annotated[str | None, typer.Option(help="只看这一类别。 This category only.")]
Shown = Annotated[int, typer.Option(min=0, help="最多显示几条。 Most entries shown.")]


@learn_app.command()
def labels(
    labelled: Labelled = _DATA,
    judge: JudgeName = None,
    folds: Annotated[int, typer.Option(min=2, help="折数，同组不分开。 Folds; a group stays in one.")] = 5,
    category: Category = None,
    show: Shown = 20,
    out: Annotated[Path | None, typer.Option(help="全部可疑标注（jsonl）。 File of all suspect labels.")] = None,
) -> None:
    """可疑标注，最可疑的在前。 Labels that are likely wrong, the likeliest first."""
    from models.learning.commands.labels import LabelsRequest, run_labels  # noqa: PLC0415

    request = LabelsRequest(path=labelled, judge=judge, folds=folds, category=category, shown=show, out=out)
    raise typer.Exit(run_labels(request, _console(), _errors()))


@learn_app.command()
def coverage(  # noqa: PLR0913, PLR0917 - as above
    unlabelled: Annotated[
        list[str] | None,
        typer.Argument(
            help="未标注文案（同 scan）：列出与所有标注样本都不像的。 "
            "Unlabelled ads, as scan takes them: those unlike all labelled ones are listed.",
            metavar="[FILE]…",
        ),
    ] = None,
    labelled: Labelled = _DATA,
    least: Annotated[int, typer.Option(min=1, help="少于此数为稀。 A cell with fewer texts is thin.")] = 5,
    depth: Annotated[int, typer.Option(min=0, max=3, help="条件最多几个。 Most conditions of a cell.")] = 2,
    far: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="多不像算远（标注样本的分位）。 Quantile that counts as far.")
    ] = 0.05,
    category: Category = None,
    text_column: TextColumn = None,
    show: Shown = 30,
    markdown: Annotated[bool, typer.Option("--markdown", help="输出 Markdown。 Print Markdown.")] = False,
) -> None:
    """覆盖不足之处。 Where labelled texts are lacking."""
    from models.learning.commands.coverage import CoverageRequest, run_coverage  # noqa: PLC0415

    request = CoverageRequest(
        path=labelled,
        unlabelled=_texts_of(unlabelled or [], text_column),
        least=least,
        depth=depth,
        category=category,
        far=far,
        shown=show,
        as_markdown_text=markdown,
    )
    raise typer.Exit(run_coverage(request, _console(), _errors()))


@learn_app.command()
def nearest(
    text: Annotated[str | None, typer.Argument(help="广告文案。 Ad copy.", metavar="[COPY]")] = None,
    file: Annotated[
        list[str] | None, typer.Option(help="或文案文件（同 scan），可多个。 Or files of ads, as scan takes them.")
    ] = None,
    labelled: Labelled = _DATA,
    count: Annotated[int, typer.Option("--count", "-k", min=1, help="每条几个。 How many for each text.")] = 5,
    text_column: TextColumn = None,
    out: Annotated[Path | None, typer.Option(help="写入 jsonl 而不显示。 Write JSON lines instead.")] = None,
) -> None:
    """最相近的标注样本及其标注。 The labelled texts nearest to a text, with their labels."""
    from models.learning.commands.nearest import NearestRequest, run_nearest  # noqa: PLC0415
    from models.learning.unlabelled import UnlabelledText  # noqa: PLC0415

    if (text is None) == (not file):
        raise typer.BadParameter("给一条文案，或用 --file 给文件。 Give one copy, or files with --file.")
    texts = _texts_of(file or [], text_column) if text is None else (UnlabelledText(text_id="copy", text=text),)
    request = NearestRequest(texts=texts, path=labelled, count=count, out=out)
    raise typer.Exit(run_nearest(request, _console(), _errors()))


@learn_app.command()
def queue(  # noqa: PLR0913, PLR0917 - as above
    unlabelled: Annotated[
        list[str],
        typer.Argument(
            help="未标注文案（同 scan）。 Unlabelled ads, as scan takes them.",
            metavar="FILE…",
        ),
    ],
    labelled: Labelled = _DATA,
    judge: JudgeName = None,
    size: Annotated[int, typer.Option(min=1, help="选出几条。 Texts chosen.")] = 100,
    uncertain: Annotated[float, typer.Option(min=0.0, help="模型拿不准的权重。 Weight of uncertainty.")] = 1.0,
    disagreement: Annotated[
        float, typer.Option(min=0.0, help="规则与模型相左的权重。 Weight of rules against model.")
    ] = 1.0,
    novel: Annotated[float, typer.Option(min=0.0, help="新颖的权重。 Weight of novelty.")] = 0.5,
    rare: Annotated[float, typer.Option(min=0.0, help="稀有类别的权重。 Weight of rare categories.")] = 0.5,
    diversity: Annotated[float, typer.Option(min=0.0, help="彼此相似的扣分。 Price of likeness to others.")] = 0.3,
    text_column: TextColumn = None,
    out: Annotated[
        Path | None, typer.Option(help="待标注样本及理由（jsonl）。 File of the texts with their reasons.")
    ] = None,
    tasks: Annotated[
        Path | None, typer.Option(help="标注工具的任务文件，不带答案。 File of blind tasks for a tool.")
    ] = None,
    tool: Annotated[Literal["label-studio", "doccano"], typer.Option("--to", help="工具。 Tool.")] = "label-studio",
    show: Shown = 20,
) -> None:
    """接下来标注什么，为什么。 What to label next, and why."""
    from models.learning.commands.queue import QueueRequest, run_queue  # noqa: PLC0415
    from models.learning.queue import QueueWeights  # noqa: PLC0415

    request = QueueRequest(
        unlabelled=_texts_of(unlabelled, text_column),
        path=labelled,
        judge=judge,
        size=size,
        weights=QueueWeights(
            uncertain=uncertain, disagreement=disagreement, novel=novel, rare=rare, diversity=diversity
        ),
        out=out,
        tool=tool,
        tasks=tasks,
        shown=show,
    )
    raise typer.Exit(run_queue(request, _console(), _errors()))


@learn_app.command()
def rates(  # noqa: PLR0917 - as above
    unlabelled: Annotated[
        list[str],
        typer.Argument(
            help="未标注文案（同 scan），为该渠道的随机样本。 Ads of a stream, drawn at random.", metavar="FILE…"
        ),
    ],
    model: Annotated[
        Path,
        typer.Option(
            help="模型目录，默认用随附的模型。 Folder of a model; the shipped one by default.", show_default=False
        ),
    ] = SHIPPED_MODEL,
    labelled: Annotated[
        Path | None,
        typer.Option(help="已标注样本，用以检验估计是否可信。 Labelled ads by which the estimate is checked."),
    ] = None,
    miss: Annotated[
        float, typer.Option(min=0.001, max=0.999, help="容许的漏报率。 Share of violating ads that may pass.")
    ] = 0.1,
    profile: Annotated[str, typer.Option(help="判定配置。 Decision profile of the policy.")] = "default",
    text_column: TextColumn = None,
    out: Annotated[
        Path | None, typer.Option(help="按此渠道校准的模型目录。 Folder of the model calibrated for these ads.")
    ] = None,
) -> None:
    """未标注文案中各类违法约占多少。 How common each violation is in ads that nobody labelled."""
    from models.learning.commands.rates import RatesRequest, run_rates  # noqa: PLC0415

    request = RatesRequest(
        unlabelled=_texts_of(unlabelled, text_column),
        model=model,
        profile=profile,
        labelled=labelled,
        alpha=miss,
        out=out,
    )
    raise typer.Exit(run_rates(request, _console(), _errors()))


def _texts_of(names: list[str], text_column: str | None) -> "tuple[UnlabelledText, ...]":
    """The ads of files, each as one text; blank ones are left out, unreadable rows told on standard error."""
    from crawler.ad import Ad  # noqa: PLC0415
    from crawler.readers import AdReader, ReadOptions, open_inputs, readable_name  # noqa: PLC0415
    from models.learning.unlabelled import UnlabelledText  # noqa: PLC0415

    options = ReadOptions(text_column=None if text_column is None else readable_name(text_column))
    found: list[UnlabelledText] = []
    with open_inputs(names, options) as files:
        for row in AdReader(files, options):
            if not isinstance(row, Ad):
                _errors().print(f"{row.source}#{row.row_number}: {row.reason}", markup=False, style="yellow")
                continue
            text = "\n".join(creative.text for creative in row.creatives if creative.text.strip())
            if text:
                source = None if row.origin is None else row.origin.source
                found.append(UnlabelledText(text_id=row.ad_id, text=text, channel=row.channel, source=source))
    return tuple(found)


def _console() -> "Console":
    from rich.console import Console  # noqa: PLC0415

    return Console(highlight=False)


def _errors() -> "Console":
    from rich.console import Console  # noqa: PLC0415

    return Console(stderr=True, highlight=False)
