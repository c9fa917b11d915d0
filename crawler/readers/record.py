"""Turns one row of a table or one JSON record into an ad, and an ad back into a record.

Knows nothing of files; reports what is wrong with a row as a ``RowError``.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from crawler.ad import Ad, Creative, CreativeKind
from crawler.errors import MissingColumnError
from crawler.readers.columns import ColumnMap, map_columns
from crawler.readers.published import published_at_of
from crawler.readers.row import RowError


def ad_from_cells(cells: Sequence[object], columns: ColumnMap, *, fallback_id: str) -> Ad:
    """Make an ad of one table row; empty cells are left out.

    Raises:
        RowError: the row has no text, or a cell that cannot be read.
    """

    def cell(position: int | None) -> object:
        return cells[position] if position is not None and position < len(cells) else None

    creatives = [
        Creative(kind=kind, text=text)
        for position, kind in columns.texts
        if (text := _cell_text(cell(position))).strip()
    ]
    if not creatives:
        raise RowError("no text in this row")
    return Ad(
        ad_id=_id_of(cell(columns.id)) or fallback_id,
        creatives=tuple(creatives),
        advertiser_raw=_fact_of("advertiser", cell(columns.advertiser)),
        published_at=published_at_of(cell(columns.published_at)),
        channel=_fact_of("channel", cell(columns.channel)),
    )


def ad_from_record(record: object, *, fallback_id: str, text_column: str | None = None) -> Ad:
    """Make an ad of ``{"id", "text"}`` or ``{"id", "creatives": [{"kind", "text"}], …}``.

    Raises:
        RowError: the record is not of that form.
    """
    if not isinstance(record, Mapping):
        raise RowError(f"not an object but {type(record).__name__}; a line is an object with text or creatives")
    names = tuple(record)
    has_creatives = record.get("creatives") is not None and text_column is None
    if has_creatives and isinstance(record.get("text"), str) and record["text"].strip():
        raise RowError("both text and creatives are given; keep one of them")
    try:
        columns = map_columns((*names, "text") if has_creatives else names, "record", text_column=text_column)
    except MissingColumnError as error:
        raise RowError(f"no text and no creatives (keys: {', '.join(map(repr, names)) or 'none'})") from error
    cells: list[Any] = list(record.values())
    if not has_creatives:
        for position, _ in columns.texts:
            if cells[position] is not None and not isinstance(cells[position], str):
                raise RowError(f"{names[position]} is {type(cells[position]).__name__}, not a string")
        return ad_from_cells(cells, columns, fallback_id=fallback_id)
    creatives = _creatives_of(record["creatives"])
    return Ad(
        ad_id=_id_of(record.get("id", record.get("ad_id"))) or fallback_id,
        creatives=creatives,
        advertiser_raw=_fact_of("advertiser", _at(cells, columns.advertiser)),
        published_at=published_at_of(_at(cells, columns.published_at)),
        channel=_fact_of("channel", _at(cells, columns.channel)),
    )


def record_of(ad: Ad) -> dict[str, Any]:
    """Write an ad as the record that ``ad_from_record`` reads back into an equal ad."""
    record: dict[str, Any] = {
        "id": ad.ad_id,
        "creatives": [{"kind": creative.kind.value, "text": creative.text} for creative in ad.creatives],
    }
    if ad.advertiser_raw is not None:
        record["advertiser"] = ad.advertiser_raw
    if ad.published_at is not None:
        record["published_at"] = ad.published_at.isoformat()
    if ad.channel is not None:
        record["channel"] = ad.channel
    return record


def _at(cells: Sequence[object], position: int | None) -> object:
    return None if position is None else cells[position]


def _creatives_of(value: object) -> tuple[Creative, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise RowError(f"creatives is {type(value).__name__}, not a list of objects with kind and text")
    creatives = tuple(_creative_of(item, index) for index, item in enumerate(value))
    if not any(creative.text.strip() or creative.kind is CreativeKind.IMAGE_TEXT for creative in creatives):
        raise RowError("no creative has text")
    return creatives


def _creative_of(item: object, index: int) -> Creative:
    if not isinstance(item, Mapping):
        raise RowError(f"creatives[{index}] is {type(item).__name__}, not an object with kind and text")
    kind = item.get("kind")
    if kind not in set(CreativeKind):
        known = ", ".join(CreativeKind)
        raise RowError(f"creatives[{index}].kind is {kind!r}; it is one of {known}")
    text = item.get("text")
    if text is None and kind == CreativeKind.IMAGE_TEXT:
        text = ""
    if not isinstance(text, str):
        raise RowError(f"creatives[{index}].text is {type(text).__name__}, not a string")
    return Creative(kind=CreativeKind(kind), text=text)


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _id_of(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise RowError(f"id is {type(value).__name__}; it is a string or a whole number")
    return _cell_text(value).strip() or None


def _fact_of(name: str, value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool | list | dict):
        raise RowError(f"{name} is {type(value).__name__}, not a string")
    return _cell_text(value).strip() or None
