"""finad's engines beside the ways in which others run the same network: ``python benchmarks/engines.py``.

    python benchmarks/engines.py [--model FOLDER] [--texts FILE…] [--count 4000] [--rounds 5] [--sizes 1 16 64]
        [--variants NAME…] [--infinity-python PYTHON] [--out FOLDER]

All variants have the same weights and the same texts (of the labelled set, or lines of files, ``.gz`` read too), and
tokenise them. Each runs in a process of its own; the rounds visit them in turn, so that a disturbance hits all alike.
Slow ones are timed on a part of the texts that has the same lengths. A text longer than the network reads at once is
cut first, for all alike. Printed per variant: texts and tokens per second, padding, memory, time of one 60-character
text, ratio to pipelines of transformers, share of the processor's peak (measured in the same run) and how far its
probabilities are from torch in single precision. Written: ``engines.json`` with every round, and ``engines.png``.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from engine_results import VariantRecord, best_peaks, raw_of, summary_of, table_of
from machine import described_machine
from operations import FORMULA, NetworkSize, network_size
from peaks import Peak, peaks_in_a_process
from pictures import draw_engines
from rich.console import Console
from texts import chosen_texts, short_text
from variant import REFERENCE, TEXTS, Probabilities, UnavailableError, VariantSettings, sigmoid
from variants import INFINITY, VARIANTS
from worker import Worker

from classifier.legal.category import CODES
from classifier.neural.encoding import AdEncoder, load_encoder
from classifier.neural.engines import usable_threads
from classifier.neural.manifest import TOKENIZER, read_manifest
from finad_options import SHIPPED_MODEL

_SCREEN = Console(width=210)
_WARMING_CALLS = 20


def main() -> None:
    """Measure, print and write."""
    options = _options()
    manifest = read_manifest(options.model)
    encoder = load_encoder(options.model / TOKENIZER, max_tokens=manifest.max_tokens)
    texts, lengths, cut = _cut(chosen_texts(options.texts, options.count), encoder)
    _SCREEN.print(
        f"{len(texts)} texts, {np.mean(lengths):.1f} tokens on average, median {np.median(lengths):.0f}, "
        f"{cut} cut to {manifest.max_tokens} tokens; {options.threads} threads; {manifest.label}"
    )
    with TemporaryDirectory() as folder, ExitStack() as stack:
        scratch = Path(folder)
        (scratch / TEXTS).write_text(json.dumps(texts), encoding="utf-8")
        _prepare(options.model, scratch)
        settings = VariantSettings(
            model=options.model.resolve(),
            scratch=scratch,
            threads=options.threads,
            max_tokens=manifest.max_tokens,
            labels=CODES,
        )
        workers, skipped = _started(options, settings, stack)
        measuring = _Measuring(workers, lengths, sigmoid(np.load(scratch / REFERENCE)), network_size(options.model))
        measuring.compare()
        peaks = []
        for number in range(options.rounds):
            _SCREEN.print(f"round {number + 1} of {options.rounds}", style="dim")
            peaks.append(peaks_in_a_process(sorted({1, options.threads}), options.peak_seconds))
            measuring.round(number, options)
        records = measuring.finished()
    skipped |= measuring.failed
    _report(records, peaks, skipped, options, {"texts": len(texts), "cut": cut, "tokens": int(sum(lengths))})


class _Measuring:
    """The rounds over the variants that run here."""

    def __init__(
        self, workers: Sequence[Worker], lengths: Sequence[int], reference: Probabilities, size: NetworkSize
    ) -> None:
        self._workers = list(workers)
        self._lengths = lengths
        self._reference = reference
        self._size = size
        self._numbers = {worker.name: _spread(lengths, VARIANTS[worker.name].share) for worker in workers}
        self._records: dict[str, VariantRecord] = {}
        self.failed: dict[str, str] = {}
        """Variants that were given up, and why."""

    def compare(self) -> None:
        """Judge all texts of each variant once, which warms it up too."""
        for worker in list(self._workers):
            with self._giving_up(worker):
                self._records[worker.name] = self._compared(worker)

    def round(self, number: int, options: argparse.Namespace) -> None:
        """Visit every variant once, beginning with another one each time."""
        first = number % max(1, len(self._workers))
        calls = -(-options.calls // options.rounds)
        for worker in self._workers[first:] + self._workers[:first]:
            record, numbers = self._records[worker.name], self._numbers[worker.name]
            with self._giving_up(worker):
                record.seconds.append(worker.ask("seconds", numbers=numbers, at_once=len(numbers)))
                for size in options.sizes:
                    taken = worker.ask("seconds", numbers=numbers, at_once=size)
                    record.seconds_by_size.setdefault(size, []).append(taken)
                worker.ask("latencies", text=options.short_text, calls=_WARMING_CALLS)
                record.latencies_s += worker.ask("latencies", text=options.short_text, calls=calls)
                record.peak_memory = worker.ask("peak_memory")

    def finished(self) -> list[VariantRecord]:
        """All that was measured of those that were not given up."""
        return list(self._records.values())

    @contextmanager
    def _giving_up(self, worker: Worker) -> Iterator[None]:
        """Leave out from now on a variant that fails in the block, and go on with the others."""
        try:
            yield
        except UnavailableError as error:
            self.failed[worker.name] = str(error)
            self._workers.remove(worker)
            self._records.pop(worker.name, None)

    def _compared(self, worker: Worker) -> VariantRecord:
        numbers = self._numbers[worker.name]
        differences = np.abs(np.array(worker.ask("answers", numbers=numbers)) - self._reference[numbers])
        shapes = worker.ask("shapes", numbers=numbers)
        return VariantRecord(
            name=worker.name,
            about=VARIANTS[worker.name].about,
            is_ours=VARIANTS[worker.name].is_ours,
            number_type=worker.number_type,
            texts=len(numbers),
            tokens=sum(self._lengths[number] for number in numbers),
            computed_positions=sum(rows * positions for rows, positions in shapes),
            operations=self._size.operations(shapes, skips_last_layer=worker.skips_last_layer),
            max_difference=float(differences.max()),
            mean_difference=float(differences.mean()),
        )


def _cut(texts: Sequence[str], encoder: AdEncoder) -> tuple[list[str], list[int], int]:
    """Texts as far as the network reads at once, their lengths in tokens, and how many had to be cut."""
    kept, lengths, cut = [], [], 0
    for text, ad in zip(texts, encoder.encode([[text] for text in texts]), strict=True):
        most = encoder.max_tokens - 2
        is_long = len(ad.windows) > 1
        kept.append(text[: ad.passages[0].ends[most - 1]] if is_long else text)
        lengths.append(len(ad.windows[0]))
        cut += is_long
    return kept, lengths, cut


def _spread(lengths: Sequence[int], share: float) -> list[int]:
    """Numbers of that share of the texts, of all lengths, in the order of the texts."""
    order = np.argsort(lengths, kind="stable")
    chosen = np.linspace(0, len(order) - 1, max(1, round(share * len(order)))).round().astype(int)
    return sorted(order[chosen].tolist())


def _prepare(model: Path, scratch: Path) -> None:
    command = [sys.executable, str(Path(__file__).with_name("prepare.py")), str(model), str(scratch)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{model} cannot be prepared for measuring:\n{done.stderr}")


def _started(
    options: argparse.Namespace, settings: VariantSettings, stack: ExitStack
) -> tuple[list[Worker], dict[str, str]]:
    workers, skipped = [], {}
    for name in options.variants:
        python = options.infinity_python if name == INFINITY else sys.executable
        try:
            workers.append(stack.enter_context(Worker(name, settings, settings.scratch / TEXTS, python=python)))
        except UnavailableError as error:
            skipped[name] = str(error)
    return workers, skipped


def _report(
    records: Sequence[VariantRecord],
    peaks: Sequence[Sequence[Peak]],
    skipped: dict[str, str],
    options: argparse.Namespace,
    texts: dict[str, int],
) -> None:
    best = best_peaks(peaks)
    summaries = [summary_of(record, records, best, options.threads) for record in records]
    _SCREEN.print(table_of(records, summaries))
    for name, reason in skipped.items():
        _SCREEN.print(f"skipped {name}: {reason}", markup=False)
    for (number_type, threads), rate in best.items():
        _SCREEN.print(f"peak {number_type} on {threads} threads: {rate / 1e9:,.0f} G operations/s")
    machine = described_machine()
    whole: dict[str, Any] = {
        "benchmark": "engines",
        "machine": machine,
        "settings": {
            "model": read_manifest(options.model).label,
            "threads": options.threads,
            "rounds": options.rounds,
            "files": [path.name for path in options.texts],
            "short_text_characters": len(options.short_text),
            **texts,
        },
        "operations": FORMULA,
        "peaks": [[asdict(peak) for peak in some] for some in peaks],
        "skipped": skipped,
        "variants": [
            {"name": record.name, **summary, "raw": raw_of(record)}
            for record, summary in zip(records, summaries, strict=True)
        ],
    }
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "engines.json").write_text(json.dumps(whole, indent=1, ensure_ascii=False), encoding="utf-8")
    note = f"{machine['processor']}, {options.threads} threads, {texts['texts']} texts, {texts['tokens']} tokens"
    rows = [
        {"name": record.name, "is_ours": record.is_ours, **summary}
        for record, summary in zip(records, summaries, strict=True)
    ]
    draw_engines(options.out / "engines.png", rows, note)
    _SCREEN.print(f"written: {options.out / 'engines.json'}, {options.out / 'engines.png'}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=SHIPPED_MODEL, help="folder of an artefact")
    parser.add_argument("--texts", type=Path, nargs="+", default=[], metavar="FILE", help="one a line; .gz is fine")
    parser.add_argument("--count", type=int, default=4000, help="texts drawn")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sizes", type=int, nargs="*", default=[], help="texts handed over at once, beside all")
    parser.add_argument("--calls", type=int, default=300, help="of one short text, all rounds together")
    parser.add_argument("--threads", type=int, default=usable_threads())
    parser.add_argument("--variants", nargs="+", choices=VARIANTS, default=list(VARIANTS), metavar="NAME")
    parser.add_argument("--infinity-python", default=sys.executable, help="interpreter where infinity_emb is installed")
    parser.add_argument("--peak-seconds", type=float, default=0.3, help="for each measure of the peak")
    parser.add_argument("--out", type=Path, default=Path("out/benchmarks"), help="folder of the results")
    options = parser.parse_args()
    options.short_text = short_text()
    return options


if __name__ == "__main__":
    main()
