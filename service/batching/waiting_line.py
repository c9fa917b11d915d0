"""The requests that wait, the one that is due first in front.

Knows nothing of when they are taken.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator
from math import inf
from typing import Generic

from service.batching.request import Answer, Item, Request


class WaitingLine(Generic[Item, Answer]):
    """Requests in the order they are due, with their sum of costs."""

    def __init__(self) -> None:
        self._by_arrival: dict[int, Request[Item, Answer]] = {}
        self._by_due: list[Request[Item, Answer]] = []
        self.cost = 0
        """Of all that wait."""

    def __len__(self) -> int:
        return len(self._by_due)

    def __iter__(self) -> Iterator[Request[Item, Answer]]:
        """All that wait now, the first due first; the line may change meanwhile."""
        return iter(tuple(self._by_due))

    @property
    def longest_waiting(self) -> Request[Item, Answer]:
        """The one that arrived first; the line must not be empty."""
        return next(iter(self._by_arrival.values()))

    @property
    def earliest_deadline(self) -> float:
        """Of all that wait; infinite where none has one."""
        return next((request.deadline for request in self._by_due if request.deadline < inf), inf)

    def add(self, request: Request[Item, Answer]) -> None:
        """Put a request in its place."""
        self._by_arrival[request.number] = request
        insort(self._by_due, request, key=_place)
        self.cost += request.cost

    def remove(self, request: Request[Item, Answer]) -> None:
        """Take a request out; nothing happens where it has already left."""
        if self._by_arrival.pop(request.number, None) is None:
            return
        del self._by_due[bisect_left(self._by_due, _place(request), key=_place)]
        self.cost -= request.cost


def _place(request: Request[Item, Answer]) -> tuple[float, int]:
    return request.due, request.number
