"""Takes out marks that cut words of the dictionary in two, whatever the word: 升◇值空＝间 is 升值空间.

Guarded terms are the ``Unmasker``'s; rules read more words than those. Knows nothing of terms.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from classifier.normalizing.characters import HAN, is_han
from classifier.normalizing.disguises import DisguiseKind
from classifier.normalizing.normalized import NormalizedText, Rewrite
from classifier.normalizing.segmentation import Segmenter
from classifier.text import Span

_MAX_GAP = 3
_NEAR = 2
"""Characters between two gaps that are shown as one disguise."""
_STOPS = "。!?;,:"
"""Marks that part phrases; one alone may still be a separator."""
_PER = "元角分万亿年月日天时秒人户件次笔倍"
"""Units: a stroke beside one of them says "per" (元/月) or "or"."""
_BARRIERS = "、“”‘’「」『』《》()<>{}【】〔〕〈〉…\n"
"""No word goes on behind one of these."""
_COMMON = frozenset(" \t|/\\·-—_~&+•●■◆★*→×.%[]" + _STOPS)
"""Marks that stand between words in ordinary writing: each of them has to cut a word itself."""

_PHRASE = re.compile(f"[^{re.escape(_BARRIERS)}]+")
_GAP = re.compile(
    rf"(?<=[{HAN}])[^{HAN}0-9a-z{re.escape(_BARRIERS)}]{{1,{_MAX_GAP}}}(?=[{HAN}0-9a-z])"
    rf"|(?<=[0-9a-z])[^{HAN}0-9a-z{re.escape(_BARRIERS)}]{{1,{_MAX_GAP}}}(?=[{HAN}])"
)


@dataclass(frozen=True, slots=True)
class _Gap:
    start: int
    end: int
    cuts: bool
    """Whether a word reaches over it."""
    is_common: bool


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
        gaps = [gap for phrase in _PHRASE.finditer(text) for gap in self._gaps(phrase)]
        if not any(gap.cuts for gap in gaps):
            return normalized
        removed = [gap for gap in gaps if gap.cuts or not gap.is_common]
        return normalized.rewrite([_joined(text, run) for run in _runs(removed)])

    def _gaps(self, phrase: re.Match[str]) -> Iterator[_Gap]:
        text, offset = phrase[0], phrase.start()
        places = [match.span() for match in _GAP.finditer(text)]
        if not places:
            return
        borders = self._borders(text, places)
        for (start, end), border in zip(places, borders, strict=True):
            marks = text[start:end]
            cuts = not border and is_han(text[start - 1]) and is_han(text[end])
            if cuts and not set(_STOPS).isdisjoint(marks):
                cuts = len(marks) == 1 and self._leaves_rests(text, start, end)
            if marks == "/" and (text[start - 1] in _PER or text[end] in _PER):
                cuts = False
            yield _Gap(offset + start, offset + end, cuts, is_common=not _COMMON.isdisjoint(marks))

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


def _runs(gaps: Iterable[_Gap]) -> list[list[_Gap]]:
    runs: list[list[_Gap]] = []
    for gap in gaps:
        if runs and gap.start - runs[-1][-1].end <= _NEAR:
            runs[-1].append(gap)
        else:
            runs.append([gap])
    return runs


def _joined(text: str, run: Sequence[_Gap]) -> Rewrite:
    """Write the characters from before the first gap to behind the last without the gaps."""
    first, last = run[0].start - 1, run[-1].end + 1
    taken = {place for gap in run for place in range(gap.start, gap.end)}
    kept = [place for place in range(first, last) if place not in taken]
    return Rewrite(
        span=Span(first, last),
        replacement="".join(text[place] for place in kept),
        kinds=(DisguiseKind.SEPARATOR,),
        sources=tuple(Span(place, place + 1) for place in kept),
    )
