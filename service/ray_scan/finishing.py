"""Puts the shards of a finished run in place as one file, or as a folder with a manifest.

Knows nothing of how they were made.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from classifier.finding import Versions
from service.bulk_scan.durable import replace_file, sync_file, sync_folder
from service.bulk_scan.journal import Journal
from service.bulk_scan.run import BulkScan, rejects_path_of
from service.errors import OutputError
from service.ray_scan.plan import Shard
from service.ray_scan.shard_store import ShardRecord, ShardStore
from service.writers import OutputFormat, write_output

MANIFEST_FILE = "_manifest.json"
"""In a folder of shards: what they were made from, and what is in each. Whoever reads such a folder as one table
passes over names that begin with an underscore."""


def put_in_place(
    bulk_scan: BulkScan, journal: Journal, store: ShardStore, shards: Sequence[Shard], versions: Versions
) -> None:
    """Join the shards into the output file, after the file of rejects: where the output is, everything is."""
    _put_rejects(bulk_scan, journal, store, shards)
    joined = journal.folder / "joined.jsonl"
    store.join_results(shards, joined)
    finished = joined
    if bulk_scan.output_format is not OutputFormat.JSONL:
        finished = journal.folder / f"finished{bulk_scan.out.suffix}"
        notes = bulk_scan.notes.of_run(versions, journal.checkpoint.tally)
        write_output(bulk_scan.output_format, joined, finished, notes)
    sync_file(finished)
    finished.replace(bulk_scan.out)
    sync_folder(bulk_scan.out.parent)


def put_folder_in_place(
    bulk_scan: BulkScan,
    journal: Journal,
    store: ShardStore,
    shards: Sequence[Shard],
    identity: Mapping[str, Any],
) -> None:
    """Give the folder of shards the name of the output, after its manifest and the file of rejects are there."""
    _put_rejects(bulk_scan, journal, store, shards)
    manifest = {
        "identity": dict(identity),
        "tally": journal.checkpoint.tally.to_record(),
        "shards": [_entry(store, shard, record) for shard, record in zip(shards, store.records(shards), strict=True)],
    }
    replace_file(store.results_folder / MANIFEST_FILE, orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
    if bulk_scan.out.exists():
        bulk_scan.out.rmdir()
    store.results_folder.replace(bulk_scan.out)
    sync_folder(bulk_scan.out.parent)


def refuse_full_folder(out: Path) -> None:
    """See to it that a folder of shards takes the place of nothing.

    Raises:
        OutputError: it would.
    """
    if out.exists() and not out.is_dir():
        raise OutputError(f"--out {out}: is a file; name a folder, or a file with a suffix")
    if out.is_dir() and next(out.iterdir(), None) is not None:
        raise OutputError(f"--out {out}: is a folder that holds something already; name a new one, or remove it")


def _put_rejects(bulk_scan: BulkScan, journal: Journal, store: ShardStore, shards: Sequence[Shard]) -> None:
    rejects = bulk_scan.rejects_out or rejects_path_of(bulk_scan.out)
    if not journal.checkpoint.tally.rejects and bulk_scan.rejects_out is None:
        rejects.unlink(missing_ok=True)
        return
    # Next to where it goes, which may be another disk than that of the journal.
    copy = rejects.with_name(rejects.name + ".new")
    store.join_rejects(shards, copy)
    copy.replace(rejects)
    sync_folder(rejects.parent)


def _entry(store: ShardStore, shard: Shard, record: ShardRecord) -> dict[str, Any]:
    return {
        "file": store.results_path(shard).name,
        "rows": record.rows,
        "ads": record.tally.ads,
        "rejects": record.tally.rejects,
        "bytes": record.results_bytes,
    }
