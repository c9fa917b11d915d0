"""Calling the judge in a thread: answers come back, or what went wrong.

Knows nothing of requests and of the event loop.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic

from service.batching.request import Answer, Item

Judge = Callable[[Sequence[Item]], Sequence[Answer]]
"""Gives one answer for each item, in their order. Several workers call it from several threads at once."""


@dataclass(frozen=True, slots=True)
class Judged(Generic[Answer]):
    """One answer for each item."""

    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """The judge gave no usable answers."""

    cause: BaseException


def judge_in_thread(judge: Judge[Item, Answer], items: Sequence[Item]) -> Judged[Answer] | Failed:
    """Call the judge; never raises, so that nothing it raises can end the event loop instead of one request."""
    try:
        answers = tuple(judge(items))
    except BaseException as error:  # SystemExit and StopIteration too: a future cannot carry them
        return Failed(error)
    if len(answers) != len(items):
        return Failed(ValueError(f"the judge gave {len(answers)} answers on {len(items)} items; it must give one each"))
    return Judged(answers)
