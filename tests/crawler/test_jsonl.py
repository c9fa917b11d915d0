from datetime import UTC, datetime
from pathlib import Path

from crawler.ad import Ad, Creative, CreativeKind
from crawler.readers import ReadOptions, UnreadableRow


def body(text: str) -> tuple[Creative, ...]:
    return (Creative(kind=CreativeKind.BODY, text=text),)


def test_both_forms_of_record_are_read(tmp_path: Path, read_path) -> None:
    path = tmp_path / "ads.jsonl"
    path.write_text(
        '{"id": "a", "text": "保本"}\n'
        '{"id": 7, "creatives": [{"kind": "title", "text": "标题"}, {"kind": "image_text", "text": null}], '
        '"advertiser": "甲公司", "published_at": "2021-05-01T01:30:00+08:00", "channel": "sms"}\n'
        '{"text": "没有编号"}\n',
        encoding="utf-8",
    )
    assert read_path(path) == [
        Ad(ad_id="a", creatives=body("保本")),
        Ad(
            ad_id="7",
            creatives=(
                Creative(kind=CreativeKind.TITLE, text="标题"),
                Creative(kind=CreativeKind.IMAGE_TEXT, text=""),
            ),
            advertiser_raw="甲公司",
            published_at=datetime(2021, 4, 30, 17, 30, tzinfo=UTC),
            channel="sms",
        ),
        Ad(ad_id="ads.jsonl#3", creatives=body("没有编号")),
    ]


def test_every_bad_row_is_reported_with_its_reason_and_the_others_are_read(tmp_path: Path, read_path) -> None:
    lines = [
        '{"id": "ok-1", "text": "甲"}',
        "{broken",
        "[1]",
        '{"id": "x"}',
        '{"id": "x", "text": 5}',
        '{"id": [1], "text": "甲"}',
        '{"id": "x", "creatives": "甲"}',
        '{"id": "x", "creatives": []}',
        '{"id": "x", "creatives": [{"kind": "headline", "text": "甲"}]}',
        '{"id": "x", "creatives": [{"kind": [], "text": "甲"}]}',
        '{"id": "x", "creatives": [{"kind": "title"}]}',
        '{"id": "x", "text": "甲", "creatives": [{"kind": "title", "text": "乙"}]}',
        '{"id": "x", "text": "甲", "published_at": "去年"}',
        '{"id": "x", "text": "甲", "advertiser": ["乙"]}',
        '{"id": "x", "text": "甲", "published_at": "9999-12-31T23:59:59Z"}',
        '{"id": 123456789012345678901234567890, "text": "甲"}',
        '{"id": "x", "text": "\\ud800"}',
        '{"id": "ok-2", "text": "乙"}',
    ]
    path = tmp_path / "ads.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    rows = read_path(path)
    assert [row.ad_id for row in rows if isinstance(row, Ad)] == ["ok-1", "ok-2"]
    rejects = [row for row in rows if isinstance(row, UnreadableRow)]
    assert [(row.row_number, row.raw) for row in rejects] == list(enumerate(lines, start=1))[1:-1]
    assert [row.reason.split("; ")[0] for row in rejects if not row.reason.startswith("not JSON")] == [
        "not an object but list",
        "no text and no creatives (keys: 'id')",
        "text is int, not a string",
        "id is list",
        "creatives is str, not a list of objects with kind and text",
        "no text and no creatives (keys: 'id', 'creatives')",
        "creatives[0].kind is 'headline'",
        "creatives[0].kind is []",
        "creatives[0].text is NoneType, not a string",
        "both text and creatives are given",
        "published_at '去年' is no date",
        "advertiser is list, not a string",
        "published_at '9999-12-31T23:59:59Z' is out of range",
        "id 1.2345678901234568e+29 lost digits: it is kept as a floating-point number",
    ]


def test_an_empty_list_of_creatives_counts_as_none(tmp_path: Path, read_path) -> None:
    path = tmp_path / "ads.jsonl"
    path.write_text('{"id": "a", "text": "甲", "creatives": []}\n', encoding="utf-8")
    assert read_path(path) == [Ad(ad_id="a", creatives=body("甲"))]


def test_text_is_the_whole_body_whatever_stands_beside_it(tmp_path: Path, read_path) -> None:
    path = tmp_path / "ads.jsonl"
    path.write_text('{"id": "a", "text": "甲", "description": {"x": 1}, "content": "乙"}\n', encoding="utf-8")
    assert read_path(path) == [Ad(ad_id="a", creatives=body("甲"))]


def test_another_key_can_hold_the_text(tmp_path: Path, read_path) -> None:
    path = tmp_path / "ads.jsonl"
    path.write_text('{"id": "a", "text": "甲", "raw_copy": "乙"}\n', encoding="utf-8")
    assert read_path(path, options=ReadOptions(text_column="raw_copy")) == [Ad(ad_id="a", creatives=body("乙"))]
