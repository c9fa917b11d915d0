"""Which words of a text became which of another.

Knows nothing of ads.
"""

import re
from collections.abc import Hashable, Sequence
from itertools import groupby

import rjieba
from rapidfuzz.distance import Indel

from crawler.revisiting.comparison import DiffKind, DiffPart

_LONGEST_CUT = 20_000
"""Characters up to which a text is cut into words; a longer one is cut into sentences."""
_MOST_CELLS = 400_000_000
"""Pieces of one text times pieces of the other, an eighth of it the bytes to align them; more are not aligned."""
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)*[%‰％]?)")
_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]*")
_SURROGATES = re.compile("[\ud800-\udfff]")


def difference(before: str, after: str) -> tuple[DiffPart, ...]:
    """Align the words of two texts so that as many characters as can be stand in words that stayed.

    Changes with nothing unchanged between them are one part. Texts too long to align are one replacement, but for
    their common beginning and end.
    """
    if before == after:
        return (DiffPart(kind=DiffKind.EQUAL, before=before, after=after),) if before else ()
    if max(len(before), len(after)) > _LONGEST_CUT:
        old, new = _sentences(before), _sentences(after)
        steps = _aligned(old, new, old, new)
    else:
        steps = _aligned(before, after, _places_in_words(before), _places_in_words(after))
    parts = []
    for is_equal, group in groupby((step for step in steps if step[1] or step[2]), key=lambda step: step[0]):
        stretch = list(group)
        was = "".join(was for _, was, _ in stretch)
        became = "".join(became for _, _, became in stretch)
        parts.append(DiffPart(kind=_kind(was, became, is_equal=is_equal), before=was, after=became))
    return tuple(parts)


def _aligned(
    old: Sequence[str], new: Sequence[str], old_keys: Sequence[Hashable], new_keys: Sequence[Hashable]
) -> list[tuple[bool, str, str]]:
    """Stretches of both, with whether they are equal. Pieces are equal where their keys are."""
    head = _common(old_keys, new_keys)
    tail = _common(old_keys[head:][::-1], new_keys[head:][::-1])
    old_end, new_end = len(old) - tail, len(new) - tail
    steps = [(True, "".join(old[:head]), "".join(new[:head]))]
    if (old_end - head) * (new_end - head) > _MOST_CELLS:
        steps.append((False, "".join(old[head:old_end]), "".join(new[head:new_end])))
    else:
        steps += [
            (
                step.tag == "equal",
                "".join(old[head + step.src_start : head + step.src_end]),
                "".join(new[head + step.dest_start : head + step.dest_end]),
            )
            for step in Indel.opcodes(old_keys[head:old_end], new_keys[head:new_end])
        ]
    return [*steps, (True, "".join(old[old_end:]), "".join(new[new_end:]))]


def _kind(before: str, after: str, *, is_equal: bool) -> DiffKind:
    if is_equal:
        return DiffKind.EQUAL
    if not before:
        return DiffKind.INSERTED
    return DiffKind.REPLACED if after else DiffKind.DELETED


def _places_in_words(text: str) -> list[tuple[str, int]]:
    """For each character its word and where in it: so a word is aligned whole, and counts for as much as it is long."""
    # The segmenter takes no half characters; they are cut as if another stood in their place.
    whole = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
    places: list[tuple[str, int]] = []
    # Numbers and what is between them take turns.
    for turn, stretch in enumerate(_NUMBER.split(whole)):
        for cut in [stretch] if turn % 2 else rjieba.cut(stretch, False):
            word = text[len(places) : len(places) + len(cut)]
            places += [(word, place) for place in range(len(word))]
    return places


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.findall(text) if sentence]


def _common(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """Pieces that both begin with."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count
