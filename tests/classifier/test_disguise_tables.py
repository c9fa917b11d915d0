from pathlib import Path

import pytest

from classifier.errors import DataFileError, DataProblem
from classifier.normalizing.disguise.tables import load_tables
from tests.classifier import shipped

GOOD = {
    "splits.yaml": "splits:\n  保: 亻呆 人呆\n",
    "lookalikes.yaml": "lookalikes:\n  险: 捡\n  检: 捡\n  a: а\n",
    "emoji.yaml": "emoji:\n  ❤️: 心 爱\n  👨‍🏫: 老师\n",
}


def folder_with(tmp_path: Path, **files: str) -> Path:
    for name, content in (GOOD | {f"{stem}.yaml": content for stem, content in files.items()}).items():
        path = tmp_path / "disguise" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path


def test_tables_are_turned_from_what_is_meant_to_what_is_seen(tmp_path: Path) -> None:
    tables = load_tables(folder_with(tmp_path))
    assert tables.splits == {"亻呆": "保", "人呆": "保"}
    assert tables.lookalikes == {"捡": ("险", "检"), "а": ("a",)}
    assert tables.emoji == {"❤": ("心", "爱"), "👨🏫": ("老师",)}


def test_shipped_tables_are_as_large_as_the_job_needs() -> None:
    tables = shipped.tables()
    assert len(set(tables.splits.values())) >= 250
    assert sum(map(len, tables.lookalikes.values())) >= 200
    assert len(tables.emoji) >= 80


def test_all_problems_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    folder = folder_with(
        tmp_path,
        splits="splits:\n  保: 呆\n  堡: 保土 亻呆土\n  保本: 亻呆本\n  煲: 亻呆土\n",
        lookalikes="lookalikes:\n  风: 風 凤 凤\n  险: 捡捡\n  無: 元\n",
        emoji="emoji:\n  钱: 钱\n  💰: money\n  ❤: 心\n  ❤️: 爱\n",
    )
    with pytest.raises(DataFileError) as caught:
        load_tables(folder)
    assert caught.value.problems == (
        DataProblem("disguise/emoji.yaml", "❤️", "is listed twice (selectors and joiners do not count)"),
        DataProblem("disguise/emoji.yaml", "钱", "must still be an emoji after folding"),
        DataProblem("disguise/emoji.yaml", "💰", "reading 'money' must be one to four simplified Chinese characters"),
        DataProblem("disguise/lookalikes.yaml", "無", "must be one character, simplified and in lower case"),
        DataProblem("disguise/lookalikes.yaml", "险", "'捡捡' must be one character"),
        DataProblem("disguise/lookalikes.yaml", "风", "'凤' is listed twice"),
        DataProblem("disguise/lookalikes.yaml", "风", "'風' is folded to 风 anyway; leave it out"),
        DataProblem("disguise/splits.yaml", "保", "'呆' must have two to four parts"),
        DataProblem("disguise/splits.yaml", "保本", "must be one simplified Chinese character"),
        DataProblem("disguise/splits.yaml", "煲", "'亻呆土' is also a spelling of 堡; keep one"),
    )


def test_a_missing_file_an_empty_one_and_a_wrong_shape_are_reported_together(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, lookalikes="", emoji="emojis: {}\n")
    (folder / "disguise" / "splits.yaml").unlink()
    with pytest.raises(DataFileError) as caught:
        load_tables(folder)
    assert {(problem.file, problem.entry_id) for problem in caught.value.problems} == {
        ("disguise/splits.yaml", "(file)"),
        ("disguise/lookalikes.yaml", "(file)"),
        ("disguise/emoji.yaml", "(file)"),
    }
