import gzip
from pathlib import Path

import pytest

from models.errors import CorpusError
from models.pretraining.corpus import corpus_files, epoch_lines, held_out_lines


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with gzip.open(tmp_path / "ads_a.txt.gz", "wt", encoding="utf-8") as stream:
        stream.write("".join(f"第{number}条广告\n" for number in range(400)) + "\n")
    (tmp_path / "general_b.txt").write_text(
        "".join(f"第{number}句闲话\n" for number in range(400)) + "第1条广告\n", "utf-8"
    )
    (tmp_path / "notes.md").write_text("not read")
    return tmp_path


def test_lines_are_used_as_often_as_their_file_weighs(folder: Path) -> None:
    files = corpus_files(folder)
    held_out = set(held_out_lines(files))
    lines = list(epoch_lines(files, seed=1))
    ads = sum("条" in line or "條" in line for line in lines)
    talk = len(lines) - ads
    assert ads == 3 * (400 - sum("条" in line for line in held_out))
    assert 150 < talk < 250


def test_held_out_and_excluded_lines_are_never_trained_on(folder: Path) -> None:
    files = corpus_files(folder)
    excluded = frozenset({"第7条广告", "第8句闲话"})
    lines = set(epoch_lines(files, seed=2, excluded=excluded))
    held_out = set(held_out_lines(files))
    assert lines.isdisjoint(excluded)
    assert lines.isdisjoint(held_out)


def test_an_epoch_is_the_same_for_the_same_seed_and_another_for_another(folder: Path) -> None:
    files = corpus_files(folder)
    assert list(epoch_lines(files, seed=1)) == list(epoch_lines(files, seed=1))
    assert list(epoch_lines(files, seed=1)) != list(epoch_lines(files, seed=2))


def test_a_folder_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"holds no \.txt"):
        corpus_files(tmp_path)


def test_a_file_that_is_not_utf8_is_named_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "ads_a.txt").write_bytes("好".encode("gbk"))
    with pytest.raises(CorpusError, match=r"ads_a\.txt: not UTF-8 at byte 0"):
        list(epoch_lines(corpus_files(tmp_path), seed=1))


def test_a_file_of_no_known_weight_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("文\n", "utf-8")
    with pytest.raises(CorpusError, match="begins with none of ads_"):
        corpus_files(tmp_path, {"ads_": 1.0})
