import random
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import orjson
import pytest

from classifier.finding import Outcome, Status
from classifier.text import AdCopy
from crawler.ad import Ad, Creative, CreativeKind, Origin
from service.bulk_scan.chunk import scan_chunk
from service.bulk_scan.journal import Journal
from service.bulk_scan.run import partial_folder_of, rejects_path_of, run_bulk_scan
from service.bulk_scan.tally import Tally
from service.errors import BulkScanError, ResumeMismatchError, UnfinishedRunError
from service.writers import OutputFormat, encoder_for
from tests.fakes import FakeScanner, make_dying_scanner, make_failing_scanner


class StoppedError(Exception):
    """Stands in for whatever ends a process."""


def stop_after(rows_done: int, rows: int, tally: Tally) -> None:
    if rows_done <= rows:
        raise StoppedError


def test_output_has_the_order_of_the_input_and_counts_add_up(make_scan, tmp_path: Path) -> None:
    summary = run_bulk_scan(make_scan())
    records = [orjson.loads(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    assert [record["id"] for record in records] == [f"ad-{number}" for number in range(400)] + ["ad-1~2"]
    assert list(records[0]) == ["id", "outcome", "priority", "scores", "statuses", "findings", "versions"]
    tally = summary.tally
    assert (tally.ads, tally.rejects, summary.renamed_ids, summary.resumed_rows) == (401, 5, 1, 0)
    assert sum(tally.outcomes.values()) == 401
    assert tally.findings == sum(len(record["findings"]) for record in records)
    assert tally.with_status("guaranteed_return", Status.VIOLATION) == 160
    assert tally.flagged == sum(record["outcome"] != "pass" for record in records)
    assert not partial_folder_of(tmp_path / "out.jsonl").exists()


def test_rejects_are_kept_with_row_reason_and_raw_text(make_scan, tmp_path: Path) -> None:
    summary = run_bulk_scan(make_scan())
    assert summary.rejects_path == rejects_path_of(tmp_path / "out.jsonl")
    rejects = [orjson.loads(line) for line in summary.rejects_path.read_bytes().splitlines()]
    assert [(r["source"], r["row"], r["raw"]) for r in rejects] == [
        ("ads.jsonl", row, "{broken") for row in (5, 96, 187, 278, 369)
    ]


def test_a_clean_run_removes_the_rejects_of_an_earlier_one(make_scan, ads_path: Path, tmp_path: Path) -> None:
    run_bulk_scan(make_scan())
    ads_path.write_text('{"id":"a","text":"甲"}\n', encoding="utf-8")
    assert run_bulk_scan(make_scan()).rejects_path is None
    assert not rejects_path_of(tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize("output_format", list(OutputFormat))
def test_two_workers_write_the_same_bytes_as_one(make_scan, tmp_path: Path, output_format: OutputFormat) -> None:
    run_bulk_scan(make_scan(f"one.{output_format}", workers=1))
    run_bulk_scan(make_scan(f"two.{output_format}", workers=2))
    assert (tmp_path / f"one.{output_format}").read_bytes() == (tmp_path / f"two.{output_format}").read_bytes()


@pytest.mark.parametrize("output_format", [OutputFormat.JSONL, OutputFormat.CSV])
def test_stopped_and_resumed_runs_write_the_same_bytes(make_scan, tmp_path: Path, output_format: OutputFormat) -> None:
    run_bulk_scan(make_scan(f"whole.{output_format}"))
    pieces = f"pieces.{output_format}"
    for resume, rows_done in ((False, 1), (True, 200), (True, 390)):
        with pytest.raises(StoppedError):
            run_bulk_scan(make_scan(pieces, resume=resume), partial(stop_after, rows_done))
        assert not (tmp_path / pieces).exists()
    summary = run_bulk_scan(make_scan(pieces, resume=True))
    assert summary.resumed_rows > 0
    assert (tmp_path / pieces).read_bytes() == (tmp_path / f"whole.{output_format}").read_bytes()
    whole, again = (rejects_path_of(tmp_path / f"{name}.{output_format}") for name in ("whole", "pieces"))
    assert whole.read_bytes() == again.read_bytes()


def test_a_kill_while_the_output_is_put_in_place_is_survived(
    make_scan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(journal: Journal) -> None:
        raise StoppedError

    run_bulk_scan(make_scan("whole.jsonl"))
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "discard", stop)
        with pytest.raises(StoppedError):
            run_bulk_scan(make_scan())
    summary = run_bulk_scan(make_scan(resume=True))
    assert summary.tally.ads == 401
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert not partial_folder_of(tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"row_limit": 7}, "settings.limit: was null, is 7"),
        ({"scanner_settings": {"profile": "strict"}}, 'settings.scanner.profile: was "default", is "strict"'),
        ({"make_scanner": partial(FakeScanner, "fake-2")}, 'versions.rules: was "fake-1", is "fake-2"'),
    ],
)
def test_resuming_a_different_run_is_refused(make_scan, changes, named: str) -> None:
    with pytest.raises(StoppedError):
        run_bulk_scan(make_scan(), partial(stop_after, 1))
    with pytest.raises(UnfinishedRunError):
        run_bulk_scan(make_scan())
    with pytest.raises(ResumeMismatchError) as error:
        run_bulk_scan(make_scan(resume=True, **changes))
    assert error.value.differences == (named,)


