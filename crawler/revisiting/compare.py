"""Compares past ads with what their page shows now.

Knows nothing of how a page is fetched or ads are found in it.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from crawler.ad import Ad, CreativeKind
from crawler.capture import Problem
from crawler.revisiting.comparison import Change, Comparison, State
from crawler.revisiting.differences import difference
from crawler.revisiting.matching import Pair, Side, assign, pair_of, same_landing, same_place, side_of
from crawler.revisiting.spelling import looks, sound_alike

_GONE = frozenset({404, 410})
_NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})


def compare(
    past: Ad,
    now: Sequence[Ad],
    *,
    problem: Problem | None,
    status: int | None = None,
    pictures: Mapping[str, bytes] = _NO_PICTURES,
) -> Comparison:
    """Find out what became of one ad; see :func:`compare_page`."""
    return compare_page([past], now, problem=problem, status=status, pictures=pictures)[0]


def compare_page(
    past: Sequence[Ad],
    now: Sequence[Ad],
    *,
    problem: Problem | None,
    status: int | None = None,
    pictures: Mapping[str, bytes] = _NO_PICTURES,
) -> tuple[Comparison, ...]:
    """Find out what became of the ads of one page. Asked about together, no two are taken for one ad of now.

    Args:
        past: ads of one page, as they were seen once.
        now: all ads of the same page as it is.
        problem: why the page could not be captured; ``None`` when it was.
        status: of the answer: 404 and 410 say that the page itself is gone.
        pictures: bytes of pictures of either time by SHA-256, as far as they are at hand: a picture that was only
            compressed again is then known again.

    Returns:
        One comparison for each ad of ``past``, in the same order.

    Raises:
        MissingLibraryError: ``pictures`` are given and ImageHash is not installed.
    """
    if status in _GONE or problem is not None:
        return tuple(_unseen(ad, problem, status) for ad in past)
    before = [side_of(ad, pictures) for ad in past]
    after = [side_of(ad, pictures) for ad in now]
    matched = assign(before, after)
    return tuple(
        _of_match(*matched[position][1:]) if position in matched else _unmatched(side, after)
        for position, side in enumerate(before)
    )


def _unseen(past: Ad, problem: Problem | None, status: int | None) -> Comparison:
    said = " ".join(str(part) for part in (problem.value if problem is not None else None, status) if part is not None)
    state = State.PAGE_GONE if status in _GONE else State.NOT_SEEN
    return Comparison(state=state, past_id=past.ad_id, problem=said)


def _of_match(pair: Pair, similarity: float) -> Comparison:
    past, now = pair.past.ad, pair.now.ad
    landing = [_landing_words(ad) for ad in (past, now)]
    has_landing_changed = all(landing) and landing[0].split() != landing[1].split()
    has_words = bool(pair.past_looks or pair.now_looks)
    # Lines break where the finder of ads, not the advertiser, cut; a space inside a line is the advertiser's.
    is_same = pair.past_words.split() == pair.now_words.split()
    if is_same:
        state = State.UNCHANGED
    elif sound_alike(pair.past_looks, pair.now_looks):
        state = State.RESPELT
    else:
        state = State.EDITED
    flags = {
        Change.PICTURE: pair.past.pictures != pair.now.pictures,
        Change.PICTURE_UNREAD: pair.is_picture_unread,
        Change.LANDING_ADDRESS: same_landing(past, now) is False,
        Change.LANDING_WORDS: has_landing_changed,
        Change.ADVERTISER: None not in (past.advertiser_raw, now.advertiser_raw)
        and past.advertiser_raw != now.advertiser_raw,
    }
    return Comparison(
        state=state,
        past_id=past.ad_id,
        now_id=now.ad_id,
        similarity=similarity if has_words else None,
        parts=() if is_same else difference(pair.past_words, pair.now_words),
        landing_parts=difference(*landing) if has_landing_changed else (),
        changes=tuple(change for change, is_so in flags.items() if is_so),
    )


def _unmatched(past: Side, after: Sequence[Side]) -> Comparison:
    here = next((now for now in after if same_place(past.ad, now.ad)), None)
    if here is None:
        return Comparison(state=State.GONE, past_id=past.ad.ad_id)
    pair = pair_of(past, here)
    # Of two of which one says nothing but in a picture nobody read, nothing can be told.
    if pair.is_picture_unread and not (looks(pair.past_words) and looks(pair.now_words)):
        return Comparison(
            state=State.NOT_SEEN,
            past_id=past.ad.ad_id,
            now_id=here.ad.ad_id,
            changes=(Change.PICTURE_UNREAD,),
        )
    return Comparison(state=State.REPLACED, past_id=past.ad.ad_id, now_id=here.ad.ad_id)


def _landing_words(ad: Ad) -> str:
    return "\n".join(creative.text for creative in ad.creatives if creative.kind is CreativeKind.LANDING_TEXT)
