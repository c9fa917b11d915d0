"""Reads and writes a split set: one file of examples for each split in a folder.

Does not decide which text goes where.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from labeled_data.errors import ExampleFileError, ExampleProblem
from labeled_data.example import LabeledExample
from labeled_data.example_file import read_examples, write_examples
from labeled_data.splitting.split_name import SplitName
from labeled_data.splitting.units import SplitError

SplitSet = Mapping[SplitName, tuple[LabeledExample, ...]]
"""The examples of each split."""


def split_file(folder: Path, name: SplitName) -> Path:
    """The file of a split."""
    return folder / f"{name}.jsonl"


def divided(examples: Iterable[LabeledExample], assignment: Mapping[str, SplitName]) -> SplitSet:
    """Examples by split, each part in order of id.

    Raises:
        SplitError: groups that ``assignment`` does not hold; all are listed.
    """
    parts: dict[SplitName, list[LabeledExample]] = {name: [] for name in SplitName}
    problems: list[str] = []
    for example in sorted(examples, key=lambda example: example.example_id):
        home = assignment.get(example.group or "")
        if home is not None:
            parts[home].append(example)
        else:
            problems.append(f"{example.example_id}: group {example.group!r} has no split; split the set again")
    if problems:
        raise SplitError(problems)
    return {name: tuple(part) for name, part in parts.items()}


def read_split_set(folder: Path) -> SplitSet:
    """Read ``train.jsonl``, ``dev.jsonl`` and ``test.jsonl``.

    Raises:
        ExampleFileError: files cannot be used; the problems of all three are listed.
    """
    parts: dict[SplitName, tuple[LabeledExample, ...]] = {}
    problems: list[ExampleProblem] = []
    for name in SplitName:
        path = split_file(folder, name)
        try:
            parts[name] = read_examples(path)
        except ExampleFileError as error:
            problems += [ExampleProblem(0, f"{path.name}: {problem}") for problem in error.problems]
    if problems:
        raise ExampleFileError(str(folder), problems)
    return parts


def write_split_set(folder: Path, parts: SplitSet) -> None:
    """Write the three files so that ``read_split_set`` gives back equal values.

    All are written beside their places first and then moved there: an interruption while writing leaves the old set.
    """
    folder.mkdir(parents=True, exist_ok=True)
    staged = {split_file(folder, name): folder / f".{name}.staged" for name in SplitName}
    try:
        for name, path in zip(SplitName, staged.values(), strict=True):
            write_examples(path, parts.get(name, ()))
        for target, path in staged.items():
            path.replace(target)
    finally:
        for path in staged.values():
            path.unlink(missing_ok=True)
            path.with_name(path.name + ".new").unlink(missing_ok=True)


def assignment_of(parts: SplitSet) -> dict[str, SplitName]:
    """Group → split of a split set, to be passed on as the earlier split.

    Raises:
        SplitError: groups that stand in several splits; all are listed.
    """
    homes: dict[str, set[SplitName]] = {}
    for name, part in parts.items():
        for example in part:
            if example.group:
                homes.setdefault(example.group, set()).add(name)
    torn = {group: sorted(names) for group, names in sorted(homes.items()) if len(names) > 1}
    if torn:
        raise SplitError(
            [f"group {group!r} stands in {' and '.join(names)}; keep one" for group, names in torn.items()]
        )
    return {group: next(iter(names)) for group, names in sorted(homes.items())}


def split_of_ids(parts: SplitSet) -> dict[str, SplitName]:
    """Example id → split, as the checks and statistics take it."""
    return {example.example_id: name for name, part in parts.items() for example in part}
