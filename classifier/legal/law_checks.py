"""Checks that entries of the law files share: ids used once, periods that neither run backwards nor overlap.

Does not know what the entries say.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from classifier.errors import DataProblem


def check_unique(entry_id: str, file: str, seen: dict[str, str], problems: list[DataProblem]) -> None:
    """Report an id that was used before, and remember it with its file."""
    if entry_id in seen:
        problems.append(DataProblem(file, entry_id, f"id is already used in {seen[entry_id]}; give it its own"))
    seen[entry_id] = file


def check_periods(
    periods: Sequence[tuple[date, date | None]],
    *,
    file: str,
    entry_id: str,
    what: str,
    problems: list[DataProblem],
) -> None:
    """Report periods that run backwards or start before the one before them has ended."""
    for start, end in periods:
        if end is not None and end < start:
            problems.append(DataProblem(file, entry_id, f"{what}: the period {start} to {end} runs backwards"))
    for (_, end), (start, _) in pairwise(periods):
        if end is None or start <= end:
            message = f"{what}: the period from {start} overlaps the one before it, which ends {end or 'never'}"
            problems.append(DataProblem(file, entry_id, message))
