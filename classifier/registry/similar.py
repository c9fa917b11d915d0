"""Finds names that resemble another among very many.

Compares only names that share a telling pair of characters: pairs that half the list has (有限, 公司) tell nothing, and
comparing a name with a whole list of tens of thousands takes longer than scanning a hundred ads. Knows nothing of
licences.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz, process

from classifier.registry.entry import name_key

_SHOWN: Final = 3
_ALIKE_AT: Final = 75.0
_COMPARED: Final = 200
"""Names that are compared in full, those with most telling pairs in common."""
_COMMON_FROM: Final = 500
"""A pair of characters that so many names have tells nothing, unless the name has no rarer one."""


class SimilarNames:
    """Names, indexed by pairs of characters on the first question."""

    def __init__(self, names: Iterable[str]) -> None:
        names = tuple(names)
        self._names = {name_key(name): name for name in reversed(names)}
        self._keys = tuple(self._names)

    def to(self, name: str) -> tuple[str, ...]:
        """The names most like ``name``, the likest first; none where nothing comes near."""
        key = name_key(name)
        candidates = self._candidates(key)
        found = process.extract(key, candidates, scorer=fuzz.WRatio, limit=_SHOWN, score_cutoff=_ALIKE_AT)
        return tuple(self._names[other] for other, _, _ in found)

    def _candidates(self, key: str) -> list[str]:
        places = [places for pair in _pairs(key) if (places := self._places.get(pair))]
        telling = [listed for listed in places if len(listed) < _COMMON_FROM]
        if not telling:
            telling = sorted(places, key=len)[:1]
        shared = Counter(place for listed in telling for place in listed)
        # Of equals the first in the list, so that the same question always gets the same answer.
        ranked = sorted(shared, key=lambda place: (-shared[place], place))
        return [self._keys[place] for place in ranked[:_COMPARED]]

    @cached_property
    def _places(self) -> dict[tuple[str, str], list[int]]:
        places: dict[tuple[str, str], list[int]] = {}
        for place, key in enumerate(self._keys):
            for pair in _pairs(key):
                places.setdefault(pair, []).append(place)
        return places


def _pairs(key: str) -> dict[tuple[str, str], None]:
    """Each pair of neighbouring characters once, in order."""
    return dict.fromkeys(pairwise(key))
