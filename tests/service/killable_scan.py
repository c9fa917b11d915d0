"""Runs one bulk scan with the fake scanner in a process of its own, for a test to kill."""

import sys
import time
from pathlib import Path

from crawler.readers import ReadOptions, open_inputs
from service.bulk_scan.run import BulkScan, run_bulk_scan
from service.bulk_scan.tally import Tally
from service.writers import OutputFormat, OutputNotes
from tests.fakes import CATEGORY_NAMES, make_fake_scanner


def say(rows: int, tally: Tally) -> None:
    # Lets the test kill at a known point of the run, however fast the machine is.
    print(rows, flush=True)
    time.sleep(0.002)


def main(source: str, out: str, workers: str) -> None:
    with open_inputs([source], ReadOptions()) as files:
        run_bulk_scan(
            BulkScan(
                files=files,
                read_options=ReadOptions(),
                make_scanner=make_fake_scanner,
                scanner_settings={},
                out=Path(out),
                output_format=OutputFormat(Path(out).suffix[1:]),
                notes=OutputNotes(categories=CATEGORY_NAMES, sources=("ads.jsonl",), profile="default"),
                workers=int(workers),
                # Small, so that there are many moments at which to be killed.
                chunk_rows=8,
                resume=True,
            ),
            say,
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
