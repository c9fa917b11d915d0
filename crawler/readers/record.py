"""Turns one row of a table or one JSON record into an ad, and an ad back into a record.

Knows nothing of files; reports what is wrong with a row as a ``RowError``.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from crawler.ad import Ad, Creative, CreativeKind, Origin
from crawler.errors import MissingColumnError
from crawler.readers.columns import ColumnMap, map_columns
from crawler.readers.published import published_at_of
from crawler.readers.row import RowError
from crawler.readers.sighting import (
    reading_from_record,
    record_of_reading,
    record_of_sighting,
    sighting_from_record,
)

_EXACT_IN_FLOAT = 2**53
"""From here on a floating-point number no longer tells neighbouring whole numbers apart."""


def ad_from_cells(cells: Sequence[object], columns: ColumnMap, origin: Origin) -> Ad:
    """Make an ad of one table row; empty cells are left out, and so is NaN, which tables write for nothing.

    Raises:
        RowError: the row has no text, or a cell that cannot be read.
    """

    def cell(position: int | None) -> object:
        return cells[position] if position is not None and position < len(cells) else None

    creatives = [
        Creative(kind=kind, text=text)
        for position, kind in columns.texts
        if (text := _cell_text(kind.value, cell(position))).strip()
    ]
    if not creatives:
        raise RowError("no text in this row")
    return Ad(
        ad_id=_id_of(cell(columns.id)) or origin.default_id,
        creatives=tuple(creatives),
        advertiser_raw=_fact_of("advertiser", cell(columns.advertiser)),
        published_at=_published_of(cell(columns.published_at)),
        channel=_fact_of("channel", cell(columns.channel)),
        origin=origin,
    )


def ad_from_record(record: object, origin: Origin, *, text_column: str | None = None) -> Ad:
    """Make an ad of ``{"id", "text"}`` or ``{"id", "creatives": [{"kind", "text"}], …}``.

    An empty list of creatives counts as none, as an empty text does.

    Raises:
        RowError: the record is not of that form.
    """
    if not isinstance(record, Mapping):
        raise RowError(f"not an object but {type(record).__name__}; a line is an object with text or creatives")
    names = tuple(record)
    has_creatives = record.get("creatives") not in (None, []) and text_column is None
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
        return ad_from_cells(cells, columns, origin)
    creatives = _creatives_of(record["creatives"])
    return Ad(
        ad_id=_id_of(record.get("id", record.get("ad_id"))) or origin.default_id,
        creatives=creatives,
        advertiser_raw=_fact_of("advertiser", _at(cells, columns.advertiser)),
        published_at=_published_of(_at(cells, columns.published_at)),
        channel=_fact_of("channel", _at(cells, columns.channel)),
        sighting=sighting_from_record(record["sighting"]) if isinstance(record.get("sighting"), Mapping) else None,
        origin=origin,
    )


def record_of(ad: Ad) -> dict[str, Any]:
    """Write an ad as the record that ``ad_from_record`` reads back into an equal ad."""
    record: dict[str, Any] = {
        "id": ad.ad_id,
        "creatives": [_record_of_creative(creative) for creative in ad.creatives],
    }
    if ad.advertiser_raw is not None:
        record["advertiser"] = ad.advertiser_raw
    if ad.published_at is not None:
        record["published_at"] = ad.published_at.isoformat()
    if ad.channel is not None:
        record["channel"] = ad.channel
    if ad.sighting is not None:
        record["sighting"] = record_of_sighting(ad.sighting)
    return record


def _record_of_creative(creative: Creative) -> dict[str, Any]:
    record: dict[str, Any] = {"kind": creative.kind.value, "text": creative.text}
    if creative.image is not None:
        record["image"] = record_of_reading(creative.image)
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
    if not isinstance(kind, str) or kind not in set(CreativeKind):
        known = ", ".join(CreativeKind)
        raise RowError(f"creatives[{index}].kind is {kind!r}; it is one of {known}")
    text = item.get("text")
    if text is None and kind == CreativeKind.IMAGE_TEXT:
        text = ""
    if not isinstance(text, str):
        raise RowError(f"creatives[{index}].text is {type(text).__name__}, not a string")
    image = item.get("image")
    return Creative(
        kind=CreativeKind(kind),
        text=text,
        # Anything else under that name, an address for one, is the source's own.
        image=reading_from_record(image, f"creatives[{index}].image") if isinstance(image, Mapping) else None,
    )


def _is_nothing(value: object) -> bool:
    # NaN is the only number that differs from itself.
    return value is None or (isinstance(value, float | Decimal) and value != value)  # noqa: PLR0124


def _cell_text(name: str, value: object) -> str:
    if _is_nothing(value):
        return ""
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError as error:
            raise RowError(f"{name} is not UTF-8 at byte {error.start} of the cell; store it as text") from error
    if isinstance(value, list | tuple | set | Mapping):
        raise RowError(f"{name} is {type(value).__name__}, not a string")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _id_of(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float | bytes):
        raise RowError(f"id is {type(value).__name__}; it is a string or a whole number")
    if isinstance(value, float) and abs(value) >= _EXACT_IN_FLOAT:
        raise RowError(f"id {value!r} lost digits: it is kept as a floating-point number; store ids as text")
    return _cell_text("id", value).strip() or None


def _published_of(value: object) -> datetime | None:
    return None if _is_nothing(value) else published_at_of(value)


def _fact_of(name: str, value: object) -> str | None:
    if isinstance(value, bool):
        raise RowError(f"{name} is {type(value).__name__}, not a string")
    return _cell_text(name, value).strip() or None
