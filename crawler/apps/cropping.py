"""Cuts parts out of a screenshot.

Knows nothing of views or ads.
"""

import io
from typing import TYPE_CHECKING

from crawler.ad import Box
from crawler.errors import MissingLibraryError

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS = 100_000_000
"""Largest screenshot that is opened; no device has a tenth of it."""


class UnreadableScreenshotError(Exception):
    """The bytes are no picture that can be opened; the message says why."""


class Screenshot:
    """An opened screenshot."""

    def __init__(self, image: "Image") -> None:
        self._image = image
        self.width, self.height = image.size

    def cut(self, box: Box) -> bytes | None:
        """PNG of a part; ``None`` for a part outside the picture."""
        left, top = max(0, round(box.x)), max(0, round(box.y))
        right, bottom = min(self.width, round(box.x + box.width)), min(self.height, round(box.y + box.height))
        if right <= left or bottom <= top:
            return None
        target = io.BytesIO()
        self._image.crop((left, top, right, bottom)).save(target, format="PNG")
        return target.getvalue()


def open_screenshot(content: bytes) -> Screenshot:
    """Open a PNG, JPEG or WebP.

    Raises:
        UnreadableScreenshotError: damaged, cut off, too large or no picture.
        MissingLibraryError: Pillow is not installed.
    """
    try:
        from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - of the extra crawl
    except ImportError as error:
        raise MissingLibraryError("Pillow", extra="crawl") from error
    try:
        image = Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP"))
        if image.width * image.height > MAX_PIXELS:
            raise UnreadableScreenshotError(f"{image.width} × {image.height} pixels; at most {MAX_PIXELS} are opened")
        return Screenshot(image.convert("RGB"))
    except UnidentifiedImageError as error:
        raise UnreadableScreenshotError("neither PNG nor JPEG nor WebP") from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadableScreenshotError(f"damaged picture: {error}") from error
