"""The set that ships is what its authors wrote, is free of faults and meets its goals."""

from pathlib import Path

import pytest
from rich.console import Console

from labeled_data.authoring import compile_folder
from labeled_data.checking.check import check
from labeled_data.commands.sources import AUTHORED_FOLDER, DATA_FOLDER, PACKAGE_FOLDER
from labeled_data.commands.stats import run_stats
from labeled_data.manifest import verify
from labeled_data.splitting.split_files import SplitSet, read_split_set, split_file, split_of_ids
from labeled_data.splitting.split_name import SplitName
from labeled_data.vocabulary import load_vocabulary


@pytest.fixture(scope="module")
def parts() -> SplitSet:
    return read_split_set(DATA_FOLDER)


def test_the_compiled_set_is_what_is_written(parts: SplitSet) -> None:
    compiled = {example.example_id: example for example in compile_folder(AUTHORED_FOLDER)}
    assert {example.example_id: example for part in parts.values() for example in part} == compiled


def test_it_has_no_faults_no_near_copies_no_leaks_and_meets_every_goal(parts: SplitSet) -> None:
    examples = [example for part in parts.values() for example in part]
    report = check(examples, load_vocabulary(), splits=split_of_ids(parts))
    assert [str(problem) for problem in report.errors] == []
    assert [goal.name for goal in report.goals if not goal.is_met] == []


def test_the_manifest_holds_true() -> None:
    assert verify(DATA_FOLDER) == ()


def test_the_published_statistics_are_those_of_the_set(tmp_path: Path) -> None:
    with (tmp_path / "now.md").open("w", encoding="utf-8") as stream:
        run_stats(DATA_FOLDER, Console(file=stream, width=400), as_markdown_text=True)
    now = (tmp_path / "now.md").read_text(encoding="utf-8").strip()
    assert now in (PACKAGE_FOLDER / "STATISTICS.md").read_text(encoding="utf-8")


def test_every_file_is_a_table_of_one_schema() -> None:
    json = pytest.importorskip("pyarrow.json")
    # In one block: a reader that infers types block by block may meet none but empty lists of entities in one.
    whole = json.ReadOptions(block_size=1 << 26)
    tables = [json.read_json(split_file(DATA_FOLDER, name), read_options=whole) for name in SplitName]
    schemas = {table.schema.to_string() for table in tables}
    assert len(schemas) == 1


def test_the_hub_loader_reads_the_set(tmp_path: Path, parts: SplitSet) -> None:
    datasets = pytest.importorskip("datasets")
    files = {name.value: str(split_file(DATA_FOLDER, name)) for name in SplitName}
    loaded = datasets.load_dataset("json", data_files=files, cache_dir=str(tmp_path))
    assert {name.value: len(part) for name, part in parts.items()} == {name: len(rows) for name, rows in loaded.items()}
    row, example = loaded["train"][0], parts[SplitName.TRAIN][0]
    assert (row["id"], row["text"], tuple(row["positive"])) == (example.example_id, example.text, example.positive)
