"""Reads a set of tables from its folder.

Knows nothing of what the tables are used for.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from classifier.datafiles.datafolder import read_file_as
from classifier.errors import DataFileError, DataProblem
from labeled_data.disguising.table_schema import (
    ChannelFile,
    EmojiFile,
    HomophonesFile,
    LookAlikesFile,
    OcrFile,
    PinyinFile,
    RiskyWordsFile,
    SeparatorsFile,
    SplitsFile,
    StyleRow,
    VariantsFile,
)
from labeled_data.disguising.table_set import ChannelTable, OcrTable, Substitutions, TableSet
from labeled_data.disguising.traditional import CONFIGURATIONS

TABLES_FOLDER = Path(__file__).parent / "tables"
"""Folder of the sets that ship with the package: ``training`` and ``testing``."""


@cache
def load_tables(name: str, *, folder: Path = TABLES_FOLDER) -> TableSet:
    """Read the set ``name`` under ``folder``.

    Raises:
        DataFileError: a file is missing or wrong; every fault of every file is listed.
    """
    problems: list[DataProblem] = []
    home = folder / name
    risky = read_file_as(RiskyWordsFile, home, "risky_words.yaml", problems)
    separators = read_file_as(SeparatorsFile, home, "separators.yaml", problems)
    homophones = read_file_as(HomophonesFile, home, "homophones.yaml", problems)
    variants = read_file_as(VariantsFile, home, "variants.yaml", problems)
    pinyin = read_file_as(PinyinFile, home, "pinyin.yaml", problems)
    splits = read_file_as(SplitsFile, home, "splits.yaml", problems)
    look_alikes = read_file_as(LookAlikesFile, home, "look_alikes.yaml", problems)
    emoji = read_file_as(EmojiFile, home, "emoji.yaml", problems)
    ocr = read_file_as(OcrFile, home, "ocr.yaml", problems)
    channel = read_file_as(ChannelFile, home, "channel.yaml", problems)
    if variants is not None:
        problems += _problems_of_variants(variants)
    if (
        problems
        or not (risky and separators and homophones and variants and pinyin and splits)
        or not (look_alikes and emoji and ocr and channel)
    ):
        raise DataFileError([DataProblem(f"{name}/{item.file}", item.entry_id, item.message) for item in problems])
    return TableSet(
        name=name,
        risky_words=risky.risky_words,
        separators=separators.separators,
        homophones=_characters(homophones.homophones),
        homophone_share=homophones.share,
        traditional=variants.traditional,
        traditional_share=variants.share,
        variants=_variants(variants),
        pinyin_styles=pinyin.styles,
        splits=splits.splits,
        look_alikes=_characters(look_alikes.look_alikes),
        emoji=emoji.emoji,
        ocr=OcrTable(confusions=_characters(ocr.confusions), merges=ocr.merges, lost=ocr.lost),
        channel=ChannelTable(**{**dict(channel), "punctuation": _characters(channel.punctuation)}),
    )


def _characters(table: Mapping[str, str]) -> Substitutions:
    return {original: tuple(substitutes) for original, substitutes in table.items()}


def _variants(file: VariantsFile) -> Substitutions:
    table = _characters(file.variants)
    for row in file.styles:
        for original, substitute in zip(row.plain, row.styled, strict=True):
            table = {**table, original: (*table.get(original, ()), substitute)}
    return table


def _problems_of_variants(file: VariantsFile) -> list[DataProblem]:
    problems = [
        DataProblem("variants.yaml", "traditional", f"unknown configuration {name!r}; known: {known}")
        for name in file.traditional
        if name not in CONFIGURATIONS
        for known in (", ".join(CONFIGURATIONS),)
    ]
    problems += [_unequal(index, row) for index, row in enumerate(file.styles) if len(row.plain) != len(row.styled)]
    problems += [
        DataProblem("variants.yaml", f"styles.{index}", f"{original!r} stands for itself; delete it from both rows")
        for index, row in enumerate(file.styles)
        for original, substitute in zip(row.plain, row.styled, strict=False)
        if original == substitute
    ]
    return problems


def _unequal(index: int, row: StyleRow) -> DataProblem:
    message = f"{len(row.plain)} plain characters but {len(row.styled)} styled ones; give each its form"
    return DataProblem("variants.yaml", f"styles.{index}", message)
