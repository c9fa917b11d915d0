import pytest

from crawler.errors import InputFileError
from crawler.media.kinds import MediaKind
from crawler.media.transcripts import TranscriptPart, clock, parts_of


def part(text: str, times: str | None = None, marked_by: str | None = None) -> TranscriptPart:
    return TranscriptPart(text=text, times=times, marked_by=marked_by)


SRT = """1
00:00:01,000 --> 00:00:04,000
禾信财富 年化百分之九

2
00:00:04,000 --> 00:00:07,500
稳健增值

"""
AFTER_PAUSE = """3
00:00:17,500 --> 00:00:21,000
云杉保险 每天一元
"""
AT_ONCE = AFTER_PAUSE.replace("00:00:17,500", "00:00:17,400")


def test_a_transcript_is_one_ad() -> None:
    assert parts_of(SRT, MediaKind.SRT, "a") == (part("禾信财富 年化百分之九\n稳健增值", "00:00:01–00:00:07"),)


def test_ten_seconds_without_words_part_two_ads() -> None:
    assert parts_of(SRT + AFTER_PAUSE, MediaKind.SRT, "a") == (
        part("禾信财富 年化百分之九\n稳健增值", "00:00:01–00:00:07", "pause"),
        part("云杉保险 每天一元", "00:00:17–00:00:21", "pause"),
    )
    assert len(parts_of(SRT + AT_ONCE, MediaKind.SRT, "a")) == 1


def test_a_heading_inside_a_cue_is_found() -> None:
    vtt = "WEBVTT\n\n00:01.000 --> 00:03.000\n片头\n【广告】\n首付一成\n\n00:03.000 --> 00:04.000\n预约看房\n"
    assert parts_of(vtt, MediaKind.VTT, "a") == (part("首付一成\n预约看房", "00:00:01–00:00:04", "heading '【广告】'"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "[00:01:20] 瑞芷证券开户送红包\n[00:01:28] 佣金万一\n随时可办",
            (part("瑞芷证券开户送红包\n佣金万一\n随时可办", "00:01:20–00:01:28"),),
            id="times in brackets, a line that goes on",
        ),
        pytest.param(
            "20:15:03 新闻报道\n20:16:00 广告：衡岳贷\n20:16:05 三小时放款\n20:16:20 【广告二】\n20:16:21 首付二成\n"
            "20:16:40 节目\n20:16:41 下面是天气",
            (
                part("衡岳贷\n三小时放款", "20:16:00–20:16:05", "heading '广告：衡岳贷'"),
                part("首付二成", "20:16:21", "heading '【广告二】'"),
            ),
            id="headings between programme",
        ),
        pytest.param(
            "00:01-00:04 麦垛金服\n00:04-00:09 随存随取\n00:19.0～00:25 泊岸置业",
            (
                part("麦垛金服\n随存随取", "00:00:01–00:00:09", "pause"),
                part("泊岸置业", "00:00:19–00:00:25", "pause"),
            ),
            id="begin and end on a line",
        ),
        pytest.param(
            "00:00:01 麦垛金服\n00:00:30 随存随取\n00:01:00 泊岸置业",
            (
                part("麦垛金服\n随存随取", "00:00:01–00:00:30", "pause"),
                part("泊岸置业", "00:01:00", "pause"),
            ),
            id="begins alone",
        ),
        pytest.param(
            "衡岳贷，三小时放款\n12:30 前到店有礼\n\n---\n泊岸置业\n\n首付二成",
            (
                part("衡岳贷，三小时放款\n12:30 前到店有礼", None, "rule"),
                part("泊岸置业\n首付二成", None, "rule"),
            ),
            id="a rule before blank lines, a time that is none",
        ),
        pytest.param(
            "第一家理财\n年化九厘\n\n\n第二家保险",
            (part("第一家理财\n年化九厘", None, "blank line"), part("第二家保险", None, "blank line")),
            id="blank lines",
        ),
        pytest.param("一行\n\n二行\n\n三行\n", (part("一行\n二行\n三行"),), id="double spacing"),
        pytest.param("---\n只此一条\n---\n", (part("只此一条"),), id="rules around one ad"),
        pytest.param("广告\n只有这条", (part("只有这条", None, "heading '广告'"),), id="a heading at the top"),
        pytest.param("广告很多\n不是标题", (part("广告很多\n不是标题"),), id="a word that only begins so"),
        pytest.param("广告 3\n节目\n天气", (), id="a heading without words"),
    ],
)
def test_plain_text_is_cut_at_its_marks(text: str, expected: tuple[TranscriptPart, ...]) -> None:
    assert parts_of(text, None, "a.txt") == expected


@pytest.mark.parametrize("kind", [MediaKind.SRT, None])
def test_a_transcript_without_words_is_refused(kind: MediaKind | None) -> None:
    with pytest.raises(InputFileError, match=r"a\.txt: the transcript holds no words"):
        parts_of("\n \n", kind, "a.txt")


def test_hostile_lines_are_cut_in_no_time() -> None:
    long = "广告" + " " * 200_000 + "。"
    assert parts_of(long + "\n" + "[" * 200_000, None, "a.txt")[0].text == long + "\n" + "[" * 200_000


def test_times_are_written_as_a_clock() -> None:
    assert [clock(seconds) for seconds in (0.0, 59.999, 80.0, 72_903.5, 360_000.0)] == [
        "00:00:00",
        "00:00:59",
        "00:01:20",
        "20:15:03",
        "100:00:00",
    ]
