"""Which ad of a page now is which ad of before.

Ads are matched by what they say; landing address and place on the page only decide between those that say alike.
Knows nothing of what is concluded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from rapidfuzz.distance import Indel

from crawler.ad import Ad, Box, Creative, CreativeKind
from crawler.campaigns.folding import without_stock_clauses
from crawler.campaigns.pictures import MOST_APART, PictureHash, picture_hash
from crawler.revisiting.spelling import looks, sound_alike, syllables

ALIKE = 0.5
"""Similarity from which two ads are one. On the ads of ``tests/crawler/campaigns``, copies reach 0.69 and more,
different ads of one product 0.37 at most."""
ALIKE_WITH_LANDING = 0.35
"""The same for two that lead to the same address."""
ALIKE_IN_PLACE = 0.2
"""The same for two that lead to the same address from the same place on the page."""

_LEAST_TELLING = 4
"""Characters without stock warnings; of less, the warnings tell too."""
_MOST_COMPARED = 5_000
"""Characters of an ad that its similarity is told from."""
_LEAST_OVERLAP = 0.5
"""Share of the two boxes together that is common to both, from which they are one place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One ad as it is compared."""

    ad: Ad
    pictures: frozenset[str]
    """SHA-256 of its pictures."""
    hashes: frozenset[PictureHash]
    """Of those whose bytes are at hand."""
    has_unread: bool
    """Whether a picture of it was not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A past ad, one of now, and what of both is compared."""

    past: Side
    now: Side
    is_picture_unread: bool
    """Whether one has a picture that was not read and the other does not have; then words in pictures are left out."""
    past_words: str
    now_words: str
    """Of all creatives but landing pages, one a line, without those of pictures that both have."""
    shares_picture: bool

    @property
    def past_looks(self) -> str:
        """The words of before, written in one way."""
        return looks(self.past_words)

    @property
    def now_looks(self) -> str:
        """The words of now, written in one way."""
        return looks(self.now_words)


def side_of(ad: Ad, pictures: Mapping[str, bytes]) -> Side:
    """Prepare an ad; ``pictures`` holds bytes by SHA-256, as far as they are at hand."""
    images = [creative.image for creative in ad.creatives if creative.image is not None]
    known = frozenset(image.sha256 for image in images if image.sha256 is not None)
    # Files and pages name pictures that nobody read without telling more: an image text that is empty.
    nameless = any(
        creative.kind is CreativeKind.IMAGE_TEXT and creative.image is None and not creative.text.strip()
        for creative in ad.creatives
    )
    hashes = (picture_hash(pictures[sha256]) for sha256 in sorted(known) if sha256 in pictures)
    return Side(
        ad=ad,
        pictures=known,
        hashes=frozenset(found for found in hashes if found is not None),
        has_unread=nameless or any(image.problem is not None for image in images),
    )


def pair_of(past: Side, now: Side) -> Pair:
    """Put two ads side by side."""
    common = past.pictures & now.pictures
    unread = any(side.has_unread and _has_unread_besides(side.ad, common) for side in (past, now))
    return Pair(
        past=past,
        now=now,
        is_picture_unread=unread,
        past_words=_words(past.ad, common, with_pictures=not unread),
        now_words=_words(now.ad, common, with_pictures=not unread),
        shares_picture=bool(common)
        or any(one.distance(other) <= MOST_APART for one in past.hashes for other in now.hashes),
    )


def similarity_of(pair: Pair) -> float:
    """How much two ads say alike, 0 to 1. The same picture, where no other words are known, is 1."""
    one, other = pair.past_looks, pair.now_looks
    if not one and not other:
        return 1.0 if pair.shares_picture else 0.0
    if sound_alike(one, other):
        return 1.0
    heads = [text[:_MOST_COMPARED] for text in (one, other)]
    told = [_told(head) for head in heads]
    if min(map(len, told)) < _LEAST_TELLING:
        told = heads
    return Indel.normalized_similarity(*map(syllables, told))


# Each ad of a page is compared with every other.
_told = lru_cache(1024)(without_stock_clauses)


def assign(past: Sequence[Side], now: Sequence[Side]) -> dict[int, tuple[int, Pair, float]]:
    """Position of a past ad to that of the ad it is now, the pair and its similarity; no ad of now twice.

    The most similar go together first; of pairs as similar to a hundredth, those with the same landing address, then
    those in the same place, then the first.
    """
    ranked = []
    for at_past, before in enumerate(past):
        for at_now, after in enumerate(now):
            pair = pair_of(before, after)
            similarity = similarity_of(pair)
            is_landing_same = same_landing(before.ad, after.ad) is True
            is_place_same = same_place(before.ad, after.ad)
            if similarity >= _least(is_landing_same=is_landing_same, is_place_same=is_place_same):
                order = (-round(similarity, 2), not is_landing_same, not is_place_same)
                ranked.append(((*order, at_past, at_now), pair, similarity))
    ranked.sort(key=lambda entry: entry[0])
    matched: dict[int, tuple[int, Pair, float]] = {}
    taken: set[int] = set()
    for (*_, at_past, at_now), pair, similarity in ranked:
        if at_past not in matched and at_now not in taken:
            matched[at_past] = (at_now, pair, similarity)
            taken.add(at_now)
    return matched


def _least(*, is_landing_same: bool, is_place_same: bool) -> float:
    if not is_landing_same:
        return ALIKE
    return ALIKE_IN_PLACE if is_place_same else ALIKE_WITH_LANDING


def same_landing(one: Ad, other: Ad) -> bool | None:
    """Whether both lead to the same host and path; ``None`` where it is not known of both."""
    addresses = [_landing(ad) for ad in (one, other)]
    return None if None in addresses else addresses[0] == addresses[1]


def same_place(one: Ad, other: Ad) -> bool:
    """Whether both stand in the same element, or are drawn in about the same place."""
    if one.sighting is None or other.sighting is None:
        return False
    before, after = one.sighting, other.sighting
    if before.selector is not None and before.selector == after.selector:
        return (before.frame_url is None) == (after.frame_url is None)
    return before.box is not None and after.box is not None and _overlap(before.box, after.box) >= _LEAST_OVERLAP


def _landing(ad: Ad) -> tuple[str, str] | None:
    address = ad.sighting.landing_url if ad.sighting is not None else None
    if address is None:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:  # an address that is none is the same only as itself
        return ("", address)
    return (parts.netloc.lower(), parts.path.rstrip("/"))


def _words(ad: Ad, left_out: frozenset[str], *, with_pictures: bool) -> str:
    return "\n".join(
        creative.text
        for creative in ad.creatives
        if creative.kind is not CreativeKind.LANDING_TEXT
        and creative.text.strip()
        and not (_is_of_picture(creative) and (not with_pictures or _sha256(creative) in left_out))
    )


def _has_unread_besides(ad: Ad, common: frozenset[str]) -> bool:
    return any(
        _is_of_picture(creative)
        and _sha256(creative) not in common
        and (creative.image.problem is not None if creative.image is not None else not creative.text.strip())
        for creative in ad.creatives
    )


def _is_of_picture(creative: Creative) -> bool:
    return creative.image is not None or creative.kind is CreativeKind.IMAGE_TEXT


def _sha256(creative: Creative) -> str | None:
    return creative.image.sha256 if creative.image is not None else None


def _overlap(one: Box, other: Box) -> float:
    width = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    height = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    common = max(width, 0.0) * max(height, 0.0)
    whole = one.width * one.height + other.width * other.height - common
    return common / whole if whole > 0 else 0.0
