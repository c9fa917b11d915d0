"""How texts and answers are read from and written to terminals and files.

Knows nothing of any aid.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson

from classifier.legal.category import CODES
from labeled_data.whole_file import write_whole
from models.learning.answers import ASKS
from models.learning.errors import LearningAidError

_SHOWN = 140

RULE_ANSWERS: Mapping[int, str] = {1: "violation", 0: "none", ASKS: "needs_fact"}
"""A number in a matrix of answers → what it means."""


def check_category(code: str) -> None:
    """Refuse what is no category.

    Raises:
        LearningAidError: no category is called so.
    """
    if code not in CODES:
        raise LearningAidError(f"no category is called {code!r}; known: {', '.join(CODES)}")


def shortened(text: str, most: int = _SHOWN) -> str:
    """A text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def write_lines(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    """Write JSON lines; the file appears whole or not."""
    write_whole(path, b"".join(orjson.dumps(record) + b"\n" for record in records))
