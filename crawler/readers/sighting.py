"""Sightings and image readings as records, and back.

Knows nothing of rows or files.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from crawler.ad import Box, FoundBy, ImageReading, Sighting, TextLine
from crawler.readers.row import RowError


def record_of_sighting(sighting: Sighting) -> dict[str, Any]:
    """Write a sighting as ``sighting_from_record`` reads it; what is not known is left out."""
    record: dict[str, Any] = {
        "capture_id": sighting.capture_id,
        "seen_at": sighting.seen_at.isoformat(),
        "site": sighting.site,
        "page_url": sighting.page_url,
        "found_by": [way.value for way in sighting.found_by],
        "proof": sighting.proof,
        "frame_url": sighting.frame_url,
        "selector": sighting.selector,
        "box": _numbers_of(sighting.box) if sighting.box is not None else None,
        "screenshot_sha256": sighting.screenshot_sha256,
        "landing_url": sighting.landing_url,
        "landing_final_url": sighting.landing_final_url,
        "landing_capture_id": sighting.landing_capture_id,
        "landing_problem": sighting.landing_problem,
        "campaign": sighting.campaign,
        "medium": sighting.medium,
        "place": sighting.place,
    }
    return {key: value for key, value in record.items() if value is not None}


def sighting_from_record(value: object) -> Sighting:
    """Read a sighting.

    Raises:
        RowError: a part is missing or of the wrong kind; names it.
    """
    record = _mapping_of(value, "sighting")
    try:
        ways = tuple(FoundBy(way) for way in _list_of(record, "sighting", "found_by"))
        seen_at = datetime.fromisoformat(_text_of(record, "sighting", "seen_at"))
    except ValueError as error:
        raise RowError(f"sighting: {error}") from error
    if seen_at.tzinfo is None:
        raise RowError(f"sighting.seen_at {seen_at.isoformat()!r} has no zone; write it in UTC: …+00:00")
    box = record.get("box")
    return Sighting(
        capture_id=_text_of(record, "sighting", "capture_id"),
        seen_at=seen_at,
        site=_text_of(record, "sighting", "site"),
        page_url=_maybe_text(record, "sighting", "page_url"),
        found_by=ways,
        proof=_text_of(record, "sighting", "proof"),
        frame_url=_maybe_text(record, "sighting", "frame_url"),
        selector=_maybe_text(record, "sighting", "selector"),
        box=None if box is None else _box_of(box, "sighting.box"),
        screenshot_sha256=_maybe_text(record, "sighting", "screenshot_sha256"),
        landing_url=_maybe_text(record, "sighting", "landing_url"),
        landing_final_url=_maybe_text(record, "sighting", "landing_final_url"),
        landing_capture_id=_maybe_text(record, "sighting", "landing_capture_id"),
        landing_problem=_maybe_text(record, "sighting", "landing_problem"),
        campaign=_maybe_text(record, "sighting", "campaign"),
        medium=_maybe_text(record, "sighting", "medium"),
        place=_maybe_text(record, "sighting", "place"),
    )


def record_of_reading(reading: ImageReading) -> dict[str, Any]:
    """Write what was read in an image as ``reading_from_record`` reads it."""
    record: dict[str, Any] = {
        "sha256": reading.sha256,
        "width": reading.width,
        "height": reading.height,
        "engine": reading.engine,
        "problem": reading.problem,
    }
    known = {key: value for key, value in record.items() if value is not None}
    if reading.lines:
        known["lines"] = [
            {
                "text": line.text,
                "box": _numbers_of(line.box),
                "confidence": line.confidence,
                "small_print": line.is_small_print,
            }
            for line in reading.lines
        ]
    return known


def reading_from_record(value: object, place: str) -> ImageReading:
    """Read an image reading; ``place`` is what an error calls it.

    Raises:
        RowError: a part is missing or of the wrong kind; names it.
    """
    record = _mapping_of(value, place)
    return ImageReading(
        sha256=_maybe_text(record, place, "sha256"),
        width=_maybe_whole(record, place, "width"),
        height=_maybe_whole(record, place, "height"),
        engine=_maybe_text(record, place, "engine"),
        lines=tuple(
            _line_of(line, f"{place}.lines[{index}]")
            for index, line in enumerate(_list_of(record, place, "lines") if "lines" in record else ())
        ),
        problem=_maybe_text(record, place, "problem"),
    )


def _line_of(value: object, place: str) -> TextLine:
    record = _mapping_of(value, place)
    confidence = record.get("confidence")
    if isinstance(confidence, bool) or not isinstance(confidence, int | float):
        raise RowError(f"{place}.confidence is {confidence!r}, not a number")
    return TextLine(
        text=_text_of(record, place, "text"),
        box=_box_of(record.get("box"), f"{place}.box"),
        confidence=float(confidence),
        is_small_print=record.get("small_print") is True,
    )


def _numbers_of(box: Box) -> list[float]:
    return [box.x, box.y, box.width, box.height]


def _box_of(value: object, place: str) -> Box:
    if (
        not isinstance(value, Sequence)
        or len(value) != 4
        or any(isinstance(side, bool) or not isinstance(side, int | float) for side in value)
    ):
        raise RowError(f"{place} is {value!r}, not [x, y, width, height]")
    x, y, width, height = value
    return Box(x=float(x), y=float(y), width=float(width), height=float(height))


def _mapping_of(value: object, place: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise RowError(f"{place} is {type(value).__name__}, not an object")
    return value


def _text_of(record: Mapping[str, Any], place: str, key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str):
        raise RowError(f"{place}.{key} is {type(value).__name__}, not a string")
    return value


def _maybe_text(record: Mapping[str, Any], place: str, key: str) -> str | None:
    return None if record.get(key) is None else _text_of(record, place, key)


def _maybe_whole(record: Mapping[str, Any], place: str, key: str) -> int | None:
    value = record.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise RowError(f"{place}.{key} is {value!r}, not a whole number")
    return value


def _list_of(record: Mapping[str, Any], place: str, key: str) -> Sequence[Any]:
    value = record.get(key)
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise RowError(f"{place}.{key} is {type(value).__name__}, not a list")
    return value
