"""Scans files of ads on a Ray cluster into one file, or into a folder of shards.

The rows of the input are cut into shards of fixed size. Readers read them, a pool of actors judges them and writes
each under its name next to the output; the first machine counts, and puts the whole in place. Rows are read by the
readers of a scan on one machine, not by those of Ray: those know no encodings, no line numbers and no rejects, and
give a file up for one bad line. One reader reads one file, several files are read at the same time. Knows nothing of
command lines or screens.
"""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from classifier.finding import Versions
from service.bulk_scan.chunk import CHUNK_ROWS, ChunkResult
from service.bulk_scan.identity import identity_of
from service.bulk_scan.journal import IDENTITY_FILE, Journal
from service.bulk_scan.run import BulkScan, BulkScanSummary, ProgressListener, partial_folder_of, rejects_path_of
from service.bulk_scan.tally import Tally
from service.errors import BulkScanError, ClusterError, OutputError
from service.ray_scan.actor_plan import ActorPlan, actor_plan
from service.ray_scan.cluster import ClusterOptions, connected, machines_of
from service.ray_scan.finishing import put_folder_in_place, put_in_place, refuse_full_folder
from service.ray_scan.judging import ShardJob
from service.ray_scan.plan import Shard, shards_of, strips_of
from service.ray_scan.shard_store import ShardRecord, ShardStore, run_hash
from service.ray_scan.spreading import judge_strips
from service.ray_scan.survey import Survey, survey_inputs
from service.scanned_ad import AdScanner
from service.writers import OutputFormat, encoder_for

