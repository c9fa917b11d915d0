"""Assigns groups to train, dev and test, alike in every stratum, and leaves earlier assignments as they are.

Does not know where the parts are stored.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from classifier.legal.category import CODES
from labeled_data.describing.report_table import ReportTable
from labeled_data.example import LabeledExample
from labeled_data.splitting.split_name import SplitName
from labeled_data.splitting.stratify import stratify
from labeled_data.splitting.units import SplitError, Unit, units_of

RATIOS: Mapping[SplitName, float] = {SplitName.TRAIN: 0.66, SplitName.DEV: 0.15, SplitName.TEST: 0.19}

MAX_DEVIATION = 0.02
"""How far the share of a split in the positives of a category is to lie from its ratio, at most."""
MIN_STRATUM = 200
"""Positives of a category from which that can be asked for: of fewer, one group more or less is too much."""

_ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class StratumShare:
    """How much of a stratum stands in a split."""

    stratum: str
    """``all``, ``positive:<code>``, ``unknown:<code>``, ``vertical:<id>`` or ``kind:<id>``."""
    split: SplitName
    count: int
    total: int
    """Texts of the stratum in all splits."""

    @property
    def share(self) -> float:
        """0 to 1."""
        return self.count / self.total

    @property
    def deviation(self) -> float:
        """Share less the ratio of the split."""
        return self.share - RATIOS[self.split]


def split(
    examples: Sequence[LabeledExample], seed: int, *, previous: Mapping[str, SplitName] | None = None
) -> dict[str, SplitName]:
    """Assign every group to a split, about 66 % of texts to train, 15 % to dev, 19 % to test.

    Groups linked by near copies or by a declared pair go together. The result depends on examples, seed and
    ``previous`` alone, not on the order of the examples.

    Args:
        examples: All examples of the set.
        seed: Decides ties.
        previous: Group → split of an earlier split. These groups stay, those without a text now are kept for their
            return, and new groups linked to one of them join it: a test set whose members wander is no test set.

    Raises:
        SplitError: texts without a group, or groups of different earlier splits that are linked now.
    """
    old = dict(previous or {})
    units = units_of(examples)
    problems: list[str] = []
    fixed: dict[int, int] = {}
    names = tuple(RATIOS)
    for number, unit in enumerate(units):
        homes = {group: old[group] for group in unit.groups if group in old}
        if len(set(homes.values())) > 1:
            where = ", ".join(f"{group} ({home})" for group, home in homes.items())
            problems.append(f"linked by near copies or a pair, yet split before: {where}; rewrite one of the texts")
        elif homes:
            fixed[number] = names.index(next(iter(homes.values())))
    if problems:
        raise SplitError(problems)
    if not units:
        return old
    chosen = stratify(_counts(units), [RATIOS[name] for name in names], seed, fixed)
    new = {group: names[place] for unit, place in zip(units, chosen, strict=True) for group in unit.groups}
    return dict(sorted({**old, **new}.items()))


def stratum_shares(examples: Sequence[LabeledExample], assignment: Mapping[str, SplitName]) -> tuple[StratumShare, ...]:
    """Shares of every stratum in every split, ``all`` first; texts whose group is not assigned are left out."""
    counts = {name: Counter[str]() for name in RATIOS}
    for example in examples:
        home = assignment.get(example.group or "")
        if home is not None:
            counts[home].update(_strata_of(example))
    totals = sum(counts.values(), Counter[str]())
    strata = sorted(totals, key=lambda stratum: (stratum != _ALL, stratum))
    return tuple(
        StratumShare(stratum=stratum, split=name, count=counts[name][stratum], total=totals[stratum])
        for stratum in strata
        for name in RATIOS
    )


def far_off(shares: Sequence[StratumShare]) -> tuple[StratumShare, ...]:
    """Shares of all texts and of the positives of a category that miss their ratio by more than ``MAX_DEVIATION``.

    None in an ordinary set; large groups, or an earlier split that was kept, can make it impossible.
    """
    return tuple(
        share
        for share in shares
        if share.total >= MIN_STRATUM
        and share.stratum.startswith((_ALL, "positive:"))
        and abs(share.deviation) > MAX_DEVIATION
    )


def split_tables(shares: Sequence[StratumShare]) -> tuple[ReportTable, ...]:
    """Counts and shares of every stratum, one row each."""
    by_stratum: dict[str, list[StratumShare]] = {}
    for share in shares:
        by_stratum.setdefault(share.stratum, []).append(share)
    rows = tuple(
        (stratum, str(row[0].total), *(f"{item.count} ({100 * item.share:.1f} %)" for item in row))
        for stratum, row in by_stratum.items()
    )
    ratios = ", ".join(f"{name} {ratio:.0%}" for name, ratio in RATIOS.items())
    columns = ("stratum", "texts", *(name.value for name in RATIOS))
    off = ", ".join(f"{share.stratum} in {share.split}" for share in far_off(shares)) or "none"
    note = f"Wanted: {ratios}. Off by more than {MAX_DEVIATION:.0%}: {off}."
    return (ReportTable(title="Split", columns=columns, rows=rows, note=note),)


def _strata_of(example: LabeledExample) -> Iterator[str]:
    yield _ALL
    yield from (f"positive:{code}" for code in example.positive)
    yield from (f"unknown:{code}" for code in example.unknown)
    yield f"vertical:{example.vertical}"
    yield f"kind:{example.kind}"


def _counts(units: Sequence[Unit]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Shape (units, strata), the stratum of all texts first."""
    held = [Counter(name for example in unit.examples for name in _strata_of(example)) for unit in units]
    known = set().union(*held)
    # The categories lead in their fixed order, so that ties go by what matters most.
    first = [_ALL, *(f"positive:{code}" for code in CODES if f"positive:{code}" in known)]
    strata = [*first, *sorted(known - set(first))]
    return np.array([[counter[name] for name in strata] for counter in held], dtype=np.float64)
