"""Scanners that die or wait when a test says so, importable by the processes of a cluster; and scans with them."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from classifier.finding import Verdict
from classifier.text import AdCopy
from crawler.readers import InputFile, ReadOptions, open_inputs
from service.bulk_scan.chunk import CHUNK_ROWS
from service.bulk_scan.run import BulkScan
from service.bulk_scan.tally import Tally
from service.ray_scan.cluster import ClusterOptions
from service.ray_scan.run import RayScan, run_ray_scan
from service.scanned_ad import AdScanner
from service.writers import OutputFormat, OutputNotes
from tests.fakes import CATEGORY_NAMES, FakeScanner, make_fake_scanner


class DyingOnceScanner(FakeScanner):
    """Ends its process without a word, the first time that any of them is asked."""

    def __init__(self, mark: Path) -> None:
        super().__init__()
        self._mark = mark

    def scan_many(self, ad_copies: Iterable[AdCopy], /) -> Iterator[Verdict]:
        if not self._mark.exists():
            self._mark.touch()
            os._exit(9)
        return super().scan_many(ad_copies)


class WaitingScanner(FakeScanner):
    """Judges no ad but those of the first shard until the gate is there."""

    def __init__(self, gate: Path) -> None:
        super().__init__()
        self._gate = gate

    def scan(self, ad_copy: AdCopy, /) -> Verdict:
        number = int(ad_copy.copy_id.removeprefix("ad-").partition("~")[0])
        while number >= CHUNK_ROWS and not self._gate.exists():
            time.sleep(0.01)
        return super().scan(ad_copy)


def make_plain(threads: int) -> FakeScanner:
    return make_fake_scanner()


def make_dying_once(mark: Path, threads: int) -> FakeScanner:
    return DyingOnceScanner(mark)


def make_waiting(gate: Path, threads: int) -> FakeScanner:
    return WaitingScanner(gate)


def ray_scan_of(
    files: tuple[InputFile, ...],
    out: Path,
    output_format: OutputFormat,
    address: str,
    make_scanner: Callable[[int], AdScanner] = make_plain,
    *,
    is_folder: bool = False,
) -> RayScan:
    """A scan in small shards, which goes on with an earlier one."""
    return RayScan(
        bulk_scan=BulkScan(
            files=files,
            read_options=ReadOptions(),
            make_scanner=make_fake_scanner,
            scanner_settings={},
            out=out,
            output_format=output_format,
            notes=OutputNotes(categories=CATEGORY_NAMES, sources=("ads.jsonl",), profile="default"),
            resume=True,
        ),
        make_scanner=make_scanner,
        cluster=ClusterOptions(address=address),
        is_folder=is_folder,
        shard_rows=CHUNK_ROWS,
    )


def say(rows: int, tally: Tally) -> None:
    print(rows, flush=True)


def main(source: str, out: str, gate: str, address: str) -> None:
    with open_inputs([source], ReadOptions()) as files:
        run_ray_scan(
            ray_scan_of(files, Path(out), OutputFormat.JSONL, address, partial(make_waiting, Path(gate))),
            say,
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
