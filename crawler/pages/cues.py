"""Weighs words: do they promote something to their reader, or report, warn and explain?

The cues are data (``promotion_cues.yaml``). Knows nothing of pages.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

_FILE = "promotion_cues.yaml"


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
    """Count the cues in some words."""
    score, acts, promises = 0.0, 0, 0
    told = []
    for cue, pattern in _patterns():
        count = 0
        for _ in pattern.finditer(words):
            count += 1
            if count == cue.most:
                break
        if count:
            score += count * cue.weight
            acts += cue.kind == "act"
            promises += cue.kind == "offer"
            told.append(f"{cue.name}×{count}")
    return Weighing(score=score, acts=acts, promises=promises, told=tuple(told))
