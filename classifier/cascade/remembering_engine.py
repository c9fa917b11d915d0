"""An engine that computes what it was asked before only once.

What an engine says of a window follows from the window alone, so answers are those of the engine behind it. Knows
nothing of ads.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from classifier.cascade.recent import Hits, Recent
from classifier.legal.category import CODES
from classifier.neural.encoding import Window
from classifier.neural.engine import Engine, Logits

V = TypeVar("V")

_MARKED_SHARE = 4
"""Of so many windows whose answers are kept one may have its words kept too; they take much more room."""


class RememberingEngine:
    """Asks the engine behind it only about windows not met lately. Safe to share between threads where that one is."""

    def __init__(self, engine: Engine, *, most: int) -> None:
        """Stand in front of ``engine`` and keep the answers on up to ``most`` windows."""
        self._engine = engine
        self._scored: Recent[bytes, Logits] = Recent(most)
        self._marked: Recent[bytes, tuple[Logits, Logits]] = Recent(max(1, most // _MARKED_SHARE))

    @property
    def name(self) -> str:
        """That of the engine behind it, for the answers are its own."""
        return self._engine.name

    @property
    def hits(self) -> Hits:
        """Windows asked about, for answers or for words, and those of them whose answers were kept."""
        scored, marked = self._scored.hits, self._marked.hits
        return Hits(asked=scored.asked + marked.asked, found=scored.found + marked.found)

    def score(self, windows: Sequence[Window]) -> Logits:
        """Logits of the nine answers: shape (windows, 9)."""
        answers = _answered(windows, self._scored, self._scores)
        return np.stack(answers) if answers else np.zeros((0, len(CODES)), np.float32)

    def mark(self, windows: Sequence[Window]) -> tuple[Logits, list[Logits]]:
        """The same, and for each window the logits of its positions' being evidence: each of shape (positions, 9)."""
        answers = _answered(windows, self._marked, self._marks)
        logits = np.stack([own for own, _ in answers]) if answers else np.zeros((0, len(CODES)), np.float32)
        return logits, [evidence for _, evidence in answers]

    def _scores(self, windows: Sequence[Window]) -> list[Logits]:
        # Copies: a row would keep the whole array of its batch alive.
        return [row.copy() for row in self._engine.score(windows)]

    def _marks(self, windows: Sequence[Window]) -> list[tuple[Logits, Logits]]:
        logits, evidence = self._engine.mark(windows)
        return [(row.copy(), own.copy()) for row, own in zip(logits, evidence, strict=True)]


def _answered(
    windows: Sequence[Window], kept: Recent[bytes, V], ask: Callable[[Sequence[Window]], Sequence[V]]
) -> list[V]:
    """What is kept of the windows, and of the others what ``ask`` says, each asked about once."""
    keys = [window.tobytes() for window in windows]
    known = kept.find(keys)
    new = {key: window for key, window, answer in zip(keys, windows, known, strict=True) if answer is None}
    fresh = dict(zip(new, ask(list(new.values())), strict=True)) if new else {}
    kept.keep(fresh.items())
    return [fresh[key] if answer is None else answer for key, answer in zip(keys, known, strict=True)]
