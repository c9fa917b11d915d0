"""Finds texts that are nearly the same by the n-grams of characters they share: every such pair, none missed.

Knows nothing of examples, pairs or splits.
"""

from collections import Counter
from collections.abc import Hashable, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction

GRAM = 5
NEAR = Fraction(1, 2)
"""Jaccard similarity of 5-grams from which two texts are near copies."""
SHORT = 12
"""Texts under this many characters are compared by 2-grams as well."""
SHORT_GRAM = 2
SHORT_NEAR = Fraction(4, 5)


@dataclass(frozen=True, slots=True, order=True)
class Similar:
    """Two members of a sequence and how much they share."""

    first: int
    """Position; always less than ``second``."""
    second: int
    jaccard: float
    gram: int = GRAM
    """Length of the n-grams that were compared."""

    @property
    def is_near_copy(self) -> bool:
        """Whether the two are near copies; otherwise they are only alike."""
        # A pair of short texts is reported only from ``SHORT_NEAR`` on.
        return self.gram == SHORT_GRAM or self.jaccard >= NEAR


def squeezed(text: str) -> str:
    """``text`` without any whitespace: the form in which texts are compared."""
    return "".join(text.split())


def grams(text: str, size: int = GRAM) -> frozenset[str]:
    """The set of n-grams of a squeezed text; a text shorter than ``size`` is its own only gram, so only equals meet."""
    if len(text) < size:
        return frozenset({text} if text else ())
    return frozenset(text[start : start + size] for start in range(len(text) - size + 1))


def near_copies(texts: Sequence[str], threshold: Fraction = NEAR) -> tuple[Similar, ...]:
    """All pairs of texts, whitespace removed, whose 5-grams have a Jaccard similarity of at least ``threshold``.

    A short text has too few 5-grams to show a likeness: of 11 characters there are seven, and one character changed in
    the middle spoils five. So pairs of which both have 5 to 11 characters are compared by 2-grams too and count from
    0.8, whatever ``threshold`` is: one character added or dropped at an end is always found, while slogans that only
    share a stock phrase (立即开户, 立即投保) pass. Texts under 5 characters are near copies when equal. Blank texts are
    left out.

    Returns:
        Pairs in order of position, each once; by 5-grams where these reach the threshold, else by 2-grams.
    """
    plain = [squeezed(text) for text in texts]
    found = {(pair.first, pair.second): pair for pair in similar_sets([grams(text) for text in plain], threshold)}
    short = [index for index, text in enumerate(plain) if GRAM <= len(text) < SHORT]
    for pair in similar_sets([grams(plain[index], SHORT_GRAM) for index in short], SHORT_NEAR):
        first, second = short[pair.first], short[pair.second]
        by_fives = found.get((first, second))
        if by_fives is None or not by_fives.is_near_copy:
            found[first, second] = Similar(first, second, pair.jaccard, SHORT_GRAM)
    return tuple(found[key] for key in sorted(found))


def similar_sets(sets: Sequence[Set[Hashable]], threshold: Fraction) -> list[Similar]:
    """All pairs of sets with a Jaccard similarity of at least ``threshold``; empty sets are like nothing.

    Exact, by prefix, size and position filters (PPJoin: Xiao, Wang, Lin, Yu & Wang, "Efficient similarity joins for
    near duplicate detection", WWW 2008): with elements in one order, rarest first, two sets that are alike enough
    share an element in the first part of each, so only those parts are indexed.

    Raises:
        ValueError: ``threshold`` is not in (0, 1].
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold is {threshold}; it lies above 0 and not above 1")
    part, whole = threshold.numerator, threshold.denominator
    ranked = _ranked(sets)
    index: dict[int, list[tuple[int, int]]] = {}
    found: list[Similar] = []
    # Shortest first: whatever is in the index already is no larger than the set that looks itself up.
    for number in sorted(range(len(ranked)), key=lambda item: len(ranked[item])):
        elements = ranked[number]
        size = len(elements)
        least_size = -(-part * size // whole)
        shared: dict[int, int] = {}
        for place, element in enumerate(elements[: size - least_size + 1]):
            for other, other_place in index.get(element, ()):
                other_size = len(ranked[other])
                if other_size < least_size:
                    continue
                needed = -(-part * (size + other_size) // (part + whole))
                known = shared.get(other, 0)
                # What both still have from this element on bounds what they can share.
                if known >= 0 and known + min(size - place, other_size - other_place) >= needed:
                    shared[other] = known + 1
                else:
                    shared[other] = -1
            index.setdefault(element, []).append((number, place))
        for other, count in shared.items():
            if count <= 0:
                continue
            overlap = len(sets[number] & sets[other])
            union = size + len(ranked[other]) - overlap
            if overlap * whole >= part * union:
                found.append(Similar(min(number, other), max(number, other), overlap / union))
    return sorted(found)


def _ranked(sets: Sequence[Set[Hashable]]) -> list[list[int]]:
    """Each set as ascending ranks of its elements, rank 0 the rarest of all."""
    frequency = Counter(element for members in sets for element in members)
    # Ties in order of appearance would follow string hashing; the result does not depend on them, only the speed.
    rank = {element: place for place, (element, _) in enumerate(sorted(frequency.items(), key=lambda item: item[1]))}
    return [sorted(rank[element] for element in members) for members in sets]
