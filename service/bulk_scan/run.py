"""Scans files of ads into one output file.

Knows nothing of command lines or screens; progress is told to whoever asks.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from classifier.finding import Versions
from crawler.readers import AdReader, InputFile, ReadOptions
from service.bulk_scan.chunk import CHUNK_ROWS, ChunkResult, chunks_of
from service.bulk_scan.durable import sync_file, sync_folder
from service.bulk_scan.identity import identity_of
from service.bulk_scan.journal import Journal
from service.bulk_scan.tally import Tally
from service.bulk_scan.workers import ScanJob, scan_chunks
from service.scanned_ad import AdScanner
from service.writers import OutputFormat, OutputNotes, encoder_for, write_output

ProgressListener = Callable[[int, Tally], None]
"""Told after each chunk: rows done in this run and before it, and the counts so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkScan:
    """What to scan, how, and where to."""

    files: tuple[InputFile, ...]
    read_options: ReadOptions
    make_scanner: Callable[[], AdScanner]
    """Picklable; called once in every process."""
    scanner_settings: Mapping[str, Any]
    """Everything that ``make_scanner`` depends on, in JSON types; resuming is refused when it differs."""
    out: Path
    """A file or none yet, no link: it is put in place by renaming."""
    output_format: OutputFormat
    notes: OutputNotes
    workers: int = 1
    chunk_rows: int = CHUNK_ROWS
    """Rows handed to a worker at once and made durable together; no part of the result."""
    row_limit: int | None = None
    """Read no more than the first rows."""
    resume: bool = False
    rejects_out: Path | None = None
    """File for rows that could not be read, written even when there are none; ``None`` for the one next to ``out``,
    which is there only when it holds rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkScanSummary:
    """What came of it."""

    tally: Tally
    resumed_rows: int
    """Rows that an earlier run had done."""
    renamed_ids: int
    """Ads whose id another ad already had."""
    out: Path
    rejects_path: Path | None
    """``None`` when every row could be read."""


def partial_folder_of(out: Path) -> Path:
    """Folder next to the output where an unfinished run is kept."""
    return out.with_name(out.name + ".partial")


def rejects_path_of(out: Path) -> Path:
    """File next to the output where rows that could not be read are kept."""
    return out.with_name(out.name + ".rejects.jsonl")


def scan_stream(
    reader: AdReader, job: ScanJob, *, workers: int = 1, row_limit: int | None = None
) -> Iterator[ChunkResult]:
    """Scan without a journal, for output that goes to a pipe or a screen."""
    return scan_chunks(chunks_of(islice(reader, row_limit)), job, workers)


def run_bulk_scan(bulk_scan: BulkScan, on_progress: ProgressListener | None = None) -> BulkScanSummary:
    """Scan, durably: after a kill at any moment the same call with ``resume`` gives the same bytes.

    The output appears under its name when it is whole, and not before.

    Raises:
        BulkScanError: the run cannot start or go on.
        InputFileError: an input cannot be used at all.
    """
    scanner = bulk_scan.make_scanner()
    versions = scanner.versions
    identity = identity_of(bulk_scan.files, bulk_scan.read_options, versions, _settings_of(bulk_scan))
    with Journal(partial_folder_of(bulk_scan.out), identity, resume=bulk_scan.resume) as journal:
        resumed_rows = journal.checkpoint.rows
        reader = AdReader(bulk_scan.files, bulk_scan.read_options)
        if not journal.checkpoint.is_complete:
            rows = islice(reader, resumed_rows, bulk_scan.row_limit)
            make_scanner = _Reuse(scanner) if bulk_scan.workers == 1 else bulk_scan.make_scanner
            job = ScanJob(make_scanner=make_scanner, encode=encoder_for(bulk_scan.output_format))
            tell = on_progress or _tell_nobody
            tell(resumed_rows, journal.checkpoint.tally)
            for result in scan_chunks(chunks_of(rows, bulk_scan.chunk_rows), job, bulk_scan.workers):
                journal.append(result)
                tell(journal.checkpoint.rows, journal.checkpoint.tally)
            journal.complete()
        _put_in_place(bulk_scan, journal, versions)
        tally = journal.checkpoint.tally
        journal.discard()
    return BulkScanSummary(
        tally=tally,
        resumed_rows=resumed_rows,
        renamed_ids=reader.renamed_ids,
        out=bulk_scan.out,
        rejects_path=(bulk_scan.rejects_out or rejects_path_of(bulk_scan.out)) if tally.rejects else None,
    )


def _tell_nobody(rows: int, tally: Tally) -> None:
    """Stand in where nobody asked for progress."""


class _Reuse:
    """Hands out the scanner that was made already."""

    def __init__(self, scanner: AdScanner) -> None:
        self._scanner = scanner

    def __call__(self) -> AdScanner:
        return self._scanner


def _settings_of(bulk_scan: BulkScan) -> dict[str, Any]:
    return {
        "scanner": dict(bulk_scan.scanner_settings),
        "output": bulk_scan.output_format.value,
        "limit": bulk_scan.row_limit,
    }


def _put_in_place(bulk_scan: BulkScan, journal: Journal, versions: Versions) -> None:
    if journal.is_output_in_place:
        return
    # The output comes last: where it is, everything is.
    rejects_path = bulk_scan.rejects_out or rejects_path_of(bulk_scan.out)
    if journal.checkpoint.tally.rejects or bulk_scan.rejects_out is not None:
        # Next to where it goes, which may be another disk than that of the journal.
        copy = rejects_path.with_name(rejects_path.name + ".new")
        shutil.copyfile(journal.rejects_path, copy)
        sync_file(copy)
        copy.replace(rejects_path)
        sync_folder(rejects_path.parent)
    else:
        rejects_path.unlink(missing_ok=True)
    if bulk_scan.output_format is OutputFormat.JSONL:
        journal.results_path.replace(bulk_scan.out)
    else:
        finished = journal.folder / f"finished{bulk_scan.out.suffix}"
        notes = bulk_scan.notes.of_run(versions, journal.checkpoint.tally)
        write_output(bulk_scan.output_format, journal.results_path, finished, notes)
        sync_file(finished)
        finished.replace(bulk_scan.out)
    sync_folder(bulk_scan.out.parent)
