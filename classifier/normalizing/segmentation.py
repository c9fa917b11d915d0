"""Where words begin and end, by jieba's algorithm and dictionary with the words of this field added.

Knows nothing of the terms whose borders are asked for.
"""

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Protocol, cast

from classifier.datafiles.datafile import StrictSchema
from classifier.datafiles.datafolder import read_file_as
from classifier.errors import DataFileError, DataProblem
from classifier.normalizing.characters import is_han
from classifier.normalizing.folding import fold_term
from classifier.text import Span

WORDS_FILE = "disguise/words.yaml"

_REACH = 24
"""Characters read on each side of a span: segmentation decides within a clause, and no word is longer."""

_BREAKS = frozenset("。!?;,:、\n\r\t()[]{}<>《》【】“”「」…！？；，：（）")


class _WordsFile(StrictSchema):
    words: list[str]
    """Words, several a line, separated by blanks."""


class _Jieba(Protocol):
    def tokenize(self, text: str, mode: str = ..., hmm: bool = ...) -> list[tuple[str, int, int]]: ...
    def has_word(self, word: str) -> bool: ...
    def suggest_freq(self, segment: str) -> int: ...
    def add_word(self, word: str, freq: int | None, tag: str | None) -> object: ...


class Segmenter:
    """The general dictionary with a list of further words; answers are remembered. Safe to share between threads.

    Each has a dictionary of its own, so that two scanners with different lists do not disturb each other.
    """

    def __init__(self, words: frozenset[str]) -> None:
        self.words = words
        """Words added to the general dictionary."""
        # Per instance: a cache on the class would mix the answers of different word lists.
        self._remembered_tokens = lru_cache(maxsize=4096)(self._tokens)
        self._remembered_frequency = lru_cache(maxsize=16384)(self._frequency)

    @cached_property
    def _jieba(self) -> _Jieba:
        # Loaded on the first question: 0.1 s that a text without any nomination never pays.
        import rjieba  # noqa: PLC0415

        jieba = cast("_Jieba", rjieba.Jieba())
        for word in sorted(self.words):
            jieba.add_word(word, None, None)
        return jieba

    def tokens(self, text: str) -> tuple[tuple[str, int, int], ...]:
        """Words of ``text`` as (word, start, end) in code points, covering it without gaps.

        Words come from the dictionary only (no guessing of unknown words), so what the dictionary
        does not hold falls into single characters.
        """
        return self._remembered_tokens(text)

    def is_word(self, text: str) -> bool:
        """Whether the dictionary holds ``text`` as a word."""
        return self._jieba.has_word(_encodable(text))

    def frequency(self, character: str) -> int:
        """How often a single character stands as a word of its own in the dictionary's source (的: 318,826)."""
        return self._remembered_frequency(character)

    def splits_word(self, text: str, span: Span) -> bool:
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
            for _, word_start, word_end in self.tokens(text[area.start : area.end])
        )

    def _tokens(self, text: str) -> tuple[tuple[str, int, int], ...]:
        return tuple(self._jieba.tokenize(_encodable(text), "default", False))

    def _frequency(self, character: str) -> int:
        return self._jieba.suggest_freq(_encodable(character))


def read_words(folder: Path, problems: list[DataProblem]) -> frozenset[str]:
    """Words of advertising and finance under ``folder`` that the general dictionary lacks.

    Each must be of two and more simplified Chinese characters; what is wrong goes to ``problems``.
    """
    file = read_file_as(_WordsFile, folder, WORDS_FILE, problems)
    words = frozenset(word for line in file.words for word in line.split()) if file else frozenset()
    wrong = {word for word in words if len(word) < 2 or not all(map(is_han, word)) or fold_term(word) != word}
    problems += [
        DataProblem(WORDS_FILE, word, "must be two or more simplified Chinese characters") for word in sorted(wrong)
    ]
    return words - wrong


def load_segmenter(folder: Path) -> Segmenter:
    """A segmenter with the words under ``folder``.

    Raises:
        DataFileError: the file is not readable or words are wrong; all of them are listed.
    """
    problems: list[DataProblem] = []
    words = read_words(folder, problems)
    if problems:
        raise DataFileError(problems)
    return Segmenter(words)


def clause_around(text: str, span: Span) -> Span:
    """The clause around ``span``, cut at punctuation and at a fixed reach on either side."""
    start, end = span.start, span.end
    lowest, highest = max(0, start - _REACH), min(len(text), end + _REACH)
    while start > lowest and text[start - 1] not in _BREAKS:
        start -= 1
    while end < highest and text[end] not in _BREAKS:
        end += 1
    return Span(start, end)


def _encodable(text: str) -> str:
    # A lone surrogate cannot cross into the compiled library; any other stranger stands in for it.
    return text.encode("utf-8", "replace").decode()
