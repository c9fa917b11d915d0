"""Where words begin and end, by jieba's algorithm and dictionary with the words of this field added.

Knows nothing of the terms whose borders are asked for.
"""

from functools import lru_cache
from pathlib import Path
from typing import Protocol, cast

from classifier.characters import is_han
from classifier.datafile import RULES_FOLDER, StrictSchema, read_yaml, validate
from classifier.errors import DataFileError, DataProblem
from classifier.folding import fold_term
from classifier.text import Span

_REACH = 24
"""Characters read on each side of a span: segmentation decides within a clause, and no word is longer."""

_BREAKS = frozenset("。!?;,:、\n\r\t()[]{}<>《》【】“”「」…！？；，：（）")


class _WordsFile(StrictSchema):
    words: list[str]
    """Words, several a line, separated by blanks."""


class _Segmenter(Protocol):
    def tokenize(self, text: str, mode: str = ..., hmm: bool = ...) -> list[tuple[str, int, int]]: ...
    def has_word(self, word: str) -> bool: ...
    def suggest_freq(self, segment: str) -> int: ...
    def add_word(self, word: str, freq: int | None, tag: str | None) -> object: ...


def load_words(path: Path = RULES_FOLDER / "disguise" / "words.yaml") -> frozenset[str]:
    """Words of advertising and finance that the general dictionary lacks.

    Raises:
        DataFileError: the file is not readable or a word is not of two and more simplified Chinese characters.
    """
    problems: list[DataProblem] = []
    content = read_yaml(path, problems)
    file = validate(_WordsFile, content, file=path.name, entry_id="(file)", problems=problems) if not problems else None
    words = frozenset(word for line in file.words for word in line.split()) if file else frozenset()
    problems += [
        DataProblem(path.name, word, "must be two or more simplified Chinese characters")
        for word in words
        if len(word) < 2 or not all(map(is_han, word)) or fold_term(word) != word
    ]
    if problems:
        raise DataFileError(problems)
    return words


@lru_cache(maxsize=1)
def _segmenter() -> _Segmenter:
    # Loaded on the first question: 0.1 s that a text without any nomination never pays.
    import rjieba  # noqa: PLC0415

    segmenter = cast("_Segmenter", rjieba.Jieba())
    for word in load_words():
        segmenter.add_word(word, None, None)
    return segmenter


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[tuple[str, int, int], ...]:
    """Words of ``text`` as (word, start, end) in code points, covering it without gaps.

    Words come from the dictionary only (no guessing of unknown words), so what the dictionary
    does not hold falls into single characters.
    """
    # A lone surrogate cannot cross into the compiled library; any other stranger stands in for it.
    return tuple(_segmenter().tokenize(text.encode("utf-8", "replace").decode(), "default", False))


def is_word(text: str) -> bool:
    """Whether the dictionary holds ``text`` as a word."""
    return _segmenter().has_word(text.encode("utf-8", "replace").decode())


@lru_cache(maxsize=16384)
def frequency(character: str) -> int:
    """How often a single character stands as a word of its own in the dictionary's source (的: 318,826)."""
    return _segmenter().suggest_freq(character.encode("utf-8", "replace").decode())


def clause_around(text: str, span: Span) -> Span:
    """The clause around ``span``, cut at punctuation and at a fixed reach on either side."""
    start, end = span.start, span.end
    lowest, highest = max(0, start - _REACH), min(len(text), end + _REACH)
    while start > lowest and text[start - 1] not in _BREAKS:
        start -= 1
    while end < highest and text[end] not in _BREAKS:
        end += 1
    return Span(start, end)


def splits_word(text: str, span: Span) -> bool:
    """Whether ``span`` cuts a word of two or more characters at either of its borders.

    ``口交`` in 路口交通 does, and so do ``大麻`` in 大麻烦 and ``保本`` in 环保本店.

    Args:
        text: normalised text.
        span: a match in it, in code points of ``text``.
    """
    area = clause_around(text, span)
    start, end = span.start - area.start, span.end - area.start
    if area == span:
        return False
    return any(
        word_start < start < word_end or word_start < end < word_end
        for _, word_start, word_end in tokens(text[area.start : area.end])
    )
