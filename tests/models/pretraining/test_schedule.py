import pytest

from models.pretraining.schedule import Schedule

SCHEDULE = Schedule(peak=1.0, warm_up_steps=10, decay_share=0.2)


@pytest.mark.parametrize(
    ("step", "progress", "rate"),
    [(0, 0.0, 0.1), (4, 0.0, 0.5), (9, 0.0, 1.0), (500, 0.8, 1.0), (900, 0.85, 0.5), (999, 1.0, 0.0), (2000, 1.5, 0.0)],
)
def test_the_rate_rises_stays_and_falls(step: int, progress: float, rate: float) -> None:
    assert SCHEDULE.rate(step, progress) == pytest.approx(rate)
