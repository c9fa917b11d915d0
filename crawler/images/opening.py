"""Opens the bytes of a picture: what can be shown of it, upright, in RGB, one image for each frame that differs.

Knows nothing of words.
"""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.errors import MissingLibraryError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image, ImageFile

MAX_PIXELS = 80_000_000
"""Largest picture opened: a broadsheet page at 400 dpi has 60 million. More is a mistake or an attack."""
MAX_FRAMES = 8
"""Frames of an animation that are read; where more differ, those shown longest."""
_MAX_FRAMES_COMPARED = 400
_MAX_PIXELS_COMPARED = 200_000_000
"""All frames together; frames beyond are not looked at, and the problem says so."""
_SKETCH_SIDE = 48
_FRAME_DIFFERENCE = 24
"""Two frames differ when a cell of their 48 × 48 sketches differs by this much, of 255."""
_LIGHT = 190
"""Mean brightness from which the ink of a see-through picture is laid on dark instead of on white."""
_ANIMATED = frozenset({"GIF", "WEBP", "PNG", "AVIF"})


class UnreadablePictureError(ValueError):
    """Bytes that show no picture; the message is what ``ImageReading.problem`` says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedPicture:
    """A picture ready to be read."""

    frames: tuple["Image.Image", ...]
    """RGB, upright, all of one size; at least one."""
    width: int
    height: int
    """Pixels, after turning it upright."""
    problem: str | None
    """What of it cannot be shown: the part that never arrived, frames beyond the limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    number: int
    image: "Image.Image"
    sketch: "NDArray[np.int16]"
    shown_ms: float


def open_picture(content: bytes, *, max_pixels: int = MAX_PIXELS) -> OpenedPicture:
    """Decode ``content``.

    See-through parts are laid on white, or on dark where the ink itself is light. What arrived of a truncated file
    is shown, with ``problem`` saying so.

    Raises:
        UnreadablePictureError: not a picture, nothing of it can be decoded, or more than ``max_pixels``.
        MissingLibraryError: Pillow is not installed.
    """
    image = _opened(content, max_pixels)
    problem = _load(image)
    frame_count = int(getattr(image, "n_frames", 1)) if problem is None else 1
    frames: tuple[Image.Image, ...]
    if frame_count > 1 and image.format in _ANIMATED:
        frames, problem = _distinct_frames(image, frame_count)
    else:
        frames = (_shown(image),)
        if frame_count > 1 and image.format == "TIFF":
            problem = f"a file of {frame_count} pages; only the first was read"
    return OpenedPicture(frames=frames, width=frames[0].width, height=frames[0].height, problem=problem)


def _opened(content: bytes, max_pixels: int) -> "ImageFile.ImageFile":
    try:
        from PIL import Image, UnidentifiedImageError  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError("pillow", extra="crawl") from error

    try:
        image = Image.open(io.BytesIO(content))
    except UnidentifiedImageError as error:
        raise UnreadablePictureError(f"not a picture: begins with {content[:12]!r}") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadablePictureError(f"too large: {error}; the limit is {max_pixels:,} pixels") from error
    except Exception as error:  # decoders answer damaged headers with whatever they stumble over
        raise UnreadablePictureError(f"damaged: {type(error).__name__}: {error}") from error
    if image.width * image.height > max_pixels:
        raise UnreadablePictureError(
            f"too large: {image.width} × {image.height} pixels; the limit is {max_pixels:,} pixels"
        )
    return image


def _load(image: "ImageFile.ImageFile") -> str | None:
    """Decode the first frame; returns what is missing of it."""
    try:
        image.load()
    except Exception as error:
        # What was decoded up to the break stays in the image once it is told that nothing is left to decode.
        image.tile = []
        try:
            is_blank = all(low == high for low, high in _ranges(image))
        except Exception as second:
            raise UnreadablePictureError(f"damaged: {type(error).__name__}: {error}") from second
        if is_blank:
            raise UnreadablePictureError(f"damaged: {error}") from error
        return f"truncated ({error}); only the part that had arrived was read"
    return None


