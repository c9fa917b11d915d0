"""Takes visits in: reads the pictures of their ads, seals what was seen, commits it, writes the ads.

The line in the log is the commit: before it, nothing of a visit counts; after it, all of it does. Knows nothing of
how a visit was made.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from crawler.ad import Ad, ImageReading
from crawler.campaigns import record_of_signature, signature_of
from crawler.capture import Capture, Observation
from crawler.collecting.assembling import assemble
from crawler.collecting.folder import CrawlFolder
from crawler.collecting.landing import KnownLanding, Landing, record_of_landing
from crawler.collecting.pictures import AdPictures, pictures_of
from crawler.collecting.state import VISIT
from crawler.evidence import record_of_capture, seal
from crawler.images.reading import ImageReader
from crawler.pages.found import PicturePiece
from crawler.readers import record_of
from crawler.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What one visit brought."""

    ads: tuple[Ad, ...]
    new_ads: int
    """Of them, how many had not been seen in this crawl."""
    capture: Capture


class Collector:
    """Commits visits to one output folder; safe to call from several threads."""

    def __init__(self, folder: CrawlFolder, reader: ImageReader) -> None:
        self._folder = folder
        self._reader = reader
        self._commit = threading.Lock()

    def is_visited(self, key: str) -> bool:
        """Whether a visit of this key is in the log."""
        return key in self._folder.state.visited

    def known_landing(self, url: str) -> KnownLanding | None:
        """What following ``url`` gave, if this crawl did so."""
        return self._folder.state.landings.get(url)

    def take(
        self, visit: Visit, *, key: str, depth: int = 0, landings: Mapping[str, Landing] | None = None
    ) -> Taken | None:
        """Commit ``visit`` under ``key``; ``None`` when that key is in the log already.

        ``landings`` holds what was followed for this visit, by the address that its ads state.

        Raises:
            EvidenceError: it cannot be written.
        """
        if self.is_visited(key):
            return None
        pictures = tuple(pictures_of(found, number, visit.observation) for number, found in enumerate(visit.ads))
        # Reading is the slow part, and needs no order.
        readings = tuple(self._read(found_pictures, visit, number) for number, found_pictures in enumerate(pictures))
        observation = _with_screenshots(visit.observation, pictures)
        capture = seal(observation, self._folder.blobs)
        followed = [
            (landing, seal(landing.observation, self._folder.blobs))
            for landing in (landings or {}).values()
            if self.known_landing(landing.url) is None
        ]
        known = {landing.url: _known(landing, sealed) for landing, sealed in followed}
        with self._commit:
            if self.is_visited(key):
                return None
            ads, signatures = self._assemble(visit, capture, pictures, readings, known)
            content = {
                "key": key,
                "depth": depth,
                "capture": record_of_capture(capture),
                "landings": [record_of_capture(sealed) for _, sealed in followed],
                "landing_pages": [record_of_landing(page) for page in known.values()],
                "ads": [record_of(ad) for ad in ads],
                "signatures": signatures,
                "links": [[link.url, link.depth] for link in visit.links],
            }
            before = len(self._folder.state.ad_ids)
            self._folder.commit(VISIT, content)
            return Taken(ads=ads, new_ads=len(self._folder.state.ad_ids) - before, capture=capture)

    def _read(self, pictures: AdPictures, visit: Visit, number: int) -> dict[int, ImageReading]:
        readings = {}
        for position, content in pictures.of_pieces.items():
            piece = visit.ads[number].pieces[position]
            address = piece.url if isinstance(piece, PicturePiece) else None
            missing = f"not loaded with the page: {address}" if address else "not drawn, and without an address"
            readings[position] = self._reader.read(content, why_missing=missing)
        return readings

    def _assemble(
        self,
        visit: Visit,
        capture: Capture,
        pictures: tuple[AdPictures, ...],
        readings: tuple[dict[int, ImageReading], ...],
        known: Mapping[str, KnownLanding],
    ) -> tuple[tuple[Ad, ...], list[dict[str, Any]]]:
        sealed = {document.name: document.sha256 for document in capture.documents}
        state = self._folder.state
        ads, signatures = [], []
        for found, own_pictures, own_readings in zip(visit.ads, pictures, readings, strict=True):
            landing = None
            if found.landing_url is not None:
                landing = known.get(found.landing_url) or state.landings.get(found.landing_url)
            shot = own_pictures.screenshot
            ad = assemble(
                found,
                readings=own_readings,
                landing=landing,
                capture_id=capture.capture_id,
                seen_at=capture.started_at,
                site=capture.site,
                page_url=capture.final_url or capture.requested_url,
                screenshot_sha256=sealed[shot.name] if shot is not None else None,
                channel=visit.channel,
                medium=visit.medium,
                place=visit.place,
                published_at=visit.published_at,
            )
            contents = [content for content in own_pictures.of_pieces.values() if content is not None]
            signature = signature_of(ad, contents)
            campaign = state.campaigns.join(signature)
            signatures.append(record_of_signature(signature))
            assert ad.sighting is not None
            ads.append(replace(ad, sighting=replace(ad.sighting, campaign=campaign)))
        return tuple(ads), signatures


def _with_screenshots(observation: Observation, pictures: tuple[AdPictures, ...]) -> Observation:
    shots = tuple(own.screenshot for own in pictures if own.screenshot is not None)
    return replace(observation, documents=observation.documents + shots)


def _known(landing: Landing, sealed: Capture) -> KnownLanding:
    return KnownLanding(
        url=landing.url,
        final_url=sealed.final_url,
        capture_id=sealed.capture_id,
        pieces=landing.pieces,
        problem=sealed.problem_detail or sealed.problem,
    )
