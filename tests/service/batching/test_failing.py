"""A text that cannot be judged fails alone."""

import asyncio
from collections.abc import Sequence

import pytest

from service.batching.batcher import Batcher
from service.batching.settings import BatchingSettings
from service.errors import DeadlineExceededError, JudgingFailedError
from tests.service.batching.steering import Stage, advance, run, turn, until

TOGETHER = BatchingSettings(linger=0.0)


def test_only_the_guilty_gets_the_error_and_it_names_the_cause() -> None:
    async def story() -> None:
        async with Stage(linger=0.0, held=False) as stage:
            a, guilty, c = await asyncio.gather(*map(stage.ask, ("a", "bad!", "c")), return_exceptions=True)
            assert (a, c) == ("A", "C")
            assert isinstance(guilty, JudgingFailedError)
            assert isinstance(guilty.__cause__, ZeroDivisionError)
            assert "ZeroDivisionError: told to fail on bad!" in str(guilty)
            assert stage.judge.calls == [("a", "bad!", "c"), ("a",), ("bad!",), ("c",)]
            statistics = stage.batcher.statistics
            assert (statistics.answered, statistics.failed, statistics.split_batches) == (2, 1, 1)

    run(story())


def test_a_lone_text_that_fails_is_not_judged_twice() -> None:
    async def story() -> None:
        async with Stage(held=False) as stage:
            with pytest.raises(JudgingFailedError):
                await stage.ask("bad!")
            assert stage.judge.calls == [("bad!",)]

    run(story())


def test_whoever_left_a_failed_batch_is_not_judged_again() -> None:
    async def story() -> None:
        async with Stage(linger=0.0) as stage:
            tasks = [stage.ask("bad!"), stage.ask("gone"), stage.ask("late", within=3.0), stage.ask("stays")]
            await until(lambda: len(stage.judge.calls) == 1)
            tasks[1].cancel()
            await advance(3.1)
            stage.judge.open()
            assert await tasks[3] == "STAYS"
            assert stage.judge.judged[4:] == ["bad!", "stays"]
            errors = (JudgingFailedError, asyncio.CancelledError, DeadlineExceededError)
            for task, error in zip(tasks[:3], errors, strict=True):
                with pytest.raises(error):
                    await task

    run(story())


@pytest.mark.parametrize("fault", [StopIteration(), SystemExit(3), MemoryError(), asyncio.CancelledError()])
def test_whatever_the_judge_raises_ends_that_request_only(fault: BaseException) -> None:
    def judge(items: Sequence[str]) -> list[str]:
        if "bad" in items:
            raise fault
        return [item.upper() for item in items]

    async def story() -> None:
        async with Batcher[str, str](judge, cost=len, settings=TOGETHER) as batcher:
            good, bad = await asyncio.gather(batcher.judge("good"), batcher.judge("bad"), return_exceptions=True)
            assert good == "GOOD"
            assert isinstance(bad, JudgingFailedError)
            assert bad.__cause__ is fault

    run(story())


def test_answers_that_do_not_fit_the_items_are_never_handed_out() -> None:
    def judge(items: Sequence[str]) -> list[str]:
        return [item.upper() for item in items if item != "lost"]

    async def story() -> None:
        async with Batcher[str, str](judge, cost=len, settings=TOGETHER) as batcher:
            answers = await asyncio.gather(*map(batcher.judge, ("a", "lost", "c")), return_exceptions=True)
            assert (answers[0], answers[2]) == ("A", "C")
            assert isinstance(answers[1], JudgingFailedError)
            assert "0 answers on 1 items" in str(answers[1])

    run(story())


def test_an_item_whose_cost_cannot_be_told_fails_alone() -> None:
    def cost(item: str) -> int:
        return {"good": 0}[item]

    async def story() -> None:
        async with Batcher[str, str](lambda items: [*items], cost=cost) as batcher:
            good, bad = await asyncio.gather(batcher.judge("good"), batcher.judge("bad"), return_exceptions=True)
            assert good == "good"
            assert isinstance(bad, JudgingFailedError)
            assert isinstance(bad.__cause__, KeyError)
            assert batcher.statistics.mean_batch_cost == 1

    run(story())


def test_a_failed_batch_teaches_nothing_about_time() -> None:
    async def story() -> None:
        async with Stage() as stage:
            failing = await stage.occupy("bad!")
            await advance(1000.0)
            stage.judge.open()
            with pytest.raises(JudgingFailedError):
                await failing
            await turn()
            assert await stage.ask("good", within=1.0) == "GOOD"

    run(story())
