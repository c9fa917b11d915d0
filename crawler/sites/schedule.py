"""Checks the cron expression of a site.

Knows nothing of running anything at a time: whoever runs crawls regularly reads the expression itself.
"""

import re

_FIELDS = (("minute", 0, 59), ("hour", 0, 23), ("day of month", 1, 31), ("month", 1, 12), ("day of week", 0, 7))
_NAMES = {
    "month": ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
    "day of week": ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"),
}
_MACROS = frozenset({"@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@yearly", "@annually"})
_ITEM = re.compile(r"(?:(?P<any>\*)|(?P<first>\w+)(?:-(?P<last>\w+))?)(?:/(?P<step>\d+))?", re.ASCII)


def schedule_problem(expression: str) -> str | None:
    """Say what is wrong with a cron expression, ``None`` when nothing is.

    Five fields (minute, hour, day of month, month, day of week) of ``*``, numbers, names, ranges, steps and lists, as
    crontab(5) says, or one of its macros but ``@reboot``.
    """
    if expression.lower() in _MACROS:
        return None
    parts = expression.split()
    if len(parts) != len(_FIELDS):
        return f"{len(parts)} fields; cron has five: minute hour day-of-month month day-of-week, such as 30 6 * * 1-5"
    for part, (name, low, high) in zip(parts, _FIELDS, strict=True):
        for item in part.split(","):
            if not _is_item(item, name, low, high):
                return f"{item!r} is no {name}; it is {low} to {high}, a range 1-5, a step */15 or *"
    return None


def _is_item(item: str, name: str, low: int, high: int) -> bool:
    match = _ITEM.fullmatch(item)
    if match is None or (match["step"] is not None and not 1 <= int(match["step"]) <= high):
        return False
    if match["any"]:
        return True
    first = _number_of(match["first"], name)
    last = first if match["last"] is None else _number_of(match["last"], name)
    return first is not None and last is not None and low <= first <= last <= high


def _number_of(text: str, name: str) -> int | None:
    if text.isdecimal():
        return int(text[:4])
    names = _NAMES.get(name, ())
    if text.upper() not in names:
        return None
    return names.index(text.upper()) + (1 if name == "month" else 0)
