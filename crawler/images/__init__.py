"""Words in pictures: opening them, reading them, putting the words in order, telling small print.

Knows nothing of pages, apps or files: bytes in, ``ImageReading`` and ``Creative`` out.
"""

from crawler.images.creatives import creatives_of
from crawler.images.reading import ImageReader

__all__ = ["ImageReader", "creatives_of"]
