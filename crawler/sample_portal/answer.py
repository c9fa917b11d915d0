"""What the portal answers to one request.

Knows nothing of sockets.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One request, as far as answers depend on it."""

    host: str
    """Lower case, without port."""
    path: str
    """Percent-decoded as UTF-8 where it can be."""
    query: dict[str, str]
    cookies: frozenset[str]
    """``name=value`` of each."""
    times_asked: int
    """How often this host and address was asked for, this time included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A status, headers and a body that is there or comes bit by bit."""

    status: int = 200
    media_type: str | None = "text/html; charset=utf-8"
    """``Content-Type`` as sent; ``None`` for none."""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    stream: Iterator[bytes] | None = None
    """Sent in chunks instead of ``body``, as they come; an endless one ends when the client leaves."""
    claimed_length: int | None = None
    """``Content-Length`` that is not true: the connection closes after ``body``."""
    is_silent: bool = False
    """No answer at all, though the connection stays open."""
    is_reset: bool = False
    """No answer, and the connection is reset."""
    is_compressed: bool = False
    """``body`` is gzip already."""


def redirect(location: str, status: int = 302) -> Answer:
    """An answer that sends the client elsewhere."""
    return Answer(status=status, headers=(("Location", location),), media_type=None)


def page(title: str, body: str, *, head: str = "") -> Answer:
    """An answer with a small page in UTF-8."""
    html = (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{body}</body></html>"
    )
    return Answer(body=html.encode())
