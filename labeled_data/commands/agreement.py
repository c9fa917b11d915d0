"""``finad data agreement``: how far two annotators agree on the same texts.

Knows nothing of how agreement is measured.
"""

from pathlib import Path

from rich.console import Console

from labeled_data.agreement.agreement import agreement
from labeled_data.agreement.tables import agreement_tables
from labeled_data.commands.printing import print_tables
from labeled_data.example_file import read_examples


def run_agreement(first: Path, second: Path, console: Console, *, as_markdown_text: bool = False) -> int:
    """Compare two files of examples by id and print kappa, intervals and disagreements; returns the exit status.

    Raises:
        LabeledDataError: files cannot be read, or are not of the same texts.
    """
    tables = agreement_tables(agreement(read_examples(first), read_examples(second)))
    print_tables(console, tables, as_markdown_text=as_markdown_text)
    return 0