SHARD_ROWS = 32 * CHUNK_ROWS
"""Rows a shard: some seconds to a minute of one actor's work, which is what a kill costs each of them at most."""
FOLDER_FORMATS = (OutputFormat.JSONL, OutputFormat.PARQUET)
"""Formats that a folder of shards can have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RayScan:
    """What to scan, and on which cluster."""

    bulk_scan: BulkScan
    """Its ``workers`` and ``chunk_rows`` do not count here."""
    make_scanner: Callable[[int], AdScanner]
    """Makes the scanner of ``bulk_scan`` so that its model judges so many texts at a time; picklable."""
    cluster: ClusterOptions
    is_folder: bool = False
    """Leave the shards as they are, in a folder with a manifest."""
    shard_rows: int = SHARD_ROWS
    """A multiple of the rows of a chunk: rejects come in the same order as on one machine."""


def run_ray_scan(scan: RayScan, on_progress: ProgressListener | None = None) -> BulkScanSummary:
    """Scan as ``run_bulk_scan`` does: the same rows in the same order with the same verdicts, durably.

    Raises:
        BulkScanError: the run cannot start or go on.
        InputFileError: an input cannot be used at all.
        OutputError: the folder of the output holds something.
    """
    _check(scan)
    bulk_scan = scan.bulk_scan
    # Other machines run in other folders.
    files = tuple(replace(file, path=file.path.absolute()) for file in bulk_scan.files)
    versions = bulk_scan.make_scanner().versions
    with connected(scan.cluster) as ray:
        plan = actor_plan(machines_of(ray), scan.cluster.actors, scan.cluster.gpus_per_actor)
        survey = survey_inputs(files, bulk_scan.read_options, versions, bulk_scan.row_limit, ray)
        identity = _identity_of(scan, survey, versions)
        shards = shards_of(sum(survey.rows), scan.shard_rows)
        with Journal(partial_folder_of(bulk_scan.out), identity, resume=bulk_scan.resume) as journal:
            store = _store_of(scan, journal)
            resumed_rows = journal.checkpoint.rows
            if not (scan.is_folder and journal.checkpoint.is_complete and not store.results_folder.exists()):
                store.prepare()
                done = _recount(journal, store.records(shards))
                resumed_rows = journal.checkpoint.rows
                tell = on_progress or _tell_nobody
                tell(resumed_rows, journal.checkpoint.tally)
                strips = strips_of(shards, files, survey.rows, survey.renamed, done=done)
                job = _job_of(scan, versions, plan, store)
                for record in judge_strips(strips, bulk_scan.read_options, job, plan, ray) if strips else ():
                    journal.append(ChunkResult(rows=record.rows, tally=record.tally))
                    tell(journal.checkpoint.rows, journal.checkpoint.tally)
                _check_all_are_there(shards, _recount(journal, store.records(shards)), journal)
                journal.complete()
                if scan.is_folder:
                    put_folder_in_place(bulk_scan, journal, store, shards, identity)
                else:
                    put_in_place(bulk_scan, journal, store, shards, versions)
            tally = journal.checkpoint.tally
            journal.discard()
    return BulkScanSummary(
        tally=tally,
        resumed_rows=resumed_rows,
        renamed_ids=len(survey.renamed),
        out=bulk_scan.out,
        rejects_path=(bulk_scan.rejects_out or rejects_path_of(bulk_scan.out)) if tally.rejects else None,
    )


def _check(scan: RayScan) -> None:
    if scan.shard_rows % CHUNK_ROWS:
        raise BulkScanError(f"shard_rows {scan.shard_rows}: not a multiple of {CHUNK_ROWS}")
    if scan.is_folder:
        refuse_full_folder(scan.bulk_scan.out)
        if scan.bulk_scan.output_format not in FOLDER_FORMATS:
            known = ", ".join(FOLDER_FORMATS)
            raise OutputError(
                f"--out {scan.bulk_scan.out}: a folder of shards is written as {known}, not as "
                f"{scan.bulk_scan.output_format}; name a file, or another --format"
            )


def _identity_of(scan: RayScan, survey: Survey, versions: Versions) -> dict[str, Any]:
    settings = {
        "scanner": dict(scan.bulk_scan.scanner_settings),
        "output": scan.bulk_scan.output_format.value,
        "limit": scan.bulk_scan.row_limit,
        "shard_rows": scan.shard_rows,
        "is_folder": scan.is_folder,
    }
    # The machines that counted the rows have hashed the inputs as well.
    identity = identity_of((), scan.bulk_scan.read_options, versions, settings)
    return {**identity, "inputs": list(survey.fingerprints)}


def _store_of(scan: RayScan, journal: Journal) -> ShardStore:
    return ShardStore(
        folder=journal.folder.absolute(),
        suffix=f".{_shard_format(scan) or OutputFormat.JSONL}",
        run=run_hash((journal.folder / IDENTITY_FILE).read_bytes()),
    )


def _shard_format(scan: RayScan) -> OutputFormat | None:
    """Format that shards are converted to; ``None`` where lines stay lines."""
    output_format = scan.bulk_scan.output_format
    return output_format if scan.is_folder and output_format is not OutputFormat.JSONL else None


def _job_of(scan: RayScan, versions: Versions, plan: ActorPlan, store: ShardStore) -> ShardJob:
    return ShardJob(
        make_scanner=partial(scan.make_scanner, plan.cpus),
        versions=versions,
        encode=encoder_for(scan.bulk_scan.output_format),
        store=store,
        shard_format=_shard_format(scan),
        notes=scan.bulk_scan.notes,
    )


def _recount(journal: Journal, records: Iterable[ShardRecord]) -> set[int]:
    """Set the journal's counts to what the shards say: an actor may finish one after the first machine was killed."""
    checkpoint = journal.checkpoint
    checkpoint.rows, checkpoint.tally = 0, Tally()
    numbers = set()
    for record in records:
        numbers.add(record.number)
        checkpoint.rows += record.rows
        checkpoint.tally.add(record.tally)
    return numbers


def _check_all_are_there(shards: Sequence[Shard], done: Container[int], journal: Journal) -> None:
    missing = [shard.number for shard in shards if shard.number not in done]
    if missing:
        raise ClusterError(
            f"{len(missing)} shards, number {missing[0]} first, were made but are not whole in {journal.folder}; "
            "run the same with --resume"
        )


def _tell_nobody(rows: int, tally: Tally) -> None:
    """Stand in where nobody asked for progress."""
