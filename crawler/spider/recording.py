"""Downloader middleware next to the wire: keeps every answer of plain HTTP as it came, still compressed.

Knows nothing of what an answer means.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from crawler.capture import Exchange
from crawler.spider import notes

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Headers, Response

_STARTED = "finad_started_at"


class RecordingMiddleware:
    """Adds an ``Exchange`` to the notes of each request that is answered without a browser."""

    def process_request(self, request: "Request") -> None:
        """Note the time; from here on the request goes on under any address, also one that was asked before."""
        request.meta[_STARTED] = datetime.now(UTC)
        request.dont_filter = True

    def process_response(self, request: "Request", response: "Response") -> "Response":
        """Keep the answer."""
        if notes.is_ours(request) and "playwright" not in response.flags:
            certificate = getattr(response, "certificate", None)
            notes.exchanges_of(request).append(
                Exchange(
                    url=request.url,
                    method=request.method,
                    request_headers=pairs_of(request.headers),
                    status=response.status,
                    http_version=response.protocol,
                    headers=pairs_of(response.headers),
                    body=response.body,
                    started_at=request.meta.get(_STARTED, datetime.now(UTC)),
                    finished_at=datetime.now(UTC),
                    ip=str(response.ip_address) if response.ip_address is not None else None,
                    certificate=_fingerprint(certificate),
                    resource_type="document",
                )
            )
        return response


def pairs_of(headers: "Headers") -> tuple[tuple[str, str], ...]:
    """Scrapy's headers as an ``Exchange`` holds them."""
    # Latin-1 holds every byte, as WARC readers expect.
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values
    )


def _fingerprint(certificate: object) -> str | None:
    digest = getattr(certificate, "digest", None)
    return f"sha256:{digest('sha256').decode().replace(':', '').lower()}" if callable(digest) else None
