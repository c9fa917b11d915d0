import io
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Never

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.ad import Ad, Creative, CreativeKind, Origin
from crawler.errors import InputFileError, UnknownFormatError
from crawler.readers import (
    AdReader,
    InputFile,
    InputFormat,
    ReadOptions,
    Row,
    UnreadableRow,
    ad_from_record,
    open_inputs,
    readable_name,
    record_of,
)
from crawler.readers.inputs import estimate_rows
from crawler.readers.names import distinct_names
from crawler.readers.published import published_at_of
from crawler.readers.read import READERS
from crawler.readers.row import RowError, ad_or_reject

OPTIONS = ReadOptions()


def test_an_id_seen_before_gets_a_suffix_that_is_free(tmp_path: Path) -> None:
    first, second = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    first.write_text('{"id":"x","text":"甲"}\n{"id":"x~2","text":"乙"}\n', encoding="utf-8")
    second.write_text('{"id":"x","text":"丙"}\n{"id":"y","text":"丁"}\n', encoding="utf-8")
    with open_inputs([str(first), str(second)], OPTIONS) as files:
        reader = AdReader(files, OPTIONS)
        assert [row.ad_id for row in reader if isinstance(row, Ad)] == ["x", "x~2", "x~3", "y"]
        assert reader.renamed_ids == 1
        assert [row.ad_id for row in reader if isinstance(row, Ad)] == ["x", "x~2", "x~3", "y"]
        assert reader.renamed_ids == 1


@pytest.mark.parametrize(
    ("content", "known_as"),
    [('{"id":"a","text":"甲"}\n', InputFormat.JSONL), ("甲\n", InputFormat.TXT), ("<html>甲</html>", InputFormat.HTML)],
)
def test_standard_input_is_sniffed(content: str, known_as: InputFormat) -> None:
    with open_inputs(["-"], OPTIONS, stdin=io.BytesIO(content.encode())) as files:
        assert [file.input_format for file in files] == [known_as]
        texts = [row.creatives[0].text for row in AdReader(files, OPTIONS) if isinstance(row, Ad)]
    assert texts == ["甲"]
    assert not files[0].path.exists()


def test_a_crawl_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "ads.jsonl").write_text('{"id":"a","text":"甲"}\n', encoding="utf-8")
    with open_inputs([str(tmp_path)], OPTIONS) as files:
        assert [row.ad_id for row in AdReader(files, OPTIONS) if isinstance(row, Ad)] == ["a"]


def test_inputs_that_cannot_be_opened_are_named(tmp_path: Path) -> None:
    strange = tmp_path / "ads.bin"
    strange.write_bytes(b"???")
    with pytest.raises(InputFileError, match=r"nowhere\.txt: no such file"), open_inputs(["nowhere.txt"], OPTIONS):
        pass
    with pytest.raises(InputFileError, match=r"a folder without ads\.jsonl"), open_inputs([str(tmp_path)], OPTIONS):
        pass
    with pytest.raises(UnknownFormatError, match=r"ads\.bin: unknown format.*--input-format"):  # noqa: SIM117
        with open_inputs([str(strange)], OPTIONS):
            pass


def test_the_format_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "ads.bin"
    path.write_text("甲\n乙\n", encoding="utf-8")
    options = ReadOptions(input_format=InputFormat.TXT)
    with open_inputs([str(path)], options) as files:
        assert [row.creatives[0].text for row in AdReader(files, options) if isinstance(row, Ad)] == ["甲", "乙"]
        assert estimate_rows(files[0]) == 2


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (" ", None),
        ("2021-05-01", datetime(2021, 4, 30, 16, tzinfo=UTC)),
        ("20210501", datetime(2021, 4, 30, 16, tzinfo=UTC)),
        ("2021年5月1日", datetime(2021, 4, 30, 16, tzinfo=UTC)),
        ("2021.5.1 9:30", datetime(2021, 5, 1, 1, 30, tzinfo=UTC)),
        ("2021-05-01T09:30:00Z", datetime(2021, 5, 1, 9, 30, tzinfo=UTC)),
        (datetime(2021, 5, 1, 9, tzinfo=UTC), datetime(2021, 5, 1, 9, tzinfo=UTC)),
    ],
)
def test_publication_times_are_read(value: object, expected: datetime | None) -> None:
    assert published_at_of(value) == expected


