"""Runs chunks on one or several processes and gives the results back in order.

Knows nothing of what is in a chunk or where the results go.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait

from crawler.readers import Row
from service.bulk_scan.chunk import ChunkResult, LineEncoder, scan_chunk
from service.errors import BulkScanError
from service.scanned_ad import AdScanner

_CHUNKS_AHEAD = 2
"""Chunks read ahead for each worker; bounds memory whatever the size of the input."""

Chunk = tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanJob:
    """How to judge; picklable, so that every process can make its own scanner."""

    make_scanner: Callable[[], AdScanner]
    encode: LineEncoder


@dataclass(slots=True)
class _Worker:
    scanner: AdScanner
    encode: LineEncoder


_worker: _Worker | None = None
"""State of a worker process: a scanner is made once, not once a chunk."""


def scan_chunks(chunks: Iterable[Chunk], job: ScanJob, workers: int) -> Iterator[ChunkResult]:
    """Judge chunks; results come in the order of the chunks whatever the number of workers.

    Raises:
        BulkScanError: a worker process died.
    """
    if workers < 1:
        raise BulkScanError(f"--workers {workers}: at least one is needed")
    if workers == 1:
        scanner = job.make_scanner()
        for chunk in chunks:
            yield scan_chunk(chunk, scanner, job.encode)
        return
    # "spawn" because the progress bar runs a thread, and a fork of a process with threads can deadlock.
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(job,))
    try:
        pending: deque[Future[ChunkResult]] = deque()
        for chunk in chunks:
            pending.append(pool.submit(_work, chunk))
            if workers * _CHUNKS_AHEAD < len(pending):
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    except BrokenProcessPool as error:
        raise BulkScanError(
            "a worker process died, perhaps for want of memory; what was done is kept: "
            "run again with --resume and fewer --workers"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _start_worker(job: ScanJob) -> None:
    global _worker  # noqa: PLW0603
    # Ctrl-C reaches the whole process group; only the parent answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_die_with, args=(parent.sentinel,), daemon=True).start()
    _worker = _Worker(job.make_scanner(), job.encode)


def _die_with(parent_sentinel: int) -> None:
    # A worker whose parent was killed would otherwise wait for its next chunk for ever.
    wait([parent_sentinel])
    os._exit(1)


def _work(chunk: Chunk) -> ChunkResult:
    if _worker is None:
        raise RuntimeError("worker was not started")
    return scan_chunk(chunk, _worker.scanner, _worker.encode)
