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
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait

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
        BulkScanError: a worker process ended before its work was done.
    """
    if workers < 1:
        raise BulkScanError(f"--workers {workers}: at least one is needed")
    if workers == 1:
        scanner = job.make_scanner()
        for chunk in chunks:
            yield scan_chunk(chunk, scanner, job.encode)
        return
    # "spawn" because the progress bar runs a thread, and a fork of a process with threads can deadlock.
    context = get_context("spawn")
    # Nothing is ever sent: the workers' end reports the closing of the other.
    is_alive, keep_alive = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker, initargs=(job, is_alive))
    try:
        pending: deque[Future[ChunkResult]] = deque()
        for chunk in chunks:
            with _interrupts_held():
                pending.append(pool.submit(_work, chunk))
            if workers * _CHUNKS_AHEAD < len(pending):
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    except BrokenProcessPool as error:
        raise BulkScanError(
            "a worker process ended before its work was done, and did not say why; with --out, what was done is "
            "kept and --resume goes on from there"
        ) from error
    finally:
        # Chunks in work are finished and thrown away: a worker ended while it writes a result would leave half a
        # message in the pipe, for whose other half the pool waits for ever.
        pool.shutdown(cancel_futures=True)
        keep_alive.close()
        is_alive.close()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Let a Ctrl-C wait; a process started meanwhile never sees one, from its first moment on.

    Ctrl-C reaches the whole process group, and only the parent answers it.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_worker(job: ScanJob, is_alive: Connection) -> None:
    global _worker  # noqa: PLW0603
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_die_with, args=(parent.sentinel, is_alive), daemon=True).start()
    _worker = _Worker(job.make_scanner(), job.encode)


def _die_with(parent_sentinel: int, is_alive: Connection) -> None:
    # A worker whose parent was killed would otherwise wait for its next chunk for ever.
    wait([parent_sentinel, is_alive])
    os._exit(1)


def _work(chunk: Chunk) -> ChunkResult:
    if _worker is None:
        raise RuntimeError("worker was not started")
    return scan_chunk(chunk, _worker.scanner, _worker.encode)
