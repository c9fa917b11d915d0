"""The labelling interface of Label Studio for examples: which controls there are and what their captions say.

Knows nothing of tasks or results.
"""

from collections.abc import Iterable
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from labeled_data.example import EntityKind
from labeled_data.exchange.labels import (
    COMPLETENESS_CAPTIONS,
    ENTITIES_MARKED,
    ENTITY_CAPTIONS,
    ENTITY_PREFIX,
    KIND_CAPTIONS,
)

TEXT = "text"
EVIDENCE = "evidence"
ENTITY = "entity"
POSITIVE = "positive"
UNKNOWN = "unknown"
COMPLETENESS = "completeness"
TEXT_KIND = "text_kind"
MARKED = "entities_marked"

_COLOURS = ("#c0392b", "#d35400", "#b7950b", "#1e8449", "#117a65", "#1f618d", "#6c3483", "#a93226", "#784212")
_ENTITY_COLOUR = "#7f8c8d"


def label_config(rules_folder: Path | None = None) -> str:
    """Write the labelling interface as XML, captions Chinese first.

    What a result holds is the ``alias`` of a label or choice: a category code, ``entity:`` with a kind, or the name of
    a choice; captions can change without touching stored results.

    Args:
        rules_folder: Folder of the taxonomy's data files; the one that ships by default.

    Raises:
        DataFileError: the taxonomy cannot be read.
    """
    from classifier.datafiles.datafile import RULES_FOLDER  # noqa: PLC0415 - the taxonomy loads pydantic
    from classifier.legal.taxonomy import load_taxonomy  # noqa: PLC0415

    categories = load_taxonomy(rules_folder or RULES_FOLDER).categories
    captions = [(category.code, f"{category.name_zh} {category.name_en}") for category in categories]
    view = Element("View")
    _header(view, "证据：证明违法的最短文字 Evidence: the shortest words that prove it")
    _labels(view, EVIDENCE, [(*pair, colour) for pair, colour in zip(captions, _COLOURS, strict=True)])
    _header(view, "名称与数字 Names and figures")
    _labels(
        view, ENTITY, [(ENTITY_PREFIX + kind, " ".join(ENTITY_CAPTIONS[kind]), _ENTITY_COLOUR) for kind in EntityKind]
    )
    SubElement(view, "Text", name=TEXT, value=f"${TEXT}", valueType="text", saveTextResult="yes", granularity="symbol")
    _choices(view, POSITIVE, "违法类别 Violated categories", captions, several=True)
    _choices(view, UNKNOWN, "仅凭文字无法判断 Cannot be judged from the text alone", captions, several=True)
    completeness = [(value.value, " ".join(caption)) for value, caption in COMPLETENESS_CAPTIONS.items()]
    _choices(view, COMPLETENESS, "是否完整 Whole or cut", completeness)
    kinds = [(kind, " ".join(caption)) for kind, caption in KIND_CAPTIONS.items()]
    _choices(view, TEXT_KIND, "文本性质 What the text is", kinds)
    marked = [(ENTITIES_MARKED, "已全部标出（含没有的情形） All are marked, or there is none")]
    _choices(view, MARKED, "名称与数字是否标完 Names and figures done", marked, several=True)
    indent(view)
    return tostring(view, encoding="unicode") + "\n"


def _header(view: Element, caption: str) -> None:
    SubElement(view, "Header", value=caption, size="4")


def _labels(view: Element, name: str, labels: Iterable[tuple[str, str, str]]) -> None:
    control = SubElement(view, "Labels", name=name, toName=TEXT)
    for alias, caption, colour in labels:
        SubElement(control, "Label", value=caption, alias=alias, background=colour)


def _choices(
    view: Element, name: str, caption: str, choices: Iterable[tuple[str, str]], *, several: bool = False
) -> None:
    _header(view, caption)
    mode = "multiple" if several else "single"
    control = SubElement(view, "Choices", name=name, toName=TEXT, choice=mode, showInline="true")
    for alias, choice in choices:
        SubElement(control, "Choice", value=choice, alias=alias)
