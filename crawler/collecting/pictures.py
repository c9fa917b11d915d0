"""The bytes of an ad's pictures: those that came with the page, or cut from its screenshot.

Knows nothing of what is in a picture.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from crawler.capture import Document, Observation
from crawler.images.cropping import crop
from crawler.pages.found import FoundAd, PicturePiece

SCREENSHOT = "screenshot.png"
"""Name of the document of a capture that shows the whole page or screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdPictures:
    """What there is to see of one ad."""

    of_pieces: Mapping[int, bytes | None]
    """By position in ``FoundAd.pieces``; ``None`` where nothing is at hand."""
    screenshot: Document | None
    """Of the ad alone."""


def screenshot_of(observation: Observation) -> bytes | None:
    """The page's or screen's screenshot, if one was taken."""
    return next((document.content for document in observation.documents if document.name == SCREENSHOT), None)


def pictures_of(found: FoundAd, number: int, observation: Observation) -> AdPictures:
    """Gather the pictures of the ``number``-th ad of an observation."""
    whole = screenshot_of(observation)
    scale = observation.viewport.scale if observation.viewport else 1.0
    of_pieces: dict[int, bytes | None] = {}
    for position, piece in enumerate(found.pieces):
        if isinstance(piece, PicturePiece):
            content = piece.content
            if content is None and piece.box is not None and whole is not None:
                content = crop(whole, piece.box, scale=scale)
            of_pieces[position] = content
    cut = crop(whole, found.box, scale=scale) if whole is not None and found.box is not None else None
    return AdPictures(
        of_pieces=of_pieces,
        screenshot=Document(name=f"ad-{number}.png", media_type="image/png", content=cut) if cut else None,
    )
