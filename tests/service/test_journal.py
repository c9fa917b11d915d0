import os
from pathlib import Path
from typing import Any

import pytest

from classifier.finding import Outcome
from classifier.text import AdCopy
from service.bulk_scan.chunk import ChunkResult
from service.bulk_scan.journal import Journal
from service.bulk_scan.tally import Tally
from service.errors import (
    BulkScanError,
    DamagedJournalError,
    ResumeMismatchError,
    RunInProgressError,
    UnfinishedRunError,
)
from tests.fakes import FakeScanner

IDENTITY = {"inputs": [{"name": "a.txt", "sha256": "1"}], "settings": {"limit": None, "profile": "default"}}


def result(lines: bytes, rejects: bytes = b"") -> ChunkResult:
    tally = Tally(rejects=rejects.count(b"\n"))
    for line in lines.splitlines():
        tally.count(FakeScanner().scan(AdCopy.of_text(line.decode())))
    return ChunkResult(rows=tally.ads + tally.rejects, lines=lines, reject_lines=rejects, tally=tally)


def test_a_resumed_journal_goes_on_where_the_last_finished_chunk_ended(tmp_path: Path) -> None:
    folder = tmp_path / "out.partial"
    with Journal(folder, IDENTITY, resume=False) as journal:
        journal.append(result("保本\n甲\n".encode(), b"{}\n"))
    # What a kill in the middle of the next chunk leaves behind: lines without a checkpoint, the last one torn.
    with journal.results_path.open("ab") as stream:
        stream.write("乙\n丙".encode()[:-1])
    with journal.rejects_path.open("ab") as stream:
        stream.write(b'{"to')
    with Journal(folder, IDENTITY, resume=True) as again:
        assert (again.checkpoint.rows, again.checkpoint.tally.ads, again.checkpoint.tally.rejects) == (3, 2, 1)
        assert again.checkpoint.tally.outcomes == {Outcome.REJECT.value: 1, Outcome.PASS.value: 1}
        again.append(result("乙\n".encode()))
        assert again.results_path.read_bytes().decode() == "保本\n甲\n乙\n"
        assert again.rejects_path.read_bytes() == b"{}\n"
        assert again.checkpoint.rows == 4


def test_an_unfinished_run_is_not_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "out.partial"
    with Journal(folder, IDENTITY, resume=False) as journal:
        journal.append(result("甲\n".encode()))
    with pytest.raises(UnfinishedRunError, match="--resume"):
        Journal(folder, IDENTITY, resume=False)
    assert journal.results_path.read_bytes().decode() == "甲\n"


def test_a_run_that_differs_is_refused_and_every_difference_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "out.partial"
    with Journal(folder, IDENTITY, resume=False) as journal:
        journal.append(result("甲\n".encode()))
    other = {"inputs": [{"name": "a.txt", "sha256": "2"}], "settings": {"limit": 5, "profile": "default"}}
    with pytest.raises(ResumeMismatchError) as error:
        Journal(folder, other, resume=True)
    assert error.value.differences == (
        'inputs[0].sha256: was "1", is "2"',
        "settings.limit: was null, is 5",
    )


def test_two_processes_cannot_write_the_same_output(tmp_path: Path) -> None:
    folder = tmp_path / "out.partial"
    with Journal(folder, IDENTITY, resume=False), pytest.raises(RunInProgressError, match="another scan"):
        Journal(folder, IDENTITY, resume=True)
    with Journal(folder, IDENTITY, resume=True):
        pass


@pytest.mark.parametrize("name", ["results.jsonl", "checkpoint.json", "identity.json"])
def test_a_journal_that_lost_bytes_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "out.partial"
    with Journal(folder, IDENTITY, resume=False) as journal:
        journal.append(result("甲\n".encode()))
    path = folder / name
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DamagedJournalError, match="remove the folder to start again"):
        Journal(folder, IDENTITY, resume=True)


def test_a_discarded_journal_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "out.partial"
    with Journal(folder, IDENTITY, resume=False) as journal:
        journal.discard()
    assert list(tmp_path.iterdir()) == []


def test_every_refusal_is_a_bulk_scan_error() -> None:
    errors = (UnfinishedRunError, ResumeMismatchError, RunInProgressError, DamagedJournalError)
    assert [issubclass(error, BulkScanError) for error in errors] == [True] * 4


def test_a_journal_in_which_nothing_was_recorded_counts_as_none(tmp_path: Path) -> None:
    folder = tmp_path / "out.partial"
    with Journal(folder, {"of": "another run"}, resume=False):
        pass
    with Journal(folder, IDENTITY, resume=False) as journal:
        journal.append(result("甲\n".encode()))
    with Journal(folder, IDENTITY, resume=True) as again:
        assert again.checkpoint.rows == 1


def test_a_run_that_fails_leaves_a_journal_only_when_it_recorded_something(tmp_path: Path) -> None:
    folder = tmp_path / "out.partial"
    with pytest.raises(ZeroDivisionError), Journal(folder, IDENTITY, resume=False):
        raise ZeroDivisionError
    assert not folder.exists()
    with Journal(folder, IDENTITY, resume=False) as journal:
        journal.append(result("甲\n".encode()))
    with pytest.raises(ZeroDivisionError), Journal(folder, IDENTITY, resume=True):
        raise ZeroDivisionError
    assert folder.exists()


def test_a_refused_journal_keeps_no_file_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[int] = []
    closed: list[int] = []
    open_file, close_file = os.open, os.close

    def open_and_note(*arguments: Any, **options: Any) -> int:
        opened.append(open_file(*arguments, **options))
        return opened[-1]

    def close_and_note(descriptor: int) -> None:
        closed.append(descriptor)
        close_file(descriptor)

    folder = tmp_path / "out.partial"
    with Journal(folder, IDENTITY, resume=False) as journal:
        journal.append(result("甲\n".encode(), b"{}\n"))
    journal.rejects_path.write_bytes(b"")
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", open_and_note)
        patch.setattr(os, "close", close_and_note)
        with pytest.raises(DamagedJournalError):
            Journal(folder, IDENTITY, resume=True)
    assert opened
    assert sorted(opened) == sorted(closed)