def _ranges(image: "Image.Image") -> tuple[tuple[float, float], ...]:
    extrema = image.convert("RGB").getextrema()
    return tuple((float(low), float(high)) for low, high in extrema)  # type: ignore[misc]


def _distinct_frames(image: "Image.Image", count: int) -> tuple[tuple["Image.Image", ...], str | None]:
    compared = max(1, min(count, _MAX_FRAMES_COMPARED, _MAX_PIXELS_COMPARED // (image.width * image.height)))
    kept: list[_Candidate] = []
    problem = f"{count} frames; only the first {compared} were looked at" if compared < count else None
    for number in range(compared):
        try:
            image.seek(number)
            frame = _shown(image)
        except Exception as error:  # a broken frame ends what can be seen
            problem = f"damaged from frame {number + 1} of {count}: {error}; only the frames before were read"
            break
        sketch = _sketch(frame)
        shown_ms = float(image.info.get("duration", 0) or 0)
        for place, other in enumerate(kept):
            if abs(other.sketch - sketch).max() < _FRAME_DIFFERENCE:
                longest = max(other.shown_ms, shown_ms)
                kept[place] = _Candidate(number=other.number, image=other.image, sketch=other.sketch, shown_ms=longest)
                break
        else:
            kept.append(_Candidate(number=number, image=frame, sketch=sketch, shown_ms=shown_ms))
        # Frames shown longest carry the words; those in between fade and slide.
        if len(kept) > 2 * MAX_FRAMES:
            kept = _longest(kept)
            problem = problem or f"more than {MAX_FRAMES} different frames of {count}; those shown longest were read"
    if len(kept) > MAX_FRAMES:
        problem = problem or f"{len(kept)} different frames of {count}; the {MAX_FRAMES} shown longest were read"
        kept = _longest(kept)
    if not kept:
        raise UnreadablePictureError(problem or "no frame can be decoded")
    return tuple(candidate.image for candidate in kept), problem


def _longest(kept: list[_Candidate]) -> list[_Candidate]:
    longest = sorted(kept, key=lambda candidate: -candidate.shown_ms)[:MAX_FRAMES]
    return sorted(longest, key=lambda candidate: candidate.number)


def _sketch(frame: "Image.Image") -> "NDArray[np.int16]":
    import numpy as np  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    small = frame.convert("L").resize((_SKETCH_SIDE, _SKETCH_SIDE), Image.Resampling.BOX)
    return np.asarray(small, dtype=np.int16)


def _shown(image: "Image.Image") -> "Image.Image":
    """The picture as a person sees it: upright, RGB, nothing see-through."""
    from PIL import ImageOps  # noqa: PLC0415

    try:
        upright = ImageOps.exif_transpose(image)
    except Exception:  # damaged EXIF: then as it lies
        upright = image
    if upright.mode in {"I", "F"} or upright.mode.startswith("I;16"):
        return _flattened_depth(upright)
    if upright.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in upright.info:
        return _opaque(upright)
    return upright.convert("RGB")


def _flattened_depth(image: "Image.Image") -> "Image.Image":
    """Pictures of 16 and 32 bits a pixel, which Pillow would clip instead of scaling."""
    import numpy as np  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    values = np.nan_to_num(np.asarray(image, dtype=np.float32))
    low, high = values.min(), values.max()
    scaled = (values - low) * (255 / (high - low)) if high > low else values * 0
    return Image.fromarray(scaled.astype(np.uint8)).convert("RGB")


def _opaque(image: "Image.Image") -> "Image.Image":
    from PIL import Image, ImageStat  # noqa: PLC0415

    seen = image.convert("RGBA")
    alpha = seen.getchannel("A")
    lowest, highest = alpha.getextrema()
    if lowest == 255:
        return seen.convert("RGB")
    is_light = highest != 0 and ImageStat.Stat(seen.convert("L"), mask=alpha).mean[0] >= _LIGHT
    ground = Image.new("RGBA", seen.size, (40, 40, 40, 255) if is_light else (255, 255, 255, 255))
    return Image.alpha_composite(ground, seen).convert("RGB")
