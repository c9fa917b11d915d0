"""Cuts normalised text into sentences and clauses.

Knows nothing of what they say.
"""

import re
from bisect import bisect_right

from classifier.text import Span

_SENTENCE = re.compile(r"[^。!?;\n]+[。!?;\n]*")
_CLAUSE_ENDS = frozenset("。!?;\n,:")


def sentences_of(text: str) -> tuple[Span, ...]:
    """Sentences in order; enumeration commas, commas and full stops inside numbers do not end one."""
    return tuple(Span(*match.span()) for match in _SENTENCE.finditer(text) if match.group().strip())


def sentence_at(sentences: tuple[Span, ...], position: int, length: int) -> Span:
    """The sentence around ``position``; the whole text of ``length`` where it has none."""
    index = bisect_right(sentences, position, key=lambda span: span.start) - 1
    if index >= 0 and position < sentences[index].end:
        return sentences[index]
    return Span(0, max(length, 1))


def clause_at(text: str, sentence: Span, position: int) -> Span:
    """The part of ``sentence`` between commas or colons in which ``position`` lies."""
    start = position
    while sentence.start < start and text[start - 1] not in _CLAUSE_ENDS:
        start -= 1
    end = position
    while end < sentence.end and text[end] not in _CLAUSE_ENDS:
        end += 1
    return Span(start, max(end, start + 1))
