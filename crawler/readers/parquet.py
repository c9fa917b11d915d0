"""Reads ads from Parquet files, batch by batch.

Knows nothing of other formats.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from crawler.ad import Ad, Origin
from crawler.errors import InputFileError
from crawler.readers.columns import headerless_map, is_column_number, map_columns
from crawler.readers.record import ad_from_cells, ad_from_record
from crawler.readers.row import InputFile, ReadOptions, Row, RowError, ad_or_reject, unexpected

_BATCH_ROWS = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class _BadCell:
    """Stands where a value cannot be had; costs the row only if the column is read."""

    reason: str

    def __str__(self) -> str:
        return f"({self.reason})"


def read_parquet(file: InputFile, options: ReadOptions) -> Iterator[Row]:
    """Yield one ad for each row; a ``creatives`` column holds lists of structs with kind and text.

    Raises:
        InputFileError: not a Parquet file.
        MissingColumnError: no text column, or none of the number asked for.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(file.path) as table:
            names = list(table.schema_arrow.names)
            read = _row_reader(names, file.name, options)
            number = 0
            for batch in table.iter_batches(batch_size=_BATCH_ROWS):
                # By position: names may repeat.
                for cells in zip(*(_values_of(column) for column in batch.columns), strict=True):
                    number += 1
                    yield read(cells, Origin(source=file.name, row_number=number))
    except (pa.ArrowException, OSError) as error:
        raise InputFileError(file.name, f"cannot be read as Parquet: {error}") from error


def _row_reader(names: Sequence[str], source: str, options: ReadOptions) -> Callable[[Sequence[object], Origin], Row]:
    if "creatives" in names and options.text_column is None:

        def make(cells: Sequence[object], origin: Origin) -> Ad:
            _require_good(names, cells, range(len(names)))
            return ad_from_record(dict(zip(names, cells, strict=True)), origin)
    else:
        if options.text_column is not None and is_column_number(names, options.text_column):
            columns = headerless_map(options.text_column, len(names), source)
        else:
            columns = map_columns(names, source, text_column=options.text_column)
        facts = (columns.id, columns.advertiser, columns.published_at, columns.channel)
        used = [*(position for position, _ in columns.texts), *(fact for fact in facts if fact is not None)]

        def make(cells: Sequence[object], origin: Origin) -> Ad:
            _require_good(names, cells, used)
            return ad_from_cells(cells, columns, origin)

    def read(cells: Sequence[object], origin: Origin) -> Row:
        return ad_or_reject(lambda origin: make(cells, origin), origin, lambda: _raw(names, cells))

    return read


def _require_good(names: Sequence[str], cells: Sequence[object], used: Sequence[int]) -> None:
    for position in used:
        cell = cells[position]
        if isinstance(cell, _BadCell):
            raise RowError(f"{names[position]} {cell.reason}")


def _raw(names: Sequence[str], cells: Sequence[object]) -> str:
    try:
        return orjson.dumps(dict(zip(names, cells, strict=True)), default=str).decode()
    except orjson.JSONEncodeError:
        return repr(dict(zip(names, cells, strict=True)))


def _values_of(column: Any) -> list[object]:
    """Values of one column of a batch as Python objects, cell by cell where one of them cannot be had."""
    import pyarrow as pa

    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        # Python's times end at microseconds; what is cut off decides nothing about an ad.
        column = column.cast(pa.timestamp("us", tz=column.type.tz), safe=False)
    try:
        values: list[object] = column.to_pylist()
    except Exception:  # pyarrow raises many kinds, and one cell must not cost the others
        return [_value_of(scalar) for scalar in column]
    return values


def _value_of(scalar: Any) -> object:
    try:
        return scalar.as_py()
    except UnicodeDecodeError as error:
        return _BadCell(reason=f"is not UTF-8 at byte {error.start} of the cell")
    except Exception as error:
        return _BadCell(reason=unexpected(error))


def count_parquet_rows(file: InputFile) -> int:
    """Read the number of rows from the footer."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(file.path) as table:
        return int(table.metadata.num_rows)
