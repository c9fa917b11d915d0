"""Presses away what lies over a page: consent and cookie notices, and notices that cover it.

Leaves in place what may be an ad, and what asks the visitor to declare something of himself. Never touches the page's
own buttons.
"""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from crawler.browser.waiting import Deadline, Network, within

if TYPE_CHECKING:
    from playwright.async_api import ElementHandle, JSHandle, Page

_MOST_WALLS = 4
_ANSWER_S = 3.0
_CLICK_S = 1.5
_IS_OVERLAY = """(frame) => {
    for (let element = frame; element; element = element.parentElement) {
        const style = getComputedStyle(element);
        if (style.position === "fixed" || style.position === "sticky"
            || (style.position === "absolute" && parseInt(style.zIndex) >= 100)) return true;
    }
    return false;
}"""


async def press_walls(page: "Page", network: Network, deadline: Deadline) -> list[str]:
    """Press away what is there now; gives what was done and what was left in place."""
    actions: list[str] = []
    for _ in range(_MOST_WALLS):
        if deadline.left() == 0:
            break
        action = await _press_one(page)
        if action is None:
            break
        actions.append(action)
        if action.startswith("left"):
            break
        await network.quiet(idle_s=0.3, limit_s=deadline.left(3.0))
        await within(page.wait_for_load_state("domcontentloaded"), deadline.left(5.0))
    return actions


async def _press_one(page: "Page") -> str | None:
    """Press one wall away; ``None`` when there is none."""
    left: str | None = None
    for frame in page.frames:
        is_overlay = False
        if frame.parent_frame is not None:
            element = await within(frame.frame_element(), _ANSWER_S)
            is_overlay = element is not None and bool(await within(element.evaluate(_IS_OVERLAY), _ANSWER_S))
            if not is_overlay:
                continue
        found = await within(frame.evaluate_handle(_script(), {"isOverlay": is_overlay}), _ANSWER_S)
        if found is None:
            continue
        facts = await within(found.evaluate("(found) => found && [found.label, found.kind, found.left]"), _ANSWER_S)
        if not facts:
            continue
        label, kind, reason = facts
        if reason:
            left = f"left what lies over the page in place: {reason}"
            continue
        if await _press(found):
            return f"pressed {label!r} on {kind}"
    return left


async def _press(found: "JSHandle") -> bool:
    button: ElementHandle | None = (await found.get_property("button")).as_element()
    if button is None:
        return False
    if await within(_click(button), _CLICK_S * 2):
        return True
    # Something lies over the button itself, or it moves.
    return await within(_dispatch(button), _CLICK_S) is True


async def _click(button: "ElementHandle") -> bool:
    await button.click(timeout=_CLICK_S * 1000)
    return True


async def _dispatch(button: "ElementHandle") -> bool:
    await button.dispatch_event("click")
    return True


@cache
def _script() -> str:
    return files(__package__).joinpath("walls.js").read_text("utf-8")