def test_resuming_over_changed_input_is_refused(make_scan, ads_path: Path) -> None:
    with pytest.raises(StoppedError):
        run_bulk_scan(make_scan(), partial(stop_after, 1))
    ads_path.write_bytes(ads_path.read_bytes().replace("天气".encode(), "天色".encode(), 1))
    with pytest.raises(ResumeMismatchError, match=r"inputs\[0\]\.sha256"):
        run_bulk_scan(make_scan(resume=True))


def test_the_number_of_workers_may_change_between_runs(make_scan, tmp_path: Path) -> None:
    run_bulk_scan(make_scan("whole.jsonl"))
    with pytest.raises(StoppedError):
        run_bulk_scan(make_scan(), partial(stop_after, 1))
    run_bulk_scan(make_scan(resume=True, workers=2))
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def test_row_limit_reads_no_more_rows(make_scan, tmp_path: Path) -> None:
    summary = run_bulk_scan(make_scan(row_limit=130))
    assert (summary.tally.ads, summary.tally.rejects) == (128, 2)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_ad_that_breaks_the_scanner_is_rejected_alone(
    make_scan, ads_path: Path, tmp_path: Path, workers: int
) -> None:
    ads_path.write_text('{"id":"a","text":"甲"}\n{"id":"b","text":"炸"}\n{"id":"c","text":"保本"}\n', encoding="utf-8")
    summary = run_bulk_scan(make_scan(workers=workers, make_scanner=make_failing_scanner))
    records = [orjson.loads(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    assert [record["id"] for record in records] == ["a", "c"]
    assert summary.rejects_path is not None
    assert [orjson.loads(line) for line in summary.rejects_path.read_bytes().splitlines()] == [
        {
            "source": "ads.jsonl",
            "row": 2,
            "reason": "ad 'b': the scanner failed: ZeroDivisionError: told to fail on 炸",
            "raw": "炸",
        }
    ]


def test_an_ad_that_cannot_be_handed_over_or_written_is_rejected_with_its_row() -> None:
    def ad(ad_id: str, row: int, **facts: Any) -> Ad:
        creatives = (Creative(kind=CreativeKind.BODY, text="甲"),)
        return Ad(ad_id=ad_id, creatives=creatives, origin=Origin(source="a.xlsx", row_number=row), **facts)

    rows = (
        ad("a", 1),
        ad("b", 2, published_at=datetime.max.replace(tzinfo=UTC)),
        ad("c\ud800", 3),
    )
    result = scan_chunk(rows, FakeScanner(), encoder_for(OutputFormat.JSONL))
    rejects = [orjson.loads(line) for line in result.reject_lines.splitlines()]
    assert [orjson.loads(line)["id"] for line in result.lines.splitlines()] == ["a"]
    assert [(reject["source"], reject["row"]) for reject in rejects] == [("a.xlsx", 2), ("a.xlsx", 3)]
    assert (result.rows, result.tally.ads, result.tally.rejects) == (3, 1, 2)


def test_rejects_go_where_asked_even_when_there_are_none(make_scan, ads_path: Path, tmp_path: Path) -> None:
    kept = tmp_path / "elsewhere" / "rejects.jsonl"
    kept.parent.mkdir()
    assert run_bulk_scan(make_scan(rejects_out=kept)).rejects_path == kept
    assert len(kept.read_bytes().splitlines()) == 5
    assert not rejects_path_of(tmp_path / "out.jsonl").exists()
    ads_path.write_text('{"id":"a","text":"甲"}\n', encoding="utf-8")
    assert run_bulk_scan(make_scan(rejects_out=kept)).rejects_path is None
    assert kept.read_bytes() == b""


def test_a_worker_that_ends_is_reported_without_guessing(make_scan) -> None:
    with pytest.raises(BulkScanError, match="did not say why") as error:
        run_bulk_scan(make_scan(workers=2, make_scanner=make_dying_scanner))
    assert "memory" not in str(error.value)


def test_at_least_one_worker_is_needed(make_scan) -> None:
    with pytest.raises(BulkScanError, match="--workers 0"):
        run_bulk_scan(make_scan(workers=0))


def test_tallies_add_up_in_any_split() -> None:
    scanner = FakeScanner()
    verdicts = [scanner.scan(AdCopy.of_text(text)) for text in ("保本理财", "甲", "贷款", "理财", "保本")]
    whole, left, right = Tally(), Tally(), Tally(rejects=2)
    whole.rejects = 2
    for verdict in verdicts:
        whole.count(verdict)
        random.Random(verdict.priority.score).choice((left, right)).count(verdict)
    left.add(right)
    assert left == whole == Tally.from_record(orjson.loads(orjson.dumps(whole.to_record())))
    assert whole.outcomes == {Outcome.REJECT: 2, Outcome.REVIEW: 2, Outcome.PASS: 1}
    assert whole.flagged_share == 0.8
