"""``finad scan``: files of ads, judged into a file, a pipe or a summary.

Knows nothing of single verdicts.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from rich.console import Console
from rich.text import Text

from classifier.finding import Outcome
from classifier.scanner import ScannerConfig
from crawler.readers import AdReader, InputFile, ReadOptions, estimate_rows, open_inputs, readable_name
from service.bulk_scan.journal import has_unfinished_run
from service.bulk_scan.run import (
    BulkScan,
    BulkScanSummary,
    ProgressListener,
    partial_folder_of,
    rejects_path_of,
    run_bulk_scan,
    scan_stream,
)
from service.bulk_scan.tally import Tally
from service.bulk_scan.workers import ScanJob
from service.commands.cluster import checked_folder, is_folder_of_shards, threaded_scanner, with_absolute_paths
from service.commands.scanning import category_names, scanner_of, settings_of
from service.commands.targets import checked_target, refuse_overwriting
from service.errors import OutputError, UnfinishedRunError, WrongUsageError
from service.ray_scan.cluster import ClusterOptions
from service.ray_scan.run import RayScan, run_ray_scan
from service.scanned_ad import CategoryName, ScannedAd
from service.terminal.reject_view import reject_text
from service.terminal.screen import write_out
from service.terminal.summary_view import ad_line, progress_bar, summary_view
from service.terminal.visible import visible
from service.writers import OutputFormat, OutputNotes, encoder_for, output_format_of, scanned_of

REJECTS_STATUS = 3
INTERRUPTED_STATUS = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanRequest:
    """What to scan and where to."""

    inputs: tuple[str, ...]
    read_options: ReadOptions
    out: Path | None = None
    """``None`` writes JSON lines to a pipe, or a list and a summary to a terminal."""
    output_format: OutputFormat | None = None
    rejects: Path | None = None
    """Where rows that cannot be read are kept; ``None`` keeps them next to ``out``, or shows them."""
    workers: int = 1
    cluster: ClusterOptions | None = None
    """Scan on this Ray cluster; ``None`` for processes of this machine."""
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
        WrongUsageError: the options do not go together.
        BulkScanError: the run cannot start or go on.
        InputFileError: an input cannot be used at all.
        OutputError: the output cannot be written as asked.
        OutputClosedError: whoever read standard output went away.
    """
    # Told before anything is read: a long hash of the input should not come before a refusal.
    out, output_format = _target_of(request)
    rejects = None if request.rejects is None else checked_target(request.rejects, "--rejects")
    if out is not None and not request.resume and has_unfinished_run(partial_folder_of(out)):
        raise UnfinishedRunError(partial_folder_of(out))
    with open_inputs(request.inputs, request.read_options) as files:
        refuse_overwriting(files, out, rejects_path_of(out) if out is not None and rejects is None else rejects)
        try:
            request = replace(request, out=out, rejects=rejects)
            if out is None or output_format is None:
                return _scan_to_screen(request, config, files, screen, errors)
            return _scan_to_file(request, out, output_format, config, files, errors)
        except KeyboardInterrupt:
            hint = "" if request.out is None else " Nothing that was done is lost: run the same with --resume."
            errors.print(Text(f"已中断 interrupted.{hint}", style="yellow"), soft_wrap=True)
            return INTERRUPTED_STATUS


def _target_of(request: ScanRequest) -> tuple[Path | None, OutputFormat | None]:
    """Where results go and in which format; nothing of either for a pipe or a screen."""
    if request.out is None:
        if request.cluster is not None:
            raise WrongUsageError("--engine ray needs --out: all machines write there")
        return None, None
    if is_folder_of_shards(request.out, request.cluster):
        return checked_folder(request.out), request.output_format or OutputFormat.JSONL
    output_format = output_format_of(request.out, request.output_format)
    return checked_target(request.out, "--out"), output_format


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
        rejects_out=request.rejects,
    )
    started_s = time.monotonic()
    try:
        with _progress(request, files, errors) as on_progress:
            summary = _run(bulk_scan, request.cluster, config, on_progress)
    except OSError as error:
        # Inputs that cannot be read have errors of their own: this is the disk or folder written to.
        where = readable_name(str(error.filename or out))
        raise OutputError(
            f"{where}: cannot be written: {error.strerror}; mend that, then run again with --resume: "
            "what was done by then is kept"
        ) from error
    taken_s = time.monotonic() - started_s
    if not request.quiet:
        notes = [f"结果 results → {_shown(summary.out)}"]
        if summary.resumed_rows:
            notes.append(f"续扫 resumed after {summary.resumed_rows:,} rows")
        if summary.renamed_ids:
            notes.append(f"编号重复 {summary.renamed_ids:,} ads had an id already taken; they got ~2, ~3 … at the end")
        if summary.rejects_path is not None:
            notes.append(f"无法读取的行 unreadable rows → {_shown(summary.rejects_path)}")
        done_rows = summary.tally.ads + summary.tally.rejects - summary.resumed_rows
        notes.append(f"用时 {taken_s:.1f} s · {done_rows / max(taken_s, 0.001):,.0f} rows/s")
        errors.print(summary_view(summary.tally, names, notes))
    return REJECTS_STATUS if summary.tally.rejects else 0


