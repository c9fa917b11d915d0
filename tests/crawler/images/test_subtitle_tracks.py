import pytest

from crawler.errors import EncodingError, InputFileError
from crawler.images.video import Cue, cues_of_srt, cues_of_vtt, subtitle_text

VTT = """WEBVTT - 贷款广告

STYLE
::cue { color: gold }

NOTE 内部说明

1
00:01.000 --> 00:03.500 align:start
<v 旁白>首付一成 &amp; <b>轻松上车</b>

00:03.500 --> 00:05.000
首付一成 &amp; 轻松上车
预约看房

00:01:09.000 --> 00:01:12.000
首付一成 &amp; 轻松上车
"""
SRT = """1
00:00:01,000 --> 00:00:04,000
{\\an8}<i>禾信财富</i> 年化百分之九

2
00:00:04,000 --> 00:00:07,500
稳健增值

无需担心
"""


def test_cues_of_a_vtt_track_lose_markup_and_what_rolling_captions_repeat() -> None:
    assert cues_of_vtt(VTT, "a.vtt") == (
        Cue(start_s=1.0, end_s=3.5, text="首付一成 & 轻松上车"),
        Cue(start_s=3.5, end_s=5.0, text="预约看房"),
        # Said again after a pause.
        Cue(start_s=69.0, end_s=72.0, text="首付一成 & 轻松上车"),
    )


def test_cues_of_an_srt_file_keep_their_times() -> None:
    assert cues_of_srt(SRT, "a.srt") == (
        Cue(start_s=1.0, end_s=4.0, text="禾信财富 年化百分之九"),
        Cue(start_s=4.0, end_s=7.5, text="稳健增值\n无需担心"),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_track_is_read_in_every_encoding(encoding: str, line_end: str) -> None:
    content = SRT.replace("\n", line_end).encode(encoding)
    assert subtitle_text(content, "a.srt") == "禾信财富 年化百分之九\n稳健增值\n无需担心"


def test_a_vtt_track_is_told_by_its_first_line() -> None:
    assert subtitle_text(VTT.encode(), "track").splitlines() == [
        "首付一成 & 轻松上车",
        "预约看房",
        "首付一成 & 轻松上车",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"WEBVTT\n\n00:01.000 --> 00:99\nx\n", "track: not WebVTT: .*00:99"),
        ("保本保息".encode(), "track: not SRT: .*保本保息"),
        (b"oops\n" + SRT.encode(), "track: not SRT: "),
        (b"a\0b\0", "track: NUL at character 1: "),
        (b" " * (16 * 1024 * 1024 + 1), "track: 16,777,217 bytes; "),
    ],
)
def test_what_is_no_track_is_refused_and_named(content: bytes, message: str) -> None:
    with pytest.raises(InputFileError, match=message):
        subtitle_text(content, "track")


def test_bytes_in_no_encoding_are_refused_with_their_place() -> None:
    with pytest.raises(EncodingError) as caught:
        subtitle_text(b"1\n00:00:01,000 --> 00:00:02,000\n\xff\xff\xff\xff\n", "track")
    assert caught.value.byte_position == 32


def test_an_empty_track_says_nothing() -> None:
    assert subtitle_text(b"", "track") == ""
