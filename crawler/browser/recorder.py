"""Records what a page asks for and what comes back, from before it is opened until it is left.

Knows nothing of what is drawn.
"""

import asyncio
import contextlib
import itertools
from collections import Counter
from collections.abc import Awaitable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from crawler.capture import Exchange, Redirect

if TYPE_CHECKING:
    from playwright.async_api import Page, Request, Response

    from crawler.browser.guard import Guard

_T = TypeVar("_T")
_NEVER_RECORDED = ("data:", "blob:", "about:")
_DETAIL_TIMEOUT_S = 3.0
"""For headers, addresses and certificates, which the browser has at hand or never will."""
_BODIES_AT_A_TIME = 8
_ENCODINGS = ("gb18030", "big5", "utf-8-sig", "utf-16")
_BODILESS = {204, 205, 304}
_TOO_LONG = "more than the {} bytes allowed for one answer came"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingLimits:
    """What one page may cost."""

    max_body_bytes: int = 20_000_000
    """Of one answer, after decompression."""
    max_page_bytes: int = 100_000_000
    """Of all answers together."""
    max_exchanges: int = 5_000
    body_timeout_s: float = 10.0
    """For handing over one body that has arrived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Navigation:
    """How the page came to be where it is."""

    final_url: str | None
    """``None`` when nothing was asked for."""
    status: int | None
    """``None`` when nothing answered."""
    redirects: tuple[Redirect, ...]
    """Also those of scripts and of ``<meta>``, whose hop carries the status of the page that made it."""
    problem: str | None
    """Why nothing answered."""


@dataclass(slots=True, kw_only=True)
class _Entry:
    """One request as far as it has come."""

    request: "Request"
    asked_at: datetime
    is_navigation: bool
    number: int
    """How many requests of the same address came before."""
    response: "Response | None" = None
    exchange: Exchange | None = None


@dataclass(slots=True, kw_only=True)
class _Details:
    """What the browser tells about an answer."""

    request_headers: tuple[tuple[str, str], ...]
    status: int | None = None
    reason: str | None = None
    http_version: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    ip: str | None = None
    certificate: str | None = None
    body: bytes | None = None
    problem: str | None = None
    finished_at: datetime | None = field(default=None)


class Recorder:
    """Records the exchanges of a page and of all its frames; made before the page is opened."""

    def __init__(self, page: "Page", limits: RecordingLimits, *, guard: "Guard | None" = None) -> None:
        self._page = page
        self._limits = limits
        self._guard = guard
        self._entries: dict[Request, _Entry] = {}
        self._counts: Counter[tuple[str, str]] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self._turn = asyncio.Semaphore(_BODIES_AT_A_TIME)
        self._bytes = 0
        self._is_open = True
        self._is_complete = True
        page.on("request", self._on_request)
        page.on("response", self._on_response)
        page.on("requestfinished", self._on_finished)
        page.on("requestfailed", self._on_failed)

    async def settle(self, timeout_s: float = 5.0) -> None:
        """Wait for the bodies that are on their way, then stop listening; what is still open is recorded as such."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=timeout_s)
        self._is_open = False
        for task in tuple(self._tasks):
            task.cancel()

    def exchanges(self) -> tuple[Exchange, ...]:
        """All that was recorded, in the order of asking; what was refused is among it, with the reason."""
        recorded = [entry.exchange or self._unfinished(entry) for entry in self._entries.values()]
        urls = {exchange.url for exchange in recorded}
        if self._guard is not None:
            # A hop that was refused, and a web socket, never become a request of Playwright's.
            recorded += [
                Exchange(
                    url=refusal.url,
                    method=refusal.method,
                    request_headers=(),
                    status=None,
                    problem=f"refused: {refusal.reason}",
                    started_at=refusal.at,
                    finished_at=refusal.at,
                    resource_type=refusal.resource_type,
                )
                for refusal in self._guard.refusals
                if refusal.url not in urls
            ]
        return tuple(sorted(recorded, key=lambda exchange: exchange.started_at))

    def navigation(self) -> Navigation:
        """Where the page itself led, by what was recorded."""
        hops = [
            (entry, entry.exchange or self._unfinished(entry))
            for entry in self._entries.values()
            if entry.is_navigation
        ]
        # What a page already open asked for in vain leaves it open; a redirect that leads nowhere does not.
        way = [
            exchange
            for number, (entry, exchange) in enumerate(hops)
            if exchange.status is not None or (entry.request.redirected_from and number == len(hops) - 1)
        ]
        if not way:
            last = hops[-1][1] if hops else None
            return Navigation(
                final_url=last.url if last else None,
                status=None,
                redirects=(),
                problem=last.problem if last else "nothing was asked for",
            )
        redirects = tuple(
            Redirect(url=hop.url, status=hop.status, location=following.url)
            for hop, following in itertools.pairwise(way)
            if hop.url != following.url
        )
        final = way[-1]
        return Navigation(
            final_url=final.url,
            status=final.status,
            redirects=redirects,
            problem=final.problem if final.status is None else None,
        )

    @property
    def is_complete(self) -> bool:
        """Whether no limit was met."""
        return self._is_complete

    def _on_request(self, request: "Request") -> None:
        if not self._is_open or request.url.startswith(_NEVER_RECORDED):
            return
        if len(self._entries) >= self._limits.max_exchanges:
            self._is_complete = False
            return
        key = request.method, request.url
        self._entries[request] = _Entry(
            request=request,
            asked_at=datetime.now(UTC),
            is_navigation=self._is_navigation(request),
            number=self._counts[key],
        )
        self._counts[key] += 1

    def _is_navigation(self, request: "Request") -> bool:
        from playwright.async_api import Error

        try:
            return request.is_navigation_request() and request.frame == self._page.main_frame
        except Error:  # its frame is gone
            return False

    def _on_response(self, response: "Response") -> None:
        if (entry := self._entries.get(response.request)) is not None:
            entry.response = response

    def _on_finished(self, request: "Request") -> None:
        if self._is_open and (entry := self._entries.get(request)) is not None:
            self._start(self._finish(entry, failure=None))

    def _on_failed(self, request: "Request") -> None:
        if self._is_open and (entry := self._entries.get(request)) is not None:
            self._start(self._finish(entry, failure=request.failure or "the request failed"))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _finish(self, entry: _Entry, *, failure: str | None) -> None:
        details = _Details(request_headers=await _request_headers(entry.request), finished_at=datetime.now(UTC))
        if entry.response is not None:
            await _describe(entry.response, details)
        details.problem = self._refusal_of(entry, details) or failure
        request = entry.request
        bodies = self._guard.bodies if self._guard is not None else None
        if failure and bodies is not None and bodies.is_too_long(request.method, request.url, entry.number):
            # The page was stopped for it.
            _, details.problem = self._over(_TOO_LONG.format(self._limits.max_body_bytes))
        if details.problem is None and entry.response is not None:
            async with self._turn:
                details.body, details.problem = await self._body_of(entry, entry.response, details)
        entry.exchange = _exchange_of(entry, details)

    def _refusal_of(self, entry: _Entry, details: _Details) -> str | None:
        if self._guard is None:
            return None
        url = entry.request.url
        if details.ip is not None and (reason := self._guard.why_not_kept(url, details.ip)) is not None:
            return reason
        return self._guard.why_refused(url) if entry.response is None else None

    async def _body_of(self, entry: _Entry, response: "Response", details: _Details) -> tuple[bytes | None, str | None]:
        if response.status in _BODILESS or response.request.method == "HEAD":
            return b"", None
        if 300 <= response.status < 400 and _header(details.headers, "location"):
            return None, "a browser keeps no body of a redirect"
        stated = _header(details.headers, "content-length") or ""
        if stated.isdecimal() and int(stated) > self._limits.max_body_bytes:
            return self._over(
                f"its {stated} bytes are more than the {self._limits.max_body_bytes} allowed for one answer"
            )
        request = response.request
        if self._guard is not None and self._guard.bodies.is_too_long(request.method, request.url, entry.number):
            return self._over(_TOO_LONG.format(self._limits.max_body_bytes))
        problem: str | None = None
        body = await self._streamed(entry)
        if body is None:
            try:
                body = await asyncio.wait_for(response.body(), self._limits.body_timeout_s)
            except TimeoutError:
                return None, f"the browser did not hand over the body within {self._limits.body_timeout_s:g} s"
            except Exception as error:
                return None, f"the browser has no body: {_first_line(error)}"
            body, problem = self._bytes_of(entry, body)
        if len(body) > self._limits.max_body_bytes:
            return self._over(
                f"its {len(body)} bytes are more than the {self._limits.max_body_bytes} allowed for one answer"
            )
        if self._bytes + len(body) > self._limits.max_page_bytes:
            return self._over(f"with its {len(body)} bytes the page exceeds the {self._limits.max_page_bytes} allowed")
        self._bytes += len(body)
        return body, problem

    async def _streamed(self, entry: _Entry) -> bytes | None:
        if self._guard is None:
            return None
        return await self._guard.bodies.whole(entry.request.method, entry.request.url, entry.number)

    def _bytes_of(self, entry: _Entry, told: bytes) -> tuple[bytes, str | None]:
        """What the browser tells of a body, as the bytes that came in: it tells text as UTF-8, whatever it was."""
        if self._guard is None or not told:
            return told, None
        length = self._guard.bodies.length(entry.request.method, entry.request.url, entry.number)
        if length is None or length == len(told):  # not text, or UTF-8
            return told, None
        for encoding in _ENCODINGS:
            with contextlib.suppress(UnicodeError):
                restored = told.decode().encode(encoding)
                if len(restored) == length:
                    return (
                        restored,
                        f"its bytes are restored from the browser's text of it, by {encoding} and their number",
                    )
        return told, "the browser kept only its text: these are not the bytes that came in"

    def _over(self, problem: str) -> tuple[None, str]:
        self._is_complete = False
        return None, problem

    def _unfinished(self, entry: _Entry) -> Exchange:
        details = _Details(request_headers=tuple(entry.request.headers.items()))
        if entry.response is None:
            details.problem = "no answer had come when the page was left"
        else:
            details.status = entry.response.status
            details.reason = entry.response.status_text or None
            details.headers = tuple(entry.response.headers.items())
            details.problem = "the answer had not ended when the page was left"
            request = entry.request
            if self._guard is not None and self._guard.bodies.is_too_long(request.method, request.url, entry.number):
                _, details.problem = self._over(_TOO_LONG.format(self._limits.max_body_bytes))
            elif self._guard is not None:
                details.body = self._guard.bodies.so_far(entry.request.method, entry.request.url, entry.number)
        if (refusal := self._refusal_of(entry, details)) is not None:
            details.problem, details.body = refusal, None
        return _exchange_of(entry, details)


