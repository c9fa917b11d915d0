"""What keeps a request from being judged: no room, no time, nobody who waits."""

import asyncio
from math import nan

import pytest

from service.errors import DeadlineExceededError, QueueFullError
from tests.service.batching.steering import Stage, advance, run, steered, turn, until


def test_a_full_line_refuses_at_once_and_says_when_to_come_back() -> None:
    async def story() -> None:
        async with Stage(max_waiting=2, budget=10) as stage:
            await stage.measure("0123456789", 4.0)
            await stage.occupy()
            for text in ("aaaaa", "bbbbb"):
                stage.ask(text)
            await turn()
            with pytest.raises(QueueFullError, match=r"2 requests of cost 10.*in about 4 s") as caught:
                await stage.ask("c")
            assert caught.value.retry_after == 4.0
            assert stage.batcher.statistics.rejected == 1

    run(story())


def test_the_line_is_bounded_in_cost_too_but_an_empty_one_takes_any_text() -> None:
    async def story() -> None:
        async with Stage(max_waiting_cost=8) as stage:
            await stage.occupy()
            long = stage.ask("longer than all that may wait")
            await turn()
            with pytest.raises(QueueFullError) as caught:
                await stage.ask("a")
            assert caught.value.retry_after == 1.0
            stage.judge.open()
            assert await long == "LONGER THAN ALL THAT MAY WAIT"

    run(story())


def test_room_is_given_back_by_whoever_leaves() -> None:
    async def story() -> None:
        async with Stage(max_waiting=1) as stage:
            await stage.occupy()
            leaving = stage.ask("leaving")
            await turn()
            leaving.cancel()
            await turn()
            coming = stage.ask("coming")
            await turn()
            stage.judge.open()
            assert await coming == "COMING"

    run(story())


def test_a_passed_deadline_costs_no_computing() -> None:
    async def story() -> None:
        async with Stage() as stage:
            with pytest.raises(DeadlineExceededError, match=r"passed 1 s ago; nothing was judged"):
                await stage.ask("late", within=-1.0)
            assert stage.judge.calls == []

    run(story())


def test_a_deadline_that_passes_in_line_ends_the_waiting_and_costs_no_computing() -> None:
    async def story() -> None:
        async with Stage() as stage:
            await stage.occupy()
            impatient, patient = stage.ask("impatient", within=2.0), stage.ask("patient")
            await advance(2.1)
            with pytest.raises(DeadlineExceededError, match=r"no verdict within 2 s"):
                await impatient
            stage.judge.open()
            assert await patient == "PATIENT"
            assert stage.judge.judged == ["busy", "patient"]

    run(story())


def test_a_deadline_that_passes_in_computing_ends_the_waiting_at_the_deadline() -> None:
    async def story() -> None:
        async with Stage() as stage:
            task = stage.ask("slow", within=2.0)
            await until(lambda: len(stage.judge.calls) == 1)
            await advance(1.9)
            assert not task.done()
            await advance(0.2)
            assert task.done()
            with pytest.raises(DeadlineExceededError):
                await task
            assert stage.judge.ended == 0

    run(story())


def test_a_deadline_nearer_than_judging_takes_is_refused_at_once() -> None:
    async def story() -> None:
        async with Stage() as stage:
            await stage.measure("aaaa", 4.0)
            with pytest.raises(DeadlineExceededError, match=r"takes about 2 s and 1 s are left"):
                await stage.ask("bb", within=1.0)
            assert stage.judge.judged == ["aaaa"]

    run(story())


def test_a_deadline_that_waiting_made_impossible_is_given_up_before_computing() -> None:
    async def story() -> None:
        async with Stage() as stage:
            await stage.measure("aaaa", 4.0)
            await stage.occupy()
            tight = stage.ask("bbbb", within=5.0)
            await advance(3.0)
            assert not tight.done()
            stage.judge.permit()
            with pytest.raises(DeadlineExceededError, match="nothing was judged"):
                await tight
            assert stage.judge.judged == ["aaaa", "busy"]

    run(story())


def test_a_batch_is_kept_so_small_that_its_tightest_member_is_in_time() -> None:
    async def story() -> None:
        async with Stage(linger=0.0) as stage:
            await stage.measure("aaaa", 4.0)
            await stage.occupy()
            await advance(4.0)
            for text, within in (("bb", 3.5), ("c", 20.0), ("dddd", 20.0)):
                stage.ask(text, within=within)
            await turn()
            stage.judge.permit()
            await until(lambda: len(stage.judge.calls) == 3)
            assert stage.judge.calls[2] == ("bb", "c")

    run(story())


def test_lingering_ends_in_time_for_the_tightest_deadline() -> None:
    async def story() -> None:
        async with Stage(linger=100.0) as stage:
            await stage.measure("aaaa", 4.0)
            for text, within in (("b", 5.0), ("c", None)):
                stage.ask(text, within=within)
            await advance(2.9)
            assert len(stage.judge.calls) == 1
            await advance(0.1)
            await until(lambda: len(stage.judge.calls) == 2)
            assert stage.judge.calls[1] == ("b", "c")

    run(story())


def test_an_estimate_that_is_too_high_does_not_refuse_for_ever() -> None:
    async def story() -> None:
        async with Stage() as stage:
            await stage.measure("aaaa", 1000.0)
            refused = 0
            while stage.batcher.statistics.answered == 1:
                task = stage.ask("bbbb", within=10.0)
                stage.judge.permit()
                try:
                    await task
                except DeadlineExceededError:
                    refused += 1
            assert 1 < refused < 100

    run(story())


def test_a_cancelled_request_leaves_the_line_before_computing() -> None:
    async def story() -> None:
        async with Stage() as stage:
            await stage.occupy()
            gone, stays = stage.ask("gone"), stage.ask("stays")
            await turn()
            gone.cancel()
            stage.judge.open()
            assert await stays == "STAYS"
            with pytest.raises(asyncio.CancelledError):
                await gone
            assert stage.judge.judged == ["busy", "stays"]
            assert stage.batcher.statistics.cancelled == 1

    run(story())


def test_a_request_cancelled_in_the_very_moment_a_batch_is_made_is_not_computed() -> None:
    async def story() -> None:
        async with Stage(linger=0.0, held=False) as stage:
            gone, stays = stage.ask("gone"), stage.ask("stays")
            await asyncio.sleep(0)
            assert stage.batcher.statistics.waiting == 2
            gone.cancel()
            assert await stays == "STAYS"
            assert stage.judge.judged == ["stays"]

    run(story())


def test_a_request_cancelled_in_computing_changes_nothing_for_its_neighbours() -> None:
    async def story() -> None:
        async with Stage(linger=0.0) as stage:
            gone, stays = stage.ask("gone"), stage.ask("stays")
            await until(lambda: len(stage.judge.calls) == 1)
            gone.cancel()
            stage.judge.open()
            assert await stays == "STAYS"
            assert gone.cancelled()

    run(story())


def test_a_deadline_that_is_no_moment_is_refused() -> None:
    async def story() -> None:
        async with Stage() as stage:
            with pytest.raises(ValueError, match="deadline=nan"):
                await stage.batcher.judge("a", deadline=nan)
            assert stage.batcher.statistics.requests == 0
            assert steered().now == 1000.0

    run(story())
