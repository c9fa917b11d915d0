"""Reads the publication time of an ad from what a file says.

Knows nothing of files or rows.
"""

import re
from datetime import UTC, date, datetime, time

from crawler.ad import CHINA_TIME
from crawler.readers.row import RowError

_DAY = re.compile(
    r"(?P<year>\d{4})\s*[年/.\-]\s*(?P<month>\d{1,2})\s*[月/.\-]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:\s+(?P<hour>\d{1,2})[:时](?P<minute>\d{2})(?:[:分](?P<second>\d{2})秒?)?分?)?"
)


def published_at_of(value: object) -> datetime | None:
    """Turn a cell or JSON value into an aware UTC time; ``None`` for nothing.

    Raises:
        RowError: the value is there but is no date; the law in force depends on it, so it is not dropped.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    moment = _moment_of(value)
    if moment is None:
        raise RowError(
            f"published_at {value!r} is no date; write it as 2021-05-01 or 2021-05-01T09:30+08:00, or leave it empty"
        )
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=CHINA_TIME)
    try:
        # The day in China, by which the law is chosen, must be in the calendar as well as the moment in UTC.
        moment.astimezone(CHINA_TIME)
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise RowError(f"published_at {value!r} is out of range; write it as 2021-05-01") from error


def _moment_of(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    return _moment_in(value.strip()) if isinstance(value, str) else None


def _moment_in(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        match = _DAY.fullmatch(text)
    if match is None:
        return None
    parts = {name: int(digits or 0) for name, digits in match.groupdict().items()}
    try:
        return datetime(**parts)  # type: ignore[arg-type]
    except ValueError:
        return None
