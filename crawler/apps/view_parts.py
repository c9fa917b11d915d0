"""What an ad on a screen says: its texts in reading order, its pictures cut out of the screenshot.

Knows nothing of how it was told to be an ad.
"""

import re
from collections.abc import Sequence

from crawler.ad import Box, CreativeKind
from crawler.apps.ad_views import AdItem, ad_view_words, is_control, is_picture, label_of, merged_label
from crawler.apps.cropping import Screenshot
from crawler.apps.field_names import vocabulary, words_of
from crawler.apps.screen import Screen, View
from crawler.pages.found import FoundAd, PicturePiece, TextPiece

_SMALL_PRINT = re.compile(
    r"[*※＊]|注[:：]|(?:风险|温馨|特别)提示|免责|(?:投资|理财|贷款|借款|基金|市场|入市|借贷)(?:需|有)(?:谨慎|风险)"
)
_MAX_CALL = 8
_BUTTON_WORDS = frozenset({"download", "install"})


def ad_of_item(screen: Screen, item: AdItem, screenshot: Screenshot | None) -> FoundAd | None:
    """Make the ad; ``None`` when it shows neither words nor anything that may hold some."""
    views = [view for view in screen.below(item.root) if view.is_shown and not is_control(view)]
    named = _advertiser(views)
    texts = _read_in_order(
        [view for view in views if _words(screen, view) and label_of(view) is None and view != named]
    )
    pictures = _pictures(screen, views)
    pieces: list[tuple[float, TextPiece | PicturePiece]] = []
    top = 0.0
    has_title = any("title" in words_of(view.view_id) for view in texts)
    for view in texts:
        top = max(top, view.box.y)  # texts keep their order; pictures are put between them by height
        kind = _kind(view, has_title=has_title)
        has_title = has_title or kind is CreativeKind.TITLE
        pieces.append((top, TextPiece(kind=kind, text=_words(screen, view))))
    box = screen.views[item.root].box
    if not pieces and not pictures:
        pictures = [box]
    pieces += (
        (area.y, PicturePiece(url=None, content=screenshot.cut(area) if screenshot else None, box=area))
        for area in pictures
    )
    pieces.sort(key=lambda piece: piece[0])
    return FoundAd(
        pieces=tuple(piece for _, piece in pieces),
        found_by=tuple(item.found_by),
        proof="; ".join(item.proofs),
        advertiser_raw=item.advertiser or (named.text if named is not None else None),
        selector=_selector(screen, item.root),
        box=box,
    )


def _words(screen: Screen, view: View) -> str:
    """What a view says: its text; else what is read aloud for it, unless that sums up the views in it."""
    merged = merged_label(view)
    if merged is not None:
        return merged[0]
    if view.text or not view.description:
        return view.text
    return (
        ""
        if any(below.text or below.description for below in list(screen.below(view.number))[1:])
        else view.description
    )


def _advertiser(views: Sequence[View]) -> View | None:
    names = vocabulary().advertiser | vocabulary().source
    return next(
        (view for view in views if view.text and len(view.text) <= 40 and set(words_of(view.view_id)) & names), None
    )


def _read_in_order(views: Sequence[View]) -> list[View]:
    """Rows from the top; in a row from the left. Views share a row when they overlap by half the lower one's height."""
    rows: list[list[View]] = []
    for view in sorted(views, key=lambda view: (view.box.y, view.box.x)):
        if rows and _overlap(rows[-1][0].box, view.box) > 0.5 * min(rows[-1][0].box.height, view.box.height):
            rows[-1].append(view)
        else:
            rows.append([view])
    return [view for row in rows for view in sorted(row, key=lambda view: view.box.x)]


def _overlap(one: Box, other: Box) -> float:
    return min(one.y + one.height, other.y + other.height) - max(one.y, other.y)


def _kind(view: View, *, has_title: bool) -> CreativeKind:
    words = set(words_of(view.view_id))
    if _is_button(view, words):
        return CreativeKind.BUTTON
    if words & vocabulary().footnote or _SMALL_PRINT.match(view.text) is not None:
        return CreativeKind.FOOTNOTE
    if "title" in words and not words & {"sub", "second"}:
        return CreativeKind.TITLE
    return CreativeKind.BODY if has_title else CreativeKind.TITLE


def _is_button(view: View, words: set[str]) -> bool:
    if view.kind.endswith("Button") or words & (vocabulary().button | _BUTTON_WORDS):
        return True
    return view.is_clickable and len(view.text) <= _MAX_CALL and view.text.startswith(ad_view_words().calls)


def _pictures(screen: Screen, views: Sequence[View]) -> list[Box]:
    return list(dict.fromkeys(view.box for view in views if is_picture(view, screen) and not view.description))


def _selector(screen: Screen, number: int) -> str:
    """The id of a view or, where it has none, its class with the id of the next view above that has one."""
    view = screen.views[number]
    if view.view_id:
        return view.view_id
    above = next((above.view_id for above in screen.ancestors(number) if above.view_id), None)
    return f"{above} {view.kind}" if above else view.kind
