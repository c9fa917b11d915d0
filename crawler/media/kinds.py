"""Tells what kind of handed-in file something is, from its first bytes and, where they do not tell, its name.

Knows nothing of what is read out of it.
"""

import re
from enum import StrEnum
from pathlib import Path

_HEAD_BYTES = 8192
_MARKED_LINES = 2
"""Lines that begin with a time, from which a plain text is a transcript."""


class MediaKind(StrEnum):
    """How a file is read."""

    SRT = "srt"
    VTT = "vtt"
    TIMED_TEXT = "timed_text"
    """Plain text, lines of which begin with a time."""
    PDF = "pdf"
    PICTURE = "picture"
    RECORDING = "recording"
    """Video or sound; nothing decodes it, what lies beside it is read."""


_SUFFIXES = {
    **dict.fromkeys((".srt",), MediaKind.SRT),
    **dict.fromkeys((".vtt",), MediaKind.VTT),
    **dict.fromkeys((".pdf",), MediaKind.PDF),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff", ".gif"), MediaKind.PICTURE),
    **dict.fromkeys(
        (".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".flv", ".wmv", ".mpg", ".mpeg", ".ts", ".rmvb", ".3gp"),
        MediaKind.RECORDING,
    ),
    **dict.fromkeys((".mp3", ".wav", ".m4a", ".aac", ".wma", ".flac", ".ogg", ".amr"), MediaKind.RECORDING),
}
_FIRST_BYTES = (
    (re.compile(rb"[\s\S]{0,1024}?%PDF-"), MediaKind.PDF),
    (
        re.compile(rb"\x89PNG\r\n|\xff\xd8\xff|GIF8|BM[\s\S]{4}\0\0\0\0|II\*\0|MM\0\*|RIFF[\s\S]{4}WEBP"),
        MediaKind.PICTURE,
    ),
    (
        re.compile(rb"[\s\S]{4}ftyp|\x1a\x45\xdf\xa3|FLV\x01|RIFF[\s\S]{4}(?:AVI |WAVE)|ID3|OggS|fLaC"),
        MediaKind.RECORDING,
    ),
    (re.compile(rb"(?:\xef\xbb\xbf)?WEBVTT"), MediaKind.VTT),
)
_MARK = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)")
_TIMED_LINE = re.compile(rb"^[ \t]*[\[(]?\d{1,2}:\d{2}(?::\d{2})?", re.MULTILINE)


def kind_of(path: Path) -> MediaKind | None:
    """What kind of media a file is; ``None`` for anything else.

    First bytes go before the name. ``.txt`` is timed text only where lines begin with times: other text files hold
    one ad a line and have a reader of their own.

    Raises:
        OSError: it cannot be opened.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    for pattern, kind in _FIRST_BYTES:
        if pattern.match(head):
            return kind
    suffix = path.suffix.lower()
    if suffix == ".txt":
        # UTF-16 without its zero bytes and mark is as good as ASCII for finding times.
        narrow = _MARK.sub(b"", head).replace(b"\0", b"")
        return MediaKind.TIMED_TEXT if len(_TIMED_LINE.findall(narrow)) >= _MARKED_LINES else None
    return _SUFFIXES.get(suffix)


def is_media(path: Path) -> bool:
    """Whether ``visits_of_media`` reads it by itself.

    Raises:
        OSError: it cannot be opened.
    """
    return kind_of(path) is not None
