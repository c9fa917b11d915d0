"""New ids for ads whose id another ad before them has, for all files together.

Gives what ``crawler.readers.AdReader`` gives when it reads all of them in a row: the second ad ``x`` becomes ``x~2``,
the third ``x~3``, and a number that is taken is left out. Works on hashes of eight bytes, so that hundreds of millions
of ads fit in memory, and needs the id itself only where it is repeated. Knows nothing of files.
"""

from collections.abc import Mapping
from hashlib import blake2b
from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]


def key_of(ad_id: str) -> int:
    """Hash of an id, eight bytes."""
    return int.from_bytes(blake2b(ad_id.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def repeated(keys: Keys) -> NDArray[np.int64]:
    """Positions of the ads whose id an ad before them has; ``keys`` are the hashes of the ids in reading order."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    return np.sort(order[1:][ordered[1:] == ordered[:-1]])


def renamed_ids(keys: Keys, ids: Mapping[int, str]) -> dict[int, str]:
    """New ids by position; ``ids`` are those that the ads at the repeated positions state."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]

    def first_with(key: int) -> int | None:
        place = int(np.searchsorted(ordered, np.uint64(key)))
        return int(order[place]) if place < len(ordered) and int(ordered[place]) == key else None

    waiting = list(ids.items())
    heapify(waiting)
    given: set[int] = set()
    renamed: dict[int, str] = {}
    while waiting:
        position, ad_id = heappop(waiting)
        copy = 2
        while True:
            new_id = f"{ad_id}~{copy}"
            key = key_of(new_id)
            holder = first_with(key)
            if key not in given and (holder is None or holder > position):
                break
            copy += 1
        given.add(key)
        renamed[position] = new_id
        if holder is not None:
            # It states by itself the id that was given away just now, and comes later.
            heappush(waiting, (holder, new_id))
    return renamed
