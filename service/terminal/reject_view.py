"""Shows a row that could not be read or judged.

Knows nothing of why.
"""

import orjson
from rich.text import Text

from service.terminal.visible import visible

_EXCERPT_CHARS = 60


def reject_text(line: bytes) -> Text:
    """One line of the rejects file in one line for a person: file, row, reason, and how the row begins."""
    record = orjson.loads(line)
    place = record["source"] if record["row"] is None else f"{record['source']}:{record['row']}"
    text = Text(f"无法读取 unreadable {_flat(place)}: {_flat(record['reason'])}", style="yellow")
    excerpt = _flat(record["raw"][: 4 * _EXCERPT_CHARS])
    if excerpt:
        text.append("  ")
        text.append(excerpt if len(excerpt) <= _EXCERPT_CHARS else excerpt[: _EXCERPT_CHARS - 1] + "…", style="dim")
    return text


def _flat(text: str) -> str:
    return visible(" ".join(text.split()))
