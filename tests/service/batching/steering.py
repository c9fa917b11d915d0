"""An event loop whose clock is set by the test, and a judge that answers when the test lets it."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Self

from service.batching.batcher import Batcher
from service.batching.settings import BatchingSettings

_PATIENCE_S = 20.0
"""Real seconds after which a condition that never comes true fails the test instead of hanging it."""


class SteeredLoop(asyncio.SelectorEventLoop):
    """Real callbacks and real threads; time stands still until the test moves it."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1000.0

    def time(self) -> float:
        return self.now


def run(coroutine: Coroutine[Any, Any, None]) -> None:
    """Run a test in a steered loop."""
    with asyncio.Runner(loop_factory=SteeredLoop) as runner:
        runner.run(coroutine)


def steered() -> SteeredLoop:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, SteeredLoop)
    return loop


async def turn(times: int = 10) -> None:
    """Let the loop run what is ready."""
    for _ in range(times):
        await asyncio.sleep(0)


async def advance(seconds: float) -> None:
    """Let everything under way arrive, move the clock, and let the loop run what became ready."""
    await turn()
    steered().now += seconds
    await turn()


async def until(condition: Callable[[], bool]) -> None:
    """Wait for what a thread does."""
    give_up = time.monotonic() + _PATIENCE_S
    while not condition():
        assert time.monotonic() < give_up, "what was waited for did not happen"
        await asyncio.sleep(0)
        time.sleep(0.0002)
    await turn()


class HeldJudge:
    """Answers each text with its upper case, once per permission; fails where a text says so.

    A text with ``!`` in it fails every call it is part of.
    """

    def __init__(self, *, held: bool = True) -> None:
        self.calls: list[tuple[str, ...]] = []
        """Items of each call, in the order they began."""
        self.ended = 0
        self.most_at_once = 0
        self._lock = threading.Lock()
        self._permissions = threading.Semaphore(0)
        self._open = threading.Event()
        if not held:
            self._open.set()

    def __call__(self, items: Sequence[str]) -> list[str]:
        with self._lock:
            self.calls.append(tuple(items))
            self.most_at_once = max(self.most_at_once, len(self.calls) - self.ended)
        if not self._open.is_set():
            assert self._permissions.acquire(timeout=_PATIENCE_S), "the test never let the judge go on"
        with self._lock:
            self.ended += 1
        for item in items:
            if "!" in item:
                raise ZeroDivisionError(f"told to fail on {item}")
        return [item.upper() for item in items]

    def permit(self, calls: int = 1) -> None:
        """Let as many calls end."""
        self._permissions.release(calls)

    def open(self) -> None:
        """Hold no call any more."""
        self._open.set()
        self._permissions.release(1000)

    @property
    def judged(self) -> list[str]:
        """All items that reached a call."""
        return [item for call in self.calls for item in call]


class Stage:
    """A batcher over a held judge, with the tasks that ask it; a text costs its length."""

    def __init__(self, *, held: bool = True, **settings: Any) -> None:
        self.judge = HeldJudge(held=held)
        self.batcher: Batcher[str, str] = Batcher(self.judge, cost=len, settings=BatchingSettings(**settings))

    def ask(self, text: str, *, within: float | None = None) -> "asyncio.Task[str]":
        deadline = None if within is None else steered().now + within
        return asyncio.create_task(self.batcher.judge(text, deadline=deadline))

    async def occupy(self, text: str = "busy") -> "asyncio.Task[str]":
        """Ask for one text and wait until a worker is held by it."""
        before = len(self.judge.calls)
        task = self.ask(text)
        await until(lambda: len(self.judge.calls) > before)
        return task

    async def measure(self, text: str, seconds: float) -> None:
        """Have one text judged that takes so long, for the batcher to learn from."""
        task = await self.occupy(text)
        await advance(seconds)
        self.judge.permit()
        await task

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.judge.open()
        await self.batcher.aclose()
