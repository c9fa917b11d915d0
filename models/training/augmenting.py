"""Disguises and channel noise put on training texts anew in every epoch, from the training tables.

The testing tables, on which disguises are measured, share no reading with these. Knows nothing of tokens.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from labeled_data.disguising import Disguise, Noise, Strength, disguise_example, load_tables
from labeled_data.example import LabeledExample

_KINDS: tuple[Disguise | Noise, ...] = (*Disguise, *Noise)
_SEEDS = 2**31


@dataclass(frozen=True, slots=True, kw_only=True)
class Augmenting:
    """How many texts of an epoch are changed."""

    share: float = 0.35
    """Share of texts that are shown in disguise or with noise."""
    strengths: tuple[Strength, ...] = (Strength.LIGHT, Strength.MEDIUM, Strength.HEAVY)

    def disguised(self, examples: Sequence[LabeledExample], draws: random.Random) -> dict[int, LabeledExample]:
        """Choose texts and disguise them: position → changed text, its evidence moved along."""
        tables = load_tables("training")
        changed = {}
        for position, example in enumerate(examples):
            if draws.random() >= self.share:
                continue
            changed[position] = disguise_example(
                example,
                kind=draws.choice(_KINDS),
                strength=draws.choice(self.strengths),
                tables=tables,
                seed=draws.randrange(_SEEDS),
            )
        return changed
