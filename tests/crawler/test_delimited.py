from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.ad import Ad, Creative, CreativeKind
from crawler.errors import MissingColumnError
from crawler.readers import ReadOptions, UnreadableRow


def body(text: str) -> tuple[Creative, ...]:
    return (Creative(kind=CreativeKind.BODY, text=text),)


@pytest.mark.parametrize(
    ("name", "delimiter"), [("ads.csv", ","), ("ads.csv", ";"), ("ads.csv", "\t"), ("ads.tsv", "\t")]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_columns_are_found_by_their_names(tmp_path: Path, read_path, name: str, delimiter: str, encoding: str) -> None:
    rows = [
        ["编号", "标题", "正文", "小字", "广告主", "发布日期", "渠道", "备注"],
        ["a1", "收益稳健", "理财产品", "投资有风险", "甲公司", "2021/5/1", "短信", "不读"],
        ["", "", '含"引号"的文案', "", "", "", "", ""],
    ]
    quoted = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    path = tmp_path / name
    path.write_bytes("\r\n".join(quoted).encode(encoding))
    assert read_path(path) == [
        Ad(
            ad_id="a1",
            creatives=(
                Creative(kind=CreativeKind.TITLE, text="收益稳健"),
                Creative(kind=CreativeKind.BODY, text="理财产品"),
                Creative(kind=CreativeKind.FOOTNOTE, text="投资有风险"),
            ),
            advertiser_raw="甲公司",
            published_at=datetime(2021, 4, 30, 16, tzinfo=UTC),
            channel="短信",
        ),
        Ad(ad_id=f"{name}#3", creatives=body('含"引号"的文案')),
    ]


def test_line_breaks_inside_quotes_belong_to_the_cell(tmp_path: Path, read_path) -> None:
    path = tmp_path / "ads.csv"
    path.write_text('id,text\na,"第一行\n第二行"\nb,乙\n', encoding="utf-8")
    assert read_path(path) == [Ad(ad_id="a", creatives=body("第一行\n第二行")), Ad(ad_id="b", creatives=body("乙"))]


def test_a_quote_never_closed_costs_its_own_row_only(tmp_path: Path, read_path) -> None:
    path = tmp_path / "ads.csv"
    path.write_text('id,text\na,"没有收尾\nb,乙\nc,丙\n', encoding="utf-8")
    assert read_path(path) == [
        UnreadableRow(
            source="ads.csv", row_number=2, reason="a quote opened in this row is never closed", raw='a,"没有收尾'
        ),
        Ad(ad_id="b", creatives=body("乙")),
        Ad(ad_id="c", creatives=body("丙")),
    ]


def test_text_after_a_closing_quote_is_reported_and_not_altered(tmp_path: Path, read_path) -> None:
    path = tmp_path / "ads.csv"
    path.write_text('id,text\na,"保本"理财\nb,乙\n', encoding="utf-8")
    rows = read_path(path)
    assert isinstance(rows[0], UnreadableRow)
    assert (rows[0].row_number, rows[0].raw) == (2, 'a,"保本"理财')
    assert rows[1:] == [Ad(ad_id="b", creatives=body("乙"))]


def test_an_undecodable_line_and_an_empty_row_are_reported(tmp_path: Path, read_path) -> None:
    path = tmp_path / "ads.csv"
    path.write_bytes("id,text\na,甲甲\n".encode() + b"b,\xff\n" + "c,\nd,丁丁\n".encode())
    rows = read_path(path)
    assert [row.ad_id for row in rows if isinstance(row, Ad)] == ["a", "d"]
    assert [(row.row_number, row.reason) for row in rows if isinstance(row, UnreadableRow)] == [
        (3, "not utf-8 at byte 19 of the file; repair the line"),
        (4, "no text in this row"),
    ]


def test_a_table_without_text_column_names_what_is_there(tmp_path: Path, read_path) -> None:
    path = tmp_path / "ads.csv"
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    with pytest.raises(
        MissingColumnError, match=r"ads\.csv: no column holds ad text \(columns: '甲', '乙'\).*--text-column"
    ):
        read_path(path)
    with pytest.raises(MissingColumnError, match="no column '丙'; the columns are '甲', '乙'"):
        read_path(path, options=ReadOptions(text_column="丙"))


def test_a_column_can_be_named_or_numbered(tmp_path: Path, read_path) -> None:
    path = tmp_path / "ads.csv"
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    by_name = read_path(path, options=ReadOptions(text_column="乙"))
    by_number = read_path(path, options=ReadOptions(text_column="2"))
    for number in ("0", "3", "9" * 5000):
        with pytest.raises(MissingColumnError, match=r"no column number \d+; the 2 column\(s\) are numbered from 1"):
            read_path(path, options=ReadOptions(text_column=number))
    assert by_name == [Ad(ad_id="ads.csv#2", creatives=body("2"))]
    assert by_number == [Ad(ad_id="ads.csv#1", creatives=body("乙")), Ad(ad_id="ads.csv#2", creatives=body("2"))]
