"""Scrolls down a page for what loads late, and back up.

Knows nothing of what loads.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.browser.waiting import Deadline, Network, within

if TYPE_CHECKING:
    from playwright.async_api import Page

_ANSWER_S = 3.0
# Scrolls the document; where it does not scroll, the element that fills the window and does, as app pages have it.
_SCROLL = """(step) => {
    const root = document.scrollingElement || document.documentElement;
    let scroller = root, isInner = false;
    if (root.scrollHeight <= innerHeight + 10 && document.body) {
        let largest = innerWidth * innerHeight / 2;
        const all = document.body.querySelectorAll("*");
        for (let index = 0; index < all.length; index++) {
            const element = all[index];
            if (element.scrollHeight <= element.clientHeight + 10) continue;
            if (!/auto|scroll|overlay/.test(getComputedStyle(element).overflowY)) continue;
            const area = element.clientWidth * Math.min(element.clientHeight, innerHeight);
            if (area > largest) { largest = area; scroller = element; isInner = true; }
        }
    }
    const screen = isInner ? scroller.clientHeight : innerHeight;
    if (step === "down") scroller.scrollBy({ top: screen, behavior: "instant" });
    if (step === "top") scroller.scrollTo({ top: 0, left: 0, behavior: "instant" });
    return [scroller.scrollTop, screen, scroller.scrollHeight, isInner];
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrolled:
    """How far it went."""

    screens: int
    is_whole: bool
    """Whether the end of the page was reached and it had stopped growing."""
    is_inner: bool
    """Whether it is an element that scrolls: a screenshot of the page shows no more than one screen of it."""


async def scroll_down(page: "Page", network: Network, *, max_scrolls: int, deadline: Deadline) -> Scrolled:
    """Scroll screen by screen until the page no longer grows, ``max_scrolls`` is reached, or the time is over."""
    screens = 0
    is_inner = False
    while True:
        state = await within(page.evaluate(_SCROLL, "look"), _ANSWER_S)
        if state is None:
            return Scrolled(screens=screens, is_whole=False, is_inner=is_inner)
        top, screen, height, is_inner = state
        if top + screen >= height - 2 and (not screens or not await _grows(page, network, height, deadline)):
            return Scrolled(screens=screens, is_whole=True, is_inner=is_inner)
        if screens >= max_scrolls or deadline.left() == 0:
            return Scrolled(screens=screens, is_whole=False, is_inner=is_inner)
        await within(page.evaluate(_SCROLL, "down"), _ANSWER_S)
        screens += 1
        await network.quiet(idle_s=0.15, limit_s=deadline.left(1.0))


async def _grows(page: "Page", network: Network, height: float, deadline: Deadline) -> bool:
    """Whether more comes when the end is reached."""
    for _ in range(2):
        await network.quiet(idle_s=0.3, limit_s=deadline.left(2.0))
        state = await within(page.evaluate(_SCROLL, "look"), _ANSWER_S)
        if state is not None and state[2] > height + 2:
            return True
    return False


async def scroll_up(page: "Page") -> None:
    """Back to the top."""
    await within(page.evaluate(_SCROLL, "top"), _ANSWER_S)
