"""Cuts the rows of the input into shards, and shards into strips that are read in one go.

A shard is a fixed number of rows of the whole input, wherever files begin: where it is cut depends on nothing but the
input, so that a resumed run on another cluster finds the shards of the first. Knows nothing of Ray.
"""

from bisect import bisect_right
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from crawler.readers import InputFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Rows of the input that are judged, written and recorded together."""

    number: int
    """From 0, in the order of the input."""
    first_row: int
    """Rows of the input before it."""
    rows: int

    @property
    def name(self) -> str:
        """What its files are called, but for their suffix; in alphabetical order as far as numbers go."""
        return f"part-{self.number:06}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Shards that begin in one file, read one after the other by one reader."""

    files: tuple[InputFile, ...]
    """The file in which the first begins, and those into which the last reaches."""
    first_row: int
    """Rows of the input before the first of these files."""
    shards: tuple[Shard, ...]
    renamed: Mapping[int, str]
    """New ids by row of the input."""


def shards_of(rows: int, shard_rows: int) -> tuple[Shard, ...]:
    """Cut ``rows`` rows; the last shard may be shorter."""
    return tuple(
        Shard(number=number, first_row=first, rows=min(shard_rows, rows - first))
        for number, first in enumerate(range(0, rows, shard_rows))
    )


def strips_of(
    shards: Sequence[Shard],
    files: Sequence[InputFile],
    file_rows: Sequence[int],
    renamed: Mapping[int, str],
    *,
    done: Container[int] = (),
) -> tuple[Strip, ...]:
    """Say how to read the shards whose numbers are not ``done``; ``file_rows`` are the rows of each file."""
    ends = list(accumulate(file_rows))
    missing = [shard for shard in shards if shard.number not in done]
    renamed_rows = sorted(renamed)
    strips = []
    for first_file, group in groupby(missing, key=lambda shard: bisect_right(ends, shard.first_row)):
        run = tuple(group)
        stop = run[-1].first_row + run[-1].rows
        last_file = bisect_right(ends, stop - 1)
        low, high = bisect_right(renamed_rows, run[0].first_row - 1), bisect_right(renamed_rows, stop - 1)
        strips.append(
            Strip(
                files=tuple(files[first_file : last_file + 1]),
                first_row=ends[first_file - 1] if first_file else 0,
                shards=run,
                renamed={row: renamed[row] for row in renamed_rows[low:high]},
            )
        )
    return tuple(strips)
