"""Pages of a scan or photo, whatever the file: PDF, one picture, or a TIFF of several.

Knows nothing of ads or visits.
"""

import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from crawler.ad import Box
from crawler.errors import InputFileError, MissingLibraryError
from crawler.images.opening import MAX_PIXELS, UnreadablePictureError, open_picture
from crawler.media.details import Block
from crawler.media.pdf import WHOLE, Area, Pdf


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutting:
    """The picture and words of a page, or of the part that one ad takes up."""

    block: Block | None
    """``None`` for the whole page."""
    picture: bytes
    box: Box | None
    """Pixels of the page's picture; ``None`` for the whole page."""
    text_layer: str
    """Words that the file holds as words; empty where it holds none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedPage:
    """One page with its ads."""

    number: int
    """From 1."""
    count: int
    """Pages of the file."""
    picture: bytes
    picture_is_file: bool
    """Whether ``picture`` is the file itself, and not drawn from it."""
    cuttings: tuple[Cutting, ...]
    problem: str | None
    """What of the page was lost: the part of a truncated photo that never arrived."""


def pages_of_pdf(content: bytes, blocks: tuple[Block, ...], source: str) -> Iterator[ScannedPage]:
    """Draw the pages one after another.

    Raises:
        InputFileError: encrypted, broken, or a block lies on a page that is not there.
        MissingLibraryError: pypdfium2 is not installed.
    """
    with closing(Pdf(content, source)) as pdf:
        _refuse_strays(blocks, pdf.page_count, source)
        for number in range(1, pdf.page_count + 1):
            marked = tuple(block for block in blocks if block.page == number)
            page = pdf.page(number, tuple(map(_area, marked)) or (WHOLE,))
            cuttings = tuple(
                _cutting(page.picture, block, text, source)
                for block, text in zip(marked or (None,), page.texts, strict=True)
            )
            yield ScannedPage(
                number=number,
                count=pdf.page_count,
                picture=page.picture,
                picture_is_file=False,
                cuttings=cuttings,
                problem=None,
            )


def pages_of_picture(content: bytes, blocks: tuple[Block, ...], source: str) -> Iterator[ScannedPage]:
    """The picture, or each page of a TIFF.

    Raises:
        InputFileError: it cannot be opened at all, or a block lies on a page that is not there.
        MissingLibraryError: Pillow is not installed.
    """
    pictures = _tiff_pages(content, source) or [content]
    _refuse_strays(blocks, len(pictures), source)
    is_file = pictures[0] is content
    for number, picture in enumerate(pictures, start=1):
        try:
            problem = open_picture(picture).problem
        except UnreadablePictureError as error:
            raise InputFileError(source, f"{error}; open it in a viewer and save it as PNG or JPEG") from error
        marked = tuple(block for block in blocks if block.page == number)
        cuttings = tuple(_cutting(picture, block, "", source) for block in marked or (None,))
        yield ScannedPage(
            number=number,
            count=len(pictures),
            picture=picture,
            picture_is_file=is_file,
            cuttings=cuttings,
            problem=problem,
        )


def _refuse_strays(blocks: tuple[Block, ...], page_count: int, source: str) -> None:
    for block in blocks:
        if block.page > page_count:
            raise InputFileError(source, f"an ad is marked on page {block.page}, but there are {page_count} page(s)")


def _area(block: Block) -> Area:
    return Area(x=block.x / 100, y=block.y / 100, width=block.width / 100, height=block.height / 100)


def _cutting(picture: bytes, block: Block | None, text_layer: str, source: str) -> Cutting:
    if block is None:
        return Cutting(block=None, picture=picture, box=None, text_layer=text_layer)
    opened = open_picture(picture)
    area = _area(block)
    left, top = round(area.x * opened.width), round(area.y * opened.height)
    right = min(opened.width, round((area.x + area.width) * opened.width))
    bottom = min(opened.height, round((area.y + area.height) * opened.height))
    if right <= left or bottom <= top:
        raise InputFileError(source, f"the ad marked on page {block.page} at {block.x:g}, {block.y:g} % holds no pixel")
    buffer = io.BytesIO()
    opened.frames[0].crop((left, top, right, bottom)).save(buffer, "PNG", compress_level=3)
    box = Box(x=left, y=top, width=right - left, height=bottom - top)
    return Cutting(block=block, picture=buffer.getvalue(), box=box, text_layer=text_layer)


def _tiff_pages(content: bytes, source: str) -> list[bytes] | None:
    """PNG of each page of a TIFF with several; ``None`` for any other picture."""
    if not content.startswith((b"II*\0", b"MM\0*")):
        return None
    try:
        from PIL import Image, ImageOps  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError("pillow", extra="crawl") from error

    pages: list[bytes] = []
    try:
        with Image.open(io.BytesIO(content)) as image:
            count = int(getattr(image, "n_frames", 1))
            if count == 1:
                return None
            for number in range(count):
                image.seek(number)
                if image.width * image.height > MAX_PIXELS:
                    raise InputFileError(
                        source, f"page {number + 1} has {image.width} × {image.height} pixels; at most {MAX_PIXELS:,}"
                    )
                buffer = io.BytesIO()
                upright = ImageOps.exif_transpose(image)
                shown = upright if upright.mode in {"1", "L", "RGB", "RGBA", "P"} else upright.convert("RGB")
                shown.save(buffer, "PNG", compress_level=3)
                pages.append(buffer.getvalue())
    except InputFileError:
        raise
    except Exception as error:  # decoders answer damaged files with whatever they stumble over
        message = f"page {len(pages) + 1} cannot be read: {type(error).__name__}: {error}; scan it again"
        raise InputFileError(source, message) from error
    return pages
