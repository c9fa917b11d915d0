"""Tells which parts of a screen are ads: by the views of advertising kits, by a label, by the countdown of a splash.

What names and words tell is data (``ad_views.yaml``). Knows nothing of what the ads say.
"""

import re
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from crawler.ad import FoundBy
from crawler.apps.field_names import words_of
from crawler.apps.screen import Screen, View

_FILE = Path(__file__).parent / "ad_views.yaml"
_BRACKETS = " \t\n·[]【】「」()（）<>|"
_COUNTDOWN = re.compile(
    r"(?:点击)?(?:跳过|关闭|skip)(?:广告|此广告| ?ads?)?[\s|·丨:：(（]*\d{1,2}\s*(?:s|秒|”|\")?\s*[)）]?"
    r"|\d{1,2}\s*(?:s|秒)?[\s|·丨]*(?:后)?(?:点击)?(?:跳过|关闭|skip)(?:广告| ?ads?)?",
    re.IGNORECASE,
)
_SKIP = re.compile(r"(?:点击)?(?:跳过|skip)(?P<ad>广告|此广告| ?ads?)?\s*[>»]?", re.IGNORECASE)
_NAMED_LABEL = re.compile(
    r"(?:(?P<before>\S[^,\n]{1,19}?)\s*[·|丨]\s*)?(?P<label>[^·|丨\s,]{2,13})(?:\s*[·|丨:：]\s*(?P<after>\S[^,\n]{1,19}))?"
)
_LISTS = re.compile(r"RecyclerView|ListView|GridView|ViewPager|ScrollView|XCUIElementType(?:Table|CollectionView)$")
_PICTURES = re.compile(r"Image|Video|SurfaceView|TextureView|WebView$", re.IGNORECASE)
# What joins the texts of an item, and what is read aloud of a tab.
_JOINTS = re.compile(r"\n|, ")
_PLACE = re.compile(r"\d+ of \d+|第\s*\d+\s*个|共\s*\d+\s*个|标签页|选项卡|\btab\b", re.IGNORECASE)

MAX_ITEM_SHARE = 0.6
"""Of the screen; an item in a list is smaller, what is larger is the list or the page."""
_MAX_SPLASH_TEXTS = 15
_MIN_PICTURE_SHARE = 0.01


class AdKit(BaseModel):
    """One advertising kit."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    ids: tuple[re.Pattern[str], ...]
    classes: tuple[re.Pattern[str], ...]


class AdViewWords(BaseModel):
    """The contents of ``ad_views.yaml``, which says what each key means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id_words: frozenset[str]
    not_with: frozenset[str]
    kits: tuple[AdKit, ...]
    labels: frozenset[str]
    controls: frozenset[str]
    calls: tuple[str, ...]


@cache
def ad_view_words() -> AdViewWords:
    """Read ``ad_views.yaml``, once."""
    return AdViewWords.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


@dataclass(slots=True, kw_only=True)
class AdItem:
    """A part of a screen that is an ad."""

    root: int
    """Number of its outermost view."""
    found_by: list[FoundBy] = field(default_factory=list)
    proofs: list[str] = field(default_factory=list)
    advertiser: str | None = None
    """Named by its label."""


def items_of_screen(screen: Screen) -> tuple[AdItem, ...]:
    """Find the ads on a screen, in the order of the dump."""
    splash = _splash(screen)
    if splash is not None:
        return (splash,)
    found: dict[int, AdItem] = {}
    for view in screen.views:
        if not view.is_shown:
            continue
        kit = kit_of(view)
        if kit is not None and not any(kit_of(above) == kit for above in screen.ancestors(view.number)):
            _add(found, _item_of_view(screen, view, kit), FoundBy.AD_VIEW, f"view {view.view_id or view.kind} ({kit})")
        label = label_of(view)
        if label is not None:
            _add(found, _climbed(screen, view), FoundBy.LABEL, f"label {view.text or view.description}", label[1])
        elif (merged := merged_label(view)) is not None:
            _add(found, view.number, FoundBy.LABEL, f"label {merged[1]}", merged[2])
    return _outermost(screen, found)


def kit_of(view: View) -> str | None:
    """Name of the kit a view belongs to, ``ad view`` for one whose id speaks of an ad, ``None`` for any other."""
    words = ad_view_words()
    for kit in words.kits:
        if any(pattern.search(view.view_id) for pattern in kit.ids):
            return kit.name
        if any(pattern.search(name) for pattern in kit.classes for name in (view.kind, view.view_id)):
            return kit.name
    of_id = set(words_of(view.view_id))
    return "ad view" if of_id & words.id_words and not of_id & words.not_with else None


def label_of(view: View) -> tuple[str, str | None] | None:
    """The label a view shows and the advertiser it names: ``广告``, ``广告·某某银行``; ``None`` for any other view."""
    shown = (view.text or view.description).strip(_BRACKETS)
    if not shown or len(shown) > 36:
        return None
    match = _NAMED_LABEL.fullmatch(shown)
    if match is None:
        return None
    words = ad_view_words()
    for label, who in (
        (match["label"], match["before"] or match["after"]),
        (match["before"], match["label"]),
    ):
        if label is not None and label.strip(_BRACKETS).lower() in words.labels:
            name = (who or "").strip(_BRACKETS)
            return label, name if name and name.lower() not in words.controls else None
    return None


def merged_label(view: View) -> tuple[str, str, str | None] | None:
    """The words, label and advertiser of an item that is one view, all its texts joined, as some toolkits hand it over.

    ``None`` for any other view, also for a tab, whose place among its like is read aloud.
    """
    shown = view.description or view.text
    parts = [part.strip() for part in _JOINTS.split(shown)]
    if len(parts) < 2 or _PLACE.search(shown) is not None:
        return None
    for part in parts:
        label = label_of(replace(view, text=part))
        if label is not None:
            rest = "\n".join(other for other in parts if other and other != part)
            return (rest, part, label[1]) if sum(map(str.isalpha, rest)) >= 4 else None
    return None


