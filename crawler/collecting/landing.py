"""The page that an ad leads to, followed once.

Knows nothing of how it is fetched.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crawler.ad import CreativeKind
from crawler.capture import Observation
from crawler.pages.found import TextPiece

MAX_LANDING_CHARACTERS = 20_000
"""Words of a landing page that an ad carries; its capture has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """What following an address once gave."""

    url: str
    """As the ad states it."""
    observation: Observation
    """Also of a failure: it holds what was tried."""
    pieces: tuple[TextPiece, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLanding:
    """A landing page whose capture is sealed."""

    url: str
    final_url: str | None
    capture_id: str
    pieces: tuple[TextPiece, ...]
    problem: str | None


class KnownLandings:
    """The landing pages of this crawl, by address; the oldest are forgotten, and followed again if they come again."""

    def __init__(self, most: int = 2_000) -> None:
        self._most = most
        self._known: OrderedDict[str, KnownLanding] = OrderedDict()

    def add(self, landing: KnownLanding) -> None:
        """Remember it."""
        self._known[landing.url] = landing
        self._known.move_to_end(landing.url)
        while len(self._known) > self._most:
            self._known.popitem(last=False)

    def get(self, url: str) -> KnownLanding | None:
        """What following ``url`` gave, if it is still remembered."""
        return self._known.get(url)


def record_of_landing(landing: KnownLanding) -> dict[str, Any]:
    """Write a followed page as ``landing_from_record`` reads it."""
    return {
        "url": landing.url,
        "final_url": landing.final_url,
        "capture_id": landing.capture_id,
        "problem": landing.problem,
        "pieces": [[piece.kind.value, piece.text] for piece in landing.pieces],
    }


def landing_from_record(record: Mapping[str, Any]) -> KnownLanding:
    """Read a followed page."""
    return KnownLanding(
        url=record["url"],
        final_url=record["final_url"],
        capture_id=record["capture_id"],
        pieces=tuple(TextPiece(kind=CreativeKind(kind), text=text) for kind, text in record["pieces"]),
        problem=record["problem"],
    )


def cut_pieces(pieces: tuple[TextPiece, ...]) -> tuple[TextPiece, ...]:
    """Keep the first ``MAX_LANDING_CHARACTERS``."""
    kept: list[TextPiece] = []
    left = MAX_LANDING_CHARACTERS
    for piece in pieces:
        if left <= 0:
            break
        kept.append(TextPiece(kind=piece.kind, text=piece.text[:left]))
        left -= len(piece.text)
    return tuple(kept)
