"""Finds guarded terms behind their disguises and writes them out.

Knows nothing of how each disguise is recognised or judged.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence

from classifier.normalizing.disguise.candidate import Candidate, compare
from classifier.normalizing.disguise.initials import InitialIndex
from classifier.normalizing.disguise.judge import is_disguise, keeps_enough
from classifier.normalizing.disguise.shuffles import ShuffleIndex
from classifier.normalizing.disguise.syllables import CodeTable
from classifier.normalizing.disguise.tables import DisguiseTables
from classifier.normalizing.disguise.terms import Term, TermIndex
from classifier.normalizing.disguise.units import Unit, UnitReader, without
from classifier.normalizing.disguises import DisguiseKind
from classifier.normalizing.normalized import NormalizedText
from classifier.normalizing.segmentation import Segmenter
from classifier.places import Occupied
from classifier.text import Span

_NEIGHBOURHOOD = 40
"""Characters on either side in which other guarded terms count as evidence."""


class Unmasker:
    """Undoes disguised spellings of guarded terms. Built once, used on every text; safe to share."""

    def __init__(self, guarded_terms: Iterable[str], tables: DisguiseTables, segmenter: Segmenter) -> None:
        """Prepare for ``guarded_terms``, as written in rules.

        Terms of one character, and those without a Chinese one, are passed over: they cannot be told from
        ordinary text when written otherwise.
        """
        self._index = TermIndex.of(guarded_terms)
        self._segmenter = segmenter
        self._initials = InitialIndex.of(self._index.terms)
        self._shuffles = ShuffleIndex.of(self._index.terms)
        self._codes = CodeTable()
        alphabet = {character for term in self._index.terms for character in term.text}
        self._reader = UnitReader(tables, alphabet, self._codes)
        self._glyphs = frozenset(self._reader.lookalikes)
        self._ambiguous_glyphs = self._glyphs & alphabet

    def unmask(self, folded: NormalizedText) -> NormalizedText:
        """Rewrite each disguised spelling of a guarded term in ``folded`` to the term.

        Returns:
            The text with the terms written out, its map leading to the raw text and a fold for each disguise
            undone; ``folded`` itself when there is none.
        """
        text = folded.text
        sounds = text.translate(self._codes)
        matches = self._search(sounds)
        plain, candidates = self._in_place(text, sounds, matches)
        for codes in self._lookalike_codes(text):
            mistaken = text.translate(codes)
            candidates += self._in_place(text, mistaken, self._search(mistaken))[1]
        candidates += self._loose(text, sounds, matches)
        candidates += self._initials.candidates(text)
        candidates += self._shuffles.candidates(text)
        if not candidates:
            return folded
        accepted = self._judged(text, candidates, plain)
        return folded.rewrite([candidate.rewrite() for candidate in accepted])

    def _search(self, sounds: str) -> list[tuple[int, int, int]]:
        """All terms that sound so, as (pattern, start, end)."""
        found: list[tuple[int, int, int]] = self._index.automaton.find_matches_as_indexes(sounds, overlapping=True)
        return found

    def _lookalike_codes(self, text: str) -> Sequence[CodeTable]:
        """The ways to read ``text`` in which characters are taken for what they may pass for."""
        if self._glyphs.isdisjoint(text):
            return ()
        # Both ways differ only in glyphs that are characters of terms themselves.
        return self._reader.lookalike_codes[: 1 if self._ambiguous_glyphs.isdisjoint(text) else 2]

    def _in_place(
        self, text: str, sounds: str, matches: Sequence[tuple[int, int, int]]
    ) -> tuple[list[Span], list[Candidate]]:
        """Plain occurrences, and candidates in the text as it stands, character by character."""
        plain: list[Span] = []
        found: list[Candidate] = []
        for pattern, start, end in matches:
            shown = text[start:end]
            terms = self._index.dense[pattern]
            if any(term.text == shown for term in terms):
                plain.append(Span(start, end))
                continue
            terms = tuple(term for term in terms if keeps_enough(shown, term.text, self._segmenter))
            if terms:
                units = [Unit(place, place + 1, text[place], sounds[place]) for place in range(start, end)]
                found.extend(self._compared(units, terms, by_row=False))
        return plain, found

    def _loose(self, text: str, sounds: str, matches: Sequence[tuple[int, int, int]]) -> list[Candidate]:
        """Candidates that need Latin letters, emoji, parts, repeats or gaps to be read."""
        reader = self._reader
        specials = reader.specials(text)
        gaps = reader.gaps(text)
        if gaps and not reader.repeats(text) and not self._gains(without(gaps, sounds), matches):
            gaps = []
        windows = reader.windows(text, specials, gaps)
        if not windows:
            return []
        found: list[Candidate] = []
        passes = [(self._codes, number) for number in range(reader.emoji_readings(specials) + 1)]
        passes += [(codes, 0) for codes in self._lookalike_codes(text)[-1:]]
        for window in windows:
            for codes, reading in passes:
                found.extend(self._in_units(reader.read(text, window, specials, codes, reading)))
        return found

    def _gains(self, bare: str, matches: Sequence[tuple[int, int, int]]) -> bool:
        """Whether sounds show more terms with gaps and repeats taken out; ``matches`` are those with them."""
        return [pattern for pattern, _, _ in self._search(bare)] != [pattern for pattern, _, _ in matches]

    def _in_units(self, units: Sequence[Unit]) -> Iterator[Candidate]:
        for pattern, start, end in self._search("".join([unit.code for unit in units])):
            if _takes_runs_whole(units, start, end):
                taken = units[start:end]
                yield from self._compared(taken, self._index.rowed[pattern], by_row=True)
                # A row may also be broken up: 天*天*赚.
                doubled = [term for term in self._index.dense[pattern] if len(term.rows) < len(term.text)]
                yield from self._compared(taken, doubled, by_row=False)

    def _compared(self, units: Sequence[Unit], terms: Iterable[Term], *, by_row: bool) -> Iterator[Candidate]:
        for term in terms:
            candidate = compare(units, term, self._reader.lookalikes, by_row=by_row)
            if candidate is not None:
                yield candidate

    def _judged(self, text: str, candidates: Iterable[Candidate], plain: list[Span]) -> list[Candidate]:
        """Those of ``candidates`` that are disguises and do not overlap, in order of place."""
        accepted: list[Candidate] = []
        taken = Occupied(len(text))
        known = _Places(plain)
        for candidate in sorted(candidates, key=_rank):
            span = candidate.span
            if taken.overlaps(span):
                continue
            area = Span(max(0, span.start - _NEIGHBOURHOOD), span.end + _NEIGHBOURHOOD)
            near = known.within(area)
            # What crosses a plain term, or is one, is no disguise; covering one is allowed: 保本|宝息.
            if any((other.overlaps(span) and not span.covers(other)) or other == span for other in near):
                continue
            if is_disguise(text, candidate, sum(not span.overlaps(other) for other in near), self._segmenter):
                accepted.append(candidate)
                taken.add(span)
                known.add(span)
        return sorted(accepted, key=lambda candidate: candidate.span)


class _Places:
    """Spans in order, asked for by neighbourhood."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)

    def add(self, span: Span) -> None:
        insort(self._spans, span)

    def within(self, area: Span) -> list[Span]:
        """Those that lie wholly inside ``area``."""
        first = bisect_left(self._spans, area.start, key=lambda span: span.start)
        behind = bisect_left(self._spans, area.end, key=lambda span: span.start)
        return [span for span in self._spans[first:behind] if span.end <= area.end]


def _rank(candidate: Candidate) -> tuple[int, int, int, Span, str]:
    """The longest term first, then the least guessed and tightest spelling, then the leftmost."""
    guessed = 2 * candidate.count(DisguiseKind.HOMOPHONE) + candidate.count(DisguiseKind.LOOKALIKE)
    return (
        -len(candidate.term.text),
        guessed,
        len(candidate.span),
        candidate.span,
        candidate.term.text,
    )


def _takes_runs_whole(units: Sequence[Unit], start: int, end: int) -> bool:
    """Whether no run of Latin letters and no reading of an emoji is cut at the borders."""
    first, last = units[start].whole, units[end - 1].whole
    cut_before = first is not None and start > 0 and units[start - 1].whole == first
    cut_behind = last is not None and end < len(units) and units[end].whole == last
    return not cut_before and not cut_behind
