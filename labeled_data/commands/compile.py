"""``finad data compile``: authored files to split files with a manifest.

Knows nothing of the authoring format.
"""

from pathlib import Path

from rich.console import Console

from labeled_data.authoring import compile_folder
from labeled_data.describing.report_table import as_rich
from labeled_data.errors import LabeledDataError
from labeled_data.manifest import write_manifest
from labeled_data.splitting.split import far_off, split, split_tables, stratum_shares
from labeled_data.splitting.split_files import assignment_of, divided, read_split_set, split_file, write_split_set
from labeled_data.splitting.split_name import SplitName

SEED = 2016


def run_compile(authored: Path, out: Path, console: Console, *, seed: int = SEED, anew: bool = False) -> int:
    """Compile ``authored`` into ``out``; groups that are split already stay where they are, unless ``anew``.

    Returns the exit status.

    Raises:
        LabeledDataError: authored files cannot be compiled or split; nothing is written.
    """
    examples = compile_folder(authored)
    if not examples:
        raise LabeledDataError(f"{authored}: its files hold no texts; nothing was written")
    # An earlier set of which a file is missing is an error of reading it, not a first compilation.
    is_first = anew or not any(split_file(out, name).exists() for name in SplitName)
    previous = None if is_first else assignment_of(read_split_set(out))
    assignment = split(examples, seed, previous=previous)
    parts = divided(examples, assignment)
    write_split_set(out, parts)
    manifest = write_manifest(out)
    shares = stratum_shares(examples, assignment)
    console.print(as_rich(split_tables(shares)))
    for share in far_off(shares):
        console.print(f"far from its ratio: {share.stratum} in {share.split}: {share.share:.1%}")
    counts = ", ".join(f"{name} {len(part):,}" for name, part in parts.items())
    fingerprint = manifest.test_fingerprint[:12]
    console.print(f"{len(examples):,} texts → {out}: {counts}; test fingerprint {fingerprint}", markup=False)
    return 0
