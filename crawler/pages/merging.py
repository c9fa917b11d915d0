"""One ad found several times becomes one ad with all ways that found it.

Joins what different finders report of one page, such as the generic ones and those of a kind of page. Knows nothing of
the page's elements: it goes by place, landing address and words.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from crawler.ad import Box
from crawler.pages.found import FoundAd, PicturePiece, TextPiece
from crawler.pages.places import STRENGTH

_OVERLAP = 0.8
"""Share of the smaller box that lies in the larger one, from which two boxes are one place."""
_SPACE = re.compile(r"\s+")


def merge(found: Sequence[FoundAd]) -> tuple[FoundAd, ...]:
    """The ads with doubles joined: all ways and proofs, the fuller pieces, what either states; in first-seen order.

    Two are one ad when they stand at the same place (same selector, nested boxes or nested paths) and do not lead to
    different addresses, or, where no place is known, when they lead to the same address with the same words.
    """
    merged: list[_Entry] = []
    for ad in found:
        entry = _Entry(ad, _words(ad))
        for place, other in enumerate(merged):
            if _are_one(other, entry):
                joined = _join(other.ad, ad)
                merged[place] = _Entry(joined, _words(joined))
                break
        else:
            merged.append(entry)
    return tuple(entry.ad for entry in merged)


class _Entry(NamedTuple):
    """An ad with its words, computed once for all comparisons."""

    ad: FoundAd
    words: frozenset[str]


def _are_one(first: _Entry, second: _Entry) -> bool:
    one, other = first.ad, second.ad
    if _is_same_element(one, other):
        return True
    if one.landing_url and other.landing_url and one.landing_url != other.landing_url:
        return False
    if one == other:
        return True
    if one.box is not None and other.box is not None:
        return _covers(one.box, other.box) and _share_words(first, second)
    if _is_nested(one, other):
        return _share_words(first, second)
    is_same_landing = one.landing_url is not None and one.landing_url == other.landing_url
    return is_same_landing and first.words == second.words and not _has_two_places(one, other)


def _share_words(first: _Entry, second: _Entry) -> bool:
    return not (first.words and second.words) or not first.words.isdisjoint(second.words)


def _is_same_element(one: FoundAd, other: FoundAd) -> bool:
    return one.selector is not None and one.selector == other.selector and one.frame_url == other.frame_url


def _is_nested(one: FoundAd, other: FoundAd) -> bool:
    if one.selector is None or other.selector is None or one.frame_url != other.frame_url:
        return False
    return one.selector.startswith(f"{other.selector} > ") or other.selector.startswith(f"{one.selector} > ")


def _has_two_places(one: FoundAd, other: FoundAd) -> bool:
    """Whether both are given by full paths that differ: the same ad twice on one page."""
    paths = (one.selector or "", other.selector or "")
    return all(" > " in path for path in paths) and paths[0] != paths[1]


def _covers(one: Box, other: Box) -> bool:
    width = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    height = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    smaller = min(one.width * one.height, other.width * other.height)
    return width > 0 and height > 0 and smaller > 0 and width * height >= _OVERLAP * smaller


def _words(ad: FoundAd) -> frozenset[str]:
    words = (_SPACE.sub("", piece.text) for piece in ad.pieces if isinstance(piece, TextPiece))
    return frozenset(word for word in words if word)


def _join(one: FoundAd, other: FoundAd) -> FoundAd:
    ways = {*one.found_by, *other.found_by}
    strongest = min(
        (one, other), key=lambda ad: min((STRENGTH.index(way) for way in ad.found_by), default=len(STRENGTH))
    )
    weaker = other if strongest is one else one
    proofs = [strongest.proof] + [weaker.proof] * (weaker.proof not in strongest.proof)
    return replace(
        strongest,
        pieces=_fuller(strongest, weaker),
        found_by=tuple(way for way in STRENGTH if way in ways),
        proof="; ".join(proofs),
        advertiser_raw=strongest.advertiser_raw or weaker.advertiser_raw,
        landing_url=strongest.landing_url or weaker.landing_url,
        frame_url=strongest.frame_url or weaker.frame_url,
        selector=strongest.selector or weaker.selector,
        box=strongest.box or weaker.box,
    )


def _fuller(strongest: FoundAd, weaker: FoundAd) -> tuple[TextPiece | PicturePiece, ...]:
    """The stronger finder's pieces, and those pictures and words of the other that it lacks altogether."""
    urls = {piece.url for piece in strongest.pieces if isinstance(piece, PicturePiece)}
    boxes = [piece.box for piece in strongest.pieces if isinstance(piece, PicturePiece)]
    told = _SPACE.sub("", "".join(piece.text for piece in strongest.pieces if isinstance(piece, TextPiece)))
    more: list[TextPiece | PicturePiece] = []
    for piece in weaker.pieces:
        if isinstance(piece, TextPiece):
            if _SPACE.sub("", piece.text) not in told:
                more.append(piece)
        elif piece.url not in urls or (piece.url is None and piece.box not in boxes):
            more.append(piece)
    return (*strongest.pieces, *more)
