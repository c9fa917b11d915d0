"""Pages of a PDF as pictures, with the words of their text layer.

Knows nothing of ads.
"""

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any

from crawler.errors import InputFileError, MissingLibraryError

_DPI = 200
_MAX_PIXELS = 24_000_000
"""Of one page; larger pages are drawn at fewer dots per inch. A broadsheet page then has 4,000 × 6,000."""
_MIN_SIDE = 8
_PDFIUM = Lock()
"""PDFium may not be called by two threads at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Part of a page; shares of its width and height from the upper left corner, 0 to 1."""

    x: float
    y: float
    width: float
    height: float


WHOLE = Area(x=0.0, y=0.0, width=1.0, height=1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage:
    """One page."""

    number: int
    """From 1."""
    picture: bytes
    """PNG of the page as a person sees it."""
    texts: tuple[str, ...]
    """Words of the text layer in each of the areas asked for; empty where it has none."""


class Pdf:
    """An open PDF file."""

    def __init__(self, content: bytes, source: str) -> None:
        """Open it.

        Raises:
            InputFileError: encrypted, broken, or no PDF.
            MissingLibraryError: pypdfium2 is not installed.
        """
        try:
            import pypdfium2  # noqa: PLC0415
        except ImportError as error:
            raise MissingLibraryError("pypdfium2", extra="crawl") from error

        self._source = source
        try:
            with _PDFIUM:
                self._document: Any = pypdfium2.PdfDocument(content)
                self.page_count: int = len(self._document)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                message = "encrypted with a password; save it without one, or print it to a new PDF"
            else:
                message = f"cannot be read as a PDF: {str(error).rstrip('.')}; open it in a viewer and save it again"
            raise InputFileError(source, message) from error
        if self.page_count == 0:
            raise InputFileError(source, "a PDF without pages")

    def close(self) -> None:
        """Free it."""
        with _PDFIUM:
            self._document.close()

    def page(self, number: int, areas: tuple[Area, ...] = (WHOLE,)) -> PdfPage:
        """Draw page ``number`` (from 1) and read its text layer.

        Raises:
            InputFileError: the page cannot be drawn.
        """
        try:
            with _PDFIUM:
                page = self._document[number - 1]
                try:
                    return PdfPage(number=number, picture=_drawn(page), texts=tuple(_texts(page, areas)))
                finally:
                    page.close()
        except Exception as error:  # PDFium's own errors, and those of Pillow for absurd sizes
            message = f"page {number} of {self.page_count} cannot be drawn: {type(error).__name__}: {error}"
            raise InputFileError(self._source, f"{message}; open the file in a viewer and save it again") from error


def _drawn(page: Any) -> bytes:
    width, height = page.get_size()
    scale = min(_DPI / 72, math.sqrt(_MAX_PIXELS / max(1.0, width * height)))
    scale = max(scale, _MIN_SIDE / max(1.0, min(width, height)))
    buffer = io.BytesIO()
    page.render(scale=scale).to_pil().convert("RGB").save(buffer, "PNG", compress_level=3)
    return buffer.getvalue()


def _texts(page: Any, areas: tuple[Area, ...]) -> Iterator[str]:
    width, height = page.get_size()
    text_page = page.get_textpage()
    try:
        for area in areas:
            if area == WHOLE:
                text = text_page.get_text_bounded()
            else:
                text = text_page.get_text_bounded(
                    left=area.x * width,
                    right=(area.x + area.width) * width,
                    # A PDF counts from the lower edge.
                    bottom=height - (area.y + area.height) * height,
                    top=height - area.y * height,
                )
            yield _clean(text)
    finally:
        text_page.close()


def _clean(text: str) -> str:
    """Lines without blank ones; characters that stand for no character (as in fonts without a table) left out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "").replace("\0", "").split("\n")
    return "\n".join(line.strip() for line in lines if line.strip()).encode("utf-8", "ignore").decode("utf-8")
