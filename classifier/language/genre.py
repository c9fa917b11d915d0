"""Is the text an ad at all? News, law, warnings and help pages are not.

Judged over all passages together by weighted cues (``genre.yaml``). Knows nothing of claims.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from classifier.datafiles.datafile import StrictSchema
from classifier.datafiles.datafolder import read_file_as
from classifier.errors import DataProblem
from classifier.language.cues import CueOwners, Cues, CueSchema, register_cues
from classifier.matching.matcher import MatcherBuilder, Matches
from classifier.text import Span

ADVERT = "advert"

_SHORT_TEXT = 60
"""Code points of a short text: about the median of ads."""

_MOST_GROWTH = 2.0
"""A page of any length promotes with four strong cues."""

_PROMOTION_SCORE = 2.0
"""One strong cue of promotion or two weak ones, in a short text."""


class _WeightedCues(CueSchema):
    weight: float
    asserted_only: bool = False
    """Count only where the wording is the text's own claim, not negated, quoted or warned of."""


class _GenreEntry(StrictSchema):
    id: str
    cues: tuple[_WeightedCues, ...]


class _GenreFile(StrictSchema):
    version: str
    advert_head_start: float
    margin: float
    genres: tuple[_GenreEntry, ...]


class JudgedPassage(Protocol):
    """What judging needs of a passage."""

    @property
    def text(self) -> str:
        """Normalised text."""
        ...

    @property
    def matches(self) -> Matches:
        """Where every wording stands in it."""
        ...

    def is_asserted(self, span: Span) -> bool:
        """Whether a wording is the text's own claim."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class GenreCues:
    """Wordings that speak for a genre."""

    weight: float
    cues: Cues
    asserted_only: bool


@dataclass(frozen=True, slots=True)
class GenreModel:
    """Weighted cues per genre."""

    genres: Mapping[str, tuple[GenreCues, ...]]
    advert_head_start: float
    margin: float
    _entries: tuple[tuple[str, GenreCues], ...] = field(init=False, repr=False)
    _owners: CueOwners = field(init=False, repr=False)

    def __post_init__(self) -> None:
        entries = tuple((genre, weighted) for genre, cues in self.genres.items() for weighted in cues)
        object.__setattr__(self, "_entries", entries)
        object.__setattr__(self, "_owners", CueOwners.of(weighted.cues for _, weighted in entries))

    def present(self, pages: Sequence[JudgedPassage]) -> Iterator[tuple[str, GenreCues]]:
        """The cues, with the genre they speak for, of which a wording stands in any of the passages."""
        for place in self._owners.present(*(page.matches for page in pages)):
            yield self._entries[place]


@dataclass(frozen=True, slots=True)
class Genre:
    """The genre found, with the score of each candidate."""

    name: str
    scores: Mapping[str, float]
    has_promotion: bool
    """Whether wording of promotion stands in the text, in proportion to its length; labels and menus have none."""

    @property
    def is_advert(self) -> bool:
        """Whether the text is taken as commercial promotion."""
        return self.name == ADVERT


def load_genre(folder: Path, builder: MatcherBuilder, problems: list[DataProblem]) -> GenreModel:
    """Read ``genre.yaml``."""
    path = folder / "genre.yaml"
    content = read_file_as(_GenreFile, folder, path.name, problems)
    if content is None:
        return GenreModel({}, 0.0, 0.0)
    genres = {
        entry.id: tuple(
            GenreCues(
                weight=schema.weight,
                cues=register_cues(schema, builder, file=path.name, entry_id=entry.id, problems=problems),
                asserted_only=schema.asserted_only,
            )
            for schema in entry.cues
        )
        for entry in content.genres
    }
    if ADVERT not in genres:
        problems.append(DataProblem(path.name, "genres", f"the genre {ADVERT!r} is missing"))
    return GenreModel(genres, content.advert_head_start, content.margin)


def judge_genre(model: GenreModel, pages: Sequence[JudgedPassage]) -> Genre:
    """Name the genre of the passages taken together.

    A cue counts once per distinct wording; long texts must show proportionately more to lose the ad genre. Claims
    that nothing around them clears speak for an ad, so that one 谨防诈骗 at its head makes no warning of it.
    """
    length = sum(len(page.text) for page in pages)
    scores = dict.fromkeys(model.genres, 0.0)
    for genre, weighted in model.present(pages):
        scores[genre] += weighted.weight * len(_wordings(weighted, pages))
    has_promotion = _PROMOTION_SCORE * min(_growth(length), _MOST_GROWTH) <= scores.get(ADVERT, 0.0)
    scores[ADVERT] = scores.get(ADVERT, 0.0) + model.advert_head_start
    rival = max((name for name in scores if name != ADVERT), key=lambda name: scores[name], default=ADVERT)
    needed = model.margin * _growth(length)
    is_rival = rival != ADVERT and scores[ADVERT] + needed <= scores[rival]
    return Genre(rival if is_rival else ADVERT, scores, has_promotion)


def _wordings(weighted: GenreCues, pages: Sequence[JudgedPassage]) -> set[str]:
    return {
        page.text[span.start : span.end]
        for page in pages
        for span in weighted.cues.spans(page.matches)
        if not weighted.asserted_only or page.is_asserted(span)
    }


def _growth(length: int) -> float:
    """How much more must be shown in a text of ``length`` code points than in a short one."""
    return max(1.0, math.log2(max(length, 1) / _SHORT_TEXT))
