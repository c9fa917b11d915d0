"""``finad scan``: files of ads, judged into a file, a pipe or a summary.

Knows nothing of single verdicts.
"""

import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.text import Text

from classifier.finding import Outcome
from classifier.scanner import ScannerConfig
from crawler.readers import AdReader, InputFile, ReadOptions, estimate_rows, open_inputs
from service.bulk_scan.journal import has_unfinished_run
from service.bulk_scan.run import (
    BulkScan,
    ProgressListener,
    partial_folder_of,
    run_bulk_scan,
    scan_stream,
)
from service.bulk_scan.tally import Tally
from service.bulk_scan.workers import ScanJob
from service.commands.scanning import category_names, scanner_of, settings_of
from service.errors import BulkScanError, OutputError, UnfinishedRunError
from service.scanned_ad import CategoryName, ScannedAd
from service.terminal.summary_view import ad_line, progress_bar, summary_view
from service.writers import OutputFormat, OutputNotes, encoder_for, output_format_of, scanned_of

REJECTS_STATUS = 3
INTERRUPTED_STATUS = 130
_SHOWN_REJECTS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanRequest:
    """What to scan and where to."""

    inputs: tuple[str, ...]
    read_options: ReadOptions
    out: Path | None = None
    """``None`` writes JSON lines to a pipe, or a list and a summary to a terminal."""
    output_format: OutputFormat | None = None
    workers: int = 1
    resume: bool = False
    row_limit: int | None = None
    ad_limit: int = 500
    """Most ads an HTML report shows in full."""
    as_list: bool = False
    """Without ``out``, list the flagged ads for a person even where the screen is no terminal."""
    quiet: bool = False


def run_scan(request: ScanRequest, config: ScannerConfig, screen: Console, errors: Console) -> int:
    """Scan and return the exit status: 0, or 3 when rows could not be read, or 130 when interrupted.

    Raises:
        BulkScanError: the run cannot start or go on.
        InputFileError: an input cannot be used at all.
        OutputError: the output cannot be written as asked.
    """
    # Told before anything is read: a long hash of the input should not come before a refusal.
    output_format = None if request.out is None else _checked_format(request.out, request)
    with _terminated_as_interrupted(), open_inputs(request.inputs, request.read_options) as files:
        try:
            if request.out is None or output_format is None:
                return _scan_to_screen(request, config, files, screen, errors)
            return _scan_to_file(request, request.out, output_format, config, files, errors)
        except KeyboardInterrupt:
            hint = "" if request.out is None else " Nothing that was done is lost: run the same with --resume."
            errors.print(Text(f"已中断 interrupted.{hint}", style="yellow"))
            return INTERRUPTED_STATUS


def _checked_format(out: Path, request: ScanRequest) -> OutputFormat:
    output_format = output_format_of(out, request.output_format)
    if not out.parent.is_dir():
        raise OutputError(f"{out}: there is no folder {out.parent}; make it first")
    if out.is_dir():
        raise OutputError(f"{out}: is a folder; name a file")
    if not request.resume and has_unfinished_run(partial_folder_of(out)):
        raise UnfinishedRunError(partial_folder_of(out))
    for name in request.inputs:
        if name != "-" and Path(name).exists() and out.exists() and Path(name).samefile(out):
            raise OutputError(f"{out}: is also an input; choose another --out")
    return output_format


