"""Finds sketches and picture hashes near a given one among very many.

datasketch's own index keeps a Python set for every bucket, 7 KB for an ad; here it is a row of numbers.
Knows nothing of ads or campaigns.
"""

from array import array
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

from crawler.campaigns.pictures import PictureHash
from crawler.campaigns.sketch import PERMUTATIONS, Sketch

_ROWS = 3
_BANDS = 32
"""Sketches meet in a bucket where the three numbers of a band are equal. Of pairs that share half of what they have,
98.6 in 100 meet in one band at least, and 95 of those that share 0.45; of pairs that share a twentieth, 1 in 250."""
_BAND_PLACES = np.arange(_BANDS * _ROWS).reshape(_BANDS, _ROWS)
_EACH_BAND = np.arange(_BANDS)
_MOST_OF_BUCKET = 64
"""Of one bucket no more are looked at, the latest first: a campaign of thousands of copies fills buckets, and one of
its copies is as good as another."""
_NONE = -1

_POPCOUNT = np.array([number.bit_count() for number in range(1 << 16)], np.uint8)


Number = TypeVar("Number", bound=np.generic)


class _Rows(Generic[Number]):
    """A table that grows by rows of numbers."""

    def __init__(self, columns: int, dtype: type[Number]) -> None:
        self._room: npt.NDArray[Number] = np.empty((256, columns), dtype)
        self._count = 0

    def append(self, row: npt.NDArray[Number]) -> None:
        if self._count == len(self._room):
            self._room = np.concatenate([self._room, np.empty_like(self._room)])
        self._room[self._count] = row
        self._count += 1

    @property
    def filled(self) -> npt.NDArray[Number]:
        return self._room[: self._count]


class SketchLookup:
    """Sketches in banded buckets (locality-sensitive hashing)."""

    def __init__(self) -> None:
        self._sketches = _Rows(PERMUTATIONS, np.uint32)
        self._owners = array("q")
        self._latest = np.full((_BANDS, 512), _NONE, np.int32)
        """In each bucket of each band, the sketch put in last; the one before it stands in ``_before``."""
        self._before = _Rows(_BANDS, np.int32)

    def __len__(self) -> int:
        return len(self._owners)

    def add(self, sketch: Sketch, owner: int) -> int:
        """Keep a sketch under a number of the caller's; returns the number of the sketch itself."""
        number = len(self._owners)
        if 2 * number >= self._latest.shape[1]:
            self._spread()
        buckets = _buckets(sketch, self._latest.shape[1])
        self._before.append(self._latest[_EACH_BAND, buckets])
        self._latest[_EACH_BAND, buckets] = number
        self._sketches.append(sketch)
        self._owners.append(owner)
        return number

    def similarity(self, number: int, sketch: Sketch) -> float:
        """Estimated Jaccard similarity to the sketch kept under that number of its own."""
        return float((self._sketches.filled[number] == sketch).mean())

    def near(self, sketch: Sketch, *, least: float) -> dict[int, float]:
        """Owners of sketches at least so similar, each with its estimated Jaccard similarity."""
        bands = _EACH_BAND
        latest = self._latest[bands, _buckets(sketch, self._latest.shape[1])]
        met = []
        for _ in range(_MOST_OF_BUCKET):
            bands, latest = bands[latest != _NONE], latest[latest != _NONE]
            if not len(latest):
                break
            met.append(latest)
            latest = self._before.filled[latest, bands]
        if not met:
            return {}
        numbers = np.unique(np.concatenate(met))
        shares = (self._sketches.filled[numbers] == sketch).mean(axis=1)
        near = shares >= least
        return {
            self._owners[number]: share
            for number, share in zip(numbers[near].tolist(), shares[near].tolist(), strict=True)
        }

    def _spread(self) -> None:
        """Make twice as many buckets and put what is kept into them."""
        size = 2 * self._latest.shape[1]
        self._latest = np.full((_BANDS, size), _NONE, np.int32)
        before = self._before.filled
        for band in _EACH_BAND:
            buckets = _buckets(self._sketches.filled, size, band)
            # Equal buckets side by side, in each the earlier sketch before the later.
            order = np.argsort(buckets, kind="stable")
            is_next_same = buckets[order[1:]] == buckets[order[:-1]]
            before[:, band] = _NONE
            before[order[1:][is_next_same], band] = order[:-1][is_next_same]
            latest = order[np.append(~is_next_same, True)]
            self._latest[band, buckets[latest]] = latest


class PictureLookup:
    """Picture hashes, all compared with: exact, and a hundred thousand take three milliseconds."""

    def __init__(self) -> None:
        self._layouts = _Rows(4, np.uint16)
        self._edges = _Rows(4, np.uint16)
        self._owners = array("q")

    def __len__(self) -> int:
        return len(self._owners)

    def add(self, picture: PictureHash, owner: int) -> None:
        """Keep a hash under a number of the caller's."""
        self._layouts.append(_quarters(picture.layout))
        self._edges.append(_quarters(picture.edges))
        self._owners.append(owner)

    def near(self, picture: PictureHash, *, most: int) -> dict[int, int]:
        """Owners of hashes at most so many bits apart, each with the least number of bits."""
        found: dict[int, int] = {}
        layouts = _POPCOUNT[self._layouts.filled ^ _quarters(picture.layout)].sum(axis=1)
        close = np.flatnonzero(layouts <= most)
        edges = _POPCOUNT[self._edges.filled[close] ^ _quarters(picture.edges)].sum(axis=1)
        for number, bits in zip(close.tolist(), np.maximum(layouts[close], edges).tolist(), strict=True):
            if bits <= most:
                owner = self._owners[number]
                found[owner] = min(bits, found.get(owner, most))
        return found


def _buckets(sketches: npt.NDArray[np.uint32], size: int, bands: Any = slice(None)) -> npt.NDArray[np.int64]:
    """Bucket of each sketch in each of the bands. What meets by chance alone is told apart by its sketch."""
    numbers = sketches[..., _BAND_PLACES[bands]].astype(np.uint64)
    mixed = np.zeros(numbers.shape[:-1], np.uint64)
    for row in range(_ROWS):
        # 64-bit arithmetic wraps around, which is what mixing wants.
        mixed = (mixed ^ (mixed >> np.uint64(31)) ^ numbers[..., row]) * np.uint64(0xBF58476D1CE4E5B9)
    return ((mixed >> np.uint64(32)) % np.uint64(size)).astype(np.int64)


def _quarters(number: int) -> npt.NDArray[np.uint16]:
    return np.frombuffer(number.to_bytes(8, "little"), np.uint16)
