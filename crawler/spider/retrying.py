"""Downloader middleware: Scrapy's retries, with every failed try written down.

Knows nothing of what is retried.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware

from crawler.capture import Attempt
from crawler.spider import notes

if TYPE_CHECKING:
    from scrapy.http import Response


class LedgerRetryMiddleware(RetryMiddleware):
    """Retries as Scrapy does and keeps the ledger of tries in the request's notes."""

    def process_response(self, request: "Request", response: "Response", *rest: Any) -> "Request | Response":
        """Retry on the statuses of ``RETRY_HTTP_CODES``."""
        if notes.is_ours(request) and response.status in self.retry_http_codes:
            _write_down(request, str(response.status))
        answer: Request | Response = super().process_response(request, response, *rest)
        _make_storable(answer)
        return answer

    def process_exception(self, request: "Request", exception: Exception, *rest: Any) -> "Request | Response | None":
        """Retry on lost connections and time-outs."""
        if notes.is_ours(request) and isinstance(exception, self.exceptions_to_retry):
            guard = notes.guard_of(request)
            if notes.drawn_of(request) is not None or (guard is not None and guard.refusals and _is_abort(exception)):
                # A page that was drawn before its loading failed is there to be kept; what we refused once stays so.
                return None
            _write_down(request, f"{type(exception).__name__}: {first_line(exception)}")
            if "Timeout" in type(exception).__name__:
                # A page that lets us wait is asked a second time and not a third: it costs a browser all that while.
                request.meta["max_retry_times"] = 1
        answer: Request | Response | None = super().process_exception(request, exception, *rest)
        _make_storable(answer)
        return answer


def _write_down(request: "Request", outcome: str) -> None:
    notes.attempts_of(request).append(Attempt(at=datetime.now(UTC), outcome=outcome))


def _make_storable(answer: "Request | Response | None") -> None:
    if isinstance(answer, Request) and notes.is_ours(answer):
        notes.forget_live_objects(answer)


def _is_abort(error: Exception) -> bool:
    return any(word in str(error) for word in ("ERR_FAILED", "ERR_BLOCKED", "ERR_ABORTED"))


def first_line(error: object) -> str:
    """The first line of what an error says, at most 200 characters of it."""
    return (str(error).splitlines() or [""])[0][:200]
