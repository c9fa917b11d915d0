"""Which context governs a place of a text, however many contexts it has.

Knows nothing of how contexts are found or what they clear.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from classifier.language.contexts import Context, ContextKind
from classifier.language.sentences import Layout
from classifier.text import Span

_Borders = tuple[int, int]
_BY_CUE = -1
"""Stands for a border that is the cue itself, not one of a sentence or clause."""
_NEXT = -2
"""Stands for the end of what a context governs that reaches only what starts at its cue."""


class ContextIndex:
    """The contexts of a text by the range they govern.

    A context governs a whole sentence or clause, the part before its cue or the part behind it. A sentence of a
    thousand cues has a thousand such parts but few borders: contexts that share a border stand in one list, in which
    the first that clears a place is found without walking past those that do not.
    """

    __slots__ = ("_contexts", "_layout", "_lists")

    def __init__(self, contexts: Sequence[Context], layout: Layout) -> None:
        """Index ``contexts``, in text order, of a text laid out so."""
        self._contexts = contexts
        self._layout = layout
        self._lists: dict[_Borders, dict[ContextKind, list[int]]] = {}
        for index, context in enumerate(contexts):
            self._lists.setdefault(_borders(context), {}).setdefault(context.kind, []).append(index)

    def first(self, span: Span, kinds: Collection[ContextKind]) -> Context | None:
        """The first context, in text order, of one of ``kinds`` that governs ``span``; ``None`` without one."""
        if not self._contexts:
            return None
        found = [
            index
            for borders in self._borders_around(span)
            for kind, indices in self._lists.get(borders, {}).items()
            if kind in kinds and (index := self._first_of(indices, borders, span)) is not None
        ]
        return self._contexts[min(found)] if found else None

    def _borders_around(self, span: Span) -> Iterator[_Borders]:
        """Borders that a context may have which governs ``span``."""
        yield span.start, _NEXT
        sentence = self._layout.sentence_at(span.start)
        clause = self._layout.clause_at(span.start, sentence)
        whole = self._layout.whole
        yield from {(area.start, _BY_CUE) for area in (clause, sentence, whole)}
        # What reaches past a border is governed by nothing that ends there.
        areas = [area for area in (clause, sentence, whole) if span.end <= area.end]
        yield from {(_BY_CUE, area.end) for area in areas}
        yield from {(area.start, area.end) for area in areas}

    def _first_of(self, indices: Sequence[int], borders: _Borders, span: Span) -> int | None:
        contexts = self._contexts
        first = 0
        if borders[1] == _BY_CUE:
            first = bisect_left(indices, span.end, key=lambda index: contexts[index].cue.start)
        # From here on only a cue that overlaps the span does not clear it.
        for place in range(first, len(indices)):
            context = contexts[indices[place]]
            if context.clears(span):
                return indices[place]
            if borders[0] == _BY_CUE and context.cue.start >= span.start:
                return None
        return None


def _borders(context: Context) -> _Borders:
    governs, cue = context.governs, context.cue
    if context.is_adjacent:
        return cue.end, _NEXT
    if governs.start == cue.end:
        return _BY_CUE, governs.end
    if governs.end == cue.start:
        return governs.start, _BY_CUE
    return governs.start, governs.end
