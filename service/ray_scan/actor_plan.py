"""How many actors a cluster takes, and how many processors each of them gets.

Knows nothing of Ray but that machines have processors and GPUs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from service.errors import ClusterError


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What one machine of the cluster offers."""

    cpus: float
    gpus: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPlan:
    """Actors, all alike."""

    actors: int
    cpus: int
    """Processors of each: the texts that its model judges at a time."""
    gpus: float


def actor_plan(machines: Sequence[Machine], actors: int | None, gpus_per_actor: float) -> ActorPlan:
    """Lay out ``actors``, by default as many as there is room for with one processor each, and share what there is.

    Raises:
        ClusterError: there is no room for so many.
    """
    room = _room(machines, 1, gpus_per_actor)
    count = room if actors is None else actors
    if count > room or count == 0:
        cpus, gpus = sum(machine.cpus for machine in machines), sum(machine.gpus for machine in machines)
        needs = "a processor" + (f" and {gpus_per_actor:g} GPU" if gpus_per_actor else "")
        raise ClusterError(
            f"{max(count, 1)} actors of {needs} each do not fit: the cluster has {len(machines)} machines with "
            f"{cpus:g} processors and {gpus:g} GPUs, room for {room}; lower --actors or --gpus-per-actor"
        )
    cpus = 1
    while _room(machines, cpus + 1, gpus_per_actor) >= count:
        cpus += 1
    return ActorPlan(actors=count, cpus=cpus, gpus=gpus_per_actor)


def _room(machines: Sequence[Machine], cpus: int, gpus: float) -> int:
    # The small addend keeps 0.1 GPU at ten to a GPU, whatever floating point makes of it.
    return sum(
        min(int(machine.cpus // cpus), int(machine.gpus / gpus + 1e-9)) if gpus else int(machine.cpus // cpus)
        for machine in machines
    )
