"""Weighs words: do they promote something to their reader, or report, warn and explain?

The cues are data (``promotion_cues.yaml``). Knows nothing of pages.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

_FILE = "promotion_cues.yaml"
_SENTENCE_END = re.compile(r"(?<=[。！？!?\n])(?![”’」』])")
_QUOTED = re.compile(r"[“「『\"][^”」』\"\n]{9,200}[”」』\"]")
"""A quotation longer than a name."""
_WARNING_WEIGHT = -1.5
"""From this weight down a cue against tells that its whole sentence reports or warns."""


class CueSchema(BaseModel):
    """One cue as the file states it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    kind: Literal["act", "offer", "against"]
    pattern: str
    weight: float
    most: int = Field(ge=1)
    hit: str
    miss: str


class CuesSchema(BaseModel):
    """The file of cues."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    article_threshold: float
    least_acts: int
    offers_without_act: int
    link_threshold: float
    cues: tuple[CueSchema, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """What was found in some words."""

    score: float
    acts: int
    """Cues of different name that ask the reader to act."""
    promises: int
    """Cues of different name for what is offered."""
    told: tuple[str, ...]
    """Name and count of every cue that was found: ``限时限量×2``."""


@lru_cache(maxsize=1)
def cues() -> CuesSchema:
    """The cues that come with the package."""
    return CuesSchema.model_validate(yaml.safe_load(files("crawler.pages").joinpath(_FILE).read_text("utf-8")))


def is_promotion(score: float, *, acts: int, promises: int) -> bool:
    """Whether an article with these cues is an ad."""
    limits = cues()
    is_asking = acts >= limits.least_acts and promises >= 1
    return score >= limits.article_threshold and (is_asking or promises >= limits.offers_without_act)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[CueSchema, re.Pattern[str]], ...]:
    return tuple((cue, re.compile(cue.pattern)) for cue in cues().cues)


def weigh(words: str) -> Weighing:
    """Count the cues in some words.

    What stands in quotation marks, or in a sentence that warns or tells of a case, promises nothing to the reader.
    """
    sentences = [sentence for sentence in _SENTENCE_END.split(words) if sentence.strip()]
    warnings = [pattern for cue, pattern in _patterns() if cue.kind == "against" and cue.weight <= _WARNING_WEIGHT]
    own = "\n".join(
        _QUOTED.sub("“”", sentence)
        for sentence in sentences
        if not any(pattern.search(sentence) for pattern in warnings)
    )
    score, acts, promises = 0.0, 0, 0
    told = []
    for cue, pattern in _patterns():
        found = pattern.finditer(words if cue.kind == "against" else own)
        count = sum(1 for _ in islice(found, cue.most))
        if count:
            score += count * cue.weight
            acts += cue.kind == "act"
            promises += cue.kind == "offer"
            told.append(f"{cue.name}×{count}")
    return Weighing(score=score, acts=acts, promises=promises, told=tuple(told))
