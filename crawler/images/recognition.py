"""From the pixels of one picture to its lines of words: scaling, cutting, turning.

The figures were chosen with ``benchmarks/ocr.py``, over all its styles and sizes. Knows nothing of files.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.ad import Box
from crawler.images.engine import Recognised, TextEngine
from crawler.images.tiles import TALLEST_IN_A_BAND, bands, joined

if TYPE_CHECKING:
    from PIL import Image

    from crawler.images.engine import Corners, Pixels

_WANTED_PIXELS = 500_000
"""Small pictures are scaled up to this much before, at most to twice their width."""
_MAX_UPSCALE = 2.0
_MAX_SHORT_SIDE = 2600
"""Larger pictures are scaled down to this: type of 9 points on a broadsheet page is then still 20 pixels tall."""
_BAND_PIXELS = 2_000_000
"""Looked at in one piece; more is cut into bands. Finding lines takes 0.3 GB of memory for each million."""
_MIN_BAND_HEIGHT = 640
_PADDING = 16
"""Rows and columns added around a piece: lines that touch the edge are found as well."""
_SURE = 0.6
"""Mean confidence of its lines under which a picture is turned, in case it lies on its side or head."""
_UNREADABLE = 0.25
"""Lines under this confidence are patterns taken for type: on the drawn banners no true line falls below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawLine:
    """A line as it was recognised."""

    text: str
    box: Box
    """Pixels of the picture as it was handed over."""
    laid: Box
    """Where it would stand were the picture upright and straight; only for telling the order."""
    height: float
    """Of the line itself, which may be askew; for type set from top to bottom, its width."""
    is_vertical: bool
    confidence: float


def recognise_lines(engine: TextEngine, image: "Image.Image") -> tuple[RawLine, ...]:
    """Find and read the lines of an RGB picture, in no order.

    Where hardly anything can be read, the picture is tried upside down and on either side; the best is taken.
    """
    if min(image.size) < 8 or all(low == high for low, high in image.getextrema()):  # type: ignore[misc]
        return ()
    best = _read(engine, image, quarter_turns=0)
    if best and _sureness(best) < _SURE:
        others = [_read(engine, image, quarter_turns=turns) for turns in (2, 1, 3)]
        best = max((best, *others), key=_sureness)
    return tuple(line for line in best if line.text and line.confidence >= _UNREADABLE)


def _sureness(lines: tuple[RawLine, ...]) -> float:
    """Mean confidence, each line counted by its length, also one that says nothing."""
    lengths = [max(line.laid.width, line.laid.height) for line in lines]
    return sum(line.confidence * length for line, length in zip(lines, lengths, strict=True)) / max(1.0, sum(lengths))


def _read(engine: TextEngine, image: "Image.Image", *, quarter_turns: int) -> tuple[RawLine, ...]:
    from PIL import Image  # noqa: PLC0415

    turned = image
    if quarter_turns:
        turned = image.transpose(
            (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)[quarter_turns - 1]
        )
    scale = _scale_of(turned.width, turned.height)
    pixels = _pixels_of(turned, scale)
    corners = _lines_in(engine, pixels)
    recognised = engine.recognise(pixels, corners)
    slant = _slant(corners)
    return tuple(
        _line(line, place, scale, slant, (image.size, quarter_turns))
        for line, place in zip(recognised, corners, strict=True)
    )


def _scale_of(width: int, height: int) -> float:
    if min(width, height) > _MAX_SHORT_SIDE:
        return _MAX_SHORT_SIDE / min(width, height)
    return max(1.0, min(_MAX_UPSCALE, math.sqrt(_WANTED_PIXELS / (width * height))))


def _pixels_of(image: "Image.Image", scale: float) -> "Pixels":
    import numpy as np  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    if scale != 1.0:
        size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
        image = image.resize(size, Image.Resampling.LANCZOS)
    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])


