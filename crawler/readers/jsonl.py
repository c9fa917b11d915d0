"""Reads ads from JSON lines.

Knows nothing of other formats.
"""

from collections.abc import Iterator

import orjson

from crawler.ad import Ad, Origin
from crawler.readers.lines import Line, read_lines
from crawler.readers.record import ad_from_record
from crawler.readers.row import InputFile, ReadOptions, Row, RowError, ad_or_reject


def read_jsonl(file: InputFile, options: ReadOptions) -> Iterator[Row]:
    """Yield one ad a line; blank lines are skipped."""
    for line in read_lines(file):
        if line.problem is not None:
            yield line.as_unreadable(file.name)
        elif line.text.strip():
            yield _row_of(line, file.name, options.text_column)


def _row_of(line: Line, source: str, text_column: str | None) -> Row:
    def make(origin: Origin) -> Ad:
        try:
            record = orjson.loads(line.text)
        except orjson.JSONDecodeError as error:
            raise RowError(f"not JSON: {error}") from error
        return ad_from_record(record, origin, text_column=text_column)

    return ad_or_reject(make, Origin(source=source, row_number=line.number), lambda: line.text)
