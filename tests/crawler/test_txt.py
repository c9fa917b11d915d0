from pathlib import Path

import pytest

from crawler.ad import Ad, Creative, CreativeKind
from crawler.readers import ReadOptions, UnreadableRow
from crawler.readers import row as row_module


def ad(ad_id: str, text: str) -> Ad:
    return Ad(ad_id=ad_id, creatives=(Creative(kind=CreativeKind.BODY, text=text),))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_each_line_is_an_ad_in_any_encoding(tmp_path: Path, read_path, encoding: str) -> None:
    path = tmp_path / "ads.txt"
    path.write_bytes("本行存款利率以公示为准\r\n\r\n  \n日赚千元，稳赚不赔的投资".encode(encoding))
    assert read_path(path) == [
        ad("ads.txt#1", "本行存款利率以公示为准"),
        ad("ads.txt#4", "日赚千元，稳赚不赔的投资"),
    ]


def test_only_line_feeds_end_a_line(tmp_path: Path, read_path) -> None:
    path = tmp_path / "ads.txt"
    path.write_text("甲\u2028乙\x0b丙\x85丁\n戊", encoding="utf-8")
    assert read_path(path) == [ad("ads.txt#1", "甲\u2028乙\x0b丙\x85丁"), ad("ads.txt#2", "戊")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "utf-16"])
def test_carriage_returns_end_lines_where_there_is_no_line_feed(tmp_path: Path, read_path, encoding: str) -> None:
    path = tmp_path / "ads.txt"
    path.write_bytes("本行存款利率以公示为准\r\r日赚千元，稳赚不赔的投资\r".encode(encoding))
    expected = [ad("ads.txt#1", "本行存款利率以公示为准"), ad("ads.txt#3", "日赚千元，稳赚不赔的投资")]
    assert read_path(path) == expected


def test_a_broken_line_is_reported_with_number_and_byte_and_the_rest_is_read(tmp_path: Path, read_path) -> None:
    path = tmp_path / "ads.txt"
    good = "稳健理财".encode()
    path.write_bytes(good + b"\n" + good[:4] + b"\xff\n" + good)
    assert read_path(path) == [
        ad("ads.txt#1", "稳健理财"),
        UnreadableRow(
            source="ads.txt",
            row_number=2,
            reason="not utf-8 at byte 16 of the file; repair the line",
            raw="稳\\xe5\\xff",
            raw_bytes=good[:4] + b"\xff",
        ),
        ad("ads.txt#3", "稳健理财"),
    ]


def test_a_line_without_end_is_cut_off_and_the_next_one_is_read(
    tmp_path: Path, read_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.readers.lines.MAX_ROW_BYTES", 8)
    path = tmp_path / "ads.txt"
    path.write_bytes(b"12345678901234567890\nshort\n")
    rows = read_path(path)
    assert isinstance(rows[0], UnreadableRow)
    assert (rows[0].row_number, rows[0].reason[:16]) == (1, "line of 21 bytes")
    assert rows[1:] == [ad("ads.txt#2", "short")]
    assert row_module.MAX_ROW_BYTES == 16 * 1024 * 1024


def test_a_whole_file_can_be_one_ad(tmp_path: Path, read_path) -> None:
    path = tmp_path / "ads.txt"
    path.write_bytes("第一行\n第二行，保本保息的投资理财产品".encode("gbk"))
    options = ReadOptions(is_whole_file=True)
    assert read_path(path, options=options) == [ad("ads.txt", "第一行\n第二行，保本保息的投资理财产品")]


def test_an_empty_whole_file_is_reported(tmp_path: Path, read_path) -> None:
    path = tmp_path / "ads.txt"
    path.write_text(" \n")
    expected = UnreadableRow(source="ads.txt", row_number=1, reason="the file holds no text", raw=" \n")
    assert read_path(path, options=ReadOptions(is_whole_file=True)) == [expected]
