"""Finds ads in any answer by the shape of its records: fields named as those of an ad, and cues that it is one.

A record is an object with at least two parts of an ad, among them words or a picture; nested objects and short lists
belong to it. Ordinary news, goods and notices have that shape too, so a record counts only with cues of a weight of at
least ``MIN_CUES``: an ad's number, trackers, a label, a flag, a name such as ``ads`` above it. Knows nothing of any one
interface: ``declared_paths`` does.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from crawler.apps.ad_fields import AdFields
from crawler.apps.field_names import Role, cue_of, holds_no_copy, is_ad_container, role_of, vocabulary, words_of
from crawler.apps.json_tree import key_step
from crawler.apps.markup import has_tags

MIN_CUES = 2
"""Weight of cues that makes an ad of a record: one that is sure, or two that are common."""
_CONTAINER_WEIGHT = 3
_MOST_AGAINST = -2
_MAX_TEXT = 5_000
_MAX_NAME = 60
_MAX_BUTTON = 24

_PICTURE_ENDS = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".avif", ".heic")
_VIDEO_ENDS = (".mp4", ".m3u8", ".mp3", ".flv", ".mov", ".json", ".js", ".css")
_WORDS = {Role.TITLE, Role.BODY, Role.FOOTNOTE}
_PART = {Role.LINK: Role.LANDING, Role.SOURCE: Role.ADVERTISER, Role.MARKUP: Role.BODY}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapedRecord:
    """A record that has the shape of an ad."""

    place: str
    """JSON path."""
    fields: AdFields
    cues: tuple[str, ...]
    """What told, as ``name`` or ``name=value``."""

    @property
    def proof(self) -> str:
        """What an ad found by its shape shows as its proof."""
        return f"record with the fields of an ad; cues: {', '.join(self.cues)}"


_Values = list[tuple[Role, str]]


@dataclass(slots=True, kw_only=True)
class _Found:
    """A record that counts as an ad, while its surroundings may still add to it."""

    place: str
    values: _Values
    cues: dict[str, int]
    is_closed: bool = False


@dataclass(slots=True, kw_only=True)
class _Part:
    """What was gathered below one place."""

    values: _Values = field(default_factory=list)
    cues: dict[str, int] = field(default_factory=dict)
    ads: list[_Found] = field(default_factory=list)
    loose: list[_Found] = field(default_factory=list)
    """Records without cues of their own, for a container further up."""

    def take(self, other: "_Part") -> None:
        self.values += other.values
        self.cues |= other.cues
        self.ads += other.ads
        self.loose += other.loose


def shaped_records(tree: Any) -> Iterator[ShapedRecord]:
    """Find the ads of an answer, in its order."""
    for found in _gathered(tree, "$", None, None).ads:
        cues = tuple(name for name, weight in found.cues.items() if weight > 0)
        yield ShapedRecord(place=found.place, fields=_fields_of(found.values), cues=cues)


def _gathered(value: Any, place: str, container: str | None, inherited: Role | None) -> _Part:
    if isinstance(value, dict):
        return _of_object(value, place, container, inherited)
    if isinstance(value, list):
        return _of_list(value, place, container, inherited)
    if inherited is not None and isinstance(value, str) and (role := _fitting(inherited, value)) is not None:
        return _Part(values=[(role, value.strip())])
    return _Part()


def _of_object(record: dict[str, Any], place: str, container: str | None, inherited: Role | None) -> _Part:
    part = _Part()
    own: _Values = []
    own_cues: dict[str, int] = {}
    for name, value in record.items():
        cue = cue_of(name, value)
        if cue is not None:
            own_cues[cue[0]] = cue[1]
        role = role_of(name)
        if isinstance(value, str):
            fitting = _fitting(_wanted(name, role, inherited), value) or _fitting(role, value)
            if fitting is not None:
                own.append((fitting, value.strip()))
        elif isinstance(value, dict | list) and not holds_no_copy(name):
            below = _gathered(value, place + key_step(name), name if is_ad_container(name) else None, role or inherited)
            if set(words_of(name)) & vocabulary().others:
                below = _Part(ads=below.ads)
            part.take(below)
    values = own + part.values
    if container is not None:
        own_cues[f"in {container}"] = _CONTAINER_WEIGHT
    cues = own_cues | part.cues
    if part.ads:
        # Around one ad an object that is itself marked as one belongs to it; any other is the page or feed it is in.
        if len(part.ads) == 1 and not part.ads[0].is_closed and _weight(own_cues) >= MIN_CUES:
            _complete(part.ads[0], values, cues)
        return _Part(ads=part.ads, loose=part.loose)
    if _is_record(values) and _weight(cues) >= MIN_CUES:
        return _Part(ads=[_Found(place=place, values=values, cues=cues)])
    if container is not None and part.loose:
        claimed = [replace(found, cues=found.cues | {f"in {container}": _CONTAINER_WEIGHT}) for found in part.loose]
        return _Part(ads=[found for found in claimed if _weight(found.cues) >= MIN_CUES])
    return _Part(values=values, cues=cues, loose=part.loose)


def _wanted(name: str, role: Role | None, inherited: Role | None) -> Role | None:
    """The role a text has by the name of what it stands in, where its own name says little."""
    if inherited is None:
        return role
    is_named = inherited in {Role.BUTTON, Role.ADVERTISER, Role.SOURCE, Role.TITLE}
    return (
        inherited
        if set(words_of(name)) <= (vocabulary().generic | vocabulary().naming if is_named else vocabulary().generic)
        else role
    )


def _of_list(items: list[Any], place: str, container: str | None, inherited: Role | None) -> _Part:
    below = [_gathered(item, f"{place}[{number}]", container, inherited) for number, item in enumerate(items)]
    records = [number for number, part in enumerate(below) if _is_record(part.values)]
    whole = _Part()
    for number, part in enumerate(below):
        # Several records side by side are records of their own; a single one is a nested part of what is around it.
        if len(records) > 1 or part.ads:
            if number in records:
                whole.loose.append(_Found(place=f"{place}[{number}]", values=part.values, cues=part.cues))
            whole.ads += part.ads
            whole.loose += part.loose
        else:
            whole.take(part)
    return whole


def _complete(ad: _Found, values: _Values, cues: dict[str, int]) -> None:
    """Add what the ad itself lacks and the object around it, which has cues of its own, states."""
    stated = {_PART.get(role, role) for role, _ in ad.values}
    ad.values = ad.values + [(role, text) for role, text in values if _PART.get(role, role) not in stated]
    ad.cues = ad.cues | cues
    ad.is_closed = True


def _is_record(values: _Values) -> bool:
    roles = {_PART.get(role, role) for role, _ in values}
    is_snippet = any(role is Role.MARKUP for role, _ in values)  # holds several parts by itself
    return is_snippet or (len(roles) > 1 and bool(roles & {Role.TITLE, Role.BODY, Role.IMAGE}))


def _weight(cues: dict[str, int]) -> int:
    against = sum(weight for weight in cues.values() if weight == -1)
    denied = sum(weight for weight in cues.values() if weight < -1)
    return sum(weight for weight in cues.values() if weight > 0) + max(against, _MOST_AGAINST) + denied


def _fitting(role: Role | None, value: str) -> Role | None:
    """The role a value really has under a name that means ``role``; ``None`` when it has none."""
    text = value.strip()
    if role is None or not text:
        return None
    if role in {Role.IMAGE, Role.LANDING, Role.LINK}:
        return _fitting_address(role, text)
    if _is_address(text) or not any(char.isalpha() for char in text):
        return None
    if role is Role.MARKUP or (role is Role.BODY and text.startswith("<") and has_tags(text)):
        return Role.MARKUP if "<" in text else None
    limit = _MAX_TEXT if role in _WORDS else _MAX_BUTTON if role is Role.BUTTON else _MAX_NAME
    if len(text) > limit or (text.isascii() and len(text) > 20 and not set(text) & {" ", ","}):
        return None
    return role


def _fitting_address(role: Role, text: str) -> Role | None:
    # A bare path is an address only under a name that leaves no doubt.
    is_path = text.startswith("/") and role is not Role.LINK and len(text) > 1 and not any(map(str.isspace, text))
    if not is_path and not _is_address(text):
        return None
    if role is Role.IMAGE or (role is Role.LINK and _is_picture_address(text)):
        return Role.IMAGE
    return None if text.partition("?")[0].lower().endswith(_VIDEO_ENDS) else role


def _is_address(text: str) -> bool:
    head = text[:40]
    return head.startswith(("//", "data:image/")) or ("://" in head and not any(char.isspace() for char in head))


def _is_picture_address(text: str) -> bool:
    bare = text.partition("?")[0].lower()
    return text.startswith("data:image/") or (
        bare.endswith(_PICTURE_ENDS) and (_is_address(text) or text.startswith("/"))
    )


def _fields_of(values: _Values) -> AdFields:
    def of(*roles: Role) -> tuple[str, ...]:
        return tuple(dict.fromkeys(text for wanted in roles for role, text in values if role is wanted))

    return AdFields(
        titles=of(Role.TITLE),
        bodies=of(Role.BODY),
        footnotes=of(Role.FOOTNOTE),
        buttons=of(Role.BUTTON),
        images=of(Role.IMAGE),
        markup=of(Role.MARKUP),
        landings=of(Role.LANDING, Role.LINK),
        advertisers=of(Role.ADVERTISER, Role.SOURCE),
    )
