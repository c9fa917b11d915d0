"""Keeps a page from addresses that must not be asked for, and from windows, dialogs and downloads of its own.

Asks for every request of every frame, also for each hop of a redirect, which the routes of Playwright never see: it
pauses requests over the DevTools protocol. One session covers all frames because ``launch_options`` keeps the frames
of a page in one process. Does not decide what is allowed.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from crawler.browser.streaming import FOLLOWED_TYPES, StreamedBodies

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, CDPSession, Dialog, Download, Page, Route, WebSocketRoute

IsAllowed = Callable[[str], Awaitable[str | None]]
"""Takes an address; gives ``None``, or why it must not be asked for."""
IsAnswerAllowed = Callable[[str, str], str | None]
"""Takes an address and the IP address that answered; gives ``None``, or why the answer must not be kept."""

_WITHOUT_REQUEST = ("data:", "blob:", "about:")
_contexts_without_windows: "WeakSet[BrowserContext]" = WeakSet()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A request that was not let out."""

    url: str
    method: str
    resource_type: str
    """As Playwright names it: ``document``, ``image``, …"""
    reason: str
    redirected_from: str | None
    """Address whose answer led here."""
    at: datetime
    """Aware, UTC."""


class Guard:
    """Watches one page; :func:`guard` makes it."""

    def __init__(
        self,
        page: "Page",
        session: "CDPSession",
        is_allowed: IsAllowed,
        is_answer_allowed: IsAnswerAllowed | None,
        max_body_bytes: int,
    ) -> None:
        self.actions: list[str] = []
        """Windows closed, dialogs dismissed, downloads cancelled, in order, for ``Observation.actions``."""
        self.refusals: list[Refusal] = []
        """In the order of asking."""
        self.bodies = StreamedBodies(session, max_bytes=max_body_bytes)
        """The bytes of what it let in."""
        self._session = session
        self._is_allowed = is_allowed
        self._is_answer_allowed = is_answer_allowed
        self._last_url: dict[str, str] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        session.on("Fetch.requestPaused", lambda event: self._do(self._decide(event)))
        session.on("Page.windowOpen", self._on_window)
        page.on("popup", lambda popup: self._do(popup.close()))
        page.on("dialog", lambda dialog: self._do(self._dismiss(dialog)))
        page.on("download", lambda download: self._do(self._cancel(download)))

    def why_refused(self, url: str) -> str | None:
        """Why a request for ``url``, or the redirect that answered it, was not let out; ``None`` when it was."""
        for refusal in self.refusals:
            if refusal.url == url:
                return f"refused: {refusal.reason}"
            if refusal.redirected_from == url:
                return f"it redirects to {refusal.url}, which was refused: {refusal.reason}"
        return None

    def why_not_kept(self, url: str, ip: str) -> str | None:
        """Why what ``ip`` answered for ``url`` must not be kept; ``None`` when it may be.

        A name that pointed elsewhere when it was asked about is caught here.
        """
        reason = self._is_answer_allowed(url, ip) if self._is_answer_allowed is not None else None
        return f"refused: {reason}" if reason is not None else None

    async def stop_scripts(self) -> None:
        """End the script that runs at this moment; how a page that never yields is taken down all the same."""
        await self._session.send("Runtime.terminateExecution")

    async def _decide(self, event: dict[str, Any]) -> None:
        request, url = event["request"], event["request"]["url"]
        network_id = event.get("networkId", "")
        if "responseStatusCode" in event or "responseErrorReason" in event:
            await self.bodies.let_in(event)
            return
        came_from = self._last_url.get(network_id)
        reason = None if url.startswith(_WITHOUT_REQUEST) else await self._reason_against(url)
        if reason is None:
            self._last_url[network_id] = url
            self.bodies.expect(request["method"], url, network_id)
            await self._session.send("Fetch.continueRequest", {"requestId": event["requestId"]})
            return
        self.refusals.append(
            Refusal(
                url=url,
                method=request["method"],
                resource_type=event["resourceType"].lower(),
                reason=reason,
                redirected_from=came_from if "redirectedRequestId" in event else None,
                at=datetime.now(UTC),
            )
        )
        blocked = {"requestId": event["requestId"], "errorReason": "BlockedByClient"}
        await self._session.send("Fetch.failRequest", blocked)

    async def _reason_against(self, url: str) -> str | None:
        try:
            return await self._is_allowed(url)
        except Exception as error:  # whoever decides failed: nothing goes out unchecked, and the page goes on
            return f"it could not be checked: {type(error).__name__}: {error}"

    def _on_window(self, event: dict[str, Any]) -> None:
        self.actions.append(f"closed a window the page opened: {event['url'] or 'about:blank'}")

    async def _dismiss(self, dialog: "Dialog") -> None:
        self.actions.append(f"dismissed a dialog of the page ({dialog.type}): {dialog.message}")
        if dialog.type == "beforeunload":
            await dialog.accept()  # to dismiss this one would be to stay
        else:
            await dialog.dismiss()

    async def _cancel(self, download: "Download") -> None:
        self.actions.append(f"cancelled a download: {download.url}")
        await download.cancel()

    async def decide_socket(self, socket: "WebSocketRoute") -> None:
        """Let a web socket through, or refuse it."""
        reason = await self._reason_against(socket.url)
        if reason is None:
            socket.connect_to_server()
            return
        self.refusals.append(
            Refusal(
                url=socket.url,
                method="GET",
                resource_type="websocket",
                reason=reason,
                redirected_from=None,
                at=datetime.now(UTC),
            )
        )
        await socket.close()

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(_unless_closed(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def guard(
    page: "Page",
    is_allowed: IsAllowed,
    *,
    is_answer_allowed: IsAnswerAllowed | None = None,
    max_body_bytes: int = 20_000_000,
) -> Guard:
    """Guard a page that is not open yet; its browser must have been started with ``launch_options``.

    ``is_allowed`` is asked about every address before anything is sent to it (also ``ws:`` and other schemes).
    ``max_body_bytes`` is the most that is kept of one answer, as in ``RecordingLimits``.
    """
    context = page.context
    session = await context.new_cdp_session(page)
    watch = Guard(page, session, is_allowed, is_answer_allowed, max_body_bytes)
    await session.send("Page.enable")
    # Enabled now: what ends a script that never yields must be there before that script runs.
    await session.send("Runtime.enable")
    await session.send("Network.enable")
    patterns = [{"urlPattern": "*"}] + [
        {"urlPattern": "*", "resourceType": kind, "requestStage": "Response"} for kind in sorted(FOLLOWED_TYPES)
    ]
    await session.send("Fetch.enable", {"patterns": patterns})
    await page.route_web_socket(lambda _: True, watch.decide_socket)
    if context not in _contexts_without_windows:
        _contexts_without_windows.add(context)
        await context.route(lambda _: True, _refuse_windows)
    return watch


async def _refuse_windows(route: "Route") -> None:
    """Abort what a window asks for that a page opened: it loads before anybody can close it."""
    if await _is_of_window(route):
        await _unless_closed(route.abort("blockedbyclient"))
    else:
        await _unless_closed(route.fallback())


async def _is_of_window(route: "Route") -> bool:
    from playwright.async_api import Error

    try:
        return await route.request.frame.page.opener() is not None
    except Error:  # the frame of a window's first request is not known yet
        return True


async def _unless_closed(work: Coroutine[Any, Any, None]) -> None:
    """Do what there may be no page for any more."""
    from playwright.async_api import Error

    try:
        await work
    except Error:
        return
