"""Takes the bytes of answers as they arrive.

Asked for a body afterwards, the browser gives text, decoded by what it took for the encoding; the bytes of a GBK page
are gone. What is followed from the beginning comes as bytes, and as far as it came when an answer never ends.
"""

import asyncio
import base64
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crawler.browser.waiting import within

if TYPE_CHECKING:
    from playwright.async_api import CDPSession

FOLLOWED_TYPES = {"Document", "Stylesheet", "Script", "XHR", "Fetch", "Other"}
"""Kinds of answers, as the protocol names them, that the browser would give as text."""
_ANSWER_S = 2.0
_SHORT_S = 20.0
_SHORT_BYTES = 16_000


@dataclass(slots=True)
class _Stream:
    chunks: list[bytes] = field(default_factory=list)
    size: int = 0
    length: int = 0
    """Bytes that came in, whether kept or not."""
    has_ended: asyncio.Event = field(default_factory=asyncio.Event)
    is_whole: bool = False
    start: "asyncio.Task[bool] | None" = None


class StreamedBodies:
    """The bodies of one page."""

    def __init__(self, session: "CDPSession", *, max_bytes: int) -> None:
        self._session = session
        self._max_bytes = max_bytes
        self._streams: dict[str, _Stream] = {}
        self._ids: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self._lengths: Counter[str] = Counter()
        self._stop: asyncio.Task[Any] | None = None
        session.on("Network.dataReceived", self._on_data)
        session.on("Network.loadingFinished", self._on_end)
        session.on("Network.loadingFailed", self._on_end)

    def expect(self, method: str, url: str, network_id: str) -> None:
        """Note which request this is: the protocol's ids are not Playwright's."""
        self._ids[method, url].append(network_id)

    async def let_in(self, event: dict[str, Any]) -> None:
        """Let an answer in that was stopped at its headers, and take its bytes as they come."""
        paused, network_id = {"requestId": event["requestId"]}, event.get("networkId")
        if not network_id or 300 <= event.get("responseStatusCode", 300) < 400:
            await self._session.send("Fetch.continueRequest", paused)
            return
        stream = self._streams[network_id] = _Stream()
        if _is_short(event["responseHeaders"]):  # it might be over before it can be followed; it is soon here whole
            told = await within(self._session.send("Fetch.getResponseBody", paused), _SHORT_S)
            if told is not None:
                body = told["body"]
                stream.chunks = [base64.b64decode(body) if told["base64Encoded"] else body.encode()]
                stream.is_whole = True
            await self._session.send("Fetch.continueRequest", paused)
            return
        # Sent without waiting: the browser follows an answer only while it is on its way.
        going = asyncio.ensure_future(self._session.send("Fetch.continueRequest", paused))
        stream.start = asyncio.ensure_future(self._start(network_id, stream))
        await going

    async def whole(self, method: str, url: str, number: int) -> bytes | None:
        """Body of the ``number``-th request (from 0) of an address; ``None`` when it was not followed to its end."""
        stream = self._stream_of(method, url, number)
        if stream is not None and stream.is_whole:
            return b"".join(stream.chunks)
        if stream is None or stream.start is None or not await within(stream.start, _ANSWER_S):
            return None
        ended = await within(stream.has_ended.wait(), _ANSWER_S)
        return b"".join(stream.chunks) if ended and stream.size <= self._max_bytes else None

    def length(self, method: str, url: str, number: int) -> int | None:
        """Bytes that came in of a body that was stopped at its headers."""
        stream = self._stream_of(method, url, number)
        return None if stream is None else stream.length

    @property
    def is_stopped(self) -> bool:
        """Whether the page was stopped because more came in than is kept."""
        return self._stop is not None

    def is_too_long(self, method: str, url: str, number: int) -> bool:
        """Whether more came in of any body than is kept, for which the page was stopped."""
        ids = self._ids.get((method, url), [])
        return bool(ids) and self._lengths[ids[min(number, len(ids) - 1)]] > self._max_bytes

    def so_far(self, method: str, url: str, number: int) -> bytes | None:
        """What has come of a body up to now; ``None`` when it was not followed."""
        stream = self._stream_of(method, url, number)
        if stream is None or stream.start is None or not stream.start.done() or stream.start.cancelled():
            return None
        return b"".join(stream.chunks) if stream.start.result() else None

    def _stream_of(self, method: str, url: str, number: int) -> _Stream | None:
        ids = self._ids.get((method, url), [])
        return self._streams.get(ids[min(number, len(ids) - 1)]) if ids else None

    async def _start(self, network_id: str, stream: _Stream) -> bool:
        told = await within(self._session.send("Network.streamResourceContent", {"requestId": network_id}), _ANSWER_S)
        if told is None:  # it has already ended
            return False
        # Later chunks may be handed over before this answer is.
        self._put(stream, 0, base64.b64decode(told["bufferedData"]))
        return True

    def _on_data(self, event: dict[str, Any]) -> None:
        self._lengths[event["requestId"]] += event["dataLength"]
        if self._lengths[event["requestId"]] > self._max_bytes and self._stop is None:
            # A compression bomb, or an answer without end: what the browser makes of it would fill the memory.
            self._stop = asyncio.ensure_future(within(self._session.send("Page.stopLoading"), _ANSWER_S))
        stream = self._streams.get(event["requestId"])
        if stream is None:
            return
        stream.length += event["dataLength"]
        if event.get("data"):
            self._put(stream, len(stream.chunks), base64.b64decode(event["data"]))

    def _put(self, stream: _Stream, position: int, chunk: bytes) -> None:
        stream.size += len(chunk)
        if stream.size <= self._max_bytes:
            stream.chunks.insert(position, chunk)

    def _on_end(self, event: dict[str, Any]) -> None:
        if (stream := self._streams.get(event["requestId"])) is not None:
            stream.has_ended.set()


def _is_short(headers: list[dict[str, str]]) -> bool:
    stated = next((header["value"] for header in headers if header["name"].lower() == "content-length"), "")
    return stated.isdecimal() and int(stated) <= _SHORT_BYTES
