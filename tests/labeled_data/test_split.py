from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.legal.category import CODES
from labeled_data import ExampleFileError
from labeled_data.describing.report_table import as_markdown
from labeled_data.splitting.split import MAX_DEVIATION, RATIOS, far_off, split, split_tables, stratum_shares
from labeled_data.splitting.split_files import (
    assignment_of,
    divided,
    read_split_set,
    split_of_ids,
    write_split_set,
)
from labeled_data.splitting.split_name import SplitName
from labeled_data.splitting.units import SplitError, units_of
from labeled_data.vocabulary import load_vocabulary
from tests.labeled_data.made_examples import clean, random_set

VOCABULARY = load_vocabulary()
SET = random_set(2400, VOCABULARY)


def test_every_category_is_divided_within_the_stated_deviation() -> None:
    shares = stratum_shares(SET, split(SET, seed=7))
    assert sum(share.stratum.startswith("positive:") and share.total >= 200 for share in shares) == 3 * len(CODES)
    assert far_off(shares) == ()
    lumps = {example.group or "": SplitName.DEV if example.positive else SplitName.TRAIN for example in SET}
    off = far_off(stratum_shares(SET, lumps))
    assert {share.split for share in off} == set(SplitName)
    assert {share.stratum for share in off} == {"all", *(f"positive:{code}" for code in CODES)}


def test_the_split_depends_on_seed_and_examples_and_not_on_their_order() -> None:
    once = split(SET[:400], seed=7)
    assert split(tuple(reversed(SET[:400])), seed=7) == once
    assert split(SET[:400], seed=8) != once


def test_old_groups_stay_and_new_ones_are_placed() -> None:
    first = split(SET[:1200], seed=7)
    grown = split(SET, seed=99, previous=first)
    assert {group: grown[group] for group in first} == first
    assert set(grown) == {example.group for example in SET}
    shares = [share for share in stratum_shares(SET, grown) if share.stratum == "all"]
    assert all(abs(share.deviation) <= MAX_DEVIATION for share in shares)
    shrunk = split(SET[800:], seed=1, previous=grown)
    assert shrunk == grown


TEXTS = ("七日通知理财，到期本息无忧，限新客", "七日通知理财，到期本息无忧，限老客")


def test_linked_groups_go_together() -> None:
    copies = (clean("a", TEXTS[0], group="one"), clean("b", TEXTS[1], group="two"))
    declared = (clean("c", "甲方案", group="three", pair="p"), clean("d", "乙产品", group="four", pair="p"))
    assert [unit.groups for unit in units_of((*declared, *copies))] == [("four", "three"), ("one", "two")]
    for seed in range(5):
        homes = split((*copies, *declared, *SET[:80]), seed=seed)
        assert homes["one"] is homes["two"]
        assert homes["three"] is homes["four"]
    homes = split((*copies, *SET[:80]), seed=0, previous={"two": SplitName.DEV})
    assert homes["one"] is SplitName.DEV


def test_linked_groups_that_were_parted_before_are_named() -> None:
    copies = (clean("a", TEXTS[0], group="one"), clean("b", TEXTS[1], group="two"))
    with pytest.raises(SplitError) as error:
        split(copies, seed=0, previous={"one": SplitName.TRAIN, "two": SplitName.TEST})
    assert error.value.problems == (
        "linked by near copies or a pair, yet split before: one (train), two (test); rewrite one of the texts",
    )


def test_texts_without_a_group_are_all_named() -> None:
    with pytest.raises(SplitError) as error:
        split((clean("a", "甲", group=None), clean("b", "乙"), clean("c", "丙", group="")), seed=0)
    assert [problem.split(";")[0] for problem in error.value.problems] == ["a has no group", "c has no group"]


def test_nothing_is_split_of_nothing() -> None:
    assert split((), seed=0) == {}
    assert split((), seed=0, previous={"g": SplitName.DEV}) == {"g": SplitName.DEV}


@settings(max_examples=30)
@given(st.lists(st.integers(0, 12), min_size=1, max_size=40), st.integers(0, 5))
def test_every_group_is_placed_once(groups: list[int], seed: int) -> None:
    examples = [clean(f"e{n}", f"{n}号柜台{'办' * n}", group=f"g{group}") for n, group in enumerate(groups)]
    homes = split(examples, seed=seed)
    assert set(homes) == {f"g{group}" for group in groups}
    assert set(homes.values()) <= set(SplitName)
    assert all(len({homes[group] for group in unit.groups}) == 1 for unit in units_of(examples))


def test_a_split_set_is_read_back(tmp_path: Path) -> None:
    homes = split(SET[:160], seed=3)
    parts = divided(reversed(SET[:160]), homes)
    write_split_set(tmp_path / "data", parts)
    assert read_split_set(tmp_path / "data") == parts
    assert assignment_of(parts) == homes
    assert split_of_ids(parts) == {example.example_id: homes[example.group or ""] for example in SET[:160]}


def test_files_that_are_missing_are_all_named(tmp_path: Path) -> None:
    with pytest.raises(ExampleFileError, match="3 problem") as error:
        read_split_set(tmp_path)
    assert [problem.message.split(":")[0] for problem in error.value.problems] == [
        "dev.jsonl",
        "test.jsonl",
        "train.jsonl",
    ]


def test_groups_without_a_split_and_in_several_are_named() -> None:
    with pytest.raises(SplitError, match=r"a: group 'group of a' has no split"):
        divided([clean("a", "甲")], {})
    with pytest.raises(SplitError, match=r"group 'g' stands in test and train; keep one"):
        assignment_of({SplitName.TRAIN: (clean("a", "甲", group="g"),), SplitName.TEST: (clean("b", "乙", group="g"),)})


def test_shares_are_laid_out() -> None:
    examples = [clean(f"e{n}", f"{n}号柜台{'办' * n}", group=f"g{n}") for n in range(4)]
    homes = dict(zip(("g0", "g1", "g2", "g3"), (*SplitName, SplitName.TRAIN), strict=True))
    written = as_markdown(split_tables(stratum_shares(examples, homes)))
    assert "| all | 4 | 2 (50.0 %) | 1 (25.0 %) | 1 (25.0 %) |" in written
    assert "Wanted: train 66%, dev 15%, test 19%. Off by more than 2%: none." in written
    assert sum(RATIOS.values()) == pytest.approx(1)
