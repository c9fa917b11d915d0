"""All that telling the copies of an ad takes, small enough to be kept: an index is restored from it without pictures.

Knows nothing of other ads.
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from crawler.ad import Ad
from crawler.campaigns.folding import folded, telling_words
from crawler.campaigns.pictures import PictureHash, picture_hash
from crawler.campaigns.sketch import PERMUTATIONS, Sketch, sketch_of
from crawler.errors import CrawlerError

LEAST_SKETCHED = 12
"""Folded characters from which words may be similar; fewer have to be equal."""
LEAST_TELLING = 4
"""Folded characters from which words tell an ad at all: half the market says 理财 or 立即申请."""

_SKETCH_BYTES = PERMUTATIONS * 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What copies of one ad have in common, nearly or exactly."""

    content: str
    """16 hexadecimal digits, equal where the folded words are; where words tell nothing, where the pictures' hashes
    are; where neither does, where everything the ad shows and its landing address are."""
    sketch: bytes | None
    """Of the folded words: 128 numbers of 32 bits, the lowest byte first. ``None`` for fewer than 12 characters."""
    pictures: tuple[PictureHash, ...] = ()
    """Of the pictures that tell something."""

    @property
    def numbers(self) -> Sketch | None:
        """The sketch as an array of shape (128,)."""
        return None if self.sketch is None else np.frombuffer(self.sketch, "<u4")


def signature_of(ad: Ad, pictures: Sequence[bytes] = ()) -> Signature:
    """Make the signature of an ad.

    Args:
        ad: with the words read in its pictures, where they were read.
        pictures: the bytes of its pictures, in any order. What cannot be opened is passed over.

    Raises:
        MissingLibraryError: datasketch, or for pictures ImageHash, is not installed.
    """
    words = telling_words(ad)
    hashes = {found for content in pictures if (found := picture_hash(content)) is not None}
    told = tuple(sorted(hashes))
    if len(words) >= LEAST_TELLING:
        content = ["words", words]
    elif told:
        content = ["pictures", *(f"{found.layout:016x}{found.edges:016x}" for found in told)]
    else:
        content = ["ad", *_everything(ad)]
    return Signature(
        content=_digest(content),
        sketch=sketch_of(words).astype("<u4").tobytes() if len(words) >= LEAST_SKETCHED else None,
        pictures=told,
    )


def record_of_signature(signature: Signature) -> dict[str, Any]:
    """Write a signature as the JSON object that :func:`signature_from_record` reads back into an equal one."""
    record: dict[str, Any] = {"content": signature.content}
    if signature.sketch is not None:
        record["sketch"] = base64.b64encode(signature.sketch).decode("ascii")
    if signature.pictures:
        record["pictures"] = [f"{found.layout:016x}{found.edges:016x}" for found in signature.pictures]
    return record


def signature_from_record(record: Mapping[str, Any]) -> Signature:
    """Read a signature.

    Raises:
        CrawlerError: it was not written by :func:`record_of_signature`.
    """
    try:
        sketch = base64.b64decode(record["sketch"], validate=True) if "sketch" in record else None
        if sketch is not None and len(sketch) != _SKETCH_BYTES:
            raise ValueError(f"a sketch of {len(sketch)} bytes; it has {_SKETCH_BYTES}")
        pictures = tuple(map(_picture_from, record.get("pictures", ())))
        content = record["content"]
        if not isinstance(content, str):
            raise TypeError(f"content is {type(content).__name__}, not a string")
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise CrawlerError(f"not a signature of an ad: {error}; make it again from the ad") from error
    return Signature(content=content, sketch=sketch, pictures=pictures)


def _picture_from(digits: str) -> PictureHash:
    if len(digits) != 32:
        raise ValueError(f"a picture hash of {len(digits)} digits; it has 32")
    return PictureHash(layout=int(digits[:16], 16), edges=int(digits[16:], 16))


def _everything(ad: Ad) -> list[str]:
    """What tells an ad that shows next to nothing; its id where it shows nothing at all."""
    words = [folded(creative.text) for creative in ad.creatives]
    pictures = [creative.image.sha256 or "" for creative in ad.creatives if creative.image is not None]
    landing = ad.sighting.landing_url if ad.sighting is not None else None
    shown = [part for part in (*words, *pictures) if part]
    return [*shown, landing or ""] if shown else [ad.ad_id]


def _digest(parts: Sequence[str]) -> str:
    # The lengths stand between the parts so that no two lists of parts read alike.
    whole = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:16]
