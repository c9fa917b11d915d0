"""Random choices that come out the same on every machine and Python.

Knows nothing of what is chosen.
"""

import hashlib
import random
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Draws:
    """A stream of choices that depends on its parts alone.

    Only ``random.Random.random`` is used: it is the one method whose values Python promises to keep.
    """

    def __init__(self, *parts: str) -> None:
        digest = hashlib.sha256()
        for part in parts:
            content = part.encode("utf-8", "surrogatepass")
            # The length goes in as well: moving a character from one part into the next must change the stream.
            digest.update(f"{len(content)}:".encode())
            digest.update(content)
        self._random = random.Random(int.from_bytes(digest.digest(), "big"))

    def unit(self) -> float:
        """Draw a number ``0 <= x < 1``."""
        return self._random.random()

    def pick(self, items: Sequence[Item]) -> Item:
        """Draw one of ``items``, which is not empty."""
        return pick_at(items, self.unit())

    def ranks(self, count: int) -> list[int]:
        """Draw an order of ``count`` things: the rank of each, from 0."""
        order = sorted(range(count), key=[self.unit() for _ in range(count)].__getitem__)
        ranks = [0] * count
        for rank, index in enumerate(order):
            ranks[index] = rank
        return ranks


def pick_at(items: Sequence[Item], unit: float) -> Item:
    """Return the item that stands at ``unit`` of the way, ``0 <= unit < 1``."""
    return items[int(unit * len(items))]
