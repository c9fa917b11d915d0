"""Takes the picture of a whole page.

Over the DevTools protocol itself: Playwright's own waits for fonts that may never come. The browser does not paint the
frames of other sites that are out of sight, so the whole page's picture shows them white; they are brought into sight
one after the other, and their part of the picture is put in its place. Knows nothing of ads.
"""

import asyncio
import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from crawler.ad import Box
from crawler.browser.scrolling import scroll_up
from crawler.browser.waiting import Deadline, within

if TYPE_CHECKING:
    from playwright.async_api import CDPSession, Page
    from playwright.async_api import Frame as LiveFrame

MAX_HEIGHT = 16_000
"""Image pixels; the browser draws no higher surface."""
MAX_WIDTH = 4_000
"""Image pixels; wider is a page gone wrong."""

_ANSWER_S = 2.0
_PAINTING_S = 0.4
"""For a frame to be painted; hidden ones never are."""
_EDGE = 0.15
"""Share of the window's height that bars may take up, above and below."""
_PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
_PLACE = """(frame) => {
    const rect = frame.getBoundingClientRect();
    return [rect.left + scrollX, rect.top + scrollY, rect.width, rect.height];
}"""
_SCROLL_TO = "(y) => { window.scrollTo({ top: y, left: 0, behavior: 'instant' }); return [scrollY, innerHeight]; }"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A screenshot of a page from its top."""

    png: bytes
    scale: float
    """Image pixels per CSS pixel."""
    is_whole: bool
    """Whether it reaches the bottom and the right edge of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _PlacedFrame:
    live: "LiveFrame"
    box: Box


async def take_screenshot(page: "Page", *, scale: float, timeout_s: float) -> Picture | None:
    """Take a page that is scrolled to its top in its full height, up to ``MAX_HEIGHT``.

    ``scale`` is what the window was given. ``None`` when the browser gives no picture in time.
    """
    deadline = Deadline(timeout_s)
    session = await within(page.context.new_cdp_session(page), _ANSWER_S)
    if session is None:
        return None
    try:
        view = await within(page.evaluate("() => innerHeight"), _ANSWER_S) or 0
        placed = await _placed_frames(page)
        await _wait_until_painted([frame for frame in placed if frame.box.y < view])
        whole = await within(_take_whole(session, scale), deadline.left())
        if whole is None:
            return None
        below = [frame for frame in placed if frame.box.y + frame.box.height > view]
        if not below:
            return whole
        parts = await _take_parts(page, session, below, scale, deadline)
        await scroll_up(page)
        return replace(whole, png=await asyncio.to_thread(_put_in, whole, parts)) if parts else whole
    finally:
        await within(session.detach(), _ANSWER_S)


async def _wait_until_painted(frames: Sequence[_PlacedFrame]) -> None:
    inner = [live for frame in frames for live in _with_descendants(frame.live)]
    await asyncio.gather(*(within(live.evaluate(_PAINTED), _PAINTING_S) for live in inner))


async def _take_whole(session: "CDPSession", scale: float) -> Picture:
    metrics = await session.send("Page.getLayoutMetrics")
    content, window = metrics["cssContentSize"], metrics["cssLayoutViewport"]
    page_width = max(1, content["width"], window["clientWidth"])
    width = min(page_width, max(MAX_WIDTH / scale, window["clientWidth"]))
    height = max(1, content["height"], window["clientHeight"])
    shown = min(height, MAX_HEIGHT / scale)
    png = await _capture(session, Box(x=0, y=0, width=width, height=shown), scale, is_beyond=True)
    return Picture(
        png=png, scale=int.from_bytes(png[16:20], "big") / width, is_whole=shown >= height and width >= page_width
    )


async def _capture(session: "CDPSession", box: Box, scale: float, *, is_beyond: bool) -> bytes:
    clip: dict[str, Any] = {"x": box.x, "y": box.y, "width": box.width, "height": box.height, "scale": scale}
    told = await session.send(
        "Page.captureScreenshot", {"format": "png", "captureBeyondViewport": is_beyond, "clip": clip}
    )
    return base64.b64decode(told["data"])


async def _placed_frames(page: "Page") -> list[_PlacedFrame]:
    """The page's frames that take up room, from the top down."""
    found = []
    for frame in page.main_frame.child_frames:
        element = await within(frame.frame_element(), _ANSWER_S)
        place = await within(element.evaluate(_PLACE), _ANSWER_S) if element is not None else None
        if place is not None and place[2] > 2 and place[3] > 2:
            found.append(_PlacedFrame(live=frame, box=Box(x=place[0], y=place[1], width=place[2], height=place[3])))
    return sorted(found, key=lambda placed: placed.box.y)


async def _take_parts(
    page: "Page", session: "CDPSession", below: Sequence[_PlacedFrame], scale: float, deadline: Deadline
) -> list[tuple[Box, bytes]]:
    """Pictures of the frames, each brought into sight, with their places on the page."""
    parts: list[tuple[Box, bytes]] = []
    done = float("-inf")
    for frame in below:
        bottom = frame.box.y + frame.box.height
        while deadline.left() > 0 and bottom > done:
            top = max(frame.box.y, done)
            sight = await _bring_into_sight(page, top, bottom - top)
            if sight is None:
                return parts
            first, last = sight
            in_sight = [other for other in below if other.box.y < last and other.box.y + other.box.height > first]
            await _wait_until_painted(in_sight)
            for other in in_sight:
                part = _between(other.box, first, last)
                png = await within(_capture(session, part, scale, is_beyond=False), deadline.left())
                if png is not None:
                    parts.append((part, png))
            if last <= done:  # the page scrolls no further
                break
            done = last
    return parts


async def _bring_into_sight(page: "Page", top: float, height: float) -> tuple[float, float] | None:
    """Scroll so that what begins at ``top`` is in sight; gives the part of the page that then is.

    The upper and lower edge of the window, where bars are fixed, do not count as in sight while there is a choice.
    """
    told = await within(page.evaluate(_SCROLL_TO, top), _ANSWER_S)
    if told is None:
        return None
    edge = told[1] * _EDGE
    room = told[1] - 2 * edge
    wanted = top - edge - max(0.0, room - height) / 2
    told = await within(page.evaluate(_SCROLL_TO, wanted), _ANSWER_S)
    if told is None:
        return None
    at, view = told
    is_at_end = at < wanted - 1
    return (at if at <= 0 else at + edge), (at + view if is_at_end else at + view - edge)


def _between(box: Box, first: float, last: float) -> Box:
    y = max(box.y, first)
    return Box(x=max(0.0, box.x), y=y, width=box.width, height=min(box.y + box.height, last) - y)


def _with_descendants(frame: "LiveFrame") -> list["LiveFrame"]:
    found = [frame]
    for child in frame.child_frames:
        found += _with_descendants(child)
    return found


def _put_in(whole: Picture, parts: Sequence[tuple[Box, bytes]]) -> bytes:
    from PIL import Image  # noqa: PLC0415

    image = Image.open(io.BytesIO(whole.png))
    for box, png in parts:
        image.paste(Image.open(io.BytesIO(png)), (round(box.x * whole.scale), round(box.y * whole.scale)))
    out = io.BytesIO()
    image.save(out, format="PNG", compress_level=3)
    return out.getvalue()
