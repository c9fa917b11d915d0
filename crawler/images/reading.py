"""Reads the words of a picture: bytes in, ``ImageReading`` out, whatever the bytes.

Knows nothing of where the picture was seen.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from crawler.ad import Box, ImageReading, TextLine
from crawler.errors import MissingLibraryError
from crawler.images.engine import TextEngine
from crawler.images.opening import MAX_PIXELS, UnreadablePictureError, open_picture
from crawler.images.order import reading_order
from crawler.images.recognition import RawLine, recognise_lines
from crawler.images.small_print import small_print
from crawler.images.svg import ENGINE as SVG_ENGINE
from crawler.images.svg import is_svg, read_svg

_SAME_PLACE = 0.5
"""Equal lines of two frames are one when their boxes share this much of the smaller."""


class ImageReader:
    """Reads pictures with RapidOCR; models are loaded at the first picture that needs them, once.

    Safe for use by many threads; they take turns. Readings are kept by the hash of the bytes, so that a banner shown
    on a hundred pages is read once.
    """

    def __init__(self, *, threads: int = 1, cached: int = 2048, max_pixels: int = MAX_PIXELS) -> None:
        """``threads`` work on one picture; ``cached`` readings are kept, the least used are dropped first."""
        self._threads = threads
        self._max_pixels = max_pixels
        self._cached = cached
        self._readings: OrderedDict[tuple[str, bool | None], ImageReading] = OrderedDict()
        self._cache_lock = Lock()
        self._engine: TextEngine | None = None
        self._engine_lock = Lock()

    @property
    def engine(self) -> str:
        """Name and version of what recognises words; loads it.

        Raises:
            MissingLibraryError: rapidocr is not installed.
        """
        with self._engine_lock:
            return self._loaded().name

    def read(
        self, content: bytes | None, *, why_missing: str | None = None, is_vertical: bool | None = None
    ) -> ImageReading:
        """Read the words of a picture in any format that Pillow opens, or SVG.

        A picture that cannot be read gives a reading with ``problem``, never an error; so does one of which only a
        part could be read, with the lines of that part. ``content`` is ``None`` for a picture that is not to be had;
        ``why_missing`` then says why. ``is_vertical`` says whether columns follow one another from right to left;
        ``None`` tells it from the shape of the lines.

        Raises:
            MissingLibraryError: rapidocr or Pillow is not installed.
        """
        if not content:
            problem = why_missing or ("its bytes are not at hand" if content is None else "no bytes")
            return ImageReading(
                sha256=None if content is None else hashlib.sha256(content).hexdigest(),
                width=None,
                height=None,
                engine=None,
                problem=problem,
            )
        key = hashlib.sha256(content).hexdigest(), is_vertical
        with self._cache_lock:
            if key in self._readings:
                self._readings.move_to_end(key)
                return self._readings[key]
        reading = self._read(content, key[0], is_vertical)
        with self._cache_lock:
            self._readings[key] = reading
            while len(self._readings) > self._cached:
                self._readings.popitem(last=False)
        return reading

    def _read(self, content: bytes, sha256: str, is_vertical: bool | None) -> ImageReading:
        try:
            return _svg_reading(content, sha256) if is_svg(content) else self._pixels(content, sha256, is_vertical)
        except UnreadablePictureError as error:
            problem = str(error)
        except MissingLibraryError:
            raise
        except Exception as error:  # a hostile picture must not end a crawl
            problem = f"cannot be read: {type(error).__name__}: {error}"
        return ImageReading(sha256=sha256, width=None, height=None, engine=None, problem=problem)

    def _pixels(self, content: bytes, sha256: str, is_vertical: bool | None) -> ImageReading:
        picture = open_picture(content, max_pixels=self._max_pixels)
        lines: list[RawLine] = []
        with self._engine_lock:
            engine = self._loaded()
            for frame in picture.frames:
                found = _ordered(recognise_lines(engine, frame), is_vertical)
                lines.extend(line for line in found if not any(_is_repeated(line, other) for other in lines))
        small = small_print([line.height for line in lines], [line.text for line in lines])
        return ImageReading(
            sha256=sha256,
            width=picture.width,
            height=picture.height,
            engine=engine.name,
            lines=tuple(
                TextLine(
                    text=line.text, box=line.box, confidence=round(line.confidence, 4), is_small_print=is_small_print
                )
                for line, is_small_print in zip(lines, small, strict=True)
            ),
            problem=picture.problem,
        )

    def _loaded(self) -> TextEngine:
        if self._engine is None:
            self._engine = TextEngine(threads=self._threads)
        return self._engine


def _svg_reading(content: bytes, sha256: str) -> ImageReading:
    svg = read_svg(content)
    small = small_print([line.box.height for line in svg.lines], [line.text for line in svg.lines])
    return ImageReading(
        sha256=sha256,
        width=svg.width,
        height=svg.height,
        engine=SVG_ENGINE,
        lines=tuple(
            TextLine(text=line.text, box=line.box, confidence=1.0, is_small_print=is_small_print)
            for line, is_small_print in zip(svg.lines, small, strict=True)
        ),
        problem=svg.problem,
    )


def _ordered(lines: Sequence[RawLine], is_vertical: bool | None) -> tuple[RawLine, ...]:
    if is_vertical is None:
        vertical = sum(len(line.text) for line in lines if line.is_vertical)
        is_vertical = 2 * vertical > sum(len(line.text) for line in lines)
    return tuple(lines[place] for place in reading_order([line.laid for line in lines], is_vertical=is_vertical))


def _is_repeated(line: RawLine, other: RawLine) -> bool:
    return line.text == other.text and _shared(line.box, other.box) >= _SAME_PLACE


def _shared(one: Box, other: Box) -> float:
    width = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    height = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    smaller = min(one.width * one.height, other.width * other.height)
    return width * height / smaller if width > 0 and height > 0 and smaller > 0 else 0.0
