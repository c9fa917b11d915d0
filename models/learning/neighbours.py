"""The labelled texts that are nearest to a text, with what they share: precedents of a decision.

Knows nothing of where the text comes from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from labeled_data.example import LabeledExample
from models.learning.likeness import TextSpace

LEAST_SHARED = 3
"""Characters of the shortest shared wording that is told: two in a row are shared by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A labelled text near another text."""

    example: LabeledExample
    similarity: float
    shared: tuple[str, ...]
    """Wording that both have in the same order, longest first."""


def neighbours(
    texts: Sequence[str], space: TextSpace, examples: Sequence[LabeledExample], count: int
) -> list[tuple[Neighbour, ...]]:
    """Find the ``count`` labelled texts nearest to each text, nearest first.

    Args:
        texts: whatever is to be explained.
        space: the texts of ``examples``, in their order.
        examples: what is labelled.
        count: at least 1.
    """
    found = space.nearest(space.place(texts), count)
    return [
        tuple(
            Neighbour(
                example=examples[position],
                similarity=float(similarity),
                shared=shared_wording(text, examples[position].text),
            )
            for position, similarity in zip(positions, similarities, strict=True)
        )
        for text, positions, similarities in zip(texts, found.positions, found.similarities, strict=True)
    ]


def shared_wording(first: str, second: str) -> tuple[str, ...]:
    """Parts of at least ``LEAST_SHARED`` characters that stand in both texts in the same order, longest first."""
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    parts = (first[block.a : block.a + block.size].strip() for block in blocks)
    return tuple(sorted(dict.fromkeys(part for part in parts if len(part) >= LEAST_SHARED), key=len, reverse=True))
