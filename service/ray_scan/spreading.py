"""Hands strips to readers and shards to actors, by Ray Data.

Knows nothing of what either of them does, nor of files.
"""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

from crawler.readers import ReadOptions
from service.errors import ClusterError
from service.ray_scan.actor_plan import ActorPlan
from service.ray_scan.judging import ShardJob, ShardProblem, TableJudge, read_table, table_of, values_in
from service.ray_scan.plan import Strip
from service.ray_scan.shard_store import ShardRecord

_ACTORS_A_READER = 4
"""A reader reads faster than so many actors judge."""


def judge_strips(
    strips: Sequence[Strip], options: ReadOptions, job: ShardJob, plan: ActorPlan, ray: Any
) -> Iterator[ShardRecord]:
    """Have all shards of the strips made; their records come as they are done, in any order.

    Ray begins an actor that died anew, and gives it again what it had not finished.

    Raises:
        ClusterError: a shard could not be made.
    """
    context = ray.data.DataContext.get_current().copy()
    context.enable_progress_bars = False
    # Each table is a block of its own: else shards would be gathered to large blocks before any of them is judged.
    context.target_max_block_size = 1
    actors = min(plan.actors, sum(len(strip.shards) for strip in strips))
    readers = min(len(strips), ceil(actors / _ACTORS_A_READER))
    with ray.data.DataContext.current(context):
        records = (
            ray.data.from_arrow([table_of([strip]) for strip in strips])
            # Readers take no processor of their own: where actors have all of them, they would wait for ever.
            .map_batches(
                read_table,
                fn_args=(options,),
                batch_format="pyarrow",
                batch_size=1,
                num_cpus=0,
                compute=ray.data.TaskPoolStrategy(size=readers),
            )
            .map_batches(
                TableJudge,
                fn_constructor_args=(job,),
                batch_format="pyarrow",
                batch_size=1,
                num_cpus=plan.cpus,
                num_gpus=plan.gpus or None,
                compute=ray.data.ActorPoolStrategy(size=actors),
            )
        )
        try:
            for table in records.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0):
                for answer in values_in(table):
                    if isinstance(answer, ShardProblem):
                        raise ClusterError(f"{answer.host}: {answer.message}; what was done is kept for --resume")
                    yield answer
        except (ray.exceptions.RayError, ray.data.exceptions.SystemException) as error:
            raise ClusterError(
                f"the cluster did not finish its work: {error}; what was done is kept, and --resume goes on from there"
            ) from error
