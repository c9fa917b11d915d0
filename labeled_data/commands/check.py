"""``finad data check``: everything that can be wrong with a set, said at once.

Knows no rule.
"""

from pathlib import Path

from rich.console import Console

from labeled_data.authoring import compile_folder
from labeled_data.checking.check import check, check_tables
from labeled_data.commands.printing import print_tables
from labeled_data.commands.sources import read_source
from labeled_data.manifest import MANIFEST_FILE, verify
from labeled_data.vocabulary import load_vocabulary

FAILED = 1


def run_check(
    path: Path, console: Console, *, authored: Path | None = None, goals: bool = False, as_markdown_text: bool = False
) -> int:
    """Check the examples at ``path`` and print what was found.

    A folder of split files is also compared with its manifest, and with ``authored`` if that is given: what was
    compiled is what is written there now.

    Returns:
        0 if nothing is wrong, 1 if something is; with ``goals`` a missed goal is wrong too.

    Raises:
        LabeledDataError: ``path`` holds no examples or faulty ones.
    """
    source = read_source(path)
    report = check(source.examples, load_vocabulary(), splits=source.splits)
    differences = list(verify(path)) if source.parts is not None and (path / MANIFEST_FILE).exists() else []
    if authored is not None:
        compiled = {example.example_id: example for example in compile_folder(authored)}
        found = {example.example_id: example for example in source.examples}
        stale = sorted(name for name in compiled.keys() | found.keys() if compiled.get(name) != found.get(name))
        differences += [f"{name}: not as authored; run finad data compile" for name in stale]
    tables = check_tables(report)
    print_tables(console, tables, as_markdown_text=as_markdown_text)
    for difference in differences:
        console.print(f"manifest: {difference}", markup=False)
    is_passed = report.is_passed(goals=goals) and not differences
    warnings = len(report.problems) - len(report.errors)
    console.print(
        f"{report.examples:,} texts: {'passed' if is_passed else 'FAILED'} · {len(report.errors)} errors · "
        f"{warnings} warnings · {sum(goal.is_met for goal in report.goals)} of {len(report.goals)} goals met"
    )
    return 0 if is_passed else FAILED
