import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue

import pytest

from crawler.errors import InputFileError
from crawler.sites.watching import watch


@contextmanager
def watched(folder: Path, done: tuple[Path, ...] = (), settle_s: float = 0.3) -> Iterator["Queue[Path]"]:
    stop = threading.Event()
    found: Queue[Path] = Queue()

    def run() -> None:
        for path in watch(folder, stop=stop, done=done, settle_s=settle_s):
            found.put(path)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield found
    finally:
        stop.set()
        thread.join(timeout=20)
        assert not thread.is_alive()


def is_quiet(found: "Queue[Path]", seconds: float) -> bool:
    try:
        found.get(timeout=seconds)
    except Empty:
        return True
    return False


def test_what_lies_there_comes_first_and_what_was_done_before_does_not(tmp_path: Path) -> None:
    names = ["b.pdf", "a.jpg", "done.txt"]
    for name in names:
        (tmp_path / name).write_text("x")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "c.srt").write_text("x")
    with watched(tmp_path, done=(tmp_path / "done.txt",)) as found:
        assert [found.get(timeout=20) for _ in range(3)] == [
            tmp_path / "a.jpg",
            tmp_path / "b.pdf",
            tmp_path / "deep" / "c.srt",
        ]
        assert is_quiet(found, 0.6)


def test_a_file_comes_once_and_only_when_it_no_longer_grows(tmp_path: Path) -> None:
    with watched(tmp_path, settle_s=1.0) as found:
        with (tmp_path / "slow.csv").open("w") as stream:
            for _ in range(5):
                stream.write("http://a.example/\n")
                stream.flush()
                time.sleep(0.3)
                assert found.empty()
        path = found.get(timeout=20)
        assert (path, path.stat().st_size) == (tmp_path / "slow.csv", 5 * 18)
        (tmp_path / "slow.csv").write_text("anew")
        assert is_quiet(found, 1.5)


def test_unfinished_names_wait_for_their_final_one_and_folders_bring_their_files(tmp_path: Path) -> None:
    folder, outside = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    outside.mkdir()
    (outside / "scan.png").write_text("x")
    with watched(folder) as found:
        (folder / ".hidden").write_text("x")
        (folder / "~$table.xlsx").write_text("x")
        (folder / "page.pdf.part").write_text("x")
        assert is_quiet(found, 0.8)
        (folder / "page.pdf.part").rename(folder / "page.pdf")
        assert found.get(timeout=20) == folder / "page.pdf"
        outside.rename(folder / "batch")
        assert found.get(timeout=20) == folder / "batch" / "scan.png"


def test_a_file_that_goes_away_is_forgotten(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").write_text("x")
    with watched(tmp_path, settle_s=1.0) as found:
        time.sleep(0.5)
        os.remove(tmp_path / "gone.txt")  # noqa: PTH107
        (tmp_path / "stays.txt").write_text("x")
        assert found.get(timeout=20) == tmp_path / "stays.txt"


def test_no_folder_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputFileError, match="no such folder to watch"):
        next(watch(tmp_path / "none", stop=threading.Event()))
