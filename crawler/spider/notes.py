"""What a request of ours carries with it: the one place that reads and writes ``Request.meta``.

Values are plain, so that a request can wait in Redis and be taken by another worker.
"""

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from scrapy import Request

    from crawler.browser.drawing import Drawn
    from crawler.browser.guard import Guard
    from crawler.browser.recorder import Recorder
    from crawler.capture import Attempt, Exchange

_SITE = "finad_site"
_VISIT = "finad_visit"
_DEPTH = "finad_depth"
_LANDING = "finad_landing"
_RENDERED = "finad_rendered"
_ATTEMPTS = "finad_attempts"
_EXCHANGES = "finad_exchanges"
_RECORDER = "finad_recorder"
_DRAWN = "finad_drawn"
_GUARD = "finad_guard"
_AGENT = "finad_agent"


def new_notes(*, site: str, visit: str, depth: int, is_rendered: bool, is_landing: bool = False) -> dict[str, Any]:
    """Make the notes of a new request: ``visit`` is the canonical address that names the visit in the log."""
    return {
        _SITE: site,
        _VISIT: visit,
        _DEPTH: depth,
        _LANDING: is_landing,
        _RENDERED: is_rendered,
        _ATTEMPTS: [],
        _EXCHANGES: [],
    }


def is_ours(request: "Request") -> bool:
    """Whether the request is a visit; robots.txt is fetched without notes."""
    return _VISIT in request.meta


def site_of(request: "Request") -> str:
    """Name of the site it is for."""
    return cast("str", request.meta[_SITE])


def visit_of(request: "Request") -> str:
    """Key of the visit, the same through redirects and retries."""
    return cast("str", request.meta[_VISIT])


def depth_of(request: "Request") -> int:
    """Links from a start address."""
    return cast("int", request.meta[_DEPTH])


def is_landing(request: "Request") -> bool:
    """Whether it follows an ad."""
    return cast("bool", request.meta[_LANDING])


def is_rendered(request: "Request") -> bool:
    """Whether a browser is to draw the answer."""
    return cast("bool", request.meta.get(_RENDERED, False))


def set_plain(request: "Request") -> None:
    """Have the request answered by plain HTTP: for a picture."""
    request.meta[_RENDERED] = False
    request.meta["dont_redirect"] = False


def attempts_of(request: "Request") -> "list[Attempt]":
    """Tries so far that failed; kept through retries."""
    return cast("list[Attempt]", request.meta.setdefault(_ATTEMPTS, []))


def exchanges_of(request: "Request") -> "list[Exchange]":
    """Exchanges recorded so far by plain HTTP; kept through redirects."""
    return cast("list[Exchange]", request.meta.setdefault(_EXCHANGES, []))


def keep_recorder(request: "Request", recorder: "Recorder") -> None:
    """Note who records the browser's exchanges."""
    request.meta[_RECORDER] = recorder


def recorder_of(request: "Request") -> "Recorder | None":
    """Who records the browser's exchanges; ``None`` before a page was opened."""
    return cast("Recorder | None", request.meta.get(_RECORDER))


def keep_drawn(request: "Request", drawn: "Drawn") -> None:
    """Note what the browser drew."""
    request.meta[_DRAWN] = drawn


def drawn_of(request: "Request") -> "Drawn | None":
    """What the browser drew; ``None`` when it did not come to that."""
    return cast("Drawn | None", request.meta.get(_DRAWN))


def keep_agent(request: "Request", agent: str) -> None:
    """Note as whom the browser asks."""
    request.meta[_AGENT] = agent


def agent_of(request: "Request") -> str | None:
    """As whom the browser asked; ``None`` for plain HTTP."""
    return cast("str | None", request.meta.get(_AGENT))


def keep_guard(request: "Request", guard: "Guard") -> None:
    """Note who keeps the browser from addresses that are refused."""
    request.meta[_GUARD] = guard


def guard_of(request: "Request") -> "Guard | None":
    """Who keeps the browser from addresses that are refused; ``None`` before a page was opened."""
    return cast("Guard | None", request.meta.get(_GUARD))


def forget_live_objects(request: "Request") -> None:
    """Drop what belongs to one try alone and cannot be stored: open pages and what was drawn."""
    for key in [key for key in request.meta if key.startswith("playwright")] + [_RECORDER, _DRAWN, _GUARD]:
        request.meta.pop(key, None)
