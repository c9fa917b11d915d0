"""Which of the waiting requests make the next batch.

Knows nothing of when it is made and of who judges it.
"""

from dataclasses import dataclass
from math import inf
from typing import Generic

from service.batching.request import Answer, Item, Request
from service.batching.service_time import ServiceTime
from service.batching.waiting_line import WaitingLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection(Generic[Item, Answer]):
    """What was taken out of the line."""

    members: tuple[Request[Item, Answer], ...]
    """The batch, the first due first; empty where nothing was left to judge."""
    hopeless: tuple[Request[Item, Answer], ...]
    """Requests that cannot be answered in time, even alone and at once."""

    @property
    def cost(self) -> int:
        """Of the batch."""
        return sum(request.cost for request in self.members)


def is_hopeless(request: Request[Item, Answer], now: float, service_time: ServiceTime) -> bool:
    """Whether the answer would come too late, were the request judged alone and at once."""
    return now + service_time.seconds(request.cost) > request.deadline or now >= request.deadline


def take_batch(
    line: WaitingLine[Item, Answer], *, now: float, budget: int, service_time: ServiceTime
) -> Selection[Item, Answer]:
    """Take the next batch out of the line, by the order in which requests are due.

    It ends before the request that would exceed the budget, or that would make it so long that one of the members
    missed its deadline. Requests that nobody waits for any more are dropped on the way.
    """
    members: list[Request[Item, Answer]] = []
    hopeless: list[Request[Item, Answer]] = []
    cost, tightest = 0, inf
    for request in line:
        if not request.is_open:
            line.remove(request)
            continue
        if is_hopeless(request, now, service_time):
            line.remove(request)
            hopeless.append(request)
            continue
        larger, tighter = cost + request.cost, min(tightest, request.deadline)
        if members and (larger > budget or now + service_time.seconds(larger) > tighter):
            break
        line.remove(request)
        members.append(request)
        cost, tightest = larger, tighter
    return Selection(members=tuple(members), hopeless=tuple(hopeless))
