"""What the portal was asked, for tests to read.

Knows nothing of answers.
"""

import threading
from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRequest:
    """One request as it came in."""

    method: str
    host: str
    """Lower case, without port."""
    target: str
    """Path and query as sent."""
    user_agent: str | None
    referer: str | None

    @property
    def path(self) -> str:
        """Path without the query, as sent."""
        return self.target.partition("?")[0]


class RequestLog:
    """Every request in the order it came; safe to read while requests come in."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: list[SeenRequest] = []
        self._times: Counter[tuple[str, str]] = Counter()

    def add(self, request: SeenRequest) -> int:
        """Note a request and tell how often its host and target came so far, this time included."""
        with self._lock:
            self._requests.append(request)
            self._times[request.host, request.target] += 1
            return self._times[request.host, request.target]

    def all(self) -> tuple[SeenRequest, ...]:
        """All requests so far."""
        with self._lock:
            return tuple(self._requests)

    def counts(self, *, host: str | None = None, user_agent: str | None = None) -> Counter[str]:
        """How often each path was asked for, of one host and by agents that contain ``user_agent`` where given."""
        return Counter(
            request.path
            for request in self.all()
            if host in {None, request.host} and (user_agent is None or user_agent in (request.user_agent or ""))
        )

    def clear(self) -> None:
        """Forget all: what fails the first times fails again."""
        with self._lock:
            self._requests.clear()
            self._times.clear()
