"""When a batch is begun, and who is in it."""

import asyncio

import pytest

from service.batching.settings import BatchingSettings
from tests.service.batching.steering import Stage, advance, run, turn, until


def test_a_lone_request_does_not_wait() -> None:
    async def story() -> None:
        async with Stage(linger=1000.0) as stage:
            await stage.occupy("one")
            assert stage.judge.calls == [("one",)]
            assert stage.batcher.statistics.waits.total == 0

    run(story())


def test_requests_gather_while_all_workers_are_busy_and_go_together() -> None:
    async def story() -> None:
        async with Stage() as stage:
            first = await stage.occupy("first")
            others = [stage.ask(text) for text in ("a", "b", "c")]
            await advance(1.0)
            assert stage.judge.calls == [("first",)]
            stage.judge.permit()
            assert await first == "FIRST"
            await until(lambda: len(stage.judge.calls) == 2)
            assert stage.judge.calls[1] == ("a", "b", "c")
            stage.judge.permit()
            assert await asyncio.gather(*others) == ["A", "B", "C"]

    run(story())


def test_requests_of_one_moment_share_a_batch_once_they_have_lingered() -> None:
    async def story() -> None:
        async with Stage(linger=0.005) as stage:
            tasks = [stage.ask(text) for text in ("a", "b")]
            await advance(0.004)
            assert stage.judge.calls == []
            tasks.append(stage.ask("c"))
            await turn()
            assert stage.judge.calls == []
            await advance(0.002)
            await until(lambda: len(stage.judge.calls) == 1)
            assert stage.judge.calls == [("a", "b", "c")]

    run(story())


def test_without_lingering_whoever_waits_goes_as_soon_as_a_worker_is_idle() -> None:
    async def story() -> None:
        async with Stage(linger=0.0, held=False) as stage:
            assert await asyncio.gather(*map(stage.ask, ("a", "b"))) == ["A", "B"]
            assert stage.judge.calls == [("a", "b")]

    run(story())


def test_a_full_budget_ends_the_lingering() -> None:
    async def story() -> None:
        async with Stage(linger=1000.0, budget=6) as stage:
            for text in ("aa", "bb"):
                stage.ask(text)
            await turn()
            assert stage.judge.calls == []
            stage.ask("cc")
            await until(lambda: len(stage.judge.calls) == 1)
            assert stage.judge.calls == [("aa", "bb", "cc")]

    run(story())


def test_a_batch_never_exceeds_the_budget_unless_one_text_alone_does() -> None:
    async def story() -> None:
        async with Stage(budget=4, linger=0.0, held=False) as stage:
            await asyncio.gather(*(stage.ask(text) for text in ("aa", "b", "cc", "much too long", "d")))
            assert stage.judge.calls == [("aa", "b"), ("cc",), ("much too long",), ("d",)]

    run(story())


def test_each_worker_has_its_own_batch() -> None:
    async def story() -> None:
        async with Stage(workers=2, linger=0.0, budget=4) as stage:
            tasks = [stage.ask(text) for text in ("aaaa", "bbbb", "cccc")]
            await until(lambda: len(stage.judge.calls) == 2)
            assert set(stage.judge.calls) == {("aaaa",), ("bbbb",)}
            assert stage.batcher.statistics.waiting == 1
            stage.judge.open()
            assert await asyncio.gather(*tasks) == ["AAAA", "BBBB", "CCCC"]

    run(story())


def test_the_earliest_deadline_goes_first_and_those_without_one_by_arrival() -> None:
    async def story() -> None:
        async with Stage(budget=4, patience=50.0) as stage:
            await stage.occupy()
            for text, within in (("none", None), ("late", 100.0), ("soon", 10.0), ("next", 20.0), ("more", None)):
                stage.ask(text, within=within)
            await turn()
            stage.judge.open()
            await until(lambda: len(stage.judge.calls) == 6)
            assert stage.judge.judged == ["busy", "soon", "next", "none", "more", "late"]

    run(story())


def test_the_event_loop_goes_on_while_a_batch_is_judged() -> None:
    async def story() -> None:
        async with Stage() as stage:
            task = await stage.occupy("slow")
            passed = [await asyncio.sleep(0, number) for number in range(100)]
            assert len(passed) == 100
            assert not task.done()

    run(story())


@pytest.mark.parametrize(
    "wrong",
    [
        {"budget": 0},
        {"workers": 0},
        {"max_waiting": 0},
        {"max_waiting_cost": -1},
        {"linger": -0.1},
        {"patience": 1e999},
    ],
)
def test_settings_that_make_no_sense_are_refused_by_name(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(wrong))}="):
        BatchingSettings(**wrong)  # type: ignore[arg-type]


def test_a_batcher_belongs_to_one_event_loop() -> None:
    stage = Stage(held=False)

    async def story() -> None:
        assert await stage.ask("a") == "A"

    run(story())
    with pytest.raises(RuntimeError, match="second event loop"):
        run(story())
    run(stage.batcher.aclose())
