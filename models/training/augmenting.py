"""Disguises and channel noise put on training texts anew in every epoch, from the training tables.

The testing tables, on which disguises are measured, share no reading with these. Knows nothing of tokens.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from labeled_data.disguising import Disguise, Noise, Strength, TableSet, disguise_example, load_tables
from labeled_data.example import LabeledExample

_HARD: dict[Disguise | Noise, float] = {Disguise.HOMOPHONES: 2.5, Disguise.PINYIN: 2.0, Disguise.LOOK_ALIKES: 2.0}
"""Kinds that normalising seldom undoes are shown more often than the others, which count 1."""
_KINDS: tuple[Disguise | Noise, ...] = (*Disguise, *Noise)
_WEIGHTS = tuple(_HARD.get(kind, 1.0) for kind in _KINDS)
_SEEDS = 2**31


@dataclass(frozen=True, slots=True, kw_only=True)
class Augmenting:
    """How many texts of an epoch are changed."""

    share: float = 0.5
    """Share of texts that are shown in disguise or with noise."""
    twice: float = 0.2
    """Share of those that get a second one on top: writers combine them, and find new ones."""
    strengths: tuple[Strength, ...] = (Strength.LIGHT, Strength.MEDIUM, Strength.HEAVY)

    def disguised(self, examples: Sequence[LabeledExample], draws: random.Random) -> dict[int, LabeledExample]:
        """Choose texts and disguise them: position → changed text, its evidence moved along."""
        tables = load_tables("training")
        changed = {}
        for position, example in enumerate(examples):
            if draws.random() >= self.share:
                continue
            changed[position] = self._once(example, draws, tables)
            if draws.random() < self.twice:
                changed[position] = self._once(changed[position], draws, tables)
        return changed

    def _once(self, example: LabeledExample, draws: random.Random, tables: TableSet) -> LabeledExample:
        (kind,) = draws.choices(_KINDS, _WEIGHTS)
        return disguise_example(
            example,
            kind=kind,
            strength=draws.choice(self.strengths),
            tables=tables,
            seed=draws.randrange(_SEEDS),
        )
