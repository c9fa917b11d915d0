from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.text import Span
from labeled_data import EntityKind, EntityMark, LabeledExample, example_from_record, record_of
from labeled_data.disguising import Disguise, Noise, Strength, disguise_example, disguise_suite, load_tables
from tests.labeled_data.disguising.strategies import KINDS, texts_with_spans

TESTING = load_tables("testing")
EXAMPLE = LabeledExample(
    example_id="e1",
    text="盈利宝理财，保本保息，年化8.5%，额度有限，现在下载客户端登录即可参与本期活动",
    positive=("guaranteed_return",),
    unknown=("unlicensed_offering",),
    evidence={"guaranteed_return": (Span(6, 10),)},
    kind="fin_ad",
    complete=True,
    vertical="bank_wealth",
    group="g1",
    pair="p1",
    entities=(EntityMark(EntityKind.PRODUCT, Span(0, 3)), EntityMark(EntityKind.RATE, Span(11, 17))),
)


def test_labels_stay_and_places_are_carried_along() -> None:
    copy = disguise_example(EXAMPLE, kind=Disguise.SPLITS, strength=Strength.MEDIUM, tables=TESTING, seed=7)
    assert copy == LabeledExample(
        example_id="e1~splits-medium-7",
        text=copy.text,
        positive=("guaranteed_return",),
        unknown=("unlicensed_offering",),
        evidence=copy.evidence,
        kind="fin_ad",
        complete=True,
        vertical="bank_wealth",
        group="g1",
        pair="p1~splits-medium-7",
        entities=copy.entities,
    )
    assert copy.quotes("guaranteed_return") == ("イ呆本イ呆息",)
    assert [copy.text[mark.span.start : mark.span.end] for mark in copy.entities or ()] == ["盈利宝", "年化8.5%"]


def cut_copies(example: LabeledExample) -> list[LabeledExample]:
    copies = [
        disguise_example(example, kind=Noise.CHANNEL, strength=Strength.HEAVY, tables=TESTING, seed=seed)
        for seed in range(80)
    ]
    return [copy for copy in copies if "活动" not in copy.text]


def test_a_copy_that_is_cut_short_is_no_complete_ad() -> None:
    copies = cut_copies(EXAMPLE)
    assert copies
    assert {copy.complete for copy in copies} == {False}
    assert all(copy.quotes("guaranteed_return") for copy in copies)


@pytest.mark.parametrize(
    "evidence",
    [{"guaranteed_return": (Span(34, 38),)}, {}, {"guaranteed_return": ()}],
    ids=["all evidence at the end", "absence", "absence with an empty list"],
)
def test_the_end_is_not_cut_where_that_would_take_a_label_with_it(evidence: dict[str, tuple[Span, ...]]) -> None:
    example = LabeledExample(
        example_id="e2", text=EXAMPLE.text, positive=("guaranteed_return",), unknown=(), evidence=evidence
    )
    assert cut_copies(example) == []


@pytest.mark.parametrize("complete", [None, False])
def test_only_a_complete_ad_is_framed_and_given_a_call_to_act(complete: bool | None) -> None:
    channel = TESTING.channel
    frames = (*channel.signatures, *channel.unsubscribe_tails, *channel.boilerplate)

    def framed(example: LabeledExample) -> int:
        copies = (
            disguise_example(example, kind=Noise.CHANNEL, strength=Strength.HEAVY, tables=TESTING, seed=seed)
            for seed in range(40)
        )
        return sum(any(frame in copy.text for frame in frames) for copy in copies)

    assert framed(EXAMPLE) > 10
    assert framed(replace(EXAMPLE, complete=complete)) == 0


def test_evidence_that_is_cut_away_beside_other_evidence_is_dropped() -> None:
    example = LabeledExample(
        example_id="e3",
        text=EXAMPLE.text,
        positive=("guaranteed_return",),
        unknown=(),
        evidence={"guaranteed_return": (Span(6, 10), Span(34, 38))},
        entities=(EntityMark(EntityKind.PRODUCT, Span(34, 38)),),
    )
    copies = cut_copies(example)
    assert copies
    assert {(len(copy.evidence["guaranteed_return"]), copy.entities) for copy in copies} == {(1, ())}


@settings(max_examples=200)
@given(texts_with_spans(), KINDS, st.sampled_from(Strength), st.integers(0, 5))
def test_a_copy_is_a_faultless_example(text_and_spans, kind, strength, seed) -> None:
    text, spans = text_and_spans
    if not text:
        return
    marks = tuple(EntityMark(EntityKind.RATE, span) for span in spans)
    example = LabeledExample(
        example_id="e",
        text=text,
        positive=("guaranteed_return",),
        unknown=(),
        evidence={"guaranteed_return": tuple(dict.fromkeys(spans))},
        entities=marks,
    )
    copy = disguise_example(example, kind=kind, strength=strength, tables=TESTING, seed=seed)
    problems: list[str] = []
    read = example_from_record(record_of(copy), problems)
    assert problems == []
    assert read is not None
    assert read.text == copy.text
    assert bool(copy.quotes("guaranteed_return")) is bool(spans)


def test_the_suite_holds_every_kind_at_every_strength_of_clean_texts_too() -> None:
    clean = LabeledExample(example_id="e4", text="……", positive=(), unknown=())
    items = list(disguise_suite([EXAMPLE, clean], tables=TESTING, seed=3))
    wanted = [
        (example.example_id, kind, strength)
        for example in (EXAMPLE, clean)
        for kind in (*Disguise, *Noise)
        for strength in Strength
    ]
    assert [(item.original_id, item.kind, item.strength) for item in items] == wanted
    assert [item.example.example_id for item in items] == [
        f"{original}~{kind.value}-{strength.value}-3" for original, kind, strength in wanted
    ]
    texts = {"e1": EXAMPLE.text, "e4": clean.text}
    assert all(item.is_changed is (item.example.text != texts[item.original_id]) for item in items)
    assert {item.is_changed for item in items if item.original_id == "e4" and item.kind in set(Disguise)} == {False}
