"""Words of a video that need no decoding: the timed cues of its subtitle tracks. Its poster is a picture like others.

Knows nothing of pages; whoever found the ``<track>`` hands over what it loaded.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawler.errors import InputFileError, MissingLibraryError
from crawler.readers.encoding import decode_bytes

_TAG = re.compile(r"<[^<>]*>|\{\\[^{}]*\}")
_ROLLING_S = 0.05
"""A cue that begins no later than this after the one before rolls on from it."""
_MAX_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words said or shown for a time."""

    start_s: float | None
    """Seconds from the begin of the recording, or from midnight where clock times are stated; ``None`` when not."""
    end_s: float | None
    """``None`` when the source states only when it begins."""
    text: str
    """Without markup; line breaks kept."""


def subtitle_text(content: bytes, source: str) -> str:
    """Words of a WebVTT or SRT track, one cue a line; what rolling captions repeat counts once.

    Raises:
        InputFileError: it is no such track, or larger than 16 MB; the message begins with ``source``.
        MissingLibraryError: webvtt-py or srt is not installed.
    """
    text = decoded_track(content, source)
    cues = cues_of_vtt(text, source) if text.lstrip().startswith("WEBVTT") else cues_of_srt(text, source)
    return "\n".join(cue.text for cue in cues)


def decoded_track(content: bytes, source: str) -> str:
    """The text of a track or transcript: UTF-8, UTF-16 with a mark, or GB18030; line ends as ``\\n``.

    Raises:
        EncodingError: in none of these encodings.
        InputFileError: larger than 16 MB.
    """
    if len(content) > _MAX_BYTES:
        raise InputFileError(source, f"{len(content):,} bytes; a transcript has at most {_MAX_BYTES:,}; split the file")
    text = decode_bytes(content, source)
    if "\0" in text:
        place = text.index("\0")
        raise InputFileError(source, f"NUL at character {place}: UTF-16 without a mark, or no text; save it as UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def cues_of_vtt(text: str, source: str) -> tuple[Cue, ...]:
    """Cues of a WebVTT file in order of time.

    Raises:
        InputFileError: it is not WebVTT, or a cue cannot be read; none is left out silently.
        MissingLibraryError: webvtt-py is not installed.
    """
    try:
        import webvtt  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError("webvtt-py", extra="crawl") from error

    try:
        captions = webvtt.WebVTT.from_string(text, strict=True)
    except Exception as error:  # its parser raises classes of its own, and stumbles over odd numbers
        raise InputFileError(source, f"not WebVTT: {type(error).__name__}: {error}; correct that cue") from error
    return _without_repeats(
        Cue(start_s=_seconds(caption.start), end_s=_seconds(caption.end), text=html.unescape(_plain(caption.raw_text)))
        for caption in captions.captions
    )


def cues_of_srt(text: str, source: str) -> tuple[Cue, ...]:
    """Cues of an SRT file in order of time.

    Raises:
        InputFileError: it is not SRT, or a part of it cannot be read; none is left out silently.
        MissingLibraryError: srt is not installed.
    """
    try:
        import srt  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError("srt", extra="crawl") from error

    try:
        subtitles = list(srt.parse(text))
    except Exception as error:  # it raises classes of its own, and ValueError for odd numbers
        raise InputFileError(source, f"not SRT: {type(error).__name__}: {error}"[:400]) from error
    if not subtitles and text.strip():
        raise InputFileError(source, f"not SRT: no cue in it; it begins {text.strip()[:40]!r}")
    return _without_repeats(
        Cue(
            start_s=subtitle.start.total_seconds(),
            end_s=subtitle.end.total_seconds(),
            text=_plain(subtitle.content),
        )
        for subtitle in subtitles
    )


def _without_repeats(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    """Cues with words, by time; lines that the cue before already showed are dropped, as rolling captions repeat."""
    return tuple(_rolled(sorted((cue for cue in cues if cue.text), key=lambda cue: cue.start_s or 0.0)))


def _rolled(cues: list[Cue]) -> Iterator[Cue]:
    shown: list[str] = []
    ended = None
    for cue in cues:
        lines = cue.text.split("\n")
        # Said again after a pause is said twice.
        is_next = ended is not None and (cue.start_s or 0.0) <= ended + _ROLLING_S
        new = [line for line in lines if not is_next or line not in shown]
        if new:
            yield Cue(start_s=cue.start_s, end_s=cue.end_s, text="\n".join(new))
        shown, ended = lines, cue.end_s


def _plain(text: str) -> str:
    return "\n".join(line.strip() for line in _TAG.sub("", text).split("\n") if line.strip())


def _seconds(timestamp: str) -> float:
    hours, minutes, seconds = timestamp.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