def _exchange_of(entry: _Entry, details: _Details) -> Exchange:
    timing = entry.request.timing
    started = _time_of(timing["startTime"]) or entry.asked_at
    finished = details.finished_at
    if finished is not None and timing["startTime"] > 0 and timing["responseEnd"] >= 0:
        finished = started + timedelta(milliseconds=timing["responseEnd"])
    return Exchange(
        url=entry.request.url,
        method=entry.request.method,
        request_headers=details.request_headers,
        request_body=_request_body(entry.request),
        status=details.status,
        reason=details.reason,
        http_version=details.http_version,
        headers=details.headers,
        body=details.body,
        is_body_decoded=details.body is not None,
        problem=details.problem,
        started_at=started,
        finished_at=finished,
        ip=details.ip,
        certificate=details.certificate,
        resource_type=entry.request.resource_type,
    )


async def _request_headers(request: "Request") -> tuple[tuple[str, str], ...]:
    sent = await _or_none(request.headers_array())
    if sent is None:  # never sent, so the browser has no more than what it meant to send
        return tuple(request.headers.items())
    return tuple((header["name"], header["value"]) for header in sent)


async def _describe(response: "Response", details: _Details) -> None:
    details.status = response.status
    details.reason = response.status_text or None
    headers = await _or_none(response.headers_array())
    if headers is None:
        details.headers = tuple(response.headers.items())
    else:
        # The browser joins repeats of one header with line breaks.
        details.headers = tuple((header["name"], value) for header in headers for value in header["value"].split("\n"))
    if (version := getattr(response, "http_version", None)) is not None:  # Playwright has told it only of late
        details.http_version = await _or_none(version())
    if (address := await _or_none(response.server_addr())) is not None:
        details.ip = address["ipAddress"].strip("[]")
    if (security := await _or_none(response.security_details())) is not None:
        parts = (
            f"issuer {security['issuer']}" if security.get("issuer") else "",
            f"subject {security['subjectName']}" if security.get("subjectName") else "",
            security.get("protocol") or "",
        )
        details.certificate = "; ".join(part for part in parts if part) or None


async def _or_none(told: Awaitable[_T]) -> _T | None:
    """What the browser tells, or ``None`` when it does not in good time: an event handler never raises."""
    try:
        return await asyncio.wait_for(told, _DETAIL_TIMEOUT_S)
    except Exception:
        return None


def _request_body(request: "Request") -> bytes | None:
    from playwright.async_api import Error

    try:
        return request.post_data_buffer
    except (Error, ValueError):
        return None


def _header(headers: tuple[tuple[str, str], ...], name: str) -> str | None:
    return next((value for key, value in headers if key.lower() == name), None)


def _time_of(epoch_ms: float) -> datetime | None:
    return datetime.fromtimestamp(epoch_ms / 1000, UTC) if epoch_ms > 0 else None


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
