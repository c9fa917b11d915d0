"""What the full scan says of texts, as far as a first stage has to know.

Knows nothing of first stages.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from classifier import AdCopy, Outcome, Scanner

Bools = npt.NDArray[np.bool_]

_TOLD_EVERY = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What was said of each text, all of shape (texts,)."""

    not_passed: Bools
    """Whether it goes to a person, or is rejected."""
    names_product: Bools
    """Whether it names any financial, investment or property product."""

    def __add__(self, other: Self) -> "Answers":
        return Answers(
            not_passed=np.concatenate((self.not_passed, other.not_passed)),
            names_product=np.concatenate((self.names_product, other.names_product)),
        )


def answers_on(texts: Sequence[str], scanner: Scanner, tell: Callable[[str], None] = lambda _: None) -> Answers:
    """Scan ``texts``; ``tell`` is told how far it is."""
    not_passed, names_product = (np.zeros(len(texts), np.bool_) for _ in range(2))
    for number, text in enumerate(texts):
        if number % _TOLD_EVERY == 0:
            tell(f"{number:,} of {len(texts):,} texts scanned")
        reading = scanner.assembly.reader.read(AdCopy.of_text(text))
        not_passed[number] = scanner.judge(reading).outcome is not Outcome.PASS
        names_product[number] = reading.is_financial
    return Answers(not_passed=not_passed, names_product=names_product)
