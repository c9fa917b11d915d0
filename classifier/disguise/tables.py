"""Loads the tables of split characters, look-alike glyphs and emoji readings.

Knows nothing of the terms that are looked for behind them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import StringConstraints

from classifier.characters import is_han
from classifier.datafile import RULES_FOLDER, StrictSchema, read_yaml, validate
from classifier.errors import DataFileError, DataProblem
from classifier.folding import fold_term

DISGUISE_FOLDER = RULES_FOLDER / "disguise"

_File = TypeVar("_File", bound=StrictSchema)
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


def load_tables(folder: Path = DISGUISE_FOLDER) -> DisguiseTables:
    """Read ``splits.yaml``, ``lookalikes.yaml`` and ``emoji.yaml`` of ``folder``.

    Raises:
        DataFileError: any entry is wrong; all problems of the three files are listed.
    """
    problems: list[DataProblem] = []
    splits_file = _read(_SplitsFile, folder / "splits.yaml", problems)
    lookalikes_file = _read(_LookalikesFile, folder / "lookalikes.yaml", problems)
    emoji_file = _read(_EmojiFile, folder / "emoji.yaml", problems)
    splits = _turn_splits(splits_file.splits, problems) if splits_file else {}
    lookalikes = _turn_lookalikes(lookalikes_file.lookalikes, problems) if lookalikes_file else {}
    emoji = _fold_emoji(emoji_file.emoji, problems) if emoji_file else {}
    if problems:
        raise DataFileError(problems)
    return DisguiseTables(splits=splits, lookalikes=lookalikes, emoji=emoji)


@lru_cache(maxsize=1)
def shipped_tables() -> DisguiseTables:
    """The tables that ship with the package, read once."""
    return load_tables()


def _read(schema: type[_File], path: Path, problems: list[DataProblem]) -> _File | None:
    known = len(problems)
    content = read_yaml(path, problems)
    if content is None:
        if len(problems) == known:
            problems.append(DataProblem(path.name, "(file)", "is empty; give it a table"))
        return None
    return validate(schema, content, file=path.name, entry_id="(file)", problems=problems)


def _turn_splits(table: Mapping[str, str], problems: list[DataProblem]) -> dict[str, str]:
    turned: dict[str, str] = {}
    for whole, spellings in table.items():
        report = _Reporter("splits.yaml", whole, problems)
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
        report = _Reporter("lookalikes.yaml", meant, problems)
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
        report = _Reporter("emoji.yaml", emoji, problems)
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
