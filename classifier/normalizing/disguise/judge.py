"""Decides whether a candidate is a disguise or ordinary text that happens to look or sound so.

Knows nothing of how candidates are found.
"""

from itertools import accumulate

from classifier.normalizing.characters import is_han, is_word_character
from classifier.normalizing.disguise.candidate import Candidate
from classifier.normalizing.disguises import DisguiseKind
from classifier.normalizing.segmentation import Segmenter, clause_around
from classifier.text import Span

_RUN_NEIGHBOURS = frozenset("./@:_-&+=#0123456789")
"""Beside a Latin run they show an address, a file name or a code."""
_LIST_MARKS = frozenset(" \t\n|/\\·-—_~&+•●■◆★*→×")
"""They stand between the items of a list as well as inside a disguised word."""
_BRACKETS = frozenset("()[]{}<>【】〔〕〈〉")
"""They set a part of a sentence off; only between all characters of a word are they a disguise."""
_NAME_ENDINGS = frozenset("宝包盈通贷金易币卡")
"""Characters in which names of financial products end (余额宝, 零钱包)."""
_LONG = 4
"""Characters from which on a term that sounds the same throughout is not a coincidence."""

_COMMON_WORD = 15_000
"""Dictionary frequency from which on a character stands for itself, whatever its company (在, 的; 文 has 10,300)."""
_COMMON_SUBSTITUTE = 5_000
"""Frequency from which on a substituted character is rather a word of its own (获 7,900, 待 10,300)."""
_COMMON_NEIGHBOUR = 10_000
"""Frequency from which on the plain character beside it says nothing (还 157,000)."""


def is_disguise(text: str, candidate: Candidate, evidence: int, segmenter: Segmenter) -> bool:
    """Whether ``candidate`` is better read as its term than as what it shows.

    Args:
        text: normalised text.
        candidate: a place in it.
        evidence: how many other guarded terms stand in the neighbourhood, plainly or beyond doubt.
        segmenter: says where words begin and end.
    """
    kinds = frozenset(candidate.row_kinds)
    if (DisguiseKind.PINYIN in kinds or DisguiseKind.INITIALS in kinds) and not _stands_in_chinese(text, candidate):
        return False
    if _sets_a_part_off(text, candidate):
        return False
    view = _View(text, candidate, segmenter)
    if view.cuts_words():
        return False
    if kinds == {None}:
        return _gaps_cut_words(text, candidate, segmenter)
    if DisguiseKind.REPEAT in kinds and not _repeats_on_purpose(candidate):
        return False
    if DisguiseKind.SHUFFLED in kinds:
        return not view.is_all_words() and not view.moves_a_word()
    if DisguiseKind.HOMOPHONE in kinds or DisguiseKind.LOOKALIKE in kinds or DisguiseKind.SPLIT in kinds:
        return _hides_by_character(view, candidate, evidence)
    return True


def keeps_enough(shown: str, term: str, segmenter: Segmenter) -> bool:
    """Whether text that sounds or looks like a term is worth judging: a first, cheap look.

    A long term may be replaced throughout; of a short one a character must stand plainly, and none of the others
    may be a common word.
    """
    if len(term) >= _LONG:
        return True
    differing = [character for character, other in zip(shown, term, strict=True) if character != other]
    return len(differing) < len(term) and all(segmenter.frequency(character) < _COMMON_WORD for character in differing)


class _View:
    """The clause around a candidate, as it stands and with the gaps taken out."""

    def __init__(self, text: str, candidate: Candidate, segmenter: Segmenter) -> None:
        self.segmenter = segmenter
        area = clause_around(text, candidate.span)
        self.candidate = candidate
        self.clause = text[area.start : area.end]
        self.span = Span(candidate.span.start - area.start, candidate.span.end - area.start)
        before, behind = text[area.start : candidate.span.start], text[candidate.span.end : area.end]
        bare = _without_gaps(text, candidate)
        self.bare = before + bare + behind
        self.bare_span = Span(len(before), len(before) + len(bare))
        self.shown = bare
        self.written = before + candidate.term.text + behind
        self.written_span = Span(len(before), len(before) + len(candidate.term.text))

    def cuts_words(self) -> bool:
        """Whether a word of the dictionary crosses a border, in the clause or when it is read as the term."""
        if self._cut(self.clause, self.span) or (self.candidate.gaps and self._cut(self.bare, self.bare_span)):
            return True
        # A short term may have been found in the seam of two words: 宝本|金. A long one proves its borders itself.
        return len(self.candidate.term.text) < _LONG and self._cut(self.written, self.written_span)

    def words(self) -> list[str]:
        """Words of two and more characters inside the candidate."""
        inside = self.bare_span
        return [
            word
            for word, start, end in self.segmenter.tokens(self.bare)
            if end - start > 1 and inside.start <= start and end <= inside.end
        ]

    def is_all_words(self) -> bool:
        """Whether the candidate consists of words of two and more characters."""
        return sum(map(len, self.words())) == len(self.bare_span)

    def moves_a_word(self) -> bool:
        """Whether the candidate is its term with a whole word standing elsewhere (回报率高 for 高回报率)."""
        texts = (self.shown, self.candidate.term.text)
        shown, meant = ([word for word, _, _ in self.segmenter.tokens(text)] for text in texts)
        single_shown, single_meant = ([word for word in words if len(word) == 1] for words in (shown, meant))
        return sorted(shown) == sorted(meant) and single_shown == single_meant

    def _cut(self, clause: str, span: Span) -> bool:
        tokens = self.segmenter.tokens(clause)
        return any(start < span.start < end or start < span.end < end for _, start, end in tokens)


