"""``finad data split``: any examples to train, dev and test.

Does not decide which text goes where.
"""

from pathlib import Path

from rich.console import Console

from labeled_data.commands.sources import read_source
from labeled_data.describing.report_table import as_rich
from labeled_data.errors import LabeledDataError
from labeled_data.manifest import write_manifest
from labeled_data.splitting.split import split, split_tables, stratum_shares
from labeled_data.splitting.split_files import assignment_of, divided, read_split_set, write_split_set


def run_split(path: Path, out: Path, console: Console, *, seed: int, keep: Path | None = None) -> int:
    """Split the examples at ``path`` by group into ``out``; groups of ``keep``, an earlier split, stay where they are.

    Returns the exit status.

    Raises:
        LabeledDataError: examples cannot be read or split; nothing is written.
    """
    if out.resolve() in (path.resolve(), path.resolve().parent):
        raise LabeledDataError(f"{out}: splitting {path} into its own folder would overwrite it; choose another --out")
    examples = read_source(path).examples
    previous = None if keep is None else assignment_of(read_split_set(keep))
    assignment = split(examples, seed, previous=previous)
    parts = divided(examples, assignment)
    write_split_set(out, parts)
    write_manifest(out)
    console.print(as_rich(split_tables(stratum_shares(examples, assignment))))
    console.print(
        f"{len(examples):,} texts → {out}: " + ", ".join(f"{name} {len(part):,}" for name, part in parts.items()),
        markup=False,
    )
    return 0
