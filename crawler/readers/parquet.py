"""Reads ads from Parquet files, batch by batch.

Knows nothing of other formats.
"""

from collections.abc import Iterator
from typing import Any

import orjson

from crawler.errors import InputFileError
from crawler.readers.columns import headerless_map, is_column_number, map_columns
from crawler.readers.record import ad_from_cells, ad_from_record
from crawler.readers.row import InputFile, ReadOptions, Row, RowError, UnreadableRow

_BATCH_ROWS = 1024


def read_parquet(file: InputFile, options: ReadOptions) -> Iterator[Row]:
    """Yield one ad for each row; a ``creatives`` column holds lists of structs with kind and text.

    Raises:
        InputFileError: not a Parquet file.
        MissingColumnError: no text column.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(file.path) as table:
            names = list(table.schema_arrow.names)
            is_nested = "creatives" in names and options.text_column is None
            if is_column_number(names, options.text_column):
                columns = headerless_map(int(options.text_column or 1) - 1)
            elif not is_nested:
                columns = map_columns(names, file.name, text_column=options.text_column)
            number = 0
            for batch in table.iter_batches(batch_size=_BATCH_ROWS):
                for record in _records_of(batch):
                    number += 1
                    if isinstance(record, str):
                        yield UnreadableRow(source=file.name, row_number=number, reason=record, raw="")
                        continue
                    fallback_id = f"{file.name}#{number}"
                    try:
                        if is_nested:
                            yield ad_from_record(record, fallback_id=fallback_id)
                        else:
                            yield ad_from_cells(list(record.values()), columns, fallback_id=fallback_id)
                    except RowError as error:
                        raw = orjson.dumps(record, default=str, option=orjson.OPT_NON_STR_KEYS).decode()
                        yield UnreadableRow(source=file.name, row_number=number, reason=str(error), raw=raw)
    except (pa.ArrowException, OSError) as error:
        raise InputFileError(file.name, f"cannot be read as Parquet: {error}") from error


def _records_of(batch: Any) -> Iterator[dict[str, Any] | str]:
    """Rows as dictionaries; the reason in place of a row whose strings are not UTF-8."""
    try:
        yield from batch.to_pylist()
    except UnicodeDecodeError:
        for index in range(batch.num_rows):
            try:
                yield batch.slice(index, 1).to_pylist()[0]
            except UnicodeDecodeError as error:
                yield f"a string of this row is not UTF-8 at byte {error.start} of the cell"


def count_parquet_rows(file: InputFile) -> int:
    """Read the number of rows from the footer."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(file.path) as table:
        return int(table.metadata.num_rows)
