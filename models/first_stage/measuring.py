"""Measures a first stage on labelled texts and lines of corpora, and what reading copies alike changes.

Knows nothing of how it was fitted or how figures are shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier import AdCopy, Scanner, Verdict
from classifier.cascade.first_stage import FirstStage
from classifier.cascade.near_repeats import written_alike
from labeled_data.example import LabeledExample
from models.first_stage.lessons import is_violating
from models.first_stage.material import Line

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What becomes of the texts of a labelled set."""

    name: str
    others: int
    """Texts not labelled as violating."""
    others_cleared: int
    violating_cleared: Bools
    """Whether each text labelled as violating is cleared."""
    violating_found: Bools
    """Whether the full scan does not pass it."""
    not_passed: int
    """Texts that the full scan does not pass, violating or not."""
    not_passed_cleared: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusCheck:
    """What becomes of the unlabelled lines of a corpus."""

    lines: int
    cleared: int
    not_passed: int
    not_passed_cleared: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NearCheck:
    """How the answers differ where copies are read alike."""

    texts: int
    changed: int
    """Texts that are not written as they are."""
    other_status: int
    """Those of them with another answer in one of the nine categories."""
    other_outcome: int
    """Those of them with another outcome."""


def checked(name: str, examples: Sequence[LabeledExample], first_stage: FirstStage, flags: Bools) -> Check:
    """Check a labelled set, with ``flags`` telling which texts the full scan does not pass."""
    is_cleared = first_stage.clears([AdCopy.of_text(example.text) for example in examples])
    is_meant = is_violating(examples)
    return Check(
        name=name,
        others=int((~is_meant).sum()),
        others_cleared=int((is_cleared & ~is_meant).sum()),
        violating_cleared=is_cleared[is_meant],
        violating_found=flags[is_meant],
        not_passed=int(flags.sum()),
        not_passed_cleared=int((is_cleared & flags).sum()),
    )


def cleared_by_corpus(lines: Sequence[Line], flags: Bools, first_stage: FirstStage) -> Mapping[str, CorpusCheck]:
    """Check unlabelled lines, corpus by corpus."""
    is_cleared = first_stage.clears([AdCopy.of_text(line.text) for line in lines])
    names = np.array([line.corpus for line in lines])
    found = {}
    for name in dict.fromkeys(names.tolist()):
        own = names == name
        found[name] = CorpusCheck(
            lines=int(own.sum()),
            cleared=int((is_cleared & own).sum()),
            not_passed=int((flags & own).sum()),
            not_passed_cleared=int((is_cleared & flags & own).sum()),
        )
    return found


def differently_answered(texts: Sequence[str], plain: Scanner, alike: Scanner) -> NearCheck:
    """Scan the texts that are not written as they are by both scanners, and count other answers."""
    normalize = plain.assembly.reader.normalize
    changed = [text for text in texts if (own := normalize(text).text) != written_alike(own)]
    pairs = list(
        zip(plain.scan_many(map(AdCopy.of_text, changed)), alike.scan_many(map(AdCopy.of_text, changed)), strict=True)
    )
    return NearCheck(
        texts=len(texts),
        changed=len(changed),
        other_status=sum(_differs(one, other) for one, other in pairs),
        other_outcome=sum(one.outcome is not other.outcome for one, other in pairs),
    )


def _differs(one: Verdict, other: Verdict) -> bool:
    return dict(one.statuses) != dict(other.statuses)
