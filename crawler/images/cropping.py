"""Cuts a part out of a screenshot."""

import io
import math
from functools import lru_cache
from typing import TYPE_CHECKING

from crawler.ad import Box
from crawler.errors import MissingLibraryError

if TYPE_CHECKING:
    from PIL.Image import Image


def crop(screenshot: bytes, box: Box, *, scale: float) -> bytes | None:
    """Cut ``box`` (CSS pixels) out of a PNG with ``scale`` image pixels to a CSS pixel, as a PNG.

    What reaches over the edge is left off. ``None`` when nothing of the box lies on the image, or when the image
    cannot be opened.

    Raises:
        MissingLibraryError: Pillow is not installed.
    """
    edges = (box.x * scale, box.y * scale, (box.x + box.width) * scale, (box.y + box.height) * scale)
    if not all(math.isfinite(edge) for edge in edges):
        return None
    image = _opened(screenshot)
    if image is None:
        return None
    left, upper = max(0, math.floor(edges[0])), max(0, math.floor(edges[1]))
    right, lower = min(image.width, math.ceil(edges[2])), min(image.height, math.ceil(edges[3]))
    if box.width <= 0 or box.height <= 0 or right <= left or lower <= upper:
        return None
    part = io.BytesIO()
    image.crop((left, upper, right, lower)).save(part, format="PNG")
    return part.getvalue()


@lru_cache(maxsize=1)  # the ads of a page are cut one after the other from the same screenshot
def _opened(screenshot: bytes) -> "Image | None":
    try:
        from PIL import Image, UnidentifiedImageError  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError("pillow", extra="crawl") from error
    try:
        image = Image.open(io.BytesIO(screenshot))
        image.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return image
