"""Tells how long a program spends in some of its methods, each without those inside it that are told of too.

Knows nothing of the methods.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any


class StageClock:
    """Adds up the time of stages. For one thread."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        """Stage → its own time."""
        self.calls: Counter[str] = Counter()
        self._open: list[float] = []
        """For each stage under way: the time of the stages inside it so far."""

    @contextmanager
    def told(self, owner: Any, name: str, stage: str) -> Iterator[None]:
        """Count the method ``name`` of a class, or function of a module, as ``stage`` while the block runs."""
        plain = getattr(owner, name)
        setattr(owner, name, self._timed(plain, stage))
        try:
            yield
        finally:
            setattr(owner, name, plain)

    def _timed(self, plain: Callable[..., Any], stage: str) -> Callable[..., Any]:
        @wraps(plain)
        def timed(*arguments: Any, **named: Any) -> Any:
            self._open.append(0.0)
            started = time.perf_counter()
            try:
                return plain(*arguments, **named)
            finally:
                taken = time.perf_counter() - started
                inside = self._open.pop()
                self.seconds[stage] += taken - inside
                self.calls[stage] += 1
                if self._open:
                    self._open[-1] += taken

        return timed
