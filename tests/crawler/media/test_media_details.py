import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.errors import EncodingError, InputFileError
from crawler.media.details import Block, MediaDetails, Medium, Sidecar, SidecarEntry, sidecar_of

PAGE = Path(__file__).parents[3] / "docs" / "media.md"


def test_the_example_of_the_documentation_is_read_as_it_says(tmp_path: Path) -> None:
    example = re.search(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    beside = tmp_path / "paper.pdf.yaml"
    beside.write_text(example[1], encoding="utf-8")
    assert sidecar_of(tmp_path / "paper.pdf") == Sidecar(
        path=beside,
        content=beside.read_bytes(),
        details=MediaDetails(
            channel="海州晚报",
            medium=Medium.NEWSPAPER,
            published_at=datetime(2017, 3, 1, 16, tzinfo=UTC),
            place="海州市",
            advertiser="禾信财富",
            blocks=(
                Block(page=3, x=0, y=50, width=50, height=50),
                Block(page=5, x=10, y=10, width=80, height=40, advertiser="云杉保险"),
            ),
        ),
    )


def test_the_documentation_lists_every_key_and_medium() -> None:
    text = PAGE.read_text(encoding="utf-8")
    table = text[text.index("| key | holds |") : text.index("A key that is not in this table")]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(SidecarEntry.model_fields)
    mediums = next(line for line in table.splitlines() if line.startswith("| `medium`"))
    assert re.findall(r"`(\w+)`", mediums)[1:] == [str(medium) for medium in Medium]


def test_the_documentation_names_the_chinese_words_for_a_medium(tmp_path: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("| `medium`"))
    pairs = re.findall(r"`(\w+)` \((\w+)\)", line)
    assert len(pairs) == len(Medium)
    for medium, word in pairs:
        (tmp_path / "a.yaml").write_text(f"medium: {word}\n", encoding="utf-8")
        sidecar = sidecar_of(tmp_path / "a.srt")
        assert sidecar is not None
        assert sidecar.details.medium == medium


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2017-03-02", datetime(2017, 3, 1, 16, tzinfo=UTC)),
        ("2017-03-02 07:15", datetime(2017, 3, 1, 23, 15, tzinfo=UTC)),
        ("2017-03-02T07:15:00", datetime(2017, 3, 1, 23, 15, tzinfo=UTC)),
        ("2017-03-02T07:15:00Z", datetime(2017, 3, 2, 7, 15, tzinfo=UTC)),
        ("2017年3月2日", datetime(2017, 3, 1, 16, tzinfo=UTC)),
    ],
)
def test_dates_are_china_time_unless_a_zone_is_given(tmp_path: Path, date: str, expected: datetime) -> None:
    (tmp_path / "a.yaml").write_text(f"date: {date}\n", encoding="gb18030")
    sidecar = sidecar_of(tmp_path / "a.jpg")
    assert sidecar is not None
    assert sidecar.details.published_at == expected


def test_the_file_for_one_goes_before_the_file_for_all(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("channel: all", encoding="utf-8")
    (tmp_path / "a.srt.yaml").write_text("channel: one", encoding="utf-8")
    assert [sidecar_of(tmp_path / name).details.channel for name in ("a.srt", "a.vtt")] == ["one", "all"]
    assert sidecar_of(tmp_path / "b.srt") is None


def test_what_the_caller_says_goes_before_the_file() -> None:
    caller = MediaDetails(medium=Medium.TV, place="海州")
    beside = MediaDetails(channel="一套", medium=Medium.RADIO)
    assert caller.over(beside) == MediaDetails(channel="一套", medium=Medium.TV, place="海州")


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"")
    sidecar = sidecar_of(tmp_path / "a.srt")
    assert sidecar is not None
    assert sidecar.details == MediaDetails()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("colour: red", "colour: no such key; the keys are channel, medium, date, place, advertiser, ads"),
        ("medium: 飞艇", "medium: Input should be 'tv', .*, not '飞艇'"),
        ("date: 明天", "date: .*'明天' is no date; write it as 2021-05-01"),
        ("date: 20210501", "date: .*20210501 is no date; write it as 2021-05-01"),
        ("- channel", "holds list, not keys with values; the keys are channel"),
        ("channel: [", "not YAML: while parsing"),
        ("channel: ''", "channel: String should have at least 1 character"),
        ("ads: [{page: 0, x: 1, y: .nan, width: 5, height: 0}]", r"ads\.0\.page: .*ads\.0\.y: .*ads\.0\.height"),
        ("ads: [{x: 1, y: 1, width: 5}]", r"ads\.0\.height: Field required"),
        ("!!python/object/apply:os.getcwd []", "not YAML: could not determine a constructor"),
        ("[" * 5000, "not YAML"),
        ("#" + " " * 300_000, "300,001 bytes; details of a file have at most 262,144"),
    ],
)
def test_a_wrong_file_is_refused_with_the_key_and_the_value(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "a.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(InputFileError, match=rf"^a\.yaml: {message}"):
        sidecar_of(tmp_path / "a.srt")


def test_bytes_in_no_encoding_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"channel: \xff\xff")
    with pytest.raises(EncodingError, match=r"^a\.yaml: not UTF-8 from byte 9"):
        sidecar_of(tmp_path / "a.srt")
