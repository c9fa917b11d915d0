"""Takes out marks that cut words of the dictionary in two, whatever the word: 升◇值空＝间 is 升值空间.

Guarded terms are the ``Unmasker``'s; rules read more words than those. Knows nothing of terms.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from classifier.normalizing.characters import HAN, is_han
from classifier.normalizing.disguises import DisguiseKind
from classifier.normalizing.normalized import NormalizedText, Rewrite
from classifier.normalizing.segmentation import Segmenter
from classifier.text import Span

_MAX_GAP = 3
_NEAR = 2
"""Characters between two gaps that are shown as one disguise."""
_STOPS = frozenset("。!?;,:")
"""Marks that part phrases; one alone may still be a separator."""
_PER = "元角分万亿年月日天时秒人户件次笔倍"
"""Units: a stroke beside one of them says "per" (元/月) or "or"."""
_BARRIERS = "、“”‘’「」『』《》()<>{}【】〔〕〈〉…\n"
"""No word goes on behind one of these."""
_COMMON = frozenset(" \t|/\\·-—_~&+•●■◆★*→×.%[]") | _STOPS
"""Marks that stand between words in ordinary writing: each of them has to cut a word itself."""

_BARRIER = re.compile(f"[{re.escape(_BARRIERS)}]")
_GAP = re.compile(
    rf"(?<=[{HAN}])[^{HAN}0-9a-z{re.escape(_BARRIERS)}]{{1,{_MAX_GAP}}}(?=[{HAN}0-9a-z])"
    rf"|(?<=[0-9a-z])[^{HAN}0-9a-z{re.escape(_BARRIERS)}]{{1,{_MAX_GAP}}}(?=[{HAN}])"
)


_Range = tuple[int, int]
"""Where something begins and ends in a text."""


class WordJoiner:
    """Joins words that marks cut. Safe to share."""

    def __init__(self, segmenter: Segmenter) -> None:
        self._segmenter = segmenter

    def join(self, normalized: NormalizedText) -> NormalizedText:
        """Take out the marks; the result records each run of them as a separator that was undone.

        A mark between two Chinese characters goes when a word of the dictionary reaches over it; a comma or full stop
        only when both characters are left without a word by it. Where one mark of a text goes, those that are never
        written between words (升◇值) go with it.
        """
        text = normalized.text
        gaps = [match.span() for match in _GAP.finditer(text)]
        cutting = {gap for phrase, inside in _by_phrase(text, gaps) for gap in self._cutting(text, phrase, inside)}
        if not cutting:
            return normalized
        removed = [gap for gap in gaps if gap in cutting or _COMMON.isdisjoint(text[gap[0] : gap[1]])]
        return normalized.rewrite([_joined(text, run) for run in _runs(removed)])

    def _cutting(self, text: str, phrase: _Range, gaps: Sequence[_Range]) -> Iterator[_Range]:
        """Those of the gaps of a phrase over which a word reaches."""
        inner = [is_han(text[start - 1]) and is_han(text[end]) for start, end in gaps]
        if not any(inner):
            return
        offset, behind = phrase
        written = text[offset:behind]
        borders = self._borders(written, [(start - offset, end - offset) for start, end in gaps])
        for (start, end), is_inner, border in zip(gaps, inner, borders, strict=True):
            if border or not is_inner:
                continue
            marks = text[start:end]
            if not _STOPS.isdisjoint(marks) and not (
                len(marks) == 1 and self._leaves_rests(written, start - offset, end - offset)
            ):
                continue
            if marks == "/" and (text[start - 1] in _PER or text[end] in _PER):
                continue
            yield start, end

    def _borders(self, text: str, gaps: Sequence[tuple[int, int]]) -> list[bool]:
        """For each gap, whether a word begins behind it when all gaps are taken out."""
        pieces: list[str] = []
        places: list[int] = []
        position = length = 0
        for start, end in gaps:
            pieces.append(text[position:start])
            length += start - position
            places.append(length)
            position = end
        starts = {start for _, start, _ in self._segmenter.tokens("".join([*pieces, text[position:]]))}
        return [place in starts for place in places]

    def _leaves_rests(self, text: str, start: int, end: int) -> bool:
        """Whether the characters on both sides are words of one character as the text stands."""
        rests = {begin for _, begin, behind in self._segmenter.tokens(text) if behind - begin == 1}
        return start - 1 in rests and end in rests


def _by_phrase(text: str, gaps: Iterable[_Range]) -> Iterator[tuple[_Range, list[_Range]]]:
    """The gaps of each phrase that has any, with where the phrase begins and ends; none lies in two."""
    inside: list[_Range] = []
    phrase = (0, 0)
    for gap in gaps:
        if gap[0] >= phrase[1]:
            if inside:
                yield phrase, inside
            inside = []
            before = [barrier.end() for barrier in _BARRIER.finditer(text, phrase[1], gap[0])]
            behind = _BARRIER.search(text, gap[1])
            phrase = (before[-1] if before else phrase[1], behind.start() if behind else len(text))
        inside.append(gap)
    if inside:
        yield phrase, inside


def _runs(gaps: Iterable[_Range]) -> list[list[_Range]]:
    runs: list[list[_Range]] = []
    for start, end in gaps:
        if runs and start - runs[-1][-1][1] <= _NEAR:
            runs[-1].append((start, end))
        else:
            runs.append([(start, end)])
    return runs


def _joined(text: str, run: Sequence[_Range]) -> Rewrite:
    """Write the characters from before the first gap to behind the last without the gaps."""
    first, last = run[0][0] - 1, run[-1][1] + 1
    taken = {place for gap in run for place in range(*gap)}
    kept = [place for place in range(first, last) if place not in taken]
    return Rewrite(
        span=Span(first, last),
        replacement="".join(text[place] for place in kept),
        kinds=(DisguiseKind.SEPARATOR,),
        sources=tuple(Span(place, place + 1) for place in kept),
    )