def _lines_in(engine: TextEngine, pixels: "Pixels") -> "list[Corners]":
    height, width = pixels.shape[:2]
    band_height = max(_MIN_BAND_HEIGHT, _BAND_PIXELS // width)
    cut = bands(height, band_height)
    if len(cut) == 1:
        return _detect(engine, pixels)
    found = [(band, _detect(engine, pixels[band.top : band.bottom])) for band in cut]
    return joined(found, _tall_lines(engine, pixels), height=height)


def _detect(engine: TextEngine, pixels: "Pixels") -> "list[Corners]":
    import numpy as np  # noqa: PLC0415

    height, width = pixels.shape[:2]
    padded = np.pad(pixels, ((_PADDING, _PADDING), (_PADDING, _PADDING), (0, 0)), mode="edge")
    found = [corners.astype(np.float32) - _PADDING for corners in engine.detect(padded)]
    for corners in found:
        corners[:, 0] = corners[:, 0].clip(0, width - 1)
        corners[:, 1] = corners[:, 1].clip(0, height - 1)
    return [corners for corners in found if np.ptp(corners[:, 0]) >= 2 and np.ptp(corners[:, 1]) >= 2]


def _tall_lines(engine: TextEngine, pixels: "Pixels") -> "list[Corners]":
    """Lines too tall for a band, found in a small copy."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    height, width = pixels.shape[:2]
    shrink = math.sqrt(_BAND_PIXELS / 2 / (width * height))
    size = max(1, round(width * shrink)), max(1, round(height * shrink))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
    return [
        corners
        for corners in (found / np.float32(shrink) for found in _detect(engine, small))
        if _extent(corners)[1] > TALLEST_IN_A_BAND
    ]


def _extent(corners: "Corners") -> tuple[float, float]:
    """Length and height of a line that may be askew."""
    width = math.dist(corners[0], corners[1])
    height = math.dist(corners[0], corners[3])
    return width, height


def _slant(lines: "list[Corners]") -> float:
    """By how many radians the longer lines slope down to the right: the median, each counted by its length."""
    slopes = sorted(
        (math.atan2(corners[1][1] - corners[0][1], corners[1][0] - corners[0][0]), across)
        for corners in lines
        for across, down in [_extent(corners)]
        if across >= 2 * down
    )
    half = sum(across for _, across in slopes) / 2
    for slope, across in slopes:
        half -= across
        if half <= 0:
            return slope
    return 0.0


def _line(
    line: Recognised, corners: "Corners", scale: float, slant: float, turn: tuple[tuple[int, int], int]
) -> RawLine:
    across, down = (extent / scale for extent in _extent(corners))
    # The same limit as the engine's, which reads such lines from top to bottom.
    is_vertical = down >= 1.5 * across
    left, top = (float(corners[:, axis].min()) / scale for axis in (0, 1))
    right, bottom = (float(corners[:, axis].max()) / scale for axis in (0, 1))
    x, y = (left + right) / 2, (top + bottom) / 2
    x, y = x * math.cos(slant) + y * math.sin(slant), y * math.cos(slant) - x * math.sin(slant)
    return RawLine(
        text=line.text.strip(),
        box=_turned_back(left, top, right, bottom, *turn),
        laid=Box(x=x - across / 2, y=y - down / 2, width=across, height=down),
        height=across if is_vertical else down,
        is_vertical=is_vertical and len(line.text.strip()) > 1,
        confidence=line.confidence if line.text.strip() else 0.0,
    )


def _turned_back(
    left: float, top: float, right: float, bottom: float, size: tuple[int, int], quarter_turns: int
) -> Box:
    """The place in the picture as it was before it was turned against the clock."""
    width, height = size
    match quarter_turns:
        case 1:
            left, top, right, bottom = width - bottom, left, width - top, right
        case 2:
            left, top, right, bottom = width - right, height - bottom, width - left, height - top
        case 3:
            left, top, right, bottom = top, height - right, bottom, height - left
    return Box(x=round(left, 1), y=round(top, 1), width=round(right - left, 1), height=round(bottom - top, 1))