def _run(
    bulk_scan: BulkScan, cluster: ClusterOptions | None, config: ScannerConfig, on_progress: ProgressListener | None
) -> BulkScanSummary:
    if cluster is None:
        return run_bulk_scan(bulk_scan, on_progress)
    ray_scan = RayScan(
        bulk_scan=bulk_scan,
        make_scanner=partial(threaded_scanner, with_absolute_paths(config)),
        cluster=cluster,
        is_folder=is_folder_of_shards(bulk_scan.out, cluster),
    )
    return run_ray_scan(ray_scan, on_progress)


def _shown(path: Path) -> str:
    return visible(readable_name(str(path)))


def _scan_to_screen(
    request: ScanRequest, config: ScannerConfig, files: Sequence[InputFile], screen: Console, errors: Console
) -> int:
    if request.resume:
        raise WrongUsageError("--resume needs --out: only a run into a file can be resumed")
    if request.output_format not in {None, OutputFormat.JSONL}:
        raise WrongUsageError(f"--format {request.output_format} needs --out; a pipe carries JSON lines")
    as_list = request.as_list or screen.is_terminal
    tally = Tally()
    rows = 0
    reader = AdReader(files, request.read_options)
    encode = encoder_for(OutputFormat.HTML if as_list else OutputFormat.JSONL)
    job = ScanJob(make_scanner=partial(scanner_of, config), encode=encode)
    names = category_names(scanner_of(config).assembly.taxonomy)
    started_s = time.monotonic()
    with ExitStack() as stack:
        rejects_stream = None if request.rejects is None else stack.enter_context(_opened(request.rejects))
        on_progress = stack.enter_context(_progress(request, files, errors))
        for result in scan_stream(reader, job, workers=request.workers, row_limit=request.row_limit):
            tally.add(result.tally)
            rows += result.rows
            if rejects_stream is None:
                for line in result.reject_lines.splitlines():
                    errors.print(reject_text(line), soft_wrap=True)
            else:
                rejects_stream.write(result.reject_lines)
            if as_list:
                for line in result.lines.splitlines():
                    _show_if_flagged(scanned_of(line), names, screen)
            else:
                write_out(result.lines)
            if on_progress is not None:
                on_progress(rows, tally)
    if rows == 0 and not request.quiet:
        sources = visible(", ".join(file.name for file in files))
        errors.print(Text(f"没有读到任何广告 no ads in {sources}", style="yellow"), soft_wrap=True)
    if as_list and not request.quiet:
        taken_s = time.monotonic() - started_s
        notes = [f"用时 {taken_s:.1f} s · {rows / max(taken_s, 0.001):,.0f} rows/s"]
        screen.print("", summary_view(tally, names, notes))
    return REJECTS_STATUS if tally.rejects else 0


def _opened(rejects: Path) -> BinaryIO:
    try:
        return rejects.open("wb")
    except OSError as error:
        raise OutputError(f"--rejects {_shown(rejects)}: cannot be written: {error.strerror}") from error


def _show_if_flagged(scanned: ScannedAd, names: Sequence[CategoryName], screen: Console) -> None:
    if scanned.verdict.outcome is not Outcome.PASS:
        # In a pipe an ad is one line whatever its length, for grep and its like.
        is_piped = not screen.is_terminal
        screen.print(ad_line(scanned, names, is_one_line=is_piped), soft_wrap=is_piped)


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
