"""An orderly end."""

import asyncio
import threading

import pytest

from service.errors import BatcherClosedError
from tests.service.batching.steering import Stage, run, turn, until


def judging_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("finad-judge")]


def test_closing_judges_those_that_wait_takes_no_more_and_ends_the_threads() -> None:
    async def story() -> None:
        stage = Stage(linger=1000.0, budget=4)
        first = await stage.occupy()
        waiting = [stage.ask(text) for text in ("aa", "b", "cc")]
        await turn()
        assert judging_threads()
        closing = asyncio.create_task(stage.batcher.aclose())
        await turn()
        with pytest.raises(BatcherClosedError, match="shutting down"):
            await stage.ask("late")
        stage.judge.open()
        await closing
        assert [await task for task in (first, *waiting)] == ["BUSY", "AA", "B", "CC"]
        assert judging_threads() == []
        await stage.batcher.aclose()

    run(story())


def test_closing_begins_at_once_what_lingers() -> None:
    async def story() -> None:
        stage = Stage(linger=1000.0, held=False)
        tasks = [stage.ask(text) for text in ("a", "b")]
        await turn()
        assert stage.judge.calls == []
        await stage.batcher.aclose()
        assert [await task for task in tasks] == ["A", "B"]

    run(story())


def test_closing_without_draining_rejects_those_that_wait_and_answers_those_being_judged() -> None:
    async def story() -> None:
        stage = Stage()
        first = await stage.occupy()
        waiting = [stage.ask(text) for text in ("a", "b")]
        await turn()
        closing = asyncio.create_task(stage.batcher.aclose(drain=False))
        await turn()
        for task in waiting:
            with pytest.raises(BatcherClosedError):
                await task
        stage.judge.open()
        await closing
        assert await first == "BUSY"
        assert stage.judge.judged == ["busy"]
        assert stage.batcher.statistics.rejected == 2
        assert judging_threads() == []

    run(story())


def test_closing_that_takes_too_long_can_be_cut_short() -> None:
    async def story() -> None:
        stage = Stage()
        await stage.occupy()
        waiting = stage.ask("a")
        await turn()
        draining = asyncio.create_task(stage.batcher.aclose())
        await turn()
        draining.cancel()
        await turn()
        rejecting = asyncio.create_task(stage.batcher.aclose(drain=False))
        await turn()
        with pytest.raises(BatcherClosedError):
            await waiting
        stage.judge.open()
        await rejecting

    run(story())


def test_a_batcher_that_was_never_asked_closes_too() -> None:
    async def story() -> None:
        async with Stage() as stage:
            pass
        assert stage.batcher.statistics.requests == 0

    run(story())


def test_a_loop_torn_down_over_a_batch_leaves_nobody_waiting() -> None:
    stage = Stage()

    async def story() -> None:
        stage.ask("a")
        await until(lambda: len(stage.judge.calls) == 1)
        stage.ask("b")
        await turn()

    run(story())
    assert stage.batcher.statistics.cancelled == 2
    assert stage.batcher.statistics.running_batches == 0
    stage.judge.open()
    run(stage.batcher.aclose())
    assert judging_threads() == []