def _without_gaps(text: str, candidate: Candidate) -> str:
    pieces = []
    position = candidate.span.start
    for gap in candidate.gaps:
        pieces.append(text[position : gap.start])
        position = gap.end
    pieces.append(text[position : candidate.span.end])
    return "".join(pieces)


def _stands_in_chinese(text: str, candidate: Candidate) -> bool:
    before = text[max(0, candidate.span.start - 2) : candidate.span.start]
    behind = text[candidate.span.end : candidate.span.end + 2]
    if (before and before[-1] in _RUN_NEIGHBOURS) or (behind and behind[0] in _RUN_NEIGHBOURS):
        return False
    return candidate.plain_count > 0 or any(map(is_han, before + behind))


def _gaps_cut_words(text: str, candidate: Candidate, segmenter: Segmenter) -> bool:
    """Whether the gaps cut a word, as against standing between the words of a list, a table or a title."""
    if candidate.is_spaced_out:
        return True
    marks = _marks(text, candidate)
    if not _LIST_MARKS.issuperset(marks):
        return True
    edges = [
        candidate.span.start,
        *(edge for gap in candidate.gaps for edge in (gap.start, gap.end)),
        candidate.span.end,
    ]
    pieces = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    if any(len(piece) > 1 and segmenter.is_word(piece) for piece in pieces):
        return False
    borders = {start for _, start, _ in segmenter.tokens(candidate.term.text)}
    return not borders.issuperset(accumulate(map(len, pieces[:-1])))


def _sets_a_part_off(text: str, candidate: Candidate) -> bool:
    """Whether a bracket stands in the candidate that is not one of several put between its characters."""
    if _BRACKETS.isdisjoint(_marks(text, candidate)):
        return False
    return not candidate.is_spaced_out or len(candidate.gaps) == 1


def _marks(text: str, candidate: Candidate) -> str:
    return "".join(text[gap.start : gap.end] for gap in candidate.gaps)


def _repeats_on_purpose(candidate: Candidate) -> bool:
    repeated = [
        len(source)
        for source, kind in zip(candidate.sources, candidate.row_kinds, strict=True)
        if kind is DisguiseKind.REPEAT
    ]
    return max(repeated) > 2 or len(repeated) == len(candidate.row_kinds)


def _hides_by_character(view: _View, candidate: Candidate, evidence: int) -> bool:
    """Whether characters that sound or look alike were put in place of others."""
    if view.is_all_words():
        return False
    ordinary = any(word not in candidate.term.text for word in view.words())
    if len(candidate.term.text) >= _LONG:
        return not ordinary or candidate.plain_count >= 2
    if ordinary or not candidate.plain_count or (candidate.gaps and not candidate.is_spaced_out):
        return False
    substitutes, neighbours = _frequencies(view, candidate)
    if max(substitutes, default=0) >= _COMMON_WORD:
        return False
    if _stands_beside_a_word(view, candidate):
        # 令|风险, 宝|收益: a coincidence of one syllable; the word beside it would stand there anyway.
        return max(substitutes, default=0) < _COMMON_SUBSTITUTE and not _ends_a_name(view)
    # One neighbour that is rare, two of whatever kind, or the company of other terms.
    return evidence > 0 or candidate.plain_count > 1 or _seldom_meet(substitutes, neighbours)


def _stands_beside_a_word(view: _View, candidate: Candidate) -> bool:
    """Whether a single character is hidden and what stands plainly beside it is a word of the dictionary."""
    plain = "".join(
        character for character, kind in zip(candidate.term.text, candidate.row_kinds, strict=False) if kind is None
    )
    return (
        candidate.plain_count == len(candidate.term.text) - 1 > 1
        and view.segmenter.is_word(plain)
        and plain in view.shown
    )


def _ends_a_name(view: _View) -> bool:
    """Whether the first character is one in which names of products end, and something to be named stands before."""
    before = view.bare[view.bare_span.start - 1 : view.bare_span.start] if view.bare_span.start else ""
    return view.shown[0] in _NAME_ENDINGS and bool(before) and is_word_character(before)


def _frequencies(view: _View, candidate: Candidate) -> tuple[list[int], list[int]]:
    """Dictionary frequencies of the substituted characters and of those that stand plainly."""
    shown = view.bare[view.bare_span.start : view.bare_span.end]
    if len(shown) != len(candidate.row_kinds):
        return [], []  # parts, emoji or letters among them: those are no words of their own
    pairs = list(zip(map(view.segmenter.frequency, shown), candidate.row_kinds, strict=True))
    return [count for count, kind in pairs if kind is not None], [count for count, kind in pairs if kind is None]


def _seldom_meet(substitutes: list[int], neighbours: list[int]) -> bool:
    """Whether the characters are such that they hardly stand next to each other by chance."""
    return max(substitutes, default=0) < _COMMON_SUBSTITUTE and min(neighbours, default=0) < _COMMON_NEIGHBOUR
