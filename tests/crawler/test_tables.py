"""Parquet and Excel, which share what a row means with CSV."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawler.ad import Ad, Creative, CreativeKind
from crawler.errors import InputFileError, MissingColumnError
from crawler.readers import ReadOptions, UnreadableRow


def body(text: str) -> tuple[Creative, ...]:
    return (Creative(kind=CreativeKind.BODY, text=text),)


def test_parquet_columns_are_read(tmp_path: Path, read_path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "ads.parquet"
    columns = {"id": [1, 2, 3], "content": ["甲", None, "丙"], "date": [date(2021, 5, 1), None, date(2022, 1, 1)]}
    pq.write_table(pa.table(columns), path)
    assert read_path(path) == [
        Ad(ad_id="1", creatives=body("甲"), published_at=datetime(2021, 4, 30, 16, tzinfo=UTC)),
        UnreadableRow(
            source="ads.parquet", row_number=2, reason="no text in this row", raw='{"id":2,"content":null,"date":null}'
        ),
        Ad(ad_id="3", creatives=body("丙"), published_at=datetime(2021, 12, 31, 16, tzinfo=UTC)),
    ]


def test_parquet_creatives_are_read(tmp_path: Path, read_path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "ads.parquet"
    rows = [{"id": "a", "creatives": [{"kind": "title", "text": "甲"}, {"kind": "body", "text": "乙"}]}]
    pq.write_table(pa.Table.from_pylist(rows), path)
    expected = (Creative(kind=CreativeKind.TITLE, text="甲"), Creative(kind=CreativeKind.BODY, text="乙"))
    assert read_path(path) == [Ad(ad_id="a", creatives=expected)]


def test_a_parquet_string_that_is_not_utf8_costs_its_own_row_only(tmp_path: Path, read_path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "ads.parquet"
    raw = pa.array(["甲".encode(), b"\xff\xfe", "丙".encode()], pa.binary())
    pq.write_table(pa.table({"text": raw.view(pa.string())}), path)
    rows = read_path(path)
    assert [row.ad_id for row in rows if isinstance(row, Ad)] == ["ads.parquet#1", "ads.parquet#3"]
    assert [(row.row_number, row.reason) for row in rows if isinstance(row, UnreadableRow)] == [
        (2, "text is not UTF-8 at byte 0 of the cell")
    ]


def test_what_is_no_parquet_file_is_refused(tmp_path: Path, read_path) -> None:
    path = tmp_path / "ads.parquet"
    path.write_bytes(b"PAR1 and nothing else")
    with pytest.raises(InputFileError, match=r"ads\.parquet: cannot be read as Parquet"):
        read_path(path)


def write_workbook(path: Path, sheets: dict[str, list[list[object]]]) -> None:
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)


def test_all_worksheets_with_ads_are_read_with_their_row_numbers(tmp_path: Path, read_path) -> None:
    path = tmp_path / "ads.xlsx"
    write_workbook(
        path,
        {
            "说明": [["这一页没有广告"]],
            "一月": [
                [None, None],
                ["编号", "文案", "发布时间"],
                [1, "甲", datetime(2021, 5, 1, 9, 30)],
                [2, None, None],
            ],
            "二月": [["文案"], ["乙"], [None], [12.0]],
        },
    )
    assert read_path(path) == [
        Ad(ad_id="1", creatives=body("甲"), published_at=datetime(2021, 5, 1, 1, 30, tzinfo=UTC)),
        UnreadableRow(source="ads.xlsx#一月", row_number=4, reason="no text in this row", raw="2\t\t"),
        Ad(ad_id="ads.xlsx#二月#2", creatives=body("乙")),
        Ad(ad_id="ads.xlsx#二月#4", creatives=body("12")),
    ]


def test_a_workbook_without_text_column_is_refused(tmp_path: Path, read_path) -> None:
    path = tmp_path / "ads.xlsx"
    write_workbook(path, {"一": [["甲"], ["乙"]]})
    with pytest.raises(MissingColumnError, match=r"ads\.xlsx#一: no column holds ad text"):
        read_path(path)
    assert read_path(path, options=ReadOptions(text_column="1")) == [
        Ad(ad_id="ads.xlsx#一#1", creatives=body("甲")),
        Ad(ad_id="ads.xlsx#一#2", creatives=body("乙")),
    ]


def test_what_is_no_workbook_is_refused(tmp_path: Path, read_path) -> None:
    path = tmp_path / "ads.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(InputFileError, match="cannot be read as an Excel workbook"):
        read_path(path)


def write_parquet(path: Path, columns: object) -> None:
    import pyarrow.parquet as pq

    pq.write_table(columns, path)


def test_parquet_bytes_are_text_in_utf8_or_rejected(tmp_path: Path, read_path) -> None:
    import pyarrow as pa

    path = tmp_path / "ads.parquet"
    texts = pa.array(["甲".encode(), b"\xff", "丙".encode()], pa.binary())
    write_parquet(path, pa.table({"id": pa.array([b"a", b"b", b"c"]), "text": texts}))
    rows = read_path(path)
    assert [row for row in rows if isinstance(row, Ad)] == [
        Ad(ad_id="a", creatives=body("甲")),
        Ad(ad_id="c", creatives=body("丙")),
    ]
    assert [row.reason for row in rows if isinstance(row, UnreadableRow)] == [
        "body is not UTF-8 at byte 0 of the cell; store it as text"
    ]


def test_parquet_times_of_nanoseconds_and_out_of_range_cost_at_most_their_row(tmp_path: Path, read_path) -> None:
    import pyarrow as pa

    path = tmp_path / "ads.parquet"
    times = pa.array([1_619_827_200_000_000_001, 0], pa.timestamp("ns"))
    far = pa.array([0, 2**62], pa.timestamp("us"))
    write_parquet(path, pa.table({"text": ["甲", "乙"], "date": times, "unused": far}))
    assert [row.published_at for row in read_path(path) if isinstance(row, Ad)] == [
        datetime(2021, 4, 30, 16, tzinfo=UTC),
        datetime(1969, 12, 31, 16, tzinfo=UTC),
    ]
    write_parquet(path, pa.table({"text": ["甲", "乙"], "date": far}))
    rows = read_path(path)
    assert [type(row) for row in rows] == [Ad, UnreadableRow]
    assert isinstance(rows[1], UnreadableRow)
    assert rows[1].reason.startswith("date cannot be read")


def test_parquet_cells_that_are_no_text_are_rejected_and_nan_is_empty(tmp_path: Path, read_path) -> None:
    import pyarrow as pa

    path = tmp_path / "ads.parquet"
    write_parquet(path, pa.table({"text": [["甲"], ["乙"]], "id": ["a", "b"]}))
    assert [getattr(row, "reason", "") for row in read_path(path)] == ["body is list, not a string"] * 2
    write_parquet(path, pa.table({"text": ["甲"], "advertiser": [float("nan")], "date": [float("nan")]}))
    assert read_path(path) == [Ad(ad_id="ads.parquet#1", creatives=body("甲"))]


def test_parquet_columns_of_one_name_are_both_read(tmp_path: Path, read_path) -> None:
    import pyarrow as pa

    path = tmp_path / "ads.parquet"
    write_parquet(path, pa.Table.from_arrays([pa.array(["甲"]), pa.array(["乙"])], names=["text", "text"]))
    assert read_path(path) == [Ad(ad_id="ads.parquet#1", creatives=(*body("甲"), *body("乙")))]


@pytest.mark.parametrize("name", ["ads.parquet", "ads.xlsx"])
@pytest.mark.parametrize("number", ["0", "99"])
def test_a_column_number_outside_the_table_is_refused(tmp_path: Path, read_path, name: str, number: str) -> None:
    import pyarrow as pa

    path = tmp_path / name
    if name == "ads.parquet":
        write_parquet(path, pa.table({"text": ["甲"]}))
    else:
        write_workbook(path, {"一": [["甲"]]})
    with pytest.raises(MissingColumnError, match=f"no column number {number}; the 1 column"):
        read_path(path, options=ReadOptions(text_column=number))


def test_excel_dates_kept_as_numbers_are_days(tmp_path: Path, read_path) -> None:
    path = tmp_path / "ads.xlsx"
    write_workbook(path, {"一": [["文案", "日期"], ["甲", 44317], ["乙", 20210501], ["丙", 7]]})
    rows = read_path(path)
    day = datetime(2021, 4, 30, 16, tzinfo=UTC)
    assert [row.published_at for row in rows if isinstance(row, Ad)] == [day, day]
    assert [row.row_number for row in rows if isinstance(row, UnreadableRow)] == [4]


def test_a_formula_never_computed_is_no_empty_cell(tmp_path: Path, read_path) -> None:
    path = tmp_path / "ads.xlsx"
    write_workbook(path, {"一": [["标题", "文案"], ["甲", '="保"&"本"'], ["乙", None]]})
    rows = read_path(path)
    assert [row.ad_id for row in rows if isinstance(row, Ad)] == ["ads.xlsx#一#3"]
    assert [row.reason for row in rows if isinstance(row, UnreadableRow)] == [
        "body is a formula whose value was never computed; open the file in Excel and save it"
    ]


def test_a_workbook_that_the_library_stumbles_over_is_refused_by_name(
    tmp_path: Path, read_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*arguments: object, **options: object) -> None:
        raise AttributeError("'NoneType' object has no attribute 'find'")

    path = tmp_path / "ads.xlsx"
    write_workbook(path, {"一": [["文案"], ["甲"]]})
    monkeypatch.setattr("openpyxl.load_workbook", stumble)
    with pytest.raises(InputFileError, match=r"ads\.xlsx: cannot be read as an Excel workbook: AttributeError"):
        read_path(path)
