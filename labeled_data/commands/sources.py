"""Where examples are found: a folder of authored files, a folder of split files, or one file of examples.

Knows nothing of what is done with them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from labeled_data.authoring import compile_folder
from labeled_data.authoring.blocks import SUFFIX, compile_file
from labeled_data.errors import LabeledDataError
from labeled_data.example import LabeledExample
from labeled_data.example_file import read_examples
from labeled_data.splitting.split_files import SplitSet, read_split_set, split_file, split_of_ids
from labeled_data.splitting.split_name import SplitName

PACKAGE_FOLDER = Path(__file__).parent.parent
AUTHORED_FOLDER = PACKAGE_FOLDER / "authored"
"""Where the set is written and reviewed."""
DATA_FOLDER = PACKAGE_FOLDER / "data"
"""Where the compiled set lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleSource:
    """Examples and what is known of their split."""

    examples: tuple[LabeledExample, ...]
    splits: Mapping[str, SplitName] | None = None
    """Example id → split; ``None`` where they are not split."""
    parts: SplitSet | None = None


def read_source(path: Path) -> ExampleSource:
    """Read examples from whatever ``path`` is.

    Raises:
        LabeledDataError: ``path`` holds no examples or faulty ones; every problem is listed.
    """
    if path.is_dir():
        if any(split_file(path, name).exists() for name in SplitName):
            parts = read_split_set(path)
            examples = tuple(example for part in parts.values() for example in part)
            return ExampleSource(examples=examples, splits=split_of_ids(parts), parts=parts)
        return ExampleSource(examples=compile_folder(path))
    if not path.exists():
        raise LabeledDataError(f"{path}: no such file or folder; name a folder of {SUFFIX} or split files, or a file")
    return ExampleSource(examples=compile_file(path) if path.suffix == SUFFIX else read_examples(path))
