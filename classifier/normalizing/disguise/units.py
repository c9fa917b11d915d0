"""A stretch of text as a row of units, each standing for one character of a word that may be hidden there.

Knows nothing of terms: a unit says what it may mean, not whether it means it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import ahocorasick_rs

from classifier.normalizing.characters import HAN
from classifier.normalizing.disguise.syllables import BARRIER, CodeTable, code_of, codes_of, spell_out, toneless
from classifier.normalizing.disguise.tables import DisguiseTables
from classifier.normalizing.disguises import DisguiseKind
from classifier.text import Span

_MAX_GAP = 3
"""Characters that may stand between two characters of one word."""
_REACH = 14
"""Characters read on either side of something that may be part of a disguise."""
_LETTERS = "a-zà-öø-ɏ"
_BARRIERS = "。!?;,:、“”‘’「」『』《》"
"""Marks that end what they stand behind: no word goes on after them."""
Specials = Mapping[int, tuple[int, str]]
"""Start → (end, needle) of what stands for a character without being one: split characters and emoji."""

_HAN_CLASS = re.compile(f"[{HAN}]")


class Gap(NamedTuple):
    """A stretch without which a disguised word may read on."""

    start: int
    kept: int
    """End of the part that stays: of a row of one character, the first."""
    end: int


def without(gaps: Iterable[Gap], text: str) -> str:
    """``text``, or anything else that is written character by character beside it, with ``gaps`` taken out."""
    pieces = []
    position = 0
    for gap in gaps:
        pieces.append(text[position : gap.kept])
        position = gap.end
    pieces.append(text[position:])
    return "".join(pieces)


@dataclass(slots=True)
class Unit:
    """Characters ``text[start:end]`` read as one character of a word."""

    start: int
    end: int
    shown: str
    """The Chinese character that is read; empty for pinyin, which names none."""
    code: str
    """Syllable code by which it is searched."""
    kind: DisguiseKind | None = None
    """How it is written, ``None`` for a Chinese character as such."""
    syllable: str = ""
    """Toneless pinyin; for ``PINYIN`` only."""
    copies: int = 1
    """How often the character stands in a row."""
    whole: Span | None = None
    """Run of which it is a part and which is read whole or not at all: Latin letters, an emoji."""


class UnitReader:
    """Cuts text into units by the tables of disguises, for words made of given characters."""

    def __init__(self, tables: DisguiseTables, alphabet: Iterable[str], codes: CodeTable) -> None:
        """Prepare for words made of the characters ``alphabet``; no others are looked for behind a disguise."""
        wanted = frozenset(alphabet)
        self._codes = codes
        self.lookalikes: Mapping[str, tuple[str, ...]] = {
            glyph: kept
            for glyph, meants in tables.lookalikes.items()
            if (kept := tuple(meant for meant in meants if meant in wanted))
        }
        self._split_of = {parts: whole for parts, whole in tables.splits.items() if whole in wanted}
        self._emoji = {
            emoji: kept
            for emoji, readings in tables.emoji.items()
            if (kept := tuple(reading for reading in readings if wanted.issuperset(reading)))
        }
        # A glyph may itself stand plainly in a term (货 in 虚拟货币, but for 贷 in 货款): both ways are tried.
        self.lookalike_codes = (
            _lookalike_codes(self.lookalikes.items()),
            _lookalike_codes((glyph, meants) for glyph, meants in self.lookalikes.items() if glyph not in wanted),
        )
        self._needles = [*self._split_of, *self._emoji]
        self._special = ahocorasick_rs.AhoCorasick(self._needles, matchkind=ahocorasick_rs.MATCHKIND_LEFTMOST_LONGEST)
        self._latin_of = str.maketrans(
            {glyph: meant for glyph, meants in tables.lookalikes.items() for meant in meants if meant.isascii()}
        )
        letters = _LETTERS + "".join(chr(glyph) for glyph in self._latin_of if chr(glyph).isalpha())
        self._latin = re.compile(f"[{letters}]+(?:[1-5](?![0-9]))?")
        self._gap = re.compile(rf"(?<=[{HAN}])[^{HAN}{letters}0-9{_BARRIERS}]{{1,{_MAX_GAP}}}(?=[{HAN}])|([{HAN}])\1+")
        self._rows = re.compile(rf"([{HAN}])\1\1|([{HAN}])\2([{HAN}])\3")
        self._term_codes = frozenset(code for character in wanted for code in codes_of(character))

    def gaps(self, text: str) -> list[Gap]:
        """What stands between Chinese characters of ``text``, and rows of one character, in order."""
        return [Gap(match.start(), max(match.start(), match.end(1)), match.end()) for match in self._gap.finditer(text)]

    def repeats(self, text: str) -> bool:
        """Whether characters stand in rows longer than in ordinary words: 保保保本, 稳稳赚赚."""
        return self._rows.search(text) is not None

    def specials(self, text: str) -> Specials:
        """Split characters and emoji of ``text``: start → (end, needle)."""
        return {start: (end, self._needles[index]) for index, start, end in self._special.find_matches_as_indexes(text)}

    def windows(self, text: str, specials: Specials, gaps: Iterable[Gap]) -> list[Span]:
        """Stretches of ``text``, in order, that may hold more than plain characters.

        Args:
            text: normalised text.
            specials: its split characters and emoji.
            gaps: those of its gaps and rows that are of interest as well.
        """
        places = [(start, end) for start, (end, _) in specials.items()]
        places += [match.span() for match in self._latin.finditer(text) if self._may_spell(match[0])]
        places += [(gap.start, gap.end) for gap in gaps]
        places.sort()
        windows: list[Span] = []
        for start, end in places:
            low, high = max(0, start - _REACH), min(len(text), end + _REACH)
            if windows and low <= windows[-1].end:
                windows[-1] = Span(windows[-1].start, max(high, windows[-1].end))
            else:
                windows.append(Span(low, high))
        return windows

    def _may_spell(self, letters: str) -> bool:
        """Whether letters are the pinyin of characters that occur in terms."""
        spelled = self._spell(letters)
        return bool(spelled) and all(code_of(syllable) in self._term_codes for syllable in spelled)

    def _spell(self, letters: str) -> tuple[str, ...]:
        return spell_out(toneless(letters.translate(self._latin_of)).rstrip("12345"))

    def emoji_readings(self, specials: Specials) -> int:
        """How many readings the emoji with most of them has; 0 without emoji."""
        return max((len(self._emoji.get(needle, ())) for _, needle in specials.values()), default=0)

    def read(self, text: str, window: Span, specials: Specials, codes: CodeTable, emoji_reading: int) -> list[Unit]:
        """Units of a window.

        Args:
            text: normalised text.
            window: the stretch of it.
            specials: split characters and emoji of the text.
            codes: how Chinese characters are read: as they are, or as what they may pass for.
            emoji_reading: which reading of emoji to take, counted from 1; 0 passes over them.
        """
        units: list[Unit] = []
        position = window.start
        last_end = position
        while position < window.end:
            found = specials.get(position)
            character = text[position]
            taken: list[Unit] = []
            end = position + 1
            if found is not None and found[0] <= window.end:
                end = found[0]
                taken = self._special_units(position, end, found[1], emoji_reading)
            elif _HAN_CLASS.match(character):
                end = _end_of_row(text, position, window.end)
                taken = [Unit(position, end, character, codes[ord(character)], copies=end - position)]
            elif (match := self._latin.match(text, position)) is not None:
                end = match.end()
                taken = self._pinyin_units(text, position, end)
            elif character.isdigit():
                taken = [Unit(position, end, character, character)]
            elif character in _BARRIERS or position - last_end >= _MAX_GAP:
                taken = [Unit(position, end, character, BARRIER)]
            if taken:
                units.extend(taken)
                last_end = end
            position = end
        return units

    def _special_units(self, start: int, end: int, needle: str, reading_number: int) -> list[Unit]:
        whole = self._split_of.get(needle)
        if whole is not None:
            return [Unit(start, end, whole, self._codes[ord(whole)], DisguiseKind.SPLIT)]
        if not reading_number:
            return []
        readings = self._emoji[needle]
        reading = readings[min(reading_number, len(readings)) - 1]
        run = Span(start, end)
        return [
            Unit(start, end, character, self._codes[ord(character)], DisguiseKind.EMOJI, whole=run)
            for character in reading
        ]

    def _pinyin_units(self, text: str, start: int, end: int) -> list[Unit]:
        spelled = self._spell(text[start:end])
        if not spelled:
            return [Unit(start, end, text[start:end], BARRIER)]
        run = Span(start, end)
        units: list[Unit] = []
        for syllable in spelled:
            units.append(
                Unit(start, start + len(syllable), "", code_of(syllable), DisguiseKind.PINYIN, syllable, whole=run)
            )
            start += len(syllable)
        units[-1].end = end  # a tone digit belongs to its syllable
        return units


def _lookalike_codes(lookalikes: Iterable[tuple[str, tuple[str, ...]]]) -> CodeTable:
    table = CodeTable()
    for glyph, meants in lookalikes:
        table[ord(glyph)] = codes_of(meants[0])[0]
    return table


def _end_of_row(text: str, start: int, limit: int) -> int:
    end = start + 1
    while end < limit and text[end] == text[start]:
        end += 1
    return end