def is_control(view: View) -> bool:
    """Whether a view is a small control of the ad: close, skip, mute."""
    shown = (view.text or view.description).strip(_BRACKETS)
    return (
        shown.lower() in ad_view_words().controls
        or _COUNTDOWN.fullmatch(shown) is not None
        or _SKIP.fullmatch(shown) is not None
    )


def is_picture(view: View, screen: Screen) -> bool:
    """Whether a view may show a picture with words: of its class, or a bare surface, and not tiny."""
    if not view.is_shown or view.text or view.area < _MIN_PICTURE_SHARE * screen.width * screen.height:
        return False
    if screen.children[view.number]:
        return False
    return _PICTURES.search(view.kind) is not None or view.kind in {"android.view.View", "XCUIElementTypeOther"}


def _splash(screen: Screen) -> AdItem | None:
    """The whole screen, where a small control counts down to its end, or skips it and something else says ad."""
    texts = [view for view in screen.views if view.is_shown and view.text]
    if len(texts) > _MAX_SPLASH_TEXTS:
        return None
    for view in screen.views:
        shown = (view.text or view.description).strip()
        if not view.is_shown or not shown or len(shown) > 16 or view.box.width > 0.5 * screen.width:
            continue
        skip = _SKIP.fullmatch(shown)
        is_told = _COUNTDOWN.fullmatch(shown) is not None or (skip is not None and skip["ad"] is not None)
        if not is_told and skip is not None:
            is_told = any(kit_of(other) or label_of(other) for other in screen.views if other.is_shown)
        if is_told:
            kits = [(other, kit) for other in screen.views if (kit := kit_of(other)) is not None]
            item = AdItem(root=0, found_by=[FoundBy.LABEL], proofs=[f"splash with {shown}"])
            if kits:
                item.found_by.insert(0, FoundBy.AD_VIEW)
                item.proofs.insert(0, f"view {kits[0][0].view_id or kits[0][0].kind} ({kits[0][1]})")
            item.advertiser = next((label[1] for other in texts if (label := label_of(other)) and label[1]), None)
            return item
    return None


def _item_of_view(screen: Screen, view: View, kit: str) -> int | None:
    whole = screen.width * screen.height
    if not _has_copy(screen, view.number):
        return _climbed(screen, view)
    if view.area > MAX_ITEM_SHARE * whole and kit == "ad view":
        # An id may call a page after the ads on it; a kit fills the screen when it covers the app.
        return None
    return view.number


def _climbed(screen: Screen, view: View) -> int | None:
    """The item of a list or page that a label stands in; ``None`` for a word that labels nothing."""
    at = view
    for above in screen.ancestors(view.number):
        if _LISTS.search(above.kind) or above.area > MAX_ITEM_SHARE * screen.width * screen.height:
            break
        if _has_copy(screen, at.number):
            if _is_one_of_several(screen, at, above):
                break
        elif _is_entry(screen, at, above):
            return None
        at = above
    return at.number if _has_copy(screen, at.number) else None


def _is_one_of_several(screen: Screen, view: View, above: View) -> bool:
    """Whether a view is a row among rows: siblings of its class and about its width, over most of the screen."""
    alike = [
        other
        for number in screen.children[above.number]
        if (other := screen.views[number]).is_shown
        and other.kind == view.kind
        and abs(other.box.width - view.box.width) <= 0.05 * screen.width
        and _has_copy(screen, number)
    ]
    return len(alike) > 1 and view.box.width >= 0.4 * screen.width


def _is_entry(screen: Screen, view: View, above: View) -> bool:
    """Whether a view is an entry of a tab bar or menu: at least three of one size that fill the width together."""
    alike = [
        other
        for number in screen.children[above.number]
        if (other := screen.views[number]).is_shown
        and other.kind == view.kind
        and abs(other.box.width - view.box.width) <= 0.02 * screen.width
        and abs(other.box.height - view.box.height) <= 0.02 * screen.height
    ]
    return len(alike) > 2 and len(alike) * view.box.width >= 0.7 * screen.width


def _has_copy(screen: Screen, number: int) -> bool:
    letters = 0
    for view in screen.below(number):
        if is_picture(view, screen):
            return True
        if merged_label(view) is not None:
            return True
        if view.is_shown and view.text and label_of(view) is None and not is_control(view):
            letters += len(view.text)
    return letters >= 4


def _add(found: dict[int, AdItem], root: int | None, way: FoundBy, proof: str, advertiser: str | None = None) -> None:
    if root is None:
        return
    item = found.setdefault(root, AdItem(root=root))
    if way not in item.found_by:
        item.found_by.append(way)
    if proof not in item.proofs:
        item.proofs.append(proof)
    item.advertiser = item.advertiser or advertiser


def _outermost(screen: Screen, found: dict[int, AdItem]) -> tuple[AdItem, ...]:
    """Join items that stand in one another; the order of the dump puts the outer one first."""
    kept: dict[int, AdItem] = {}
    for root in sorted(found):
        item = found[root]
        outer = next((above.number for above in screen.ancestors(root) if above.number in kept), None)
        if outer is None:
            kept[root] = item
            continue
        for way in item.found_by:
            if way not in kept[outer].found_by:
                kept[outer].found_by.append(way)
        kept[outer].proofs += [proof for proof in item.proofs if proof not in kept[outer].proofs]
        kept[outer].advertiser = kept[outer].advertiser or item.advertiser
    return tuple(kept.values())
