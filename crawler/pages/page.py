"""A page as the finders of ads read it: its frames with what was drawn where, and the bytes it loaded.

A page comes from a browser, with positions, or from plain HTTP, without. Knows nothing of how it was fetched.

A browser's frames carry these attributes on every element (``crawler/browser`` writes them; a page from plain HTTP
has none of them, and an attribute of this prefix in a site's own markup is removed before):

==================== ==================================================================================
``data-finad-box``   ``x y width height`` in CSS pixels of the frame's document, as drawn
``data-finad-type``  computed font size, CSS pixels; on elements with text of their own
``data-finad-hidden`` ``1`` on an element that is not shown (display, visibility, opacity, clipped to nothing)
``data-finad-src``   address of what an image, video poster or embed really loaded, absolute
``data-finad-bg``    absolute address of the background picture
``data-finad-drawn`` ``1`` on a canvas with something drawn
``data-finad-frame`` on an iframe: index of its frame in ``Page.frames``
``data-finad-href``  absolute address of a link, or of what a click handler's ``data-`` attribute names
==================== ==================================================================================
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from crawler.capture import Viewport

BOX = "data-finad-box"
TYPE = "data-finad-type"
HIDDEN = "data-finad-hidden"
SRC = "data-finad-src"
BACKGROUND = "data-finad-bg"
DRAWN = "data-finad-drawn"
FRAME = "data-finad-frame"
HREF = "data-finad-href"
PREFIX = "data-finad-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One document of a page."""

    url: str
    html: str
    parent: int | None
    """Index of the frame that holds it; ``None`` for the page itself, which is frame 0."""
    x: float = 0.0
    y: float = 0.0
    """Where its document begins on the page, CSS pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that can be read of one page."""

    url: str
    """Address after redirects."""
    frames: tuple[Frame, ...]
    """The page itself first."""
    resources: Mapping[str, bytes] = field(default_factory=dict)
    """Bodies of what it loaded, by absolute address."""
    requested_urls: Mapping[str, str] = field(default_factory=dict)
    """Every address it asked for, also those that failed, with the resource type the browser names."""
    screenshot: bytes | None = None
    """PNG of the whole page; one image pixel is ``viewport.scale`` CSS pixels the other way round."""
    viewport: Viewport | None = None
    """``None`` for a page from plain HTTP: nothing was drawn."""
