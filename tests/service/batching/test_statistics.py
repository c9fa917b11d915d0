"""The numbers for monitoring."""

import asyncio

import pytest

from service.batching.histogram import Histogram
from service.batching.service_time import ServiceTime
from tests.service.batching.steering import Stage, advance, run, turn, until


def test_batches_waits_and_load_are_counted() -> None:
    async def story() -> None:
        async with Stage(budget=8) as stage:
            first = await stage.occupy("aaaa")
            others = [stage.ask(text) for text in ("bb", "cc")]
            await advance(3.0)
            before = stage.batcher.statistics
            assert (before.requests, before.waiting, before.waiting_cost, before.running_batches) == (3, 2, 4, 1)
            stage.judge.open()
            await asyncio.gather(first, *others)
            await turn()
            after = stage.batcher.statistics
            assert (after.answered, after.batches, after.batched_requests, after.waiting) == (3, 2, 3, 0)
            assert (after.mean_batch_cost, after.mean_batch_requests) == (4.0, 1.5)
            assert after.waits.total == 6.0
            assert 2.0 < after.wait_p99 <= 4.096
            assert after.batch_seconds.counts != before.batch_seconds.counts
            assert before.answered == 0, "a snapshot does not change"

    run(story())


def test_every_request_that_ended_has_one_fate() -> None:
    async def story() -> None:
        async with Stage(max_waiting=2) as stage:
            await stage.occupy("bad!")
            tasks = [stage.ask("expired", within=1.0), stage.ask("gone"), stage.ask("too many")]
            await advance(1.1)
            tasks[1].cancel()
            await turn()
            stage.judge.open()
            await until(lambda: stage.batcher.statistics.failed == 1)
            now = stage.batcher.statistics
            assert (now.requests, now.answered, now.failed, now.rejected, now.expired, now.cancelled) == (
                4,
                0,
                1,
                1,
                1,
                1,
            )
            await asyncio.gather(*tasks, return_exceptions=True)

    run(story())


def test_quantiles_are_as_exact_as_the_buckets() -> None:
    histogram = Histogram((1.0, 2.0, 4.0))
    assert histogram.snapshot().quantile(0.5) == 0.0
    for value in (0.5, 1.0, 1.5, 3.0):
        histogram.add(value)
    snapshot = histogram.snapshot()
    assert (snapshot.counts, snapshot.mean) == ((2, 1, 1, 0), 1.5)
    assert snapshot.quantile(0.5) == 1.0
    assert snapshot.quantile(0.75) == 2.0
    assert snapshot.quantile(1.0) == 4.0
    histogram.add(100.0)
    assert histogram.snapshot().quantile(1.0) == 4.0


def test_the_time_of_a_batch_is_a_fixed_part_and_one_per_cost() -> None:
    time = ServiceTime()
    assert time.seconds(1000) == 0.0
    time.learn(100, 0.3)
    assert time.seconds(200) == pytest.approx(0.6)
    for cost in (100, 300, 200, 400) * 20:
        time.learn(cost, 0.1 + 0.002 * cost)
    assert time.seconds(1000) == pytest.approx(2.1, rel=0.01)
    assert time.seconds(1) == pytest.approx(0.102, rel=0.01)


def test_the_time_of_a_batch_is_never_negative_and_forgets() -> None:
    time = ServiceTime()
    for cost, seconds in ((100, 5.0), (200, 1.0), (10, 0.0), (400, 8.0), (390, 0.5)):
        time.learn(cost, seconds)
        assert all(time.seconds(some) >= 0 for some in (1, 10, 1000, 100_000))
    for _ in range(200):
        time.learn(100, 1.0)
    assert time.seconds(100) == pytest.approx(1.0, rel=0.01)


def test_doubt_lasts_until_the_next_batch_is_measured() -> None:
    time = ServiceTime()
    time.learn(100, 1.0)
    time.doubt()
    assert time.seconds(100) < 1.0
    time.learn(100, 1.0)
    assert time.seconds(100) == 1.0