@pytest.mark.parametrize("value", ["昨天", "2021-13-01", "2021年2月30日", "0001-01-01", 5, ["2021"]])
def test_what_is_no_date_is_refused(value: object) -> None:
    with pytest.raises(RowError, match="published_at"):
        published_at_of(value)


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path, read_path) -> None:
    paths = [tmp_path / folder / "ads.jsonl" for folder in ("a", "b")]
    for path in paths:
        path.parent.mkdir()
        path.write_text('{"text":"甲"}\n{oops\n', encoding="utf-8")
    rows = read_path(*paths)
    assert [row.ad_id for row in rows if isinstance(row, Ad)] == ["a/ads.jsonl#1", "b/ads.jsonl#1"]
    assert [row.source for row in rows if isinstance(row, UnreadableRow)] == ["a/ads.jsonl", "b/ads.jsonl"]
    assert [str(row.origin and row.origin.source) for row in read_path(paths[0]) if isinstance(row, Ad)] == [
        "ads.jsonl"
    ]


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (("x/a.txt", "y/b.txt"), ("a.txt", "b.txt")),
        (("x/a.txt", "a.txt"), ("x/a.txt", "a.txt")),
        (("1/x/a.txt", "2/x/a.txt", "3/b.txt"), ("1/x/a.txt", "2/x/a.txt", "b.txt")),
        (("x/a.txt", "x/a.txt"), ("a.txt", "a.txt")),
        (("/x/a.txt", "x/a.txt"), ("/x/a.txt", "x/a.txt")),
    ],
)
def test_names_are_as_short_as_tells_paths_apart(paths: tuple[str, ...], names: tuple[str, ...]) -> None:
    assert distinct_names([Path(path) for path in paths]) == names


@given(st.binary(max_size=20).filter(lambda name: b"\0" not in name))
def test_any_name_the_system_hands_over_can_be_written(name: bytes) -> None:
    shown = readable_name(os.fsdecode(name))
    shown.encode()
    assert readable_name(shown) == shown


def test_names_in_gbk_are_read_and_others_written_out() -> None:
    assert readable_name(os.fsdecode("保本理财.csv".encode("gbk"))) == "保本理财.csv"
    assert readable_name("\udcff公司") == "\\xff公司"
    assert readable_name("\ud800") == "\\ud800"


def test_a_reader_that_breaks_down_costs_the_rest_of_its_file_only(
    tmp_path: Path, read_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(file: InputFile, options: ReadOptions) -> Iterator[Row]:
        yield Ad(ad_id="a", creatives=(), origin=Origin(source=file.name, row_number=7))
        raise ZeroDivisionError("told to")

    paths = [tmp_path / name for name in ("1.html", "2.txt")]
    for path in paths:
        path.write_text("甲", encoding="utf-8")
    monkeypatch.setitem(READERS, InputFormat.HTML, broken)
    rows = read_path(*paths)
    reason = "cannot be read: ZeroDivisionError: told to; the rest of the file was not read"
    assert rows[1] == UnreadableRow(source="1.html", row_number=8, reason=reason, raw="")
    assert [row.ad_id for row in rows if isinstance(row, Ad)] == ["a", "2.txt#1"]


def test_a_row_nobody_thought_of_becomes_a_reject() -> None:
    def fail(*arguments: object) -> Never:
        raise ZeroDivisionError("told to")

    row = ad_or_reject(fail, Origin(source="a.txt", row_number=3), fail)
    assert isinstance(row, UnreadableRow)
    assert (row.source, row.row_number, row.reason) == ("a.txt", 3, "cannot be read: ZeroDivisionError: told to")


texts = st.text(st.characters(exclude_categories=("Cs",)))
words = texts.map(str.strip).filter(bool)
creatives = st.builds(Creative, kind=st.sampled_from(CreativeKind), text=words)


@given(
    st.builds(
        Ad,
        ad_id=words,
        creatives=st.lists(creatives, min_size=1, max_size=4).map(tuple),
        advertiser_raw=st.none() | words,
        published_at=st.none() | st.datetimes(timezones=st.just(UTC), min_value=datetime(1990, 1, 1)),
        channel=st.none() | words,
    )
)
def test_a_written_ad_is_read_back(ad: Ad) -> None:
    assert ad_from_record(record_of(ad), Origin(source="unused", row_number=1)) == ad
