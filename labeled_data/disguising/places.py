"""Places of a text that a disguise could touch, and which of them a strength touches.

Knows nothing of what is written at a place.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from labeled_data.disguising.draws import Draws, pick_at
from labeled_data.disguising.edits import Edit
from labeled_data.disguising.kinds import Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A piece of the text and what could stand for it."""

    start: int
    end: int
    """Equal to ``start`` where something is inserted."""
    options: tuple[str, ...]
    """Not empty. All places of a word are given the option at the same share of the way: one separator a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """What part of the eligible places a strength touches."""

    words: float
    """Of the target words; at least one."""
    places: float
    """Of the places in each of them; at least one."""
    others: float
    """Of the words that are no targets."""


SHARES = {
    Strength.LIGHT: Shares(words=0.34, places=0.0, others=0.0),
    Strength.MEDIUM: Shares(words=0.67, places=0.5, others=0.0),
    Strength.HEAVY: Shares(words=1.0, places=1.0, others=0.25),
}


def chosen(
    targets: Sequence[Sequence[Place]], others: Sequence[Sequence[Place]], strength: Strength, draws: Draws
) -> tuple[Edit, ...]:
    """Choose what ``strength`` touches. What a lower strength touches, a higher one touches as well.

    Args:
        targets: places of each target word; words without places do not count.
        others: places of each other word.
        strength: how much is touched.
        draws: the same number is drawn for every strength.

    Returns:
        Edits that may conflict, those that matter most first.
    """
    ranked = [*_ranked(targets, draws, are_targets=True), *_ranked(others, draws, are_targets=False)]
    ranked.sort(key=lambda item: item[0])
    return tuple(edit for key, edit in ranked if key[0] <= strength.rank)


def _ranked(
    words: Sequence[Sequence[Place]], draws: Draws, *, are_targets: bool
) -> Iterator[tuple[tuple[int, ...], Edit]]:
    eligible = [places for places in words if places]
    for places, word_rank in zip(eligible, draws.ranks(len(eligible)), strict=True):
        option = draws.unit()
        tie_breaks = draws.ranks(len(places))
        # Longer pieces first: a picture for a word is tried before pictures for its characters.
        order = sorted(range(len(places)), key=lambda i: (places[i].start - places[i].end, tie_breaks[i]))
        for place_rank, index in enumerate(order):
            level = _level(word_rank, len(eligible), place_rank, len(places), are_targets=are_targets)
            if level is not None:
                place = places[index]
                edit = Edit(start=place.start, end=place.end, new=pick_at(place.options, option))
                yield (level, 0 if are_targets else 1, word_rank, place_rank), edit


def _level(word_rank: int, words: int, place_rank: int, places: int, *, are_targets: bool) -> int | None:
    """Rank of the lowest strength that touches the place."""
    for strength, shares in SHARES.items():
        allowed = max(1, math.ceil(shares.words * words)) if are_targets else math.ceil(shares.others * words)
        if word_rank < allowed and place_rank < max(1, math.ceil(shares.places * places)):
            return strength.rank
    return None
