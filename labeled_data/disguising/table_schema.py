"""Schemas of the table files.

Knows nothing of folders and of what the tables are used for.
"""

from typing import Annotated

from pydantic import AfterValidator, Field

from classifier.datafiles.datafile import StrictSchema
from classifier.datafiles.datafolder import require_some
from labeled_data.disguising.table_set import PinyinStyle, Share


def _different(values: tuple[str, ...]) -> tuple[str, ...]:
    twice = sorted({value for value in values if values.count(value) > 1})
    if twice:
        raise ValueError(f"lists {', '.join(map(repr, twice))} twice; keep one")
    return values


def _replace_something(table: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    for original, substitutes in table.items():
        if not original:
            raise ValueError("has an empty original; name what is replaced")
        if original in substitutes:
            raise ValueError(f"{original!r} stands for itself; delete it")
    return table


Text = Annotated[str, Field(min_length=1)]
Character = Annotated[str, Field(min_length=1, max_length=1)]
Texts = Annotated[tuple[Text, ...], AfterValidator(_different), AfterValidator(require_some)]
Table = Annotated[dict[str, Texts], AfterValidator(_replace_something)]


def _by_character(table: dict[str, str]) -> dict[str, str]:
    for original, substitutes in table.items():
        _different(tuple(substitutes))
        _replace_something({original: tuple(substitutes)})
    return table


Characters = Annotated[dict[Character, Text], AfterValidator(_by_character)]
"""Character → a string each character of which may stand for it."""


class RiskyWordsFile(StrictSchema):
    """``risky_words.yaml``."""

    risky_words: Texts


class SeparatorsFile(StrictSchema):
    """``separators.yaml``."""

    separators: Texts


class HomophonesFile(StrictSchema):
    """``homophones.yaml``."""

    share: Share
    homophones: Characters


class StyleRow(StrictSchema):
    """Two rows of the same length: each character of the first has its other form below it."""

    plain: Text
    styled: Text


class VariantsFile(StrictSchema):
    """``variants.yaml``."""

    share: Share
    traditional: Texts
    variants: Characters
    styles: tuple[StyleRow, ...]


class PinyinFile(StrictSchema):
    """``pinyin.yaml``."""

    styles: Annotated[tuple[PinyinStyle, ...], AfterValidator(require_some)]


class SplitsFile(StrictSchema):
    """``splits.yaml``."""

    splits: Table


class LookAlikesFile(StrictSchema):
    """``look_alikes.yaml``."""

    look_alikes: Characters


class EmojiFile(StrictSchema):
    """``emoji.yaml``."""

    emoji: Table


class OcrFile(StrictSchema):
    """``ocr.yaml``."""

    confusions: Characters
    merges: Table
    lost: Text


class ChannelFile(StrictSchema):
    """``channel.yaml``."""

    masks: tuple[Character, ...]
    signatures: Texts
    unsubscribe_tails: Texts
    boilerplate: Texts
    fillers: Texts
    hashtags: Annotated[tuple[tuple[str, str], ...], AfterValidator(require_some)]
    sprinkles: Texts
    punctuation: Characters
    cut_marks: Texts
    never_cut: Texts
