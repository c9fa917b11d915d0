"""Which ids other data files may refer to, also where the file that holds them could not be read in full.

Knows nothing of what the ids stand for.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, init=False)
class KnownIds(Collection[str]):
    """The ids that a kind of entry has, those of faulty entries among them.

    A reference to an entry that is there but wrong is no fault of the file that makes it, and neither is one to a
    file that could not be read: reporting them would bury the one fault under its followers.
    """

    ids: tuple[str, ...]
    """In file order."""
    is_complete: bool
    """Whether all ids could be read; otherwise every reference is taken to be right."""

    def __init__(self, ids: Iterable[str], *, is_complete: bool = True) -> None:
        object.__setattr__(self, "ids", tuple(dict.fromkeys(ids)))
        object.__setattr__(self, "is_complete", is_complete)

    def __contains__(self, name: object) -> bool:
        return not self.is_complete or name in self.ids

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)

    def unknown(self, names: Iterable[str]) -> list[str]:
        """Those of ``names`` that stand for nothing, in order."""
        return [name for name in names if name not in self]


UNREADABLE = KnownIds((), is_complete=False)
"""Stands in for the ids of a file that could not be read."""
