"""Whatever is cancelled, fails or expires, and in whatever order: each request gets its own answer or its own error."""

import asyncio
from collections import Counter
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import BatcherClosedError, DeadlineExceededError, JudgingFailedError, QueueFullError
from tests.service.batching.steering import Stage, advance, run, turn

BUDGET = 24


@dataclass(frozen=True)
class Ask:
    size: int
    is_bad: bool
    within: float | None


@dataclass(frozen=True)
class Cancel:
    which: int


@dataclass(frozen=True)
class Advance:
    seconds: float


@dataclass(frozen=True)
class Permit:
    calls: int


@dataclass(frozen=True)
class Close:
    drain: bool


Event = Ask | Cancel | Advance | Permit | Close

ASKS = st.builds(
    Ask,
    size=st.integers(0, 30),
    is_bad=st.sampled_from((False, False, False, True)),
    within=st.sampled_from((None, None, -1.0, 0.0, 0.5, 2.0, 50.0)),
)
EVENTS = st.one_of(
    ASKS,
    ASKS,
    ASKS,
    st.builds(Cancel, st.integers(0, 40)),
    st.builds(Advance, st.sampled_from((0.001, 0.4, 3.0))),
    st.builds(Permit, st.integers(1, 3)),
)


class Course:
    """Plays events and keeps what was asked."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.asked: list[tuple[str, Ask, asyncio.Task[str]]] = []
        self.cancelled: set[str] = set()
        self.closing: list[asyncio.Task[None]] = []

    def play(self, event: Event) -> None:
        match event:
            case Ask(size=size, is_bad=is_bad, within=within):
                text = f"{len(self.asked)}:{'x' * size}{'!' if is_bad else ''}"
                self.asked.append((text, event, self.stage.ask(text, within=within)))
            case Cancel(which=which):
                for text, _, task in self.asked[which : which + 1]:
                    if task.cancel():
                        self.cancelled.add(text)
            case Permit(calls=calls):
                self.stage.judge.permit(calls)
            case Close(drain=drain):
                self.closing.append(asyncio.create_task(self.stage.batcher.aclose(drain=drain)))
            case Advance():
                raise AssertionError("time is moved by whoever plays the events")

    def is_fair(self, text: str, ask: Ask, outcome: "str | BaseException") -> bool:
        """Whether a request could come to this end."""
        match outcome:
            case str():
                return outcome == text.upper() and not ask.is_bad
            case JudgingFailedError():
                return ask.is_bad and isinstance(outcome.__cause__, ZeroDivisionError) and text in str(outcome)
            case asyncio.CancelledError():
                return text in self.cancelled
            case DeadlineExceededError():
                return ask.within is not None
            case BatcherClosedError():
                return bool(self.closing)
            case QueueFullError():
                return outcome.retry_after > 0
        return False


@settings(max_examples=150)
@given(
    events=st.lists(st.tuples(EVENTS, st.booleans()), max_size=60),
    close_after=st.integers(0, 60),
    drain=st.booleans(),
    workers=st.integers(1, 3),
    linger=st.sampled_from((0.0, 0.01)),
    max_waiting=st.sampled_from((3, 100)),
)
def test_each_request_gets_its_own_answer_or_its_own_error(
    events: list[tuple[Event, bool]], close_after: int, drain: bool, workers: int, linger: float, max_waiting: int
) -> None:
    async def story() -> None:
        stage = Stage(budget=BUDGET, workers=workers, linger=linger, max_waiting=max_waiting, max_waiting_cost=200)
        course = Course(stage)
        for number, (event, is_settling) in enumerate(events):
            if number == close_after:
                course.play(Close(drain))
            if isinstance(event, Advance):
                await advance(event.seconds)
            else:
                course.play(event)
            if is_settling:
                await turn()
        await turn()
        stage.judge.open()
        course.play(Close(drain))
        await asyncio.gather(*course.closing)
        outcomes = await asyncio.gather(*(task for _, _, task in course.asked), return_exceptions=True)

        for (text, ask, _), outcome in zip(course.asked, outcomes, strict=True):
            assert course.is_fair(text, ask, outcome), (text, outcome)
            if ask.within is not None and ask.within <= 0:
                assert text not in stage.judge.judged, "what came too late was computed"
        assert all(len(call) == 1 or sum(map(len, call)) <= BUDGET for call in stage.judge.calls)
        assert stage.judge.most_at_once <= workers
        together = Counter(item for call in stage.judge.calls if len(call) > 1 for item in call)
        alone = Counter(item for call in stage.judge.calls if len(call) == 1 for item in call)
        assert max([*together.values(), *alone.values()], default=1) == 1, "judged again without need"

        now = stage.batcher.statistics
        assert (now.waiting, now.waiting_cost, now.running_batches) == (0, 0, 0)
        assert now.requests == now.answered + now.failed + now.rejected + now.expired + now.cancelled
        assert now.answered == sum(isinstance(outcome, str) for outcome in outcomes)

    run(story())
