"""Actors share the processors and GPUs of the machines."""

import pytest

from service.errors import ClusterError
from service.ray_scan.actor_plan import ActorPlan, Machine, actor_plan

SMALL, LARGE = Machine(cpus=2), Machine(cpus=8)


@pytest.mark.parametrize(
    ("machines", "actors", "gpus", "expected"),
    [
        ([SMALL, SMALL], None, 0.0, ActorPlan(actors=4, cpus=1, gpus=0.0)),
        ([SMALL, LARGE], 2, 0.0, ActorPlan(actors=2, cpus=4, gpus=0.0)),
        ([SMALL, LARGE], 3, 0.0, ActorPlan(actors=3, cpus=2, gpus=0.0)),
        ([SMALL, SMALL], 1, 0.0, ActorPlan(actors=1, cpus=2, gpus=0.0)),
        ([Machine(cpus=16, gpus=2)], None, 1.0, ActorPlan(actors=2, cpus=8, gpus=1.0)),
        ([Machine(cpus=16, gpus=1), LARGE], None, 0.1, ActorPlan(actors=10, cpus=1, gpus=0.1)),
    ],
)
def test_actors_get_as_many_processors_as_fit(
    machines: list[Machine], actors: int | None, gpus: float, expected: ActorPlan
) -> None:
    assert actor_plan(machines, actors, gpus) == expected


@pytest.mark.parametrize(("actors", "gpus"), [(5, 0.0), (None, 1.0), (1, 0.5)])
def test_too_many_actors_are_refused_instead_of_waited_for(actors: int | None, gpus: float) -> None:
    with pytest.raises(ClusterError, match="do not fit: the cluster has 2 machines with 4 processors and 0 GPUs"):
        actor_plan([SMALL, SMALL], actors, gpus)
