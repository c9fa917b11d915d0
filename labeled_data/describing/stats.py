"""Counts what a labelled set is made of.

Does not judge whether that is enough, and does not lay it out.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import fmean, pstdev
from typing import Any

import numpy as np

from classifier.legal.category import CODES
from labeled_data.example import LabeledExample
from labeled_data.splitting.split_name import SplitName

YEAR_BANDS = ((2014, 2016), (2017, 2019), (2020, 2022), (2023, 2026))
"""First and last year: the boom of P2P, its clearing, the pandemic, the years after."""

QUANTILES = (0.01, 0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)

# Pictographs of the upper planes, flags, characters shown as emoji by default (Emoji_Presentation of UTS #51), and any
# character that a variation selector turns into one. ★ and ✓ are ornaments of text and not counted.
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff]|.\ufe0f|[⌚⌛⏩-⏬⏰⏳◽◾☔☕♈-♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓-❕❗➕-➗➰➿⬛⬜⭐⭕]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryCounts:
    """The labels of a category in one split."""

    positive: int
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthFit:
    """How long texts are."""

    mean: float
    longest: int
    quantiles: Mapping[float, float]
    mu: float
    """Mean of the natural logarithm of the length: with ``sigma`` the log-normal of greatest likelihood."""
    sigma: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStatistics:
    """What a set is made of; lengths in code points."""

    texts: int
    by_split: Mapping[str, int]
    """``train``, ``dev``, ``test`` and ``unsplit``, those that occur."""
    by_field: Mapping[str, Mapping[str, int]]
    """``kind``, ``genre``, ``vertical``, ``channel``, ``years`` → value → texts, the most frequent first."""
    labels: Mapping[tuple[str, str], CategoryCounts]
    """(category, split) → counts, every combination."""
    without_positive: Mapping[str, int]
    """Split → texts without any positive."""
    groups: int
    pair_sizes: Mapping[int, int]
    """Members → pairs of that many."""
    evidence_lengths: Mapping[str, tuple[int, ...]]
    """Category → length of each piece of its evidence, in ascending order."""
    entities: Mapping[str, int]
    """Kind of entity → marks."""
    texts_with_entities: int
    """Texts whose entities were marked, with or without any."""
    lengths: LengthFit | None
    """``None`` of an empty set."""
    with_emoji: int
    traditional: int
    multi_line: int


def statistics_of(
    examples: Sequence[LabeledExample], *, splits: Mapping[str, SplitName] | None = None
) -> SetStatistics:
    """Count; ``splits`` is example id → split, and texts not in it are ``unsplit``."""
    known = splits or {}
    homes = [str(known.get(example.example_id, "unsplit")) for example in examples]
    order = [name for name in (*SplitName, "unsplit") if name in homes]
    positive = Counter((code, home) for example, home in zip(examples, homes, strict=True) for code in example.positive)
    unknown = Counter((code, home) for example, home in zip(examples, homes, strict=True) for code in example.unknown)
    clean = Counter(home for example, home in zip(examples, homes, strict=True) if not example.positive)
    pairs = Counter(example.pair for example in examples if example.pair)
    marks = [mark for example in examples for mark in example.entities or ()]
    return SetStatistics(
        texts=len(examples),
        by_split={str(name): homes.count(name) for name in order},
        by_field={
            "kind": _ranked(example.kind for example in examples),
            "genre": _ranked(example.genre for example in examples if example.genre),
            "vertical": _ranked(example.vertical for example in examples),
            "channel": _ranked(example.channel for example in examples),
            "years": dict(sorted(Counter(_band_of(example.year) for example in examples).items())),
        },
        labels={
            (code, str(home)): CategoryCounts(positive=positive[code, home], unknown=unknown[code, home])
            for code in CODES
            for home in order
        },
        without_positive={str(name): clean[name] for name in order},
        groups=len({example.group for example in examples if example.group}),
        pair_sizes=dict(sorted(Counter(pairs.values()).items())),
        evidence_lengths={
            code: tuple(sorted(len(span) for example in examples for span in example.evidence.get(code, ())))
            for code in CODES
        },
        entities=dict(sorted(Counter(mark.kind.value for mark in marks).items())),
        texts_with_entities=sum(example.entities is not None for example in examples),
        lengths=length_fit([len(example.text) for example in examples]),
        with_emoji=sum(_EMOJI.search(example.text) is not None for example in examples),
        traditional=sum(is_traditional(example.text) for example in examples),
        multi_line=sum("\n" in example.text.strip() for example in examples),
    )


def length_fit(lengths: Sequence[int]) -> LengthFit | None:
    """Describe lengths and fit a log-normal to them; ``None`` if there is none.

    Raises:
        ValueError: a length is not positive.
    """
    if not lengths:
        return None
    wrong = sorted({length for length in lengths if length <= 0})
    if wrong:
        raise ValueError(f"lengths {wrong} have no logarithm; a text has one character at least")
    logarithms = [math.log(length) for length in lengths]
    return LengthFit(
        mean=fmean(lengths),
        longest=max(lengths),
        quantiles=dict(zip(QUANTILES, np.quantile(lengths, QUANTILES).tolist(), strict=True)),
        mu=fmean(logarithms),
        sigma=pstdev(logarithms),
    )


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters: at least two, and a tenth of it, are no simplified ones.

    One alone may be a surname or a character that both scripts have (乾, 著).
    """
    simplified: str = _to_simplified().convert(text)
    changed = sum(left != right for left, right in zip(text, simplified, strict=False))
    return changed >= max(2, 0.1 * len(text))


@cache
def _to_simplified() -> Any:
    import opencc  # noqa: PLC0415 - loads dictionaries

    return opencc.OpenCC("t2s")


def _ranked(values: Iterable[str | None]) -> dict[str, int]:
    counts = Counter(str(value) for value in values)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _band_of(year: int | None) -> str:
    for first, last in YEAR_BANDS:
        if year is not None and first <= year <= last:
            return f"{first}–{last}"
    return "other"
