"""Requests come in one by one and are judged together.

A batch is begun when a worker is idle and either nothing but one request waits, or those that wait fill the budget, or
the one that has waited longest has lingered, or a deadline bears no more lingering. While all workers are busy,
requests gather. All state belongs to the event loop; only the judge runs in threads. Knows nothing of what is judged.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from math import ceil, inf, isnan
from types import TracebackType
from typing import Generic, Self

from service.batching.judging import Failed, Judge, Judged, judge_in_thread
from service.batching.request import Answer, Item, Request
from service.batching.selection import Selection, is_hopeless, take_batch
from service.batching.service_time import ServiceTime
from service.batching.settings import BatchingSettings
from service.batching.statistics import BatchingStatistics, Fate, Ledger
from service.batching.waiting_line import WaitingLine
from service.errors import BatcherClosedError, DeadlineExceededError, JudgingFailedError, QueueFullError

_UNMEASURED_RETRY = 1.0
"""Seconds after which to try again, while no batch tells how long one takes."""
_FATES: dict[type[BaseException], Fate] = {
    QueueFullError: Fate.REJECTED,
    BatcherClosedError: Fate.REJECTED,
    DeadlineExceededError: Fate.EXPIRED,
    JudgingFailedError: Fate.FAILED,
}


class Batcher(Generic[Item, Answer]):
    """Coalesces concurrent requests. Belongs to the event loop that uses it first; close it, or use ``async with``."""

    def __init__(
        self,
        judge: Judge[Item, Answer],
        *,
        cost: Callable[[Item], int],
        settings: BatchingSettings | None = None,
    ) -> None:
        """Judge by ``judge``, in threads.

        Args:
            judge: judges several items.
            cost: what an item costs, at least 1; called in the event loop, so it must be cheap.
            settings: sizes and times; the default ones where none are given.
        """
        self.settings = settings or BatchingSettings()
        self._judge = judge
        self._cost = cost
        self._line: WaitingLine[Item, Answer] = WaitingLine()
        self._service_time = ServiceTime()
        self._ledger = Ledger()
        self._numbers = count()
        self._pool = ThreadPoolExecutor(self.settings.workers, thread_name_prefix="finad-judge")
        self._running: set[asyncio.Task[None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_pump_due = False
        self._linger_timer: asyncio.TimerHandle | None = None
        self._is_closing = False

    async def judge(self, item: Item, *, deadline: float | None = None) -> Answer:
        """Judge one item, together with others where there are any.

        Args:
            item: what is judged.
            deadline: moment on the clock of the event loop (``loop.time()``) after which the answer is of no use;
                ``None`` to wait as long as it takes.

        Raises:
            QueueFullError: too many wait already; it says when to try again.
            DeadlineExceededError: the deadline passed or cannot be met.
            JudgingFailedError: the judge failed on this item.
            BatcherClosedError: the batcher is closed or closing.
        """
        if deadline is not None and isnan(deadline):
            raise ValueError("deadline=nan of a request; it must be a moment on the clock of the event loop, or None")
        loop = self._bound_loop()
        self._ledger.request()
        try:
            answer = await self._answer_to(self._admitted(item, inf if deadline is None else deadline, loop), loop)
        except BaseException as error:
            self._ledger.fate(_FATES.get(type(error), Fate.CANCELLED))
            raise
        self._ledger.fate(Fate.ANSWERED)
        return answer

    @property
    def statistics(self) -> BatchingStatistics:
        """What was done so far."""
        return self._ledger.snapshot(
            waiting=len(self._line), waiting_cost=self._line.cost, running_batches=len(self._running)
        )

    async def aclose(self, *, drain: bool = True) -> None:
        """Take no more requests, end those that are there, and the threads. May be called again.

        Args:
            drain: judge the waiting requests first; otherwise they fail with ``BatcherClosedError``. What is being
                judged is ended and answered either way.
        """
        self._is_closing = True
        if not drain:
            for request in self._line:
                self._line.remove(request)
                request.fail(BatcherClosedError())
        if self._line:
            self._pump()
        while self._running:
            await asyncio.wait(self._running)
        # The threads are idle by now, so this does not hold up the event loop.
        self._pool.shutdown()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def _bound_loop(self) -> asyncio.AbstractEventLoop:
        loop = asyncio.get_running_loop()
        if self._loop is None:
            self._loop = loop
        if self._loop is not loop:
            raise RuntimeError("a batcher is used from a second event loop; make one for each")
        return loop

    def _admitted(self, item: Item, deadline: float, loop: asyncio.AbstractEventLoop) -> Request[Item, Answer]:
        """Put a request in line, or raise what keeps it out."""
        if self._is_closing:
            raise BatcherClosedError
        try:
            cost = max(1, self._cost(item))
        except Exception as error:
            raise _judging_failed(error) from error
        now = loop.time()
        request: Request[Item, Answer] = Request(
            item=item,
            cost=cost,
            arrived=now,
            deadline=deadline,
            due=now + self.settings.patience if deadline == inf else deadline,
            number=next(self._numbers),
            answer=loop.create_future(),
        )
        if is_hopeless(request, now, self._service_time):
            refusal = self._too_late(request, now)
            if not (self._running or self._line):
                self._service_time.doubt()
            raise refusal
        if self._is_full(cost):
            raise QueueFullError(
                waiting=len(self._line), waiting_cost=self._line.cost, retry_after=self._seconds_to_clear()
            )
        self._line.add(request)
        self._pump_soon(loop)
        return request

    async def _answer_to(self, request: Request[Item, Answer], loop: asyncio.AbstractEventLoop) -> Answer:
        expiry = None if request.deadline == inf else loop.call_at(request.deadline, self._expire, request)
        try:
            return await request.answer
        finally:
            if expiry is not None:
                expiry.cancel()
            # Whoever waited no longer does: the answer came, or it is not wanted.
            self._line.remove(request)

    def _expire(self, request: Request[Item, Answer]) -> None:
        self._line.remove(request)
        request.fail(
            DeadlineExceededError(
                f"no verdict within {request.deadline - request.arrived:.3g} s, at which the deadline passed; "
                "allow more time, or send fewer requests at once"
            )
        )

    def _is_full(self, cost: int) -> bool:
        if not self._line:
            return False
        settings = self.settings
        return len(self._line) >= settings.max_waiting or self._line.cost + cost > settings.max_waiting_cost

    def _seconds_to_clear(self) -> float:
        budget = self.settings.budget
        batches = ceil(self._line.cost / budget)
        seconds = batches * self._service_time.seconds(min(self._line.cost, budget)) / self.settings.workers
        return seconds or _UNMEASURED_RETRY

    def _pump_soon(self, loop: asyncio.AbstractEventLoop) -> None:
        """Look at the line once all that arrives in this turn of the loop has arrived."""
        if not self._is_pump_due:
            self._is_pump_due = True
            loop.call_soon(self._pump)

    def _pump(self) -> None:
        """Begin as many batches as are ready."""
        self._is_pump_due = False
        if self._linger_timer is not None:
            self._linger_timer.cancel()
            self._linger_timer = None
        loop = self._bound_loop()
        while self._line and len(self._running) < self.settings.workers:
            now = loop.time()
            begins = self._moment_to_begin(now)
            if begins > now:
                self._linger_timer = loop.call_at(begins, self._pump)
                return
            self._begin(
                take_batch(self._line, now=now, budget=self.settings.budget, service_time=self._service_time), now, loop
            )

    def _moment_to_begin(self, now: float) -> float:
        line, settings = self._line, self.settings
        if len(line) == 1 or line.cost >= settings.budget or self._is_closing:
            return now
        last_call = line.earliest_deadline - self._service_time.seconds(min(line.cost, settings.budget))
        return min(line.longest_waiting.arrived + settings.linger, last_call)

    def _begin(self, selection: Selection[Item, Answer], now: float, loop: asyncio.AbstractEventLoop) -> None:
        for request in selection.hopeless:
            request.fail(self._too_late(request, now))
        if not selection.members:
            if selection.hopeless and not self._running:
                self._service_time.doubt()
            return
        self._ledger.batch_begun(selection.cost)
        for request in selection.members:
            self._ledger.wait(now - request.arrived)
        task = loop.create_task(self._run(selection, loop))
        self._running.add(task)
        task.add_done_callback(partial(self._ended, selection))

    async def _run(self, selection: Selection[Item, Answer], loop: asyncio.AbstractEventLoop) -> None:
        members = selection.members
        began = loop.time()
        outcome = await self._judged([request.item for request in members], loop)
        if isinstance(outcome, Judged):
            seconds = loop.time() - began
            self._service_time.learn(selection.cost, seconds)
            self._ledger.batch_judged(seconds)
            for request, answer in zip(members, outcome.answers, strict=True):
                request.settle(answer)
        elif len(members) == 1:
            members[0].fail(_judging_failed(outcome.cause))
        else:
            self._ledger.batch_split()
            for request in members:
                await self._judge_alone(request, loop)

    async def _judge_alone(self, request: Request[Item, Answer], loop: asyncio.AbstractEventLoop) -> None:
        if not request.is_open:
            return
        outcome = await self._judged([request.item], loop)
        if isinstance(outcome, Judged):
            request.settle(outcome.answers[0])
        else:
            request.fail(_judging_failed(outcome.cause))

    async def _judged(self, items: Sequence[Item], loop: asyncio.AbstractEventLoop) -> Judged[Answer] | Failed:
        return await loop.run_in_executor(self._pool, judge_in_thread, self._judge, items)

    def _ended(self, selection: Selection[Item, Answer], task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        for request in selection.members:
            # Open only where the event loop was torn down over the batch.
            request.fail(BatcherClosedError())
        self._pump()

    def _too_late(self, request: Request[Item, Answer], now: float) -> DeadlineExceededError:
        left = request.deadline - now
        why = (
            f"the deadline passed {-left:.3g} s ago"
            if left <= 0
            else f"judging takes about {self._service_time.seconds(request.cost):.3g} s and {left:.3g} s are left"
        )
        return DeadlineExceededError(f"{why}; nothing was judged; allow more time, or send fewer requests at once")


def _judging_failed(cause: BaseException) -> JudgingFailedError:
    error = JudgingFailedError(
        f"this text cannot be judged, {type(cause).__name__}: {cause}; other requests are not affected; "
        "report it with the text"
    )
    error.__cause__ = cause
    return error
