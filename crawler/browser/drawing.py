"""Draws a page to its end and takes down what is to be seen of it.

Begins where navigation has been answered. Whatever the page does, it comes to an end: a page that never stops loading,
growing or running is taken down as far as it came. Knows nothing of ads.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from crawler.browser.annotating import Annotated, annotate
from crawler.browser.screenshot import MAX_HEIGHT, MAX_WIDTH, take_screenshot
from crawler.browser.scrolling import scroll_down, scroll_up
from crawler.browser.waiting import Deadline, Network, within
from crawler.browser.walls import press_walls
from crawler.capture import Exchange, Viewport
from crawler.pages.page import Frame
from crawler.pages.page import Page as DrawnPage

if TYPE_CHECKING:
    from playwright.async_api import Page

    from crawler.browser.guard import Guard

_FOR_PREPARING = 0.6
"""Share of the time for loading and scrolling; the rest is for taking down."""
_LEAST_FOR_TAKING_S = 5.0
_MOST_REDIRECTS = 20
# Pictures in sight of the reader that have an address and are still on their way.
_PENDING_IMAGES = """() => {
    let pending = 0;
    for (const image of document.images) {
        if (!image.complete && (image.loading !== "lazy" || image.getBoundingClientRect().top < innerHeight)) pending++;
    }
    return pending;
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A page as it was drawn."""

    url: str
    """Where it was when it was taken down."""
    frames: tuple[Frame, ...]
    """The page itself first; ``html`` is empty for a frame that could not be read."""
    screenshot: bytes | None
    """PNG of the whole page, up to 16,000 pixels high; ``None`` when the browser gave none in time."""
    title: str | None
    actions: tuple[str, ...]
    """What was done, in order, for ``Observation.actions``."""
    is_complete: bool
    """Whether it loaded to its end, was seen in its full height, and every frame was read."""
    text_length: int
    """Characters a reader sees, in all frames, without white space."""
    viewport: Viewport
    """As asked for, with the scale that the screenshot has."""


async def draw(
    page: "Page", *, viewport: Viewport, max_scrolls: int, timeout_s: float, guard: "Guard | None" = None
) -> Drawn:
    """Draw a page that a navigation was answered for (``wait_until="commit"``), in about ``timeout_s`` at most.

    Waits until it is loaded and quiet, presses away what lies over it, scrolls down for what loads late and back,
    takes down its frames and its picture. Raises nothing for what a page does. With its ``guard``, a script that never
    yields is ended, so that the page can be taken down.
    """
    network = Network(page)
    try:
        return await _draw(page, network, viewport, max_scrolls, timeout_s, guard)
    finally:
        network.close()


async def _draw(
    page: "Page", network: Network, viewport: Viewport, max_scrolls: int, timeout_s: float, guard: "Guard | None"
) -> Drawn:
    actions: list[str] = []
    deadline = Deadline(timeout_s * _FOR_PREPARING)
    is_complete = await _wait_for_load(page, network, deadline, actions)
    if guard is not None and guard.bodies.is_stopped:
        return await _abandoned(page, viewport)
    is_complete = await _ensure_yielding(page, guard, actions) and is_complete
    actions += await press_walls(page, network, deadline)
    scrolled = await scroll_down(page, network, max_scrolls=max_scrolls, deadline=deadline)
    if scrolled.screens:
        actions.append(f"scrolled down by {scrolled.screens} screens")
        walls = await press_walls(page, network, deadline)
        actions += [action for action in walls if action not in actions]
    if not scrolled.is_whole:
        actions.append("stopped scrolling before the end of the page")
    if scrolled.is_inner:
        actions.append("scrolled an element that fills the window: the screenshot shows its first screen")
    await _wait_for_images(page, network, deadline)
    await scroll_up(page)
    await network.quiet(idle_s=0.1, limit_s=deadline.left(1.0))
    is_complete = await _ensure_yielding(page, guard, actions) and is_complete

    taking = Deadline(max(_LEAST_FOR_TAKING_S, timeout_s * (1 - _FOR_PREPARING)))
    annotated = await _annotate(page, taking)
    picture = await take_screenshot(page, scale=viewport.scale, timeout_s=max(taking.left(), _LEAST_FOR_TAKING_S))
    if picture is None:
        actions.append("the browser gave no screenshot in time")
    elif not picture.is_whole:
        actions.append(f"cut the screenshot off at {MAX_HEIGHT} pixels of height or {MAX_WIDTH} of width")
    return Drawn(
        url=page.url,
        frames=annotated.frames,
        screenshot=picture.png if picture else None,
        title=await within(page.title(), 2.0) or None,
        actions=tuple(actions),
        is_complete=is_complete
        and scrolled.is_whole
        and not scrolled.is_inner
        and annotated.is_complete
        and picture is not None
        and picture.is_whole,
        text_length=annotated.words,
        viewport=replace(viewport, scale=picture.scale if picture else viewport.scale),
    )


async def _abandoned(page: "Page", viewport: Viewport) -> Drawn:
    """Leave a page of which more came than is kept: to lay it out would take the machine's memory."""
    url = page.url
    await within(page.goto("about:blank", wait_until="commit"), _LEAST_FOR_TAKING_S)
    return Drawn(
        url=url,
        frames=(Frame(url=url, html="", parent=None),),
        screenshot=None,
        title=None,
        actions=("left the page: it was too long to be drawn",),
        is_complete=False,
        text_length=0,
        viewport=viewport,
    )


async def _wait_for_load(page: "Page", network: Network, deadline: Deadline, actions: list[str]) -> bool:
    limit = deadline.left() * 0.6
    is_loaded = await within(_loaded(page), limit) is True
    if not is_loaded:
        actions.append(f"the page had not loaded after {limit:.0f} s")
    await network.quiet(idle_s=0.4, limit_s=deadline.left(3.0))
    return is_loaded


async def _loaded(page: "Page") -> bool:
    await page.wait_for_load_state("load", timeout=0)
    return True


async def _ensure_yielding(page: "Page", guard: "Guard | None", actions: list[str]) -> bool:
    """Whether the page's scripts let it be read; if not, they are ended where that is possible."""
    if await within(page.evaluate("() => 1"), 3.0) == 1:
        return True
    if guard is not None:
        await within(guard.stop_scripts(), 3.0)
        actions.append("ended a script of the page that did not yield")
    return False


async def _wait_for_images(page: "Page", network: Network, deadline: Deadline) -> None:
    limit = Deadline(deadline.left(3.0))
    while limit.left() > 0 and await within(page.evaluate(_PENDING_IMAGES), 3.0):
        await network.quiet(idle_s=0.2, limit_s=limit.left(0.5))


async def _annotate(page: "Page", deadline: Deadline) -> Annotated:
    annotated = await annotate(page, deadline)
    if not annotated.frames[0].html and deadline.left() > 0:  # it was on its way to another address
        await within(page.wait_for_load_state("domcontentloaded"), deadline.left(5.0))
        annotated = await annotate(page, deadline)
    return annotated


def page_of(drawn: Drawn, exchanges: Sequence[Exchange], url: str) -> DrawnPage:
    """Put together what the finders of ads read. ``url`` is the page's address after redirects.

    A picture that was reached by a redirect is there under both addresses.
    """
    by_url: dict[str, Exchange] = {}
    for exchange in exchanges:
        known = by_url.get(exchange.url)
        if known is None or known.body is None:
            by_url[exchange.url] = exchange
    resources = {address: body for address in by_url if (body := _body_behind(address, by_url)) is not None}
    return DrawnPage(
        url=url,
        frames=drawn.frames,
        resources=resources,
        requested_urls={exchange.url: exchange.resource_type or "other" for exchange in exchanges},
        screenshot=drawn.screenshot,
        viewport=drawn.viewport,
    )


def _body_behind(url: str, by_url: dict[str, Exchange]) -> bytes | None:
    for _ in range(_MOST_REDIRECTS):
        exchange = by_url.get(url)
        if exchange is None or exchange.status is None:
            return None
        location = next((value for name, value in exchange.headers if name.lower() == "location"), None)
        if not (300 <= exchange.status < 400 and location):
            return exchange.body if exchange.status < 400 else None
        url = urldefrag(urljoin(url, location)).url
    return None
