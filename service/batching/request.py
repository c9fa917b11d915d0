"""One request from its arrival to its answer.

Knows nothing of the other requests.
"""

import asyncio
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
"""What is judged."""
Answer = TypeVar("Answer")
"""What is said of it."""


@dataclass(slots=True, eq=False, kw_only=True)
class Request(Generic[Item, Answer]):
    """An item that waits for its answer. Times are those of the event loop's clock."""

    item: Item
    cost: int
    arrived: float
    deadline: float
    """Moment after which nobody wants the answer; infinite for none."""
    due: float
    """Moment by which its place in the line goes: the deadline, or what stands for it."""
    number: int
    """Counts arrivals; decides between requests that are due together."""
    answer: "asyncio.Future[Answer]"

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits for the answer."""
        return not self.answer.done()

    def settle(self, answer: Answer) -> None:
        """Answer, if anybody still waits."""
        if self.is_open:
            self.answer.set_result(answer)

    def fail(self, error: Exception) -> None:
        """End the waiting, if anybody still waits, with an error."""
        if self.is_open:
            self.answer.set_exception(error)
