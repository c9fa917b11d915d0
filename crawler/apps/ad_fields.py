"""The parts of an ad as an interface states them, and the found ad made of them.

Knows nothing of where in an answer they stood.
"""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

from crawler.ad import CreativeKind, FoundBy
from crawler.apps.bodies import picture_of
from crawler.apps.markup import has_tags, parts_of_markup, text_of_markup
from crawler.pages.found import FoundAd, PicturePiece, TextPiece

_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True, kw_only=True)
class AdFields:
    """What one record says; every tuple in the order of the record."""

    titles: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    """Addresses, also relative ones and data addresses."""
    markup: tuple[str, ...] = ()
    """HTML of the whole ad."""
    landings: tuple[str, ...] = ()
    """The surest first."""
    advertisers: tuple[str, ...] = ()
    """The surest first."""


def ad_of_fields(
    fields: AdFields,
    *,
    found_by: tuple[FoundBy, ...],
    proof: str,
    answer_url: str,
    selector: str,
    pictures: Mapping[str, bytes],
) -> FoundAd | None:
    """Make the ad; ``None`` when the record holds neither words nor pictures.

    ``pictures`` holds the bytes of pictures that were fetched, by ``bodies.picture_key``.
    """
    pieces: list[TextPiece | PicturePiece] = []
    images = list(fields.images)
    landings = list(fields.landings)
    for kind, texts in (
        (CreativeKind.TITLE, fields.titles),
        (CreativeKind.BODY, fields.bodies),
        (CreativeKind.FOOTNOTE, fields.footnotes),
    ):
        pieces += (TextPiece(kind=kind, text=text) for text in map(_plain, texts) if text)
    for html in fields.markup:
        parts = parts_of_markup(html)
        pieces += parts.pieces
        images += parts.images
        landings += parts.landings
    pieces += (TextPiece(kind=CreativeKind.BUTTON, text=text) for text in map(_plain, fields.buttons) if text)
    pieces += (_picture(url, answer_url, pictures) for url in _distinct(images))
    pieces = _without_repeats(pieces)
    if not pieces:
        return None
    return FoundAd(
        pieces=tuple(pieces),
        found_by=found_by,
        proof=proof,
        advertiser_raw=next((name for name in map(_plain, fields.advertisers) if name), None),
        landing_url=_landing(landings, answer_url),
        frame_url=answer_url,
        selector=selector,
    )


def _plain(text: str) -> str:
    return text_of_markup(text) if has_tags(text) else text.strip()


def _picture(url: str, answer_url: str, pictures: Mapping[str, bytes]) -> PicturePiece:
    absolute = absolute_url(url, answer_url)
    return PicturePiece(
        url=None if absolute.startswith("data:") else absolute,
        content=data_of(absolute) if absolute.startswith("data:") else picture_of(pictures, absolute),
        box=None,
    )


def data_of(url: str) -> bytes | None:
    """Bytes of a data address; ``None`` when it is damaged."""
    head, comma, content = url.partition(",")
    if not comma:
        return None
    try:
        return base64.b64decode(content) if head.endswith(";base64") else unquote_to_bytes(content)
    except ValueError:
        return None


def _landing(landings: Iterable[str], answer_url: str) -> str | None:
    """The first web address; failing that the first address of any kind, such as one that opens an app."""
    absolute = [absolute_url(url, answer_url) for url in landings]
    return next((url for url in absolute if url.startswith(_WEB)), absolute[0] if absolute else None)


def absolute_url(url: str, base: str) -> str:
    """``url`` as the answer of ``base`` means it; left as stated when it is no address at all."""
    try:
        return url if urlsplit(url).scheme else urljoin(base, url)
    except ValueError:
        return url


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _without_repeats(pieces: list[TextPiece | PicturePiece]) -> list[TextPiece | PicturePiece]:
    """Interfaces state one text under several names: once is enough."""
    kept: list[TextPiece | PicturePiece] = []
    texts: set[str] = set()
    for piece in pieces:
        if isinstance(piece, TextPiece):
            if piece.text in texts:
                continue
            texts.add(piece.text)
        kept.append(piece)
    return kept
