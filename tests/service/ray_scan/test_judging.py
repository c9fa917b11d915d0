"""A shard is judged and written whole, or it is said why not."""

from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from classifier.errors import ModelFileError
from classifier.text import AdCopy
from crawler.ad import Ad, Creative, CreativeKind
from crawler.readers import Row, UnreadableRow
from service.bulk_scan.durable import replace_file
from service.bulk_scan.journal import IDENTITY_FILE
from service.bulk_scan.tally import Tally
from service.ray_scan.judging import MAX_ATTEMPTS, ShardJob, ShardJudge, ShardProblem, ShardRows
from service.ray_scan.plan import Shard
from service.ray_scan.shard_store import ShardRecord, ShardStore, run_hash
from service.writers import OutputFormat, OutputNotes, encoder_for
from tests.fakes import CATEGORY_NAMES, FakeScanner, make_fake_scanner

IDENTITY = b'{"inputs": []}'
SHARD = Shard(number=3, first_row=12, rows=2)
ROWS: tuple[Row, ...] = (
    Ad(ad_id="a", creatives=(Creative(kind=CreativeKind.BODY, text="保本理财"),)),
    UnreadableRow(source="ads.jsonl", row_number=14, reason="not JSON", raw="{broken"),
)


@pytest.fixture
def store(tmp_path: Path) -> ShardStore:
    replace_file(tmp_path / IDENTITY_FILE, IDENTITY)
    store = ShardStore(folder=tmp_path, suffix=".jsonl", run=run_hash(IDENTITY))
    store.prepare()
    return store


def job_of(store: ShardStore, **changes: object) -> ShardJob:
    job = ShardJob(
        make_scanner=make_fake_scanner,
        versions=make_fake_scanner().versions,
        encode=encoder_for(OutputFormat.JSONL),
        store=store,
        shard_format=None,
        notes=OutputNotes(categories=CATEGORY_NAMES, sources=(), profile="default"),
    )
    return replace(job, **changes)  # type: ignore[arg-type]


def judge(store: ShardStore, rows: tuple[Row, ...] = ROWS, **changes: object) -> ShardRecord | ShardProblem:
    return ShardJudge(job_of(store, **changes)).judge(ShardRows(shard=SHARD, rows=rows))


def names_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_shard_is_written_under_its_name_with_its_rejects_and_its_record(store: ShardStore) -> None:
    record = judge(store)
    assert isinstance(record, ShardRecord)
    assert (record.rows, record.tally.ads, record.tally.rejects) == (2, 1, 1)
    written = ["identity.json", "records/part-000003.json", "rejects/part-000003.jsonl", "shards/part-000003.jsonl"]
    assert names_in(store.folder) == written
    assert orjson.loads(store.results_path(SHARD).read_bytes())["id"] == "a"
    assert list(store.records([SHARD])) == [record]


def test_a_shard_made_twice_is_the_same(store: ShardStore) -> None:
    records = [judge(store), judge(store)]
    assert records[0] == records[1]


@pytest.mark.parametrize("name", ["shards/part-000003.jsonl", "rejects/part-000003.jsonl", "records/part-000003.json"])
@pytest.mark.parametrize("is_torn", [True, False])
def test_a_shard_that_is_not_as_recorded_counts_as_not_made(store: ShardStore, name: str, is_torn: bool) -> None:
    judge(store)
    path = store.folder / name
    if is_torn:
        path.write_bytes(path.read_bytes()[:-3])
    else:
        path.unlink()
    assert list(store.records([SHARD])) == []


def test_a_shard_of_another_run_counts_as_not_made(store: ShardStore) -> None:
    judge(store)
    assert list(replace(store, run=run_hash(b"{}")).records([SHARD])) == []


def test_what_killed_writers_left_is_cleared_away(store: ShardStore) -> None:
    judge(store)
    before = names_in(store.folder)
    store.temporary(SHARD).write_bytes(b"half a")
    store.begin(SHARD)
    assert names_in(store.folder) != before
    store.prepare()
    assert names_in(store.folder) == before


def test_a_shard_that_ends_its_actor_every_time_is_given_up_with_its_rows(store: ShardStore) -> None:
    for _ in range(MAX_ATTEMPTS):
        store.begin(SHARD)
    problem = judge(store)
    assert isinstance(problem, ShardProblem)
    assert "shard 3 (rows 13 to 14 of the input) was begun 5 times and never ended" in problem.message


def test_a_machine_that_does_not_share_the_folder_judges_nothing(store: ShardStore) -> None:
    (store.folder / IDENTITY_FILE).unlink()
    problem = judge(store)
    assert isinstance(problem, ShardProblem)
    assert "does not see" in problem.message
    assert names_in(store.folder) == []


def test_a_machine_with_other_versions_judges_nothing(store: ShardStore) -> None:
    problem = judge(store, make_scanner=lambda: FakeScanner(rules_version="fake-2"))
    assert isinstance(problem, ShardProblem)
    assert "(rules 'fake-2' instead of 'fake-1'); install the same on all" in problem.message


def test_a_machine_without_the_model_says_so(store: ShardStore) -> None:
    def make() -> FakeScanner:
        raise ModelFileError("model/: no such folder")

    problem = judge(store, make_scanner=make)
    assert isinstance(problem, ShardProblem)
    assert problem.message == "model/: no such folder"


def test_an_input_that_changed_meanwhile_is_told(store: ShardStore) -> None:
    problem = judge(store, ROWS[:1])
    assert isinstance(problem, ShardProblem)
    assert "1 rows were read; an input changed" in problem.message


def test_a_disk_that_fails_is_told(store: ShardStore) -> None:
    store.results_path(SHARD).mkdir()
    problem = judge(store)
    assert isinstance(problem, ShardProblem)
    assert problem.message.startswith("shard 3 (rows 13 to 14 of the input): ")


def test_an_ad_on_which_the_scanner_fails_costs_itself_only(store: ShardStore) -> None:
    class Choosy(FakeScanner):
        def scan(self, ad_copy: AdCopy, /):  # type: ignore[no-untyped-def]
            if ad_copy.copy_id == "bad":
                raise ZeroDivisionError
            return super().scan(ad_copy)

    rows = (Ad(ad_id="bad", creatives=(Creative(kind=CreativeKind.BODY, text="x"),)), ROWS[0])
    record = judge(store, rows, make_scanner=Choosy)
    assert isinstance(record, ShardRecord)
    assert (record.tally.ads, record.tally.rejects) == (1, 1)


def test_records_survive_writing_and_reading() -> None:
    record = ShardRecord(number=1, rows=2, results_bytes=3, rejects_bytes=4, tally=Tally(ads=1), run="r")
    assert ShardRecord.from_json(record.to_json()) == record
