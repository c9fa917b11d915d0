"""What runs on the machines of a cluster: reading strips into shards, and judging shards.

What goes wrong comes back as part of the answer: exceptions would reach the first machine wrapped, in ways that differ
from version to version of Ray. Knows nothing of how the work is spread.
"""

import pickle
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from socket import gethostname
from typing import Any

from classifier.errors import ClassifierError
from classifier.finding import Versions
from crawler.ad import Ad
from crawler.errors import InputFileError
from crawler.readers import ReadOptions, Row
from service.bulk_scan.chunk import LineEncoder, chunks_of, scan_chunk
from service.bulk_scan.tally import Tally
from service.errors import SharedFolderError
from service.ray_scan.plan import Shard, Strip
from service.ray_scan.reading import rows_from
from service.ray_scan.shard_store import ShardRecord, ShardStore
from service.scanned_ad import AdScanner
from service.writers import OutputFormat, OutputNotes, write_output

MAX_ATTEMPTS = 5
"""How often a shard is begun: one on which an actor dies every time would otherwise be begun for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardRows:
    """A shard with its rows."""

    shard: Shard
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardProblem:
    """Why a shard could not be made."""

    host: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardJob:
    """How to judge; picklable, so that every actor makes its own scanner."""

    make_scanner: Callable[[], AdScanner]
    versions: Versions
    """Those of the first machine; on another, verdicts of other versions would be mixed in."""
    encode: LineEncoder
    store: ShardStore
    shard_format: OutputFormat | None
    """Format of the files of shards; ``None`` for the lines that ``encode`` writes."""
    notes: OutputNotes


def read_strip(strip: Strip, options: ReadOptions) -> Iterator[ShardRows | ShardProblem]:
    """Read the shards of a strip, one after the other."""
    place = strip.shards[0].first_row
    rows = rows_from(strip.files, options, place - strip.first_row)
    try:
        for shard in strip.shards:
            skipped = shard.first_row - place
            own = islice(rows, skipped, skipped + shard.rows)
            numbered = enumerate(own, shard.first_row)
            yield ShardRows(
                shard=shard, rows=tuple(_renamed(row, strip.renamed.get(number)) for number, row in numbered)
            )
            place = shard.first_row + shard.rows
    except (InputFileError, OSError) as error:
        yield ShardProblem(host=gethostname(), message=f"an input can no longer be read: {error}")


def _renamed(row: Row, ad_id: str | None) -> Row:
    return replace(row, ad_id=ad_id) if isinstance(row, Ad) and ad_id is not None else row


class ShardJudge:
    """Judges shards with a scanner made once, and writes them where all machines write."""

    def __init__(self, job: ShardJob) -> None:
        self._job = job
        self._problem: str | None = None
        try:
            job.store.check_is_shared(gethostname())
            self._scanner = job.make_scanner()
        except (ClassifierError, OSError, SharedFolderError) as error:
            self._problem = str(error)
        else:
            if self._scanner.versions != job.versions:
                differences = _differences(asdict(job.versions), asdict(self._scanner.versions))
                self._problem = f"other versions than where the run began ({differences}); install the same on all"

    def judge(self, shard_rows: ShardRows | ShardProblem) -> ShardRecord | ShardProblem:
        """Judge one shard, and put it in place durably; a problem in reading it is passed on."""
        if isinstance(shard_rows, ShardProblem):
            return shard_rows
        if self._problem is not None:
            return ShardProblem(host=gethostname(), message=self._problem)
        shard, job = shard_rows.shard, self._job
        name = f"shard {shard.number} (rows {shard.first_row + 1} to {shard.first_row + shard.rows} of the input)"
        try:
            if len(shard_rows.rows) != shard.rows:
                message = f"{name}: {len(shard_rows.rows)} rows were read; an input changed during the run, start again"
                return ShardProblem(host=gethostname(), message=message)
            if job.store.begin(shard) > MAX_ATTEMPTS:
                message = (
                    f"{name} was begun {MAX_ATTEMPTS} times and never ended: something in these rows may end the "
                    "process, or memory runs out; scan these rows by themselves without --engine ray to find it"
                )
                return ShardProblem(host=gethostname(), message=message)
            return self._make(shard, shard_rows.rows)
        except OSError as error:
            return ShardProblem(host=gethostname(), message=f"{name}: {error.filename}: {error.strerror}")

    def _make(self, shard: Shard, rows: tuple[Row, ...]) -> ShardRecord:
        job = self._job
        tally = Tally()
        rejects = []
        lines = job.store.temporary(shard)
        with lines.open("wb") as stream:
            # In the chunks of a scan on one machine, so that rejects come in the same order.
            for chunk in chunks_of(rows):
                result = scan_chunk(chunk, self._scanner, job.encode)
                stream.write(result.lines)
                rejects.append(result.reject_lines)
                tally.add(result.tally)
        results = lines if job.shard_format is None else self._converted(lines, shard, job.shard_format)
        return job.store.publish(shard, results, b"".join(rejects), tally)

    def _converted(self, lines: Path, shard: Shard, shard_format: OutputFormat) -> Path:
        converted = self._job.store.temporary(shard)
        write_output(shard_format, lines, converted, self._job.notes)
        lines.unlink()
        return converted


def read_table(table: Any, options: ReadOptions) -> Iterator[Any]:
    """``read_strip`` between tables, as Ray Data passes them; each table that comes out holds one shard."""
    for strip in values_in(table):
        for shard_rows in read_strip(strip, options):
            yield table_of([shard_rows])


class TableJudge:
    """``ShardJudge`` between tables, as Ray Data passes them."""

    def __init__(self, job: ShardJob) -> None:
        self._judge = ShardJudge(job)

    def __call__(self, table: Any) -> Any:
        """Judge the shards of a table."""
        return table_of([self._judge.judge(value) for value in values_in(table)])


def _differences(there: dict[str, Any], here: dict[str, Any]) -> str:
    return ", ".join(f"{name} {here[name]!r} instead of {there[name]!r}" for name in there if here[name] != there[name])


def table_of(values: list[Any]) -> Any:
    """A table of one column, in which each value is pickled: rows of ads hold what Arrow has no type for."""
    import pyarrow as pa

    return pa.table({"value": pa.array([pickle.dumps(value) for value in values], pa.large_binary())})


def values_in(table: Any) -> Iterator[Any]:
    """Values of a table that ``table_of`` made."""
    return (pickle.loads(value) for value in table.column("value").to_pylist())
