"""Cuts a long picture into overlapping bands and puts the lines found in them together, none twice.

Only corners of lines, no words: a line is recognised once, after it was put together.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.images.engine import Corners

OVERLAP = 256
"""Pixels that two bands share."""
TALLEST_IN_A_BAND = 180
"""Lines up to this height stand whole in one of two bands; taller ones are found in a small copy of the picture."""
_CUT_MARGIN = 4
"""A line that ends so close to a cut may go on beyond it."""
_SAME = 0.5
"""Two finds are one line when they share this much of the smaller one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A strip over the full width."""

    top: int
    bottom: int
    """Pixels; the row after the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Find:
    corners: "Corners"
    left: float
    top: float
    right: float
    bottom: float
    is_cut: bool

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)


def bands(height: int, band_height: int) -> tuple[Band, ...]:
    """Strips of about ``band_height`` that overlap by ``OVERLAP``; one when all of it fits."""
    if height <= band_height:
        return (Band(top=0, bottom=height),)
    step = band_height - OVERLAP
    count = -(-(height - OVERLAP) // step)
    tops = [round(number * (height - band_height) / (count - 1)) for number in range(count)]
    return tuple(Band(top=top, bottom=top + band_height) for top in tops)


def joined(found: "list[tuple[Band, list[Corners]]]", tall: "list[Corners]", *, height: int) -> "list[Corners]":
    """Lines of all bands in coordinates of the picture, with ``tall`` (in them already) in place of their parts."""
    whole = [_find(corners, is_cut=False) for corners in tall]
    for band, lines in found:
        for corners in lines:
            moved = corners.copy()
            moved[:, 1] += band.top
            above, below = moved[:, 1].min() - band.top, band.bottom - moved[:, 1].max()
            is_cut = (band.top > 0 and above < _CUT_MARGIN) or (band.bottom < height and below < _CUT_MARGIN)
            whole.append(_find(moved, is_cut=is_cut))
    # Whole lines before parts, larger before smaller: what comes later and lies in what is kept is a double.
    tall_count = len(tall)
    order = sorted(range(len(whole)), key=lambda place: (place >= tall_count, whole[place].is_cut, -whole[place].area))
    kept: list[_Find] = []
    for place in order:
        if not any(_shared(whole[place], other) >= _SAME for other in kept):
            kept.append(whole[place])
    return [find.corners for find in kept]


def _find(corners: "Corners", *, is_cut: bool) -> _Find:
    return _Find(
        corners=corners,
        left=float(corners[:, 0].min()),
        top=float(corners[:, 1].min()),
        right=float(corners[:, 0].max()),
        bottom=float(corners[:, 1].max()),
        is_cut=is_cut,
    )


def _shared(one: _Find, other: _Find) -> float:
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    if width <= 0 or height <= 0:
        return 0.0
    return width * height / max(1.0, min(one.area, other.area))
