"""Cuts the exchanges of a recording into pieces of a size that can be sealed, and makes a visit of each.

Knows nothing of file formats.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

from crawler.apps.answers import AnswerReading, ads_of_answers
from crawler.apps.bodies import header
from crawler.capture import Exchange, Observation, Problem, Redirect, Via
from crawler.visit import Visit

GAP = timedelta(seconds=30)
"""Silence that parts two pieces: whoever uses the app has paused or gone on to something else."""
MAX_EXCHANGES = 400
MAX_BYTES = 48 * 1024 * 1024
"""Of bodies in one piece."""
_BLOCKING = frozenset({401, 403, 429, 451})


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorder:
    """What a recording says of itself."""

    name: str
    """What reports call the file."""
    via: Via
    agent: str | None
    """Browser or program that recorded, with its version."""
    app: str | None
    """Name of the app, as the caller gives it."""
    channel: str
    medium: str


def cut(exchanges: Iterable[Exchange]) -> Iterator[tuple[Exchange, ...]]:
    """Cut at silences of ``GAP``, and where a piece grows too big."""
    piece: list[Exchange] = []
    size = 0
    for exchange in exchanges:
        length = len(exchange.body or b"") + len(exchange.request_body or b"")
        if piece and (
            exchange.started_at - _ended(piece[-1]) > GAP or len(piece) >= MAX_EXCHANGES or size + length > MAX_BYTES
        ):
            yield tuple(piece)
            piece, size = [], 0
        piece.append(exchange)
        size += length
    if piece:
        yield tuple(piece)


def visit_of_piece(
    exchanges: tuple[Exchange, ...],
    recorder: Recorder,
    reading: AnswerReading,
    *,
    pictures: Mapping[str, bytes],
    lost: tuple[str, ...] = (),
) -> Visit:
    """Make the visit of a piece of an app's traffic, which has no address of its own.

    ``lost`` says what the recording should hold and does not.
    """
    is_dead = all(exchange.status is None for exchange in exchanges)
    notes = list(lost)
    if is_dead:
        notes.append(next((e.problem for e in exchanges if e.problem), "no request was answered"))
    return Visit(
        observation=Observation(
            site=recorder.app or _package(exchanges) or recorder.name,
            via=recorder.via,
            requested_url=None,
            final_url=None,
            status=None,
            started_at=min(exchange.started_at for exchange in exchanges),
            finished_at=max(_ended(exchange) for exchange in exchanges),
            exchanges=exchanges,
            agent=recorder.agent,
            problem=Problem.UNREACHABLE if is_dead else None,
            problem_detail="; ".join(notes) or None,
            is_complete=not lost and all(_is_whole(exchange) for exchange in exchanges),
        ),
        ads=ads_of_answers(exchanges, reading, pictures=pictures),
        channel=recorder.channel,
        medium=recorder.medium,
    )


def visit_of_page(
    exchanges: tuple[Exchange, ...],
    recorder: Recorder,
    reading: AnswerReading,
    *,
    title: str | None,
    pictures: Mapping[str, bytes],
    lost: tuple[str, ...] = (),
) -> Visit:
    """Make the visit of a page that a browser recorded, with the redirects that led to it."""
    hops, document = _document(exchanges)
    problem = _problem(document)
    notes = list(lost)
    if problem is not None:
        notes.append(document.problem or f"status {document.status}")
    return Visit(
        observation=Observation(
            site=recorder.app or urlsplit(document.url).hostname or recorder.name,
            via=recorder.via,
            requested_url=_first(exchanges).url,
            final_url=document.url,
            status=document.status,
            redirects=hops,
            started_at=min(exchange.started_at for exchange in exchanges),
            finished_at=max(_ended(exchange) for exchange in exchanges),
            exchanges=exchanges,
            agent=recorder.agent,
            problem=problem,
            problem_detail="; ".join(notes) or None,
            title=title,
            is_complete=not lost and all(_is_whole(exchange) for exchange in exchanges),
        ),
        ads=ads_of_answers(exchanges, reading, pictures=pictures),
        channel=recorder.channel,
        medium=recorder.medium,
    )


def _ended(exchange: Exchange) -> datetime:
    return exchange.finished_at or exchange.started_at


def _is_whole(exchange: Exchange) -> bool:
    return (
        exchange.status is None or exchange.body is not None or exchange.status in {101, 204, 304} or _is_hop(exchange)
    )


def _is_hop(exchange: Exchange) -> bool:
    return exchange.status is not None and 300 <= exchange.status < 400


def _first(exchanges: tuple[Exchange, ...]) -> Exchange:
    """The request that asked for the page: the first for a document, where the browser names types."""
    return next((exchange for exchange in exchanges if exchange.resource_type == "document"), exchanges[0])


def _document(exchanges: tuple[Exchange, ...]) -> tuple[tuple[Redirect, ...], Exchange]:
    by_url: dict[str, Exchange] = {}
    for exchange in exchanges:
        by_url.setdefault(exchange.url, exchange)
    hops: list[Redirect] = []
    at = _first(exchanges)
    passed = {at.url}
    while _is_hop(at) and (location := header(at.headers, "location")):
        hops.append(Redirect(url=at.url, status=at.status, location=location))
        following = by_url.get(urljoin(at.url, location))
        if following is None or following.url in passed:
            break
        passed.add(following.url)
        at = following
    return tuple(hops), at


def _problem(document: Exchange) -> Problem | None:
    if document.status is None:
        return Problem.UNREACHABLE
    if document.status in _BLOCKING:
        return Problem.BLOCKED
    if document.status >= 400:
        return Problem.HTTP_ERROR
    return Problem.EMPTY if document.body == b"" and not _is_hop(document) else None


def _package(exchanges: tuple[Exchange, ...]) -> str | None:
    """Package of the one app whose web views sent requests: Android's state it in a header."""
    stated = Counter(
        value
        for exchange in exchanges
        if (value := header(exchange.request_headers, "x-requested-with")) and "." in value
    )
    return next(iter(stated)) if len(stated) == 1 else None
