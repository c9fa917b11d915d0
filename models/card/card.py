"""Writes the model card of an artefact folder, and tells whether the one there is what its figures say.

Knows nothing of how the figures were measured.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from classifier.legal.profile import OPERATING_POINTS
from classifier.neural.calibration import CalibrationFile, read_calibration
from classifier.neural.manifest import CALIBRATION, ModelManifest, read_manifest
from models.errors import GateError
from models.evaluation.figures import percent, share
from models.evaluation.report import markdown
from models.evaluation.sheets import Sheet, category_sheet, measure_sheet, overview_sheet, slice_sheets, slow_sheets
from models.gating.metrics import Metrics, read_metrics

CARD = "README.md"
RELIABILITY = "reliability.png"
"""Picture that calibration leaves in the folder."""
_TEMPLATE = "card.md.j2"


def write_card(folder: Path) -> Path:
    """Write the card of the model in ``folder`` there.

    Raises:
        GateError: the metrics are missing, malformed or of another model.
        ModelFileError: manifest or calibration cannot be read.
    """
    path = folder / CARD
    path.write_text(_card_of(folder), "utf-8")
    return path


def is_current(folder: Path) -> bool:
    """Whether the card in ``folder`` is what the files there make it.

    Raises:
        GateError: the metrics are missing, malformed or of another model.
        ModelFileError: manifest or calibration cannot be read.
    """
    path = folder / CARD
    return path.is_file() and path.read_text("utf-8") == _card_of(folder)


def model_card(
    manifest: ModelManifest, metrics: Metrics, calibration: CalibrationFile, *, has_reliability: bool
) -> str:
    """The card as Markdown.

    Args:
        manifest: of the model.
        metrics: on one set at least.
        calibration: of the model.
        has_reliability: whether there is a picture of the reliability beside it.

    Raises:
        GateError: the metrics are of another model, or on no set.
    """
    if metrics.model != manifest.label:
        raise GateError(f"the metrics are of {metrics.model}, the model is {manifest.label}; measure it: finad measure")
    if not metrics.sets:
        raise GateError(f"{metrics.model} was measured on no set; measure it: finad measure")
    # Nothing is escaped: the card is Markdown, and nothing in it comes from an ad.
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    first = next(iter(metrics.sets.values()))
    return environment.get_template(_TEMPLATE).render(
        manifest=manifest,
        metrics=metrics,
        calibration=calibration,
        first=first,
        points=OPERATING_POINTS,
        has_reliability=has_reliability,
        settings=orjson.dumps(dict(manifest.settings), option=orjson.OPT_INDENT_2).decode(),
        summary_zh=_summary_zh(manifest, metrics),
        overview=lambda record: _tables([overview_sheet(record)]),
        measures=lambda judge: _tables([measure_sheet(judge)]),
        categories=lambda judge: _tables([category_sheet(judge)]),
        slices=lambda judge: _tables(slice_sheets(judge)),
        slow=lambda record: _tables(slow_sheets(record)),
    )


def _card_of(folder: Path) -> str:
    return model_card(
        read_manifest(folder),
        read_metrics(folder),
        read_calibration(folder / CALIBRATION),
        has_reliability=(folder / RELIABILITY).is_file(),
    )


def _tables(sheets: Iterable[Sheet]) -> str:
    """The sheets one level below the headings of the card."""
    lines = (line for sheet in sheets for line in markdown(sheet))
    return "\n".join(f"#{line}" if line.startswith("## ") else line for line in lines)


def _summary_zh(manifest: ModelManifest, metrics: Metrics) -> str:
    results = "；".join(_result_zh(name, record) for name, record in metrics.sets.items())
    return (
        f"{manifest.label}：中文金融广告违法内容分类模型，对九类违法内容分别给出概率，并标出证据文字。"
        f"与规则合用的结果：{results}。"
        "用途：为监管人员排序线索、为发布前自查提示，结论由人作出；不用于无人复核的处罚、拦截或移送，"
        "也不能代替持牌名单查询和数据核实。"
    )


def _result_zh(name: str, record: Mapping[str, Any]) -> str:
    overall = record["judges"][0]["overall"]
    return (
        f"{name}（{record['examples']} 条）宏平均 F1 {share(overall['macro_f1']['value'])}，"
        f"违法广告漏报率 {percent(overall['any_miss']['value'])}，"
        f"合规文本误报率 {percent(overall['any_false_alarm']['value'])}"
    )
