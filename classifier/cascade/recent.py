"""What was worked out last, up to a number of entries, the least lately used going first.

Knows nothing of what it holds.
"""

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """How often something was asked for, and how often it was there."""

    asked: int
    found: int

    @property
    def share(self) -> float:
        """Share of what was asked for that was there; 0 where nothing was asked."""
        return self.found / self.asked if self.asked else 0.0


class Recent(Generic[K, V]):
    """A bounded memory. Safe to share between threads."""

    def __init__(self, most: int) -> None:
        """Keep up to ``most`` entries.

        Raises:
            ValueError: ``most`` is below 1.
        """
        if most < 1:
            raise ValueError(f"a memory of {most} entries holds nothing; give it room for 1 or more")
        self._most = most
        self._entries: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()
        self._asked = 0
        self._found = 0

    def find(self, keys: Sequence[K]) -> list[V | None]:
        """What is kept under each of ``keys``."""
        entries = self._entries
        with self._lock:
            found = [entries.get(key) for key in keys]
            for key, value in zip(keys, found, strict=True):
                if value is not None:
                    entries.move_to_end(key)
                    self._found += 1
            self._asked += len(keys)
        return found

    def keep(self, pairs: Iterable[tuple[K, V]]) -> None:
        """Keep values under their keys, the last longest."""
        with self._lock:
            for key, value in pairs:
                self._entries[key] = value
                self._entries.move_to_end(key)
            while len(self._entries) > self._most:
                self._entries.popitem(last=False)

    @property
    def hits(self) -> Hits:
        """How often it helped."""
        with self._lock:
            return Hits(asked=self._asked, found=self._found)

    def __len__(self) -> int:
        return len(self._entries)
