"""From an ad as found to the ``Ad`` that is written: pure.

Knows nothing of fetching, files or readers of pictures.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

import orjson

from crawler.ad import Ad, Creative, CreativeKind, ImageReading, Sighting
from crawler.collecting.landing import KnownLanding, cut_pieces
from crawler.images.creatives import creatives_of
from crawler.pages.found import FoundAd, PicturePiece, TextPiece


def assemble(  # noqa: PLR0913 - the facts of a sighting
    found: FoundAd,
    *,
    readings: Mapping[int, ImageReading],
    landing: KnownLanding | None,
    capture_id: str,
    seen_at: datetime,
    site: str,
    page_url: str | None,
    screenshot_sha256: str | None,
    channel: str,
    medium: str | None,
    place: str | None,
    published_at: datetime | None,
) -> Ad:
    """Make the ad. ``readings`` has what was read in the picture at each position of ``found.pieces``."""
    creatives: list[Creative] = []
    for position, piece in enumerate(found.pieces):
        match piece:
            case TextPiece():
                creatives.append(Creative(kind=piece.kind, text=piece.text))
            case PicturePiece():
                creatives += creatives_of(readings[position])
    ad_id = _id_of(creatives, found)
    if landing is not None:
        creatives += _landing_creatives(landing.pieces)
    return Ad(
        ad_id=ad_id,
        creatives=tuple(creatives),
        advertiser_raw=found.advertiser_raw,
        published_at=published_at,
        channel=channel,
        sighting=Sighting(
            capture_id=capture_id,
            seen_at=seen_at,
            site=site,
            page_url=page_url,
            found_by=found.found_by,
            proof=found.proof,
            frame_url=found.frame_url,
            selector=found.selector,
            box=found.box,
            screenshot_sha256=screenshot_sha256,
            landing_url=found.landing_url,
            landing_final_url=landing.final_url if landing else None,
            landing_capture_id=landing.capture_id if landing else None,
            landing_problem=landing.problem if landing else None,
            medium=medium,
            place=place,
        ),
    )


def _landing_creatives(pieces: tuple[TextPiece, ...]) -> list[Creative]:
    words = "\n".join(piece.text for piece in cut_pieces(pieces))
    return [Creative(kind=CreativeKind.LANDING_TEXT, text=words)] if words else []


def _id_of(creatives: Sequence[Creative], found: FoundAd) -> str:
    """The same for the same words and pictures leading to the same page, wherever and whenever they are seen.

    Of the landing address the query is left out: it carries click numbers that differ at every showing.
    """
    landing = urlsplit(found.landing_url or "")
    identity = [
        [[creative.kind, creative.text, creative.image.sha256 if creative.image else None] for creative in creatives],
        found.advertiser_raw,
        landing.hostname or "",
        landing.path,
    ]
    return "a" + hashlib.sha256(orjson.dumps(identity)).hexdigest()[:20]
