"""Takes down every frame of a page as it is shown, with what was drawn where.

The attributes are those of ``crawler/pages/page.py``. Knows nothing of ads.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from crawler.browser.waiting import Deadline, within
from crawler.pages.page import Frame

if TYPE_CHECKING:
    from playwright.async_api import Frame as LiveFrame
    from playwright.async_api import JSHandle, Page

_LIMITS = {"elements": 200_000, "depth": 800, "milliseconds": 5_000}
_MOST_FRAMES = 200
_FRAME_S = 8.0
_ANSWER_S = 3.0
_BROWSERS_OWN = "chrome-error:"
"""Where the browser says itself that something could not be loaded: no words of the site's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """The frames of a page."""

    frames: tuple[Frame, ...]
    """The page itself first, even when it could not be read (``html`` is empty then)."""
    words: int
    """Characters shown, without white space."""
    is_complete: bool
    """Whether every frame was read to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    live: "LiveFrame"
    index: int
    url: str
    parent: int | None
    x: float
    y: float


async def annotate(page: "Page", deadline: Deadline) -> Annotated:
    """Take down the page and its frames; nested ones, those of other sites, and open shadow roots among them."""
    frames: list[Frame] = []
    waiting = [_Waiting(live=page.main_frame, index=0, url=page.url, parent=None, x=0.0, y=0.0)]
    count, words, is_complete = 1, 0, True
    while waiting:
        place = waiting.pop(0)
        if place.live.url.startswith(_BROWSERS_OWN):
            is_complete = False
            frames.append(Frame(url=place.url, html="", parent=place.parent, x=place.x, y=place.y))
            continue
        taken = await within(place.live.evaluate_handle(_script(), _LIMITS), max(deadline.left(_FRAME_S), 0.5))
        facts = await _facts(taken)
        if taken is None or facts is None:
            is_complete = False
            frames.append(Frame(url=place.url, html="", parent=place.parent, x=place.x, y=place.y))
            continue
        places, scroll_x, scroll_y, frame_words, is_truncated = facts
        if place.parent is not None:  # its boxes count from where it begins, also where that is scrolled away
            place = _moved(place, -scroll_x, -scroll_y)
        words += frame_words
        numbers: list[int | None] = [None] * len(places)
        for child in place.live.child_frames:
            if count >= _MOST_FRAMES:
                is_complete = False
                break
            position = await _position(taken, child)
            x, y = places[position] if position is not None else (0.0, 0.0)
            if position is not None:
                numbers[position] = count
            url = await _url_of(child)
            waiting.append(_Waiting(live=child, index=count, url=url, parent=place.index, x=place.x + x, y=place.y + y))
            count += 1
        html = await within(taken.evaluate("(taken, numbers) => taken.finish(numbers)", numbers), _FRAME_S)
        await within(taken.dispose(), _ANSWER_S)
        is_complete = is_complete and html is not None and not is_truncated
        frames.append(Frame(url=place.url, html=_well_formed(html or ""), parent=place.parent, x=place.x, y=place.y))
    return Annotated(frames=tuple(frames), words=words, is_complete=is_complete)


async def _facts(taken: "JSHandle | None") -> tuple[list[tuple[float, float]], float, float, int, bool] | None:
    if taken is None:
        return None
    told = await within(
        taken.evaluate("(taken) => [taken.places, taken.scrollX, taken.scrollY, taken.words, taken.isTruncated]"),
        _ANSWER_S,
    )
    return None if told is None else tuple(told)


def _moved(place: _Waiting, x: float, y: float) -> _Waiting:
    return _Waiting(
        live=place.live, index=place.index, url=place.url, parent=place.parent, x=place.x + x, y=place.y + y
    )


async def _position(taken: "JSHandle", child: "LiveFrame") -> int | None:
    """Which of the frame elements taken down holds ``child``."""
    element = await within(child.frame_element(), _ANSWER_S)
    if element is None:
        return None
    found = await within(
        taken.evaluate(
            """(taken, element) => {
                for (let index = 0; index < taken.iframes.length; index++) {
                    if (taken.iframes[index] === element) return index;
                }
                return null;
            }""",
            element,
        ),
        _ANSWER_S,
    )
    return None if found is None else int(found)


async def _url_of(child: "LiveFrame") -> str:
    """Address of a frame; of one that could not be loaded, the address it was to have."""
    if child.url and not child.url.startswith(_BROWSERS_OWN):
        return child.url
    element = await within(child.frame_element(), _ANSWER_S)
    wanted = await within(element.evaluate("(frame) => frame.src || frame.data"), _ANSWER_S) if element else None
    return str(wanted or child.url)


def _well_formed(html: str) -> str:
    """Half characters, which JavaScript allows, as the replacement character: they fit no encoding."""
    return html.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@cache
def _script() -> str:
    return files(__package__).joinpath("annotate.js").read_text("utf-8")
