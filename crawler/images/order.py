"""Puts lines of words in the order in which a person reads them: blocks, columns, rows.

The page is cut in two where the widest band of nothing runs through it, and each part again, until lines are left. A
cut between columns comes before one between rows where it is at least as wide and what it parts is no table.
Knows nothing of what the lines say.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crawler.ad import Box

_SHRINK = 0.15
"""Part of a line's height taken off above and below: found boxes are a little taller than the type in them."""
_SAME_ROW = 0.5
"""Two boxes stand in one row when they share this much of the height of the lower."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    place: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gap:
    width: float
    position: float


def reading_order(boxes: Sequence[Box], *, is_vertical: bool = False) -> tuple[int, ...]:
    """Places of ``boxes`` in reading order.

    ``is_vertical`` for Chinese set from top to bottom, whose columns follow one another from right to left.
    """
    items = [_item(place, box, is_vertical=is_vertical) for place, box in enumerate(boxes)]
    ordered: list[int] = []
    # A stack of its own: a page of a thousand rows is cut a thousand times.
    pending = [items]
    while pending:
        part = pending.pop()
        halves = _cut(part) if len(part) > 1 else None
        if halves is None:
            ordered.extend(item.place for item in _rows(part))
        else:
            pending.extend(reversed(halves))
    return tuple(ordered)


def same_row(one: Box, other: Box) -> bool:
    """Whether two boxes stand beside each other."""
    shared = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return shared >= _SAME_ROW * min(one.height, other.height) > 0


def _item(place: int, box: Box, *, is_vertical: bool) -> _Item:
    left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    if is_vertical:
        # Turned so that a column read from top to bottom becomes a row, and the rightmost the uppermost.
        left, top, right, bottom = top, -right, bottom, -left
    inset = _SHRINK * (bottom - top)
    return _Item(place=place, left=left, top=top + inset, right=right, bottom=bottom - inset)


def _cut(items: list[_Item]) -> tuple[list[_Item], list[_Item]] | None:
    across = _widest_gap([(item.left, item.right) for item in items])
    down = _widest_gap([(item.top, item.bottom) for item in items])
    if across is not None and (down is None or _are_columns(items, across, down)):
        return _split(items, lambda item: item.left < across.position)
    if down is not None:
        return _split(items, lambda item: item.top < down.position)
    return None


def _are_columns(items: list[_Item], across: _Gap, down: _Gap) -> bool:
    """Whether to read down one side before the other.

    Not where each row has its part on either side, as in a table of labels and values, unless both sides hold lines
    as wide as running text.
    """
    if across.width < down.width:
        return False
    left, right = _split(items, lambda item: item.left < across.position)
    is_text = all(
        max(item.right for item in side) - min(item.left for item in side) >= 2 * across.width for side in (left, right)
    )
    return is_text or not (_has_partners(left, right) and _has_partners(right, left))


def _has_partners(side: list[_Item], other: list[_Item]) -> bool:
    return all(any(_overlaps(item, partner) for partner in other) for item in side)


def _widest_gap(spans: list[tuple[float, float]]) -> _Gap | None:
    spans.sort()
    widest: _Gap | None = None
    reached = spans[0][1]
    for start, end in spans[1:]:
        if start > reached and (widest is None or start - reached > widest.width):
            widest = _Gap(width=start - reached, position=start)
        reached = max(reached, end)
    return widest


def _split(items: list[_Item], is_before: Callable[[_Item], bool]) -> tuple[list[_Item], list[_Item]]:
    return [item for item in items if is_before(item)], [item for item in items if not is_before(item)]


def _rows(items: list[_Item]) -> list[_Item]:
    """Items that no gap parts: by rows that overlap, each from left to right."""
    rows: list[list[_Item]] = []
    for item in sorted(items, key=lambda item: (item.top, item.left)):
        row = next((row for row in rows if _overlaps(row[0], item)), None)
        if row is None:
            rows.append([item])
        else:
            row.append(item)
    return [item for row in rows for item in sorted(row, key=lambda item: item.left)]


def _overlaps(one: _Item, other: _Item) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= _SAME_ROW * min(one.bottom - one.top, other.bottom - other.top)
