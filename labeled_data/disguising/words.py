"""The words of a text, and which of them an advertiser would hide.

Knows nothing of how they are hidden.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import rjieba

from classifier.text import Span
from labeled_data.disguising.draws import Draws

NEGATIONS = frozenset("不非无未没勿莫否别禁")
"""Characters that turn a statement round: losing or moving one would change what the text says."""

NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿半成")
"""Chinese characters that write numbers: losing or moving one would give another number."""

_RANDOM_SHARE = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words of a text in order, parted by whether they are to be hidden."""

    targets: tuple[Span, ...]
    """Words, or parts of them, inside the places to hide."""
    others: tuple[Span, ...]


def wording_of(text: str, targets: Sequence[Span], risky_words: Sequence[str], draws: Draws) -> Wording:
    """Divide ``text`` into words.

    Without ``targets``, words of ``risky_words`` are the targets; without those, words at random.
    """
    words = words_of(text)
    places = _merged(targets or _found(text, risky_words))
    ranks = draws.ranks(len(words))
    if not places:
        allowed = max(1, int(_RANDOM_SHARE * len(words)))
        paired = list(zip(words, ranks, strict=True))
        return Wording(
            targets=tuple(word for word, rank in paired if rank < allowed),
            others=tuple(word for word, rank in paired if rank >= allowed),
        )
    # A word that reaches over the edge of a target is parted there.
    edges = {edge for place in places for edge in (place.start, place.end)}
    pieces = [piece for word in words for piece in _parted(word, edges)]
    inside = [any(place.covers(piece) for place in places) for piece in pieces]
    return Wording(
        targets=tuple(piece for piece, is_inside in zip(pieces, inside, strict=True) if is_inside),
        others=tuple(piece for piece, is_inside in zip(pieces, inside, strict=True) if not is_inside),
    )


def words_of(text: str) -> tuple[Span, ...]:
    """Words of letters, digits or Chinese characters; nothing else is a word."""
    spans: list[Span] = []
    start = 0
    for word in _jieba().cut(text.encode("utf-8", "replace").decode("utf-8")):
        end = start + len(word)
        if any(character.isalnum() for character in word):
            spans.append(Span(start, end))
        start = end
    return tuple(spans)


def is_han(character: str) -> bool:
    """Whether ``character`` is a Chinese character of the two blocks in everyday use."""
    return "\u3400" <= character <= "\u9fff"


@cache
def _jieba() -> "rjieba.Jieba":
    # An own dictionary: words that others add to the shared one must not change where texts are disguised.
    return rjieba.Jieba()


def _found(text: str, words: Sequence[str]) -> list[Span]:
    if not words:
        return []
    pattern = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return [Span(*match.span()) for match in re.finditer(pattern, text)]


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def _parted(word: Span, edges: set[int]) -> list[Span]:
    cuts = [word.start, *sorted(edge for edge in edges if word.start < edge < word.end), word.end]
    return [Span(start, end) for start, end in pairwise(cuts)]
