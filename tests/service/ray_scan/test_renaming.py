"""Ids that are given on a cluster are those that one reader of all files gives."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.finding import Versions
from crawler.ad import Ad
from crawler.errors import InputFileError
from crawler.readers import AdReader, InputFile, InputFormat, ReadOptions
from service.ray_scan.judging import ShardRows, read_strip
from service.ray_scan.plan import shards_of, strips_of
from service.ray_scan.renaming import key_of, renamed_ids, repeated
from service.ray_scan.survey import survey_files, survey_inputs
from tests.fakes import make_fake_scanner
from tests.service.ray_scan.inline_ray import InlineRay

VERSIONS: Versions = make_fake_scanner().versions
IDS = st.sampled_from(["x", "x~2", "x~3", "x~2~2", "y", "", "~2", None])
"""Few and alike, so that ids given away meet ids that are stated."""
FILES = st.lists(st.lists(IDS | st.just("{broken"), max_size=8), min_size=1, max_size=4)


def write(folder: Path, files: list[list[str | None]]) -> tuple[InputFile, ...]:
    inputs = []
    for number, ids in enumerate(files):
        path = folder / f"{number}.jsonl"
        lines = [
            b"{broken"
            if ad_id == "{broken"
            else orjson.dumps({"text": "保本", **({} if ad_id is None else {"id": ad_id})})
            for ad_id in ids
        ]
        path.write_bytes(b"".join(line + b"\n" for line in lines))
        inputs.append(InputFile(path=path, name=path.name, input_format=InputFormat.JSONL))
    return tuple(inputs)


@given(
    files=FILES,
    shard_rows=st.integers(1, 9),
    limit=st.none() | st.integers(1, 12),
    done=st.sets(st.integers(0, 9)),
    files_a_task=st.integers(1, 3),
)
def test_shards_hold_the_rows_of_one_reader_of_everything(
    files: list[list[str | None]], shard_rows: int, limit: int | None, done: set[int], files_a_task: int
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr("service.ray_scan.survey.GROUP_FILES", files_a_task)
        inputs = write(Path(folder), files)
        reader = AdReader(inputs, ReadOptions())
        expected = list(reader)[:limit]
        survey = survey_inputs(inputs, ReadOptions(), VERSIONS, limit, InlineRay)
        shards = shards_of(sum(survey.rows), shard_rows)
        strips = strips_of(shards, inputs, survey.rows, survey.renamed, done=done)
        read = [answer for strip in strips for answer in read_strip(strip, ReadOptions())]
    assert sum(survey.rows) == len(expected)
    assert [answer.shard for answer in read if isinstance(answer, ShardRows)] == [
        shard for shard in shards if shard.number not in done
    ]
    for answer in read:
        assert isinstance(answer, ShardRows)
        shard = answer.shard
        assert list(answer.rows) == expected[shard.first_row : shard.first_row + shard.rows]
    if limit is None:
        assert len(survey.renamed) == reader.renamed_ids
    assert [fingerprint["name"] for fingerprint in survey.fingerprints] == [file.name for file in inputs]


@given(st.lists(IDS.filter(lambda ad_id: ad_id is not None), max_size=20))
def test_given_ids_are_unique_and_the_first_keeps_its_own(ids: list[str]) -> None:
    keys = np.array([key_of(ad_id) for ad_id in ids], np.uint64)
    renamed = renamed_ids(keys, {int(position): ids[position] for position in repeated(keys)})
    final = [renamed.get(position, ad_id) for position, ad_id in enumerate(ids)]
    assert len(set(final)) == len(final)
    assert final[:1] == ids[:1]


def test_a_strip_begins_in_the_file_of_its_first_row_and_ends_in_that_of_its_last(tmp_path: Path) -> None:
    files = write(tmp_path, [["a"] * 5, [], ["b"] * 2, ["c"] * 5])
    strips = strips_of(shards_of(12, 4), files, (5, 0, 2, 5), {})
    assert [(strip.first_row, [file.name for file in strip.files], len(strip.shards)) for strip in strips] == [
        (0, ["0.jsonl", "1.jsonl", "2.jsonl", "3.jsonl"], 2),
        (7, ["3.jsonl"], 1),
    ]


def test_a_file_that_cannot_be_used_is_told_before_anything_is_judged(tmp_path: Path) -> None:
    (good,) = write(tmp_path, [["a", "b"]])
    bad = InputFile(path=tmp_path / "bad.parquet", name="bad.parquet", input_format=InputFormat.PARQUET)
    bad.path.write_bytes(b"PAR1 no more than that")
    with pytest.raises(InputFileError, match=r"^bad\.parquet: cannot be read as Parquet"):
        survey_inputs((good, bad), ReadOptions(), VERSIONS, None, InlineRay)
    # It is not read where the rows before it are enough, as on one machine.
    assert sum(survey_inputs((good, bad), ReadOptions(), VERSIONS, 2, InlineRay).rows) == 2


def test_a_file_that_a_machine_does_not_see_is_named_with_the_way_out(tmp_path: Path) -> None:
    (file,) = write(tmp_path, [["a"]])
    file.path.unlink()
    survey = survey_files((file,), ReadOptions(), VERSIONS, None)
    assert survey.problem is not None
    assert survey.problem.file == "0.jsonl"
    assert f"every machine must reach it at {file.path}" in survey.problem.message


def test_an_id_made_of_file_and_row_counts_like_a_stated_one(tmp_path: Path) -> None:
    files = write(tmp_path, [[None, "0.jsonl#1"]])
    rows = [row for row in AdReader(files, ReadOptions()) if isinstance(row, Ad)]
    survey = survey_inputs(files, ReadOptions(), VERSIONS, None, InlineRay)
    assert [row.ad_id for row in rows] == ["0.jsonl#1", "0.jsonl#1~2"]
    assert survey.renamed == {1: "0.jsonl#1~2"}
