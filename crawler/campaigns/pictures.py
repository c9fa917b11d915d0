"""Fingerprints of pictures that stay nearly the same when a picture is scaled, compressed or stamped again.

Knows nothing of ads. What tells nothing gets no fingerprint: icons, plain areas, bytes that are no picture.
"""

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.errors import MissingLibraryError

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_APART = 10
"""Bits of 64 in which each of the two hashes of one picture may differ between its copies."""

_LEAST_SIDE = 48
"""Pixels; what is smaller on a side is an icon or a rule."""
_MOST_PIXELS = 50_000_000
"""What claims to be larger is not opened: a few kilobytes can claim any size."""
_LEAST_SPREAD = 8.0
"""Standard deviation of grey levels (0 to 255) below which a picture is as good as plain."""
_REDUCED = (256, 256)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PictureHash:
    """Two hashes of one picture, of 64 bits each; bits that differ say how far two pictures are apart."""

    layout: int
    """pHash: signs of the coarse frequencies, so how light and dark are laid out."""
    edges: int
    """dHash: whether each cell is lighter than its neighbour."""

    def distance(self, other: "PictureHash") -> int:
        """Bits of 64 that differ in the hash that differs more."""
        return max((self.layout ^ other.layout).bit_count(), (self.edges ^ other.edges).bit_count())


def picture_hash(content: bytes) -> PictureHash | None:
    """Fingerprint of the first frame; ``None`` for an icon, a plain area, or what cannot be opened.

    Raises:
        MissingLibraryError: Pillow or ImageHash is not installed.
    """
    try:
        import imagehash  # noqa: PLC0415 - brings SciPy, which takes a second to load
    except ImportError as error:
        raise MissingLibraryError("imagehash", extra="crawl") from error
    grey = _grey(content)
    if grey is None:
        return None
    return PictureHash(layout=int(str(imagehash.phash(grey)), 16), edges=int(str(imagehash.dhash(grey)), 16))


def _grey(content: bytes) -> "Image | None":
    from PIL import Image, ImageStat  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            # Of damaged or huge pictures, which are told below or give an error.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content)) as opened:
                width, height = opened.size
                if min(width, height) < _LEAST_SIDE or width * height > _MOST_PIXELS:
                    return None
                # A JPEG can be decoded smaller at once; any other picture is told nothing by this.
                opened.draft("L", _REDUCED)
                picture = _on_white(opened)
    except Exception:  # Pillow's readers raise whatever a damaged file drives them to
        return None
    picture.thumbnail(_REDUCED)
    return picture if ImageStat.Stat(picture).stddev[0] >= _LEAST_SPREAD else None


def _on_white(picture: "Image") -> "Image":
    """Grey levels as on a white page: where a picture is transparent, its hidden colours are arbitrary."""
    from PIL import Image  # noqa: PLC0415

    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("L")
    coloured = picture.convert("RGBA")
    page = Image.new("RGBA", coloured.size, "white")
    return Image.alpha_composite(page, coloured).convert("L")
