"""Evidence per token to the words that are quoted.

Knows nothing of categories, networks or thresholds' origin.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.neural.calibration import Array
from classifier.neural.encoding import Places
from classifier.normalizing.segmentation import Segmenter, clause_around
from classifier.text import Span

_GAP = 2
"""Two stretches that stand no further apart, in code points, and in one sentence are one quotation."""

_SENTENCE_ENDS = frozenset("。!?;…\n\r！？；")
_LOOSE = frozenset(" \t\n\r，。、；：！？,.;:!?…~～·|—-“”‘’\"'「」『』")
"""Nothing that is worth quoting stands at either end of a quotation."""

_FALL = 0.5
"""Where no token is sure enough, the quotation is the surest one with its neighbours that are half as sure."""


@dataclass(frozen=True, slots=True, order=True)
class Marked:
    """Words marked in one passage."""

    page: int
    """Index of the passage."""
    span: Span
    """Code points of the normalised passage."""
    probability: float
    """That of its surest token."""


def marked_spans(
    probabilities: Array,
    places: Places,
    texts: Sequence[str],
    segmenter: Segmenter,
    *,
    at: float,
) -> tuple[Marked, ...]:
    """Words whose tokens are evidence, in reading order; they do not overlap.

    Args:
        probabilities: of each token's being evidence: shape (tokens,).
        places: where the tokens stand.
        texts: the normalised passages.
        segmenter: widens a quotation that begins or ends inside a word.
        at: from this probability on a token is evidence.
    """
    return _quotations(probabilities, np.flatnonzero(probabilities >= at), places, texts, segmenter)


def surest_span(probabilities: Array, places: Places, texts: Sequence[str], segmenter: Segmenter) -> tuple[Marked, ...]:
    """The words that are evidence most likely, however unlikely; none only where there are no words."""
    ranges = zip(places.pages.tolist(), places.starts.tolist(), places.ends.tolist(), strict=True)
    is_word = np.array([not _LOOSE.issuperset(texts[page][start:end]) for page, start, end in ranges], bool)
    if not is_word.any():
        return ()
    first = last = int(np.argmax(np.where(is_word, probabilities, -1.0)))
    enough = probabilities[first] * _FALL
    page, text = places.pages[first], texts[places.pages[first]]

    def joins(token: int, neighbour: int) -> bool:
        left, right = min(token, neighbour), max(token, neighbour)
        return (
            0 <= neighbour < len(probabilities)
            and places.pages[neighbour] == page
            and probabilities[neighbour] >= enough
            and not _SENTENCE_ENDS.intersection(text[places.starts[left] : places.ends[right]])
        )

    while joins(first, first - 1):
        first -= 1
    while joins(last, last + 1):
        last += 1
    return _quotations(probabilities, np.arange(first, last + 1), places, texts, segmenter)


def _quotations(
    probabilities: Array,
    tokens: npt.NDArray[np.intp],
    places: Places,
    texts: Sequence[str],
    segmenter: Segmenter,
) -> tuple[Marked, ...]:
    quoted: list[Marked] = []
    for mark in _joined(probabilities, tokens, places, texts):
        text = texts[mark.page]
        span = _trimmed(text, mark.span)
        if span is None:
            continue
        span = _whole_words(text, span, segmenter)
        if quoted and quoted[-1].page == mark.page and span.start < quoted[-1].span.end:
            last = quoted.pop()
            span = Span(last.span.start, max(last.span.end, span.end))
            mark = Marked(mark.page, span, max(last.probability, mark.probability))  # noqa: PLW2901
        quoted.append(Marked(mark.page, span, mark.probability))
    return tuple(quoted)


def _joined(
    probabilities: Array, tokens: npt.NDArray[np.intp], places: Places, texts: Sequence[str]
) -> Iterator[Marked]:
    """Tokens to stretches: those that follow each other closely are one."""
    current: Marked | None = None
    for token in tokens.tolist():
        page, start, end = int(places.pages[token]), int(places.starts[token]), int(places.ends[token])
        if start >= end:
            continue
        mark = Marked(page, Span(start, end), float(probabilities[token]))
        if current is not None:
            gap = texts[page][current.span.end : start]
            if current.page == page and len(gap) <= _GAP and not _SENTENCE_ENDS.intersection(gap):
                span = Span(current.span.start, max(current.span.end, end))
                current = Marked(page, span, max(current.probability, mark.probability))
                continue
            yield current
        current = mark
    if current is not None:
        yield current


def _trimmed(text: str, span: Span) -> Span | None:
    start, end = span.start, span.end
    while start < end and text[start] in _LOOSE:
        start += 1
    while start < end and text[end - 1] in _LOOSE:
        end -= 1
    return Span(start, end) if start < end else None


def _whole_words(text: str, span: Span, segmenter: Segmenter) -> Span:
    """Widen ``span`` over the words that it cuts."""
    area = clause_around(text, span)
    start, end = span.start - area.start, span.end - area.start
    for _, word_start, word_end in segmenter.tokens(text[area.start : area.end]):
        if word_start < start < word_end:
            start = word_start
        if word_start < end < word_end:
            end = word_end
    return Span(area.start + start, area.start + end)
