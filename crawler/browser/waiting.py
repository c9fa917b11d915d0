"""Waiting that always ends: for a network gone quiet, and for what a page may never answer.

Knows nothing of what is waited for.
"""

import asyncio
from collections.abc import Awaitable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from playwright.async_api import Page, Request

_T = TypeVar("_T")


class Deadline:
    """A point in time by which all must be done."""

    def __init__(self, seconds: float) -> None:
        self._end = asyncio.get_running_loop().time() + seconds

    def left(self, at_most: float = float("inf")) -> float:
        """Seconds that are left, no more than ``at_most``, never less than 0."""
        return max(0.0, min(at_most, self._end - asyncio.get_running_loop().time()))


async def within(asked: Awaitable[_T], seconds: float) -> _T | None:
    """What the page answers; ``None`` when it does not in time, or is gone, or is on its way to another address."""
    from playwright.async_api import Error

    try:
        return await asyncio.wait_for(asked, seconds)
    except (TimeoutError, Error):
        return None


class Network:
    """Counts the requests of a page that are on their way, from when it is made until it is closed."""

    def __init__(self, page: "Page") -> None:
        self._page = page
        self._open: set[Request] = set()
        self._changed = asyncio.Event()
        self._handlers = {"request": self._on_start, "requestfinished": self._on_end, "requestfailed": self._on_end}
        for event, handler in self._handlers.items():
            page.on(event, handler)  # type: ignore[call-overload] # its overloads are by literal

    def close(self) -> None:
        """Stop counting."""
        for event, handler in self._handlers.items():
            self._page.remove_listener(event, handler)

    async def quiet(self, *, idle_s: float, limit_s: float) -> bool:
        """Wait until nothing was on its way for ``idle_s``; whether that came about within ``limit_s``."""
        deadline = Deadline(limit_s)
        while deadline.left() > 0:
            self._changed.clear()
            try:
                await asyncio.wait_for(self._changed.wait(), deadline.left(idle_s))
            except TimeoutError:
                if not self._open:
                    return True
        return not self._open

    def _on_start(self, request: "Request") -> None:
        self._open.add(request)
        self._changed.set()

    def _on_end(self, request: "Request") -> None:
        self._open.discard(request)
        self._changed.set()
