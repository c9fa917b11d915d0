"""Cuts normalised text into sentences and clauses.

Knows nothing of what they say.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from classifier.text import Span

_SENTENCE = re.compile(r"[^。!?;\n]+[。!?;\n]*")
_CLAUSE_END = re.compile(r"[。!?;\n,:]")


class Layout:
    """Where the sentences and clauses of a text lie; found at the first question, answered by place."""

    def __init__(self, text: str) -> None:
        """Lay out normalised ``text``."""
        self._text = text
        self.length = len(text)
        """Code points of the text."""

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """In order; enumeration commas, commas and full stops inside numbers do not end one."""
        return tuple(Span(*match.span()) for match in _SENTENCE.finditer(self._text) if match[0].strip())

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """Of the sentences."""
        return tuple(sentence.start for sentence in self.sentences)

    @cached_property
    def _clause_ends(self) -> tuple[int, ...]:
        """Places of the marks that end a clause."""
        return tuple(match.start() for match in _CLAUSE_END.finditer(self._text))

    @property
    def whole(self) -> Span:
        """All of the text; one code point where it is empty."""
        return Span(0, max(self.length, 1))

    def sentence_at(self, position: int) -> Span:
        """The sentence around ``position``; the whole text where it has none."""
        index = bisect_right(self._starts, position) - 1
        if index >= 0 and position < self.sentences[index].end:
            return self.sentences[index]
        return self.whole

    def clause_at(self, position: int, sentence: Span | None = None) -> Span:
        """The part of ``sentence`` (default: that at ``position``) between commas or colons around ``position``."""
        sentence = sentence or self.sentence_at(position)
        behind = bisect_left(self._clause_ends, position)
        start = max(sentence.start, self._clause_ends[behind - 1] + 1) if behind else sentence.start
        end = min(sentence.end, self._clause_ends[behind]) if behind < len(self._clause_ends) else sentence.end
        return Span(start, max(end, position, start + 1))