def _scan_to_file(
    request: ScanRequest,
    out: Path,
    output_format: OutputFormat,
    config: ScannerConfig,
    files: Sequence[InputFile],
    errors: Console,
) -> int:
    names = category_names(scanner_of(config).assembly.taxonomy)
    bulk_scan = BulkScan(
        files=tuple(files),
        read_options=request.read_options,
        make_scanner=partial(scanner_of, config),
        scanner_settings=settings_of(config),
        out=out,
        output_format=output_format,
        notes=OutputNotes(
            categories=names,
            sources=tuple(file.name for file in files),
            profile=config.profile,
            ad_limit=request.ad_limit,
        ),
        workers=request.workers,
        row_limit=request.row_limit,
        resume=request.resume,
    )
    started_s = time.monotonic()
    with _progress(request, files, errors) as on_progress:
        summary = run_bulk_scan(bulk_scan, on_progress)
    taken_s = time.monotonic() - started_s
    if not request.quiet:
        notes = [f"结果 results → {summary.out}"]
        if summary.resumed_rows:
            notes.append(f"续扫 resumed after {summary.resumed_rows:,} rows")
        if summary.renamed_ids:
            notes.append(f"编号重复 {summary.renamed_ids:,} ads had an id already taken; they got ~2, ~3 … at the end")
        if summary.rejects_path is not None:
            notes.append(f"无法读取的行 unreadable rows → {summary.rejects_path}")
        done_rows = summary.tally.ads + summary.tally.rejects - summary.resumed_rows
        notes.append(f"用时 {taken_s:.1f} s · {done_rows / max(taken_s, 0.001):,.0f} rows/s")
        errors.print(summary_view(summary.tally, names, notes))
    return REJECTS_STATUS if summary.tally.rejects else 0


def _scan_to_screen(
    request: ScanRequest, config: ScannerConfig, files: Sequence[InputFile], screen: Console, errors: Console
) -> int:
    if request.resume:
        raise BulkScanError("--resume needs --out: only a run into a file can be resumed")
    if request.output_format not in {None, OutputFormat.JSONL}:
        raise OutputError(f"--format {request.output_format} needs --out; a pipe carries JSON lines")
    as_list = request.as_list or screen.is_terminal
    tally = Tally()
    rows = 0
    reject_lines: list[bytes] = []
    reader = AdReader(files, request.read_options)
    encode = encoder_for(OutputFormat.HTML if as_list else OutputFormat.JSONL)
    job = ScanJob(make_scanner=partial(scanner_of, config), encode=encode)
    names = category_names(scanner_of(config).assembly.taxonomy)
    started_s = time.monotonic()
    with _progress(request, files, errors) as on_progress:
        for result in scan_stream(reader, job, workers=request.workers, row_limit=request.row_limit):
            tally.add(result.tally)
            rows += result.rows
            reject_lines += result.reject_lines.splitlines()[: _SHOWN_REJECTS - len(reject_lines)]
            if as_list:
                for line in result.lines.splitlines():
                    _show_if_flagged(scanned_of(line), names, screen)
            else:
                sys.stdout.buffer.write(result.lines)
                sys.stdout.buffer.flush()
            if on_progress is not None:
                on_progress(rows, tally)
    for line in reject_lines:
        errors.print(Text(f"无法读取 unreadable: {line.decode()[:500]}", style="yellow"))
    if len(reject_lines) < tally.rejects:
        left = tally.rejects - len(reject_lines)
        errors.print(Text(f"… 另有 and {left:,} more; give --out to keep them in a file", style="yellow"))
    if as_list and not request.quiet:
        taken_s = time.monotonic() - started_s
        notes = [f"用时 {taken_s:.1f} s · {rows / max(taken_s, 0.001):,.0f} rows/s"]
        screen.print("", summary_view(tally, names, notes))
    return REJECTS_STATUS if tally.rejects else 0


def _show_if_flagged(scanned: ScannedAd, names: Sequence[CategoryName], screen: Console) -> None:
    if scanned.verdict.outcome is not Outcome.PASS:
        screen.print(ad_line(scanned, names))


@contextmanager
def _progress(request: ScanRequest, files: Sequence[InputFile], errors: Console) -> Iterator[ProgressListener | None]:
    if request.quiet or not errors.is_terminal:
        yield None
        return
    estimates = [estimate_rows(file) for file in files]
    total = sum(estimates) if all(estimates) else None
    if total is not None and request.row_limit is not None:
        total = min(total, request.row_limit)
    with progress_bar(errors, total) as on_progress:
        yield on_progress


@contextmanager
def _terminated_as_interrupted() -> Iterator[None]:
    """Answer SIGTERM, which service managers send, like Ctrl-C."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
