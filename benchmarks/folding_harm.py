"""What undoing disguises costs on texts that hide nothing: ``python benchmarks/folding_harm.py FILE… [--limit N]``.

Every text (one a line, ``.gz`` is read too) is scanned with disguises undone and without. Printed per file: how many
texts in 10,000 are rewritten at all, by kind; how many get a violation, or leave ``pass``, only because of it; and
samples with ``--show N``. Whoever runs it vouches that the texts are ordinary: then every such finding is harm.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from texts import lines_of

from classifier import AdCopy, Outcome, Scanner, ScannerConfig, Status, Verdict, build_scanner


@dataclass(kw_only=True)
class Harm:
    """What happened to the texts of one file."""

    texts: int = 0
    rewritten: Counter[str] = field(default_factory=Counter)
    """Texts with at least one rewrite of the kind."""
    accused: int = 0
    """Texts with a category violated only with disguises undone."""
    stopped: int = 0
    """Texts that pass as they stand, but not with disguises undone."""
    samples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def per_10k(self, count: int) -> float:
        """``count`` in 10,000 texts."""
        return 10_000 * count / self.texts if self.texts else 0.0


def measure(texts: Iterable[str], undoing: Scanner, plain: Scanner, *, keep: int) -> Harm:
    """Scan every text both ways; keep up to ``keep`` samples of each kind of rewrite and of new accusations."""
    harm = Harm()
    for text in texts:
        harm.texts += 1
        copy = AdCopy.of_text(text)
        reading = undoing.assembly.reader.read(copy)
        disguises = [disguise for page in reading.pages for disguise in page.all_disguises()]
        if not disguises:
            continue
        for kinds in {"+".join(disguise.kinds) for disguise in disguises}:
            harm.rewritten[kinds] += 1
        for disguise in disguises:
            _keep(harm.samples["+".join(disguise.kinds)], f"{disguise.original} → {disguise.folded}", keep)
        with_undoing, without = undoing.judge(reading), plain.scan(copy)
        new = _violated(with_undoing) - _violated(without)
        harm.accused += bool(new)
        harm.stopped += without.outcome is Outcome.PASS and with_undoing.outcome is not Outcome.PASS
        if new:
            _keep(harm.samples["accused"], f"{', '.join(sorted(new))}: {text[:80]}", keep)
    return harm


def _violated(verdict: Verdict) -> set[str]:
    return {code for code, status in verdict.statuses.items() if status is Status.VIOLATION}


def _keep(samples: list[str], sample: str, most: int) -> None:
    if len(samples) < most:
        samples.append(sample)


def main() -> None:
    """Print a table of files and kinds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="plain text, one a line; .gz is fine")
    parser.add_argument("--limit", type=int, default=None, help="texts read per file")
    parser.add_argument("--show", type=int, default=0, help="samples printed per kind")
    options = parser.parse_args()
    undoing = build_scanner(ScannerConfig(with_edits=False))
    plain = build_scanner(ScannerConfig(with_edits=False, with_disguises=False))
    print(f"{len(undoing.assembly.rulebook.guarded_terms)} guarded terms; counts per 10,000 texts")
    for path in options.files:
        harm = measure(lines_of(path, options.limit), undoing, plain, keep=options.show)
        rewritten = sum(harm.rewritten.values())
        print(
            f"\n{path.name}: {harm.texts} texts · rewritten {harm.per_10k(rewritten):.1f} · accused only so "
            f"{harm.per_10k(harm.accused):.1f} ({harm.accused}) · no longer pass {harm.per_10k(harm.stopped):.1f}"
        )
        for kind, count in harm.rewritten.most_common():
            print(f"  {kind:24} {harm.per_10k(count):7.2f}  ({count})")
        for kind, samples in harm.samples.items():
            print(*(f"      {kind}: {sample}" for sample in samples), sep="\n")


if __name__ == "__main__":
    main()
