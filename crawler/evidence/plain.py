"""Dataclasses to plain JSON values and back, by their annotations.

Bytes become their hash and size; whoever reads them back says where the bytes are. Knows no particular dataclass.
"""

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from crawler.errors import EvidenceError
from crawler.evidence.canonical import sha256_of

Value = TypeVar("Value")
BytesOf = Callable[[str], bytes]
"""Gives the bytes of a SHA-256, or raises ``EvidenceError``."""


def plain_of(value: Any) -> Any:
    """Turn a dataclass, or what its fields hold, into objects, lists, strings, numbers, booleans and null.

    Raises:
        EvidenceError: a time has no zone, or a value is of a kind that evidence does not hold.
    """
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case datetime():
            return utc_text(value)
        case bytes():
            return {"sha256": sha256_of(value), "size": len(value)}
        case tuple():
            return [plain_of(item) for item in value]
        case _ if dataclasses.is_dataclass(value):
            return {field.name: plain_of(getattr(value, field.name)) for field in dataclasses.fields(value)}
        case _:
            raise EvidenceError(f"{type(value).__name__} {value!r:.80} cannot be sealed; give a plain value")


def utc_text(time: datetime) -> str:
    """Write an aware time in UTC, to the microsecond: ``2026-03-01T02:03:04.000005+00:00``.

    Raises:
        EvidenceError: it has no zone.
    """
    if time.tzinfo is None:
        raise EvidenceError(f"time {time.isoformat()} has no zone; give an aware time, in UTC")
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def from_plain(kind: type[Value], value: object, place: str, *, bytes_of: BytesOf | None = None) -> Value:
    """Turn what ``plain_of`` gave back into a dataclass.

    Raises:
        EvidenceError: a key is missing or unknown, or a value is not of its kind; names the path from ``place``.
    """
    read: Value = _read(kind, value, place, bytes_of)
    return read


def _read(kind: Any, value: Any, place: str, bytes_of: BytesOf | None) -> Any:
    origin = get_origin(kind)
    if origin is UnionType:
        return None if value is None else _read(_without_none(kind), value, place, bytes_of)
    if origin is tuple:
        return _read_tuple(get_args(kind), value, place, bytes_of)
    if dataclasses.is_dataclass(kind):
        return _read_dataclass(kind, value, place, bytes_of)
    if kind is datetime:
        return _read_time(value, place)
    if kind is bytes and bytes_of is not None:
        return _read_bytes(value, place, bytes_of)
    if issubclass(kind, Enum):
        if value not in [item.value for item in kind]:
            raise _wrong(place, f"one of {', '.join(item.value for item in kind)}", value)
        return kind(value)
    is_fitting = isinstance(value, int | float) if kind is float else isinstance(value, kind)
    if not is_fitting or (isinstance(value, bool) and kind is not bool):
        raise _wrong(place, kind.__name__, value)
    return value


def _read_tuple(kinds: tuple[Any, ...], value: Any, place: str, bytes_of: BytesOf | None) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise _wrong(place, "a list", value)
    if kinds[-1] is Ellipsis:
        kinds = (kinds[0],) * len(value)
    elif len(value) != len(kinds):
        raise _wrong(place, f"{len(kinds)} items", value)
    return tuple(
        _read(kind, item, f"{place}[{index}]", bytes_of)
        for index, (kind, item) in enumerate(zip(kinds, value, strict=True))
    )


def _read_dataclass(kind: Any, value: Any, place: str, bytes_of: BytesOf | None) -> Any:
    hints = _hints(kind)
    if not isinstance(value, dict) or value.keys() != hints.keys():
        raise _wrong(place, f"an object with {', '.join(sorted(hints))}", value)
    return kind(**{name: _read(hint, value[name], f"{place}.{name}", bytes_of) for name, hint in hints.items()})


def _read_time(value: Any, place: str) -> datetime:
    try:
        time = datetime.fromisoformat(value)
        is_ours = utc_text(time) == value
    except (TypeError, ValueError, OverflowError, EvidenceError):
        is_ours = False
    if not is_ours:
        raise _wrong(place, "a time such as 2026-03-01T02:03:04.000005+00:00", value)
    return time


def _read_bytes(value: Any, place: str, bytes_of: BytesOf) -> bytes:
    if not isinstance(value, dict) or value.keys() != {"sha256", "size"} or not isinstance(value["sha256"], str):
        raise _wrong(place, "an object with sha256, size", value)
    content = bytes_of(value["sha256"])
    if value["size"] != len(content):
        raise _wrong(f"{place}.size", f"{len(content)}", value["size"])
    return content


def _without_none(union: Any) -> Any:
    (kind,) = (item for item in get_args(union) if item is not NoneType)
    return kind


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _wrong(place: str, expected: str, found: object) -> EvidenceError:
    return EvidenceError(f"{place}: expected {expected}, found {found!r:.120}")
