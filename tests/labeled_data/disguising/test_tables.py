import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import opencc
import pytest
from pypinyin import Style, pinyin

from classifier.errors import DataFileError
from labeled_data.disguising import TableSet, load_tables
from labeled_data.disguising.homophones import homophones_of
from labeled_data.disguising.readings import alike, readings_of
from labeled_data.disguising.table_files import TABLES_FOLDER
from labeled_data.disguising.table_set import PinyinStyle, Share, Substitutions

SETS = ("training", "testing")
HAN = [chr(code) for code in range(0x4E00, 0xA000)]


def size(table: Substitutions) -> int:
    return sum(map(len, table.values()))


@pytest.mark.parametrize("name", SETS)
def test_a_set_is_large_enough(name: str) -> None:
    tables = load_tables(name)
    least = {"homophones": 250, "splits": 200, "look_alikes": 200, "emoji": 80}
    too_small = {field: size(getattr(tables, field)) for field, n in least.items() if size(getattr(tables, field)) < n}
    assert too_small == {}
    assert len(tables.separators) >= 25


def test_no_listed_substitution_is_in_both_sets() -> None:
    training, testing = (set(load_tables(name).pairs()) for name in SETS)
    assert training & testing == set()


def test_no_computed_or_listed_homophone_is_in_both_sets() -> None:
    training, testing = (load_tables(name) for name in SETS)
    both = {one: found for one in HAN if (found := {*homophones_of(one, training)} & {*homophones_of(one, testing)})}
    assert both == {}


def traditional_pairs(tables: TableSet) -> Iterator[tuple[str, str]]:
    for name in tables.traditional:
        converter = opencc.OpenCC(name)
        for one in HAN:
            form = converter.convert(one)
            if form != one and tables.traditional_share.holds(one):
                yield one, form


def test_no_traditional_form_is_in_both_sets() -> None:
    training, testing = ({*tables.pairs(), *traditional_pairs(tables)} for tables in map(load_tables, SETS))
    assert training & testing == set()


def test_what_stands_for_any_text_differs_between_the_sets() -> None:
    training, testing = (load_tables(name) for name in SETS)
    assert set(training.separators) & set(testing.separators) == set()
    assert set(training.pinyin_styles) & set(testing.pinyin_styles) == set()
    assert training.homophone_share is not testing.homophone_share
    assert training.traditional_share is not testing.traditional_share
    for field in ("masks", "signatures", "unsubscribe_tails", "boilerplate", "fillers", "sprinkles", "hashtags"):
        assert set(getattr(training.channel, field)) & set(getattr(testing.channel, field)) == set()


def test_readings_of_the_two_sets_are_written_differently() -> None:
    text = "".join(HAN)
    training, testing = (
        {
            (one, reading)
            for style in load_tables(name).pinyin_styles
            for one, reading in zip(text, readings_of(text, style), strict=True)
            if reading
        }
        for name in SETS
    )
    assert training & testing == set()


@pytest.mark.parametrize("name", SETS)
def test_listed_homophones_share_a_reading(name: str) -> None:
    def sounds(one: str) -> set[str]:
        return set(pinyin(one, style=Style.NORMAL, heteronym=True)[0])

    table = load_tables(name).homophones
    assert [(one, other) for one, others in table.items() for other in others if not sounds(one) & sounds(other)] == []


def test_characters_read_alike_are_common_and_neither_negate_nor_count() -> None:
    assert alike("报") == ("保", "包", "堡", "宝", "抱", "暴", "爆", "胞", "苞", "薄", "褒", "豹", "雹", "饱", "鲍")
    assert "不" not in alike("布")
    assert not {"一", "亿"} & set(alike("意"))
    assert alike("a") == ()


def test_readings_are_written_in_every_style() -> None:
    written = {style: readings_of("保本a的", style) for style in PinyinStyle}
    assert written == {
        PinyinStyle.PLAIN: ("bao", "ben", None, "de"),
        PinyinStyle.INITIALS: ("b", "b", None, "d"),
        PinyinStyle.TONE_MARKS: ("bǎo", "běn", None, "De"),
        PinyinStyle.TONE_DIGITS: ("bao3", "ben3", None, "de5"),
        PinyinStyle.CAPITALISED: ("Bao", "Ben", None, "De"),
        PinyinStyle.UPPER_CASE: ("BAO", "BEN", None, "DE"),
        PinyinStyle.UPPER_INITIALS: ("B", "B", None, "D"),
    }


def test_the_shares_part_the_code_points() -> None:
    assert [(share.holds("a"), share.holds("b")) for share in (Share.EVEN, Share.ODD)] == [(False, True), (True, False)]


def test_every_fault_of_every_file_is_listed_with_file_and_entry(tmp_path: Path) -> None:
    shutil.copytree(TABLES_FOLDER / "training", tmp_path / "own")
    home = tmp_path / "own"
    (home / "emoji.yaml").unlink()
    (home / "separators.yaml").write_text('separators: ["*", "*", ""]\n', encoding="utf-8")
    (home / "homophones.yaml").write_text("share: third\nhomophones: {保: 宝保, 保本: 宝}\n", encoding="utf-8")
    (home / "splits.yaml").write_text("splits: {保: [], 本: [本]}\nmore: 1\n", encoding="utf-8")
    (home / "pinyin.yaml").write_text("styles: [loud]\n", encoding="utf-8")
    (home / "variants.yaml").write_text(
        'share: even\ntraditional: [s2x]\nvariants: {强: 強}\nstyles: [{plain: "12", styled: "1"}]\n', encoding="utf-8"
    )
    with pytest.raises(DataFileError) as error:
        load_tables("own", folder=tmp_path)
    found = [(problem.file, problem.message.split(" (got")[0]) for problem in error.value.problems]
    assert [(file, message.split("[Errno")[0]) for file, message in found] == [
        ("own/emoji.yaml", "cannot be read: "),
        ("own/homophones.yaml", "homophones.保本.[key]: String should have at most 1 character"),
        ("own/homophones.yaml", "share: Input should be 'even' or 'odd'"),
        ("own/pinyin.yaml", "styles.0: Input should be 'plain', 'initials', 'tone_marks', 'tone_digits', "
         "'capitalised', 'upper_case' or 'upper_initials'"),
        ("own/separators.yaml", "separators.2: String should have at least 1 character"),
        ("own/splits.yaml", "more: Extra inputs are not permitted"),
        ("own/splits.yaml", "splits.保: Value error, is empty; state at least one"),
        ("own/variants.yaml", "'1' stands for itself; delete it from both rows"),
        ("own/variants.yaml", "2 plain characters but 1 styled ones; give each its form"),
        ("own/variants.yaml", "unknown configuration 's2x'; known: s2t, s2tw, s2hk"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("separators.yaml", 'separators: ["*", "*"]', "lists '*' twice; keep one"),
        ("homophones.yaml", "share: odd\nhomophones: {保: 宝保}", "'保' stands for itself; delete it"),
        ("look_alikes.yaml", "look_alikes: {保: 褓褓}", "lists '褓' twice; keep one"),
        ("emoji.yaml", 'emoji: {"": ["💰"]}', "has an empty original; name what is replaced"),
    ],
)
def test_a_substitution_that_cannot_be_meant_is_refused(tmp_path: Path, file: str, content: str, message: str) -> None:
    shutil.copytree(TABLES_FOLDER / "training", tmp_path / "own")
    (tmp_path / "own" / file).write_text(content, encoding="utf-8")
    with pytest.raises(DataFileError, match=re.escape(message)):
        load_tables("own", folder=tmp_path)
