"""From an answer, a drawn page or a failure to an ``Observation``; nothing is filled in that was not seen.

Knows nothing of ads.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import orjson

from crawler.capture import Document, Exchange, Observation, Problem, Redirect, Via
from crawler.collecting.pictures import SCREENSHOT
from crawler.spider import notes

if TYPE_CHECKING:
    from scrapy import Request

    from crawler.browser.drawing import Drawn
    from crawler.sites.site import Site

_BLOCKED = frozenset({401, 403, 407, 429, 451})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


def observe_answer(
    request: "Request", site: "Site", *, final_url: str, agent: str, is_cut: bool = False
) -> Observation:
    """What plain HTTP saw; the exchanges are in the request's notes, redirects included.

    ``is_cut`` tells that fewer bytes came than were announced.
    """
    exchanges = tuple(notes.exchanges_of(request))
    status = exchanges[-1].status if exchanges else None
    problem, detail = _problem_of_status(status), _detail_of_status(status)
    if status in _REDIRECTS:
        # One that could be followed never comes this far.
        location = _location_of(exchanges[-1])
        problem = Problem.REFUSED if location else Problem.HTTP_ERROR
        detail = f"redirect to {location} not followed" if location else f"status {status} without an address"
    if is_cut and problem is None:
        problem, detail = Problem.UNREADABLE, "the answer broke off: fewer bytes came than were announced"
    return Observation(
        site=site.name,
        via=Via.HTTP,
        requested_url=notes.visit_of(request),
        final_url=final_url,
        status=status,
        redirects=_redirects_of(exchanges),
        started_at=_start_of(exchanges),
        finished_at=datetime.now(UTC),
        exchanges=exchanges,
        agent=agent,
        attempts=tuple(notes.attempts_of(request)),
        problem=problem,
        problem_detail=detail,
        is_complete=not is_cut,
    )


def observe_drawn(request: "Request", site: "Site", drawn: "Drawn") -> Observation:
    """What the browser saw: every exchange, every frame as it was drawn, the screenshot."""
    recorder, guard = notes.recorder_of(request), notes.guard_of(request)
    exchanges = recorder.exchanges() if recorder is not None else ()
    navigation = recorder.navigation() if recorder is not None else None
    status = navigation.status if navigation is not None else None
    problem, detail = _problem_of_status(status), _detail_of_status(status)
    if status in _REDIRECTS:
        problem, detail = Problem.HTTP_ERROR, f"status {status} without an address"
    lost = _lost_page(exchanges, navigation.final_url if navigation is not None else None)
    if problem is None and lost is not None:
        problem, detail = lost
    return Observation(
        site=site.name,
        via=Via.BROWSER,
        requested_url=notes.visit_of(request),
        final_url=drawn.frames[0].url,
        status=status,
        redirects=navigation.redirects if navigation is not None else (),
        started_at=_start_of(exchanges),
        finished_at=datetime.now(UTC),
        exchanges=exchanges,
        documents=_documents_of(drawn),
        viewport=drawn.viewport,
        agent=notes.agent_of(request),
        actions=drawn.actions + (tuple(guard.actions) if guard is not None else ()),
        attempts=tuple(notes.attempts_of(request)),
        problem=problem,
        problem_detail=detail,
        title=drawn.title,
        is_complete=drawn.is_complete and (recorder is None or recorder.is_complete),
    )


def observe_failure(
    request: "Request", site: "Site", *, problem: Problem, detail: str, agent: str, is_browser: bool
) -> Observation:
    """What was seen of a visit that came to nothing: the exchanges up to there, and why it ended."""
    recorder = notes.recorder_of(request)
    exchanges = tuple(notes.exchanges_of(request)) + (recorder.exchanges() if recorder is not None else ())
    navigation = recorder.navigation() if recorder is not None else None
    status = navigation.status if navigation is not None else None
    told = _problem_of_status(status)
    if told is not None:
        problem, detail = told, f"status {status}"
    elif navigation is not None and (navigation.problem or "").startswith("refused"):
        problem, detail = Problem.REFUSED, navigation.problem or ""
    return Observation(
        site=site.name,
        via=Via.BROWSER if is_browser else Via.HTTP,
        requested_url=notes.visit_of(request),
        final_url=None,
        status=status,
        redirects=navigation.redirects if navigation is not None else _redirects_of(exchanges),
        started_at=_start_of(exchanges),
        finished_at=datetime.now(UTC),
        exchanges=exchanges,
        viewport=site.viewport if is_browser else None,
        agent=notes.agent_of(request) or agent,
        attempts=tuple(notes.attempts_of(request)),
        problem=problem,
        problem_detail=detail,
        is_complete=False,
    )


def _documents_of(drawn: "Drawn") -> tuple[Document, ...]:
    frames = [
        {"url": frame.url, "parent": frame.parent, "x": frame.x, "y": frame.y, "document": f"frame-{index}.html"}
        for index, frame in enumerate(drawn.frames)
    ]
    documents = [
        Document(
            name=f"frame-{index}.html",
            media_type="text/html; charset=utf-8",
            # A page's script may leave half a surrogate pair; bytes cannot hold it.
            content=frame.html.encode("utf-8", "replace"),
        )
        for index, frame in enumerate(drawn.frames)
    ]
    documents.append(Document(name="frames.json", media_type="application/json", content=orjson.dumps(frames)))
    if drawn.screenshot is not None:
        documents.append(Document(name=SCREENSHOT, media_type="image/png", content=drawn.screenshot))
    return tuple(documents)


def _lost_page(exchanges: Sequence[Exchange], final_url: str | None) -> tuple[Problem, str] | None:
    """Why there are no bytes of the document that is shown; ``None`` when there are."""
    for exchange in reversed(exchanges):
        if exchange.resource_type == "document" and exchange.url == final_url and exchange.status is not None:
            if exchange.problem is not None and "not ended" in exchange.problem:
                return Problem.UNREACHABLE, exchange.problem
            if exchange.body is not None or exchange.problem is None:
                return None
            if "allowed" in exchange.problem:
                return Problem.REFUSED, exchange.problem
            return Problem.UNREADABLE, exchange.problem
    return None


def _redirects_of(exchanges: Sequence[Exchange]) -> tuple[Redirect, ...]:
    return tuple(
        Redirect(url=exchange.url, status=exchange.status, location=location)
        for exchange in exchanges
        if (location := _location_of(exchange)) is not None
    )


def _location_of(exchange: Exchange) -> str | None:
    if exchange.status is None or not 300 <= exchange.status < 400:
        return None
    return next((value for name, value in exchange.headers if name.lower() == "location"), None)


def _start_of(exchanges: Sequence[Exchange]) -> datetime:
    return min((exchange.started_at for exchange in exchanges), default=datetime.now(UTC))


def _problem_of_status(status: int | None) -> Problem | None:
    if status is None or status < 400:
        return None
    return Problem.BLOCKED if status in _BLOCKED else Problem.HTTP_ERROR


def _detail_of_status(status: int | None) -> str | None:
    return f"status {status}" if _problem_of_status(status) is not None else None
