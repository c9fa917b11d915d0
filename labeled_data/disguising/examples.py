"""Writes labelled examples in disguise: same labels, evidence and entities carried along.

Knows nothing of splits and of what the copies are used for.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from classifier.text import Span
from labeled_data.disguising.disguise import Disguised, disguise_text
from labeled_data.disguising.kinds import ChannelHabit, Disguise, Noise, Strength
from labeled_data.disguising.table_set import TableSet
from labeled_data.example import LabeledExample

KINDS: tuple[Disguise | Noise, ...] = (*Disguise, *Noise)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteItem:
    """One example of a suite."""

    original_id: str
    kind: Disguise | Noise
    strength: Strength
    example: LabeledExample
    is_changed: bool
    """Whether the text differs; false where it holds nothing that the kind could touch."""


def disguise_example(
    example: LabeledExample, *, kind: Disguise | Noise, strength: Strength, tables: TableSet, seed: int
) -> LabeledExample:
    """Disguise the text of ``example``; its evidence is hidden first.

    The labels stay. The end is not cut away where that would take a label with it: all evidence of a positive
    category, or the wholeness on which a category without evidence (an absence) rests. A copy that is cut short is no
    complete ad any more. What is no complete ad is not made one: a call to act or the frame of an SMS would turn a
    fragment that need not warn into an ad that does not warn.

    Returns:
        An example with the id ``<id>~<kind>-<strength>-<seed>``, and its pair named likewise.
    """
    targets = tuple(sorted({span for spans in example.evidence.values() for span in spans}))
    marks = () if example.entities is None else tuple(mark.span for mark in example.entities)
    without = set() if example.complete else {ChannelHabit.ADD_BOILERPLATE, ChannelHabit.FRAME_AS_SMS}
    if any(not example.evidence.get(code) for code in example.positive):
        without.add(ChannelHabit.TRUNCATE)

    def disguise(without: Collection[ChannelHabit]) -> Disguised:
        return disguise_text(
            example.text,
            (*targets, *marks),
            kind=kind,
            strength=strength,
            tables=tables,
            seed=seed,
            targets=targets,
            without=without,
        )

    disguised = disguise(without)
    if disguised.is_truncated and not all(_evidence(example, disguised).get(code) for code in example.positive):
        disguised = disguise({*without, ChannelHabit.TRUNCATE})
    name = f"{kind.value}-{strength.value}-{seed}"
    return replace(
        example,
        example_id=f"{example.example_id}~{name}",
        text=disguised.text,
        evidence=_evidence(example, disguised),
        complete=False if disguised.is_truncated and example.complete else example.complete,
        pair=None if example.pair is None else f"{example.pair}~{name}",
        entities=None
        if example.entities is None
        else tuple(
            dict.fromkeys(
                replace(mark, span=span)
                for mark in example.entities
                if (span := disguised.moved(mark.span)) is not None
            )
        ),
    )


def disguise_suite(
    examples: Iterable[LabeledExample],
    *,
    tables: TableSet,
    seed: int,
    kinds: Iterable[Disguise | Noise] = KINDS,
    strengths: Iterable[Strength] = tuple(Strength),
) -> Iterator[SuiteItem]:
    """Write every example in every kind at every strength, one after another, holding one at a time."""
    variants = [(kind, strength) for kind in kinds for strength in strengths]
    for example in examples:
        for kind, strength in variants:
            copy = disguise_example(example, kind=kind, strength=strength, tables=tables, seed=seed)
            yield SuiteItem(
                original_id=example.example_id,
                kind=kind,
                strength=strength,
                example=copy,
                is_changed=copy.text != example.text,
            )


def _evidence(example: LabeledExample, disguised: Disguised) -> Mapping[str, tuple[Span, ...]]:
    """Evidence in the new text; two spans that have become one are one."""
    carried = {
        code: tuple(dict.fromkeys(span for place in spans if (span := disguised.moved(place)) is not None))
        for code, spans in example.evidence.items()
    }
    return {code: spans for code, spans in carried.items() if spans or not example.evidence[code]}
