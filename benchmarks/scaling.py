"""How a scan grows with the number of texts and with their length: ``python benchmarks/scaling.py``.

    python benchmarks/scaling.py [--sizes 1000 10000 …] [--lengths 20 50 … 2000] [--model FOLDER] [--texts FILE…]
        [--minutes 20] [--workers 1] [--edits] [--out FOLDER]

Runs the whole command, ``finad scan FILE --out FILE``, on files made on the fly from the texts of the labelled set (or
of lines of files); of a size no two texts are alike. Printed and written per size: time, texts per second, memory of
the command and its workers, sampled ten times a second. Time should be linear and memory flat. What would take longer
than ``--minutes`` is skipped with a note; where the disk is too small for the verdicts they go to a pipe and are
dropped.
Written: ``scaling.json`` and ``scaling.png``.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from machine import described_machine
from memory import MemorySampler
from pictures import draw_scaling
from texts import chosen_texts

from finad_options import SHIPPED_MODEL

_SIZES = tuple(10**power for power in range(3, 8))
_LENGTHS = (20, 50, 100, 200, 500, 1000, 2000)
_BASE_TEXTS = 5000
_MIB = 1024**2
_FIRST_GUESS_BYTES = 6000
"""Of input and verdict of a text, until it is known."""
_ROOM = 1.3
"""How much more than expected must be free on the disk."""


def main() -> None:
    """Measure, print and write."""
    options = _options()
    base = chosen_texts(options.texts, _BASE_TEXTS)
    with TemporaryDirectory(dir=options.scratch) as folder:
        command = _Command(options, Path(folder))
        command.run(base[:1])
        start_s = statistics.median(command.run(base[:1])["seconds"] for _ in range(3))
        print(json.dumps({"start_s": round(start_s, 2)}))
        sizes = _measured_sizes(command, base, start_s, options)
        lengths = _measured_lengths(command, base, start_s, options)
    machine = described_machine()
    whole = {
        "benchmark": "scaling",
        "machine": machine,
        "settings": {"workers": options.workers, "edits": options.edits, "minutes": options.minutes},
        "start_s": round(start_s, 3),
        "growth_of_time": _exponent(sizes, start_s),
        "sizes": sizes,
        "lengths": lengths,
    }
    print(json.dumps({"growth_of_time": whole["growth_of_time"], "meaning": "seconds grow as texts to this power"}))
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "scaling.json").write_text(json.dumps(whole, indent=1, ensure_ascii=False), encoding="utf-8")
    note = f"finad scan, {options.workers} worker(s), {machine['processor']}, {machine['processors']} processors"
    measured = [row for row in sizes if "seconds" in row]
    draw_scaling(options.out / "scaling.png", measured, lengths, note)


class _Command:
    """``finad scan`` as a user starts it."""

    def __init__(self, options: argparse.Namespace, folder: Path) -> None:
        self._folder = folder
        self._words = [sys.executable, "-m", "finad", "scan", "--quiet", "--workers", str(options.workers)]
        self._words += ["--model", str(options.model.resolve()), "--edits" if options.edits else "--no-edits"]
        self.bytes_per_text: float = _FIRST_GUESS_BYTES

    def run(self, texts: Sequence[str], size: int | None = None) -> dict[str, Any]:
        """Scan ``size`` texts made from ``texts``, or just these; what it took."""
        texts_made = texts if size is None else islice(_varied(texts), size)
        source, out = self._folder / "ads.jsonl", self._folder / "verdicts.jsonl"
        written = _write(source, texts_made)
        is_kept = self.bytes_per_text * written * _ROOM < shutil.disk_usage(self._folder).free
        command = [*self._words, str(source), *(("--out", str(out)) if is_kept else ())]
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdout=None if is_kept else subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
        )
        with MemorySampler(process.pid) as sampler:
            if process.stdout is not None:
                while process.stdout.read(_MIB):
                    pass
            status = process.wait()
        seconds = time.perf_counter() - started
        if status:
            sys.exit(f"finad scan ended with status {status}")
        if is_kept and written > 100:
            self.bytes_per_text = (source.stat().st_size + out.stat().st_size) / written
        for path in (source, out):
            path.unlink(missing_ok=True)
        return {
            "texts": written,
            "seconds": round(seconds, 3),
            "peak_mib": round(max(sampler.samples, default=0) / _MIB, 1),
            "memory_growth": _growth(sampler.samples),
            "output": "file" if is_kept else "pipe",
        }


def _measured_sizes(
    command: _Command, base: Sequence[str], start_s: float, options: argparse.Namespace
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    per_text_s = 0.0
    for size in sorted(options.sizes):
        expected_s = start_s + size * per_text_s
        if expected_s > 60 * options.minutes:
            note = f"skipped: it would take {expected_s / 60:.0f} minutes, more than --minutes {options.minutes:g}"
            rows.append({"texts": size, "note": note})
        else:
            rows.append(_with_rate(command.run(base, size), start_s))
            per_text_s = rows[-1]["seconds_scanning"] / size
        print(json.dumps(rows[-1]), flush=True)
    return rows


def _measured_lengths(
    command: _Command, base: Sequence[str], start_s: float, options: argparse.Namespace
) -> list[dict[str, Any]]:
    rows = []
    for length in options.lengths:
        texts = list(islice(_of_length(base, length), max(100, options.characters // length)))
        row = {"characters": length, **_with_rate(command.run(texts), start_s)}
        rows.append(row)
        print(json.dumps(row), flush=True)
    return rows


def _with_rate(row: dict[str, Any], start_s: float) -> dict[str, Any]:
    # A few texts may take less than the start varies: then their rate is not known.
    scanning_s = max(row["seconds"] - start_s, 0.001)
    rate = round(row["texts"] / scanning_s, 1) if scanning_s > start_s / 4 else None
    return {**row, "seconds_scanning": round(scanning_s, 3), "texts_per_s": rate}


def _varied(texts: Sequence[str]) -> Iterator[str]:
    """The texts again and again, each time with other figures and a number of its own."""
    for number in count():
        text, turn = texts[number % len(texts)], number // len(texts) % 10
        figures = str.maketrans("0123456789", "".join(str((digit + turn) % 10) for digit in range(10)))
        yield f"{text.translate(figures)} {number}"


def _of_length(texts: Sequence[str], length: int) -> Iterator[str]:
    """Texts of exactly so many characters, joined and cut from those that come."""
    pending = ""
    for text in _varied(texts):
        pending += text + "\n"
        if len(pending) > length:
            yield pending[:length]
            pending = ""


def _write(path: Path, texts: Sequence[str] | Iterator[str]) -> int:
    written = 0
    with path.open("w", encoding="utf-8") as stream:
        for written, text in enumerate(texts, start=1):
            stream.write(json.dumps({"id": str(written), "text": text}, ensure_ascii=False) + "\n")
    return written


def _growth(samples: Sequence[int]) -> float | None:
    """Memory in the last quarter of the time against the second quarter; ``None`` where there are too few samples."""
    quarter = len(samples) // 4
    if quarter < 5:
        return None
    return round(statistics.median(samples[-quarter:]) / statistics.median(samples[quarter : 2 * quarter]), 3)


def _exponent(rows: Sequence[dict[str, Any]], start_s: float) -> float | None:
    """To which power of the number of texts the time grows; 1 is linear.

    Of the sizes that take longer than the start of the command, for it varies; ``None`` where these are fewer than two.
    """
    measured = [(row["texts"], row["seconds_scanning"]) for row in rows if row.get("seconds_scanning", 0.0) > start_s]
    if len(measured) < 2:
        return None
    texts, seconds = np.log(np.array(measured, np.float64)).T
    return round(float(np.polyfit(texts, seconds, 1)[0]), 3)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=_SIZES, help="numbers of texts")
    parser.add_argument("--lengths", type=int, nargs="*", default=_LENGTHS, help="characters of a text")
    parser.add_argument("--characters", type=int, default=400_000, help="of all texts of one length together")
    parser.add_argument("--model", type=Path, default=SHIPPED_MODEL, help="folder of an artefact")
    parser.add_argument("--texts", type=Path, nargs="+", default=[], metavar="FILE", help="one a line; .gz is fine")
    parser.add_argument("--minutes", type=float, default=20.0, help="most that one size may take")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--edits", action="store_true", help="look for edits too")
    parser.add_argument("--scratch", type=Path, default=None, help="folder for the files in between")
    parser.add_argument("--out", type=Path, default=Path("out/benchmarks"), help="folder of the results")
    return parser.parse_args()


if __name__ == "__main__":
    main()
