"""What was seen: observations as they are made, and captures once they are sealed.

Holds nothing that was not seen: what is unknown stays ``None``. Knows nothing of ads.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Via(StrEnum):
    """How something came to be seen."""

    HTTP = "http"
    BROWSER = "browser"
    HAR = "har"
    PROXY = "proxy"
    UI_DUMP = "ui_dump"
    FILE = "file"


class Problem(StrEnum):
    """Why a visit gave no usable page; every kind is counted by host."""

    UNREACHABLE = "unreachable"
    """No answer: name not found, connection refused or lost, time over."""
    HTTP_ERROR = "http_error"
    """An answer with an error status."""
    BLOCKED = "blocked"
    """The site turned us away: 401, 403, 429, 451, a captcha."""
    ROBOTS = "robots"
    """Its robots.txt asks us not to."""
    REFUSED = "refused"
    """We would not: a private address, too many bytes, a compression bomb, a scheme we do not speak."""
    EMPTY = "empty"
    """Captured, but nothing a person could read: a cookie wall, a shell without its script, no bytes."""
    UNREADABLE = "unreadable"
    """Bytes that no encoding or format fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewport:
    """The window a page was shown in."""

    width: int
    """CSS pixels."""
    height: int
    """CSS pixels."""
    scale: float = 1.0
    """Device pixels per CSS pixel."""
    is_mobile: bool = False
    device: str | None = None
    """Name of the emulated device."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and what came back, as recorded on the wire or by the browser."""

    url: str
    method: str
    request_headers: tuple[tuple[str, str], ...]
    request_body: bytes | None = None
    status: int | None
    """``None`` when no answer was seen; never assumed."""
    reason: str | None = None
    http_version: str | None = None
    """``HTTP/1.1``, ``h2``, …; ``None`` when not told."""
    headers: tuple[tuple[str, str], ...] = ()
    """Of the answer, in order, repeats kept."""
    body: bytes | None = None
    """``None`` when it was not to be had; ``b""`` when it was empty."""
    is_body_decoded: bool = False
    """Whether ``Content-Encoding`` was already undone, as a browser does."""
    problem: str | None = None
    """Why there is no answer or no body."""
    started_at: datetime
    """Aware, UTC, as all times here."""
    finished_at: datetime | None = None
    ip: str | None = None
    """Address that answered."""
    certificate: str | None = None
    """Issuer and subject of the server's certificate, or its SHA-256 fingerprint, as the source tells."""
    resource_type: str | None = None
    """``document``, ``image``, ``script``, ``xhr``, … as the browser names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Something seen that did not travel as an exchange: a drawn page, a screenshot, a screen's views, a file."""

    name: str
    """Unique in its observation: ``screenshot.png``, ``frame-0.html``, ``ad-3.png``, ``views.xml``."""
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """One hop on the way to the final address."""

    url: str
    status: int | None
    location: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try at a request; the list of them is the retry ledger."""

    at: datetime
    outcome: str
    """Status or kind of failure: ``503``, ``TimeoutError: …``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One visit as it was made, with all bytes in memory; ``evidence.sealing`` turns it into a ``Capture``."""

    site: str
    via: Via
    requested_url: str | None
    """``None`` for what has no address, such as a scan."""
    final_url: str | None
    status: int | None
    redirects: tuple[Redirect, ...] = ()
    started_at: datetime
    finished_at: datetime
    exchanges: tuple[Exchange, ...] = ()
    documents: tuple[Document, ...] = ()
    viewport: Viewport | None = None
    agent: str | None = None
    """Who looked: browser and version, or this crawler's User-Agent."""
    actions: tuple[str, ...] = ()
    """What was done to the page, in order: consent clicked, scrolled, waited."""
    attempts: tuple[Attempt, ...] = ()
    problem: Problem | None = None
    problem_detail: str | None = None
    title: str | None = None
    is_complete: bool = True
    """Whether all of it was seen: every frame, the full height, no byte limit met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedDocument:
    """A document of a capture, by its hash."""

    name: str
    media_type: str
    sha256: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedExchange:
    """An exchange of a capture, by the hash of its body."""

    url: str
    status: int | None
    sha256: str | None
    """Of the body as kept; ``None`` when there is none."""
    size: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What was seen in one visit, sealed: facts, and the hash of every byte of proof. Never edited."""

    capture_id: str
    """Begin of the hash of its content and time; unique in a crawl."""
    site: str
    via: Via
    requested_url: str | None
    final_url: str | None
    status: int | None
    redirects: tuple[Redirect, ...]
    started_at: datetime
    finished_at: datetime
    viewport: Viewport | None
    agent: str | None
    actions: tuple[str, ...]
    attempts: tuple[Attempt, ...]
    problem: Problem | None
    problem_detail: str | None
    title: str | None
    is_complete: bool
    exchanges: tuple[SealedExchange, ...]
    documents: tuple[SealedDocument, ...]
    warc_sha256: str
    """Of the compressed WARC that holds all of it."""
    warc_size: int
    """Bytes."""
