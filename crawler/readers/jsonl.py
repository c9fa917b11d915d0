"""Reads ads from JSON lines.

Knows nothing of other formats.
"""

from collections.abc import Iterator

import orjson

from crawler.readers.lines import read_lines
from crawler.readers.record import ad_from_record
from crawler.readers.row import InputFile, ReadOptions, Row, RowError


def read_jsonl(file: InputFile, options: ReadOptions) -> Iterator[Row]:
    """Yield one ad a line; blank lines are skipped."""
    for line in read_lines(file):
        if line.problem is not None:
            yield line.as_unreadable(file.name)
            continue
        if not line.text.strip():
            continue
        try:
            record = orjson.loads(line.text)
            fallback_id = f"{file.name}#{line.number}"
            yield ad_from_record(record, fallback_id=fallback_id, text_column=options.text_column)
        except orjson.JSONDecodeError as error:
            yield line.as_unreadable(file.name, f"not JSON: {error}")
        except RowError as error:
            yield line.as_unreadable(file.name, str(error))
