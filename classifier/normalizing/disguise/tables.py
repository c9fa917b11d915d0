"""Loads the tables of split characters, look-alike glyphs and emoji readings.

Knows nothing of the terms that are looked for behind them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints

from classifier.datafiles.datafile import StrictSchema
from classifier.datafiles.datafolder import read_file_as
from classifier.errors import DataFileError, DataProblem
from classifier.normalizing.characters import is_han
from classifier.normalizing.folding import fold_term

SPLITS_FILE = "disguise/splits.yaml"
LOOKALIKES_FILE = "disguise/lookalikes.yaml"
EMOJI_FILE = "disguise/emoji.yaml"

_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _SplitsFile(StrictSchema):
    splits: dict[str, _Words]
    """Character → its spellings in parts, separated by blanks."""


class _LookalikesFile(StrictSchema):
    lookalikes: dict[str, _Words]
    """Character → glyphs that pass for it, separated by blanks."""


class _EmojiFile(StrictSchema):
    emoji: dict[str, _Words]
    """Emoji → its readings, commonest first, separated by blanks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisguiseTables:
    """All tables, folded as texts are and turned round: from what is seen to what may be meant."""

    splits: Mapping[str, str]
    """Parts in a row → the character they make."""
    lookalikes: Mapping[str, tuple[str, ...]]
    """Glyph → characters for which it passes, in file order."""
    emoji: Mapping[str, tuple[str, ...]]
    """Emoji without selectors and joiners → its readings in Chinese characters, commonest first."""


def read_tables(folder: Path, problems: list[DataProblem]) -> DisguiseTables:
    """Read the three tables under ``folder``; everything wrong goes to ``problems`` and the rest is kept."""
    splits = read_file_as(_SplitsFile, folder, SPLITS_FILE, problems)
    lookalikes = read_file_as(_LookalikesFile, folder, LOOKALIKES_FILE, problems)
    emoji = read_file_as(_EmojiFile, folder, EMOJI_FILE, problems)
    return DisguiseTables(
        splits=_turn_splits(splits.splits, problems) if splits else {},
        lookalikes=_turn_lookalikes(lookalikes.lookalikes, problems) if lookalikes else {},
        emoji=_fold_emoji(emoji.emoji, problems) if emoji else {},
    )


def load_tables(folder: Path) -> DisguiseTables:
    """Load the three tables under ``folder``.

    Raises:
        DataFileError: any entry is wrong; all problems of the three files are listed.
    """
    problems: list[DataProblem] = []
    tables = read_tables(folder, problems)
    if problems:
        raise DataFileError(problems)
    return tables


def _turn_splits(table: Mapping[str, str], problems: list[DataProblem]) -> dict[str, str]:
    turned: dict[str, str] = {}
    for whole, spellings in table.items():
        report = _Reporter(SPLITS_FILE, whole, problems)
        report.unless(_is_folded_han(whole), "must be one simplified Chinese character")
        for spelling in spellings.split():
            parts = fold_term(spelling)
            report.unless(2 <= len(parts) <= 4, f"{spelling!r} must have two to four parts")
            report.unless(whole not in parts, f"{spelling!r} holds the character itself")
            other = turned.setdefault(parts, whole)
            report.unless(other == whole, f"{spelling!r} is also a spelling of {other}; keep one")
    return turned


def _turn_lookalikes(table: Mapping[str, str], problems: list[DataProblem]) -> dict[str, tuple[str, ...]]:
    turned: dict[str, tuple[str, ...]] = {}
    for meant, glyphs in table.items():
        report = _Reporter(LOOKALIKES_FILE, meant, problems)
        report.unless(
            len(meant) == 1 and fold_term(meant) == meant, "must be one character, simplified and in lower case"
        )
        seen: set[str] = set()
        for glyph in glyphs.split():
            report.unless(len(glyph) == 1, f"{glyph!r} must be one character")
            report.unless(glyph not in seen, f"{glyph!r} is listed twice")
            seen.add(glyph)
            folded = fold_term(glyph)
            report.unless(folded != meant, f"{glyph!r} is folded to {meant} anyway; leave it out")
            if meant not in turned.get(folded, ()):
                turned[folded] = (*turned.get(folded, ()), meant)
    return turned


def _fold_emoji(table: Mapping[str, str], problems: list[DataProblem]) -> dict[str, tuple[str, ...]]:
    folded_table: dict[str, tuple[str, ...]] = {}
    for emoji, readings in table.items():
        report = _Reporter(EMOJI_FILE, emoji, problems)
        folded = fold_term(emoji)
        report.unless(bool(folded) and not any(map(str.isalnum, folded)), "must still be an emoji after folding")
        report.unless(folded not in folded_table, "is listed twice (selectors and joiners do not count)")
        for reading in readings.split():
            report.unless(
                len(reading) <= 4 and all(map(_is_folded_han, reading)),
                f"reading {reading!r} must be one to four simplified Chinese characters",
            )
        folded_table[folded] = tuple(readings.split())
    return folded_table


def _is_folded_han(text: str) -> bool:
    return len(text) == 1 and is_han(text) and fold_term(text) == text


@dataclass(frozen=True, slots=True)
class _Reporter:
    file: str
    entry_id: str
    problems: list[DataProblem]

    def unless(self, holds: bool, message: str) -> None:
        if not holds:
            self.problems.append(DataProblem(self.file, self.entry_id, message))
