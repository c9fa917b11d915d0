"""Cuts transcripts of broadcasts into ads: SRT, VTT, and plain text with or without times.

A transcript is one ad unless it holds marks. The strongest kind of mark that is there decides, the others then mean
nothing:

1. headings: a line of its own that says 广告 (``广告``, ``广告2``, ``【广告一】``, ``广告：某某``, ``AD 3``). Each
   begins an ad, which ends at the next heading, at ``---``, at 广告结束, or at a heading 节目, 正文 or 新闻. What is
   under no heading 广告 is programme, not ad.
2. ``---`` (three or more of ``-``, ``=``, ``*``, ``—``) on a line of its own,
3. pauses: no words for ten seconds; thirty seconds between two begins where ends are not stated,
4. blank lines, in plain text, unless there is one after every line.

Knows nothing of files.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from crawler.errors import InputFileError
from crawler.images.video import Cue, cues_of_srt, cues_of_vtt
from crawler.media.kinds import MediaKind

_PAUSE_S = 10.0
_PAUSE_BETWEEN_BEGINS_S = 30.0
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?!\d)"
_TIMED = re.compile(
    rf"\s*[\[(（【]?\s*(?P<start>{_TIME})\s*(?:(?:-->|[-–—~～至])\s*(?P<end>{_TIME}))?\s*[\])）】]?[\s:：,，]*(?P<text>.*)"
)
_HEADING = re.compile(
    r"[\[【(（<《#*\s]*(?:广告|商业广告|AD|ad|Ad)\s*(?:第?\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[条则段号]?)"
    r"\s*(?:开始)?\s*[\]】)）>》*\s]*(?:[:：]\s*(?P<rest>.*))?"
)
_END = re.compile(r"[\[【(（<《#*\s]*(?:广告\s*结束|节目|节目开始|正文|新闻)\s*[\]】)）>》*:：\s]*")
_SPACE = re.compile(r"\s+")
_BRACKETED = re.compile(rf"\s*[\[(（【]\s*{_TIME}")
_RULE = re.compile(r"\s*[-=*—_]{3,}\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptPart:
    """One ad of a transcript."""

    text: str
    """One cue after another, a line each."""
    times: str | None
    """``00:01:20–00:01:35``; ``None`` where the transcript states none."""
    marked_by: str | None
    """What begins it: the heading as written, ``rule``, ``pause``, ``blank line``; ``None`` for a whole transcript."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A cue, and whether a blank line stood before it."""

    cue: Cue
    follows_blank: bool = False


def parts_of(text: str, kind: MediaKind | None, source: str) -> tuple[TranscriptPart, ...]:
    """Cut a transcript into ads; empty only where headings mark programme alone.

    Raises:
        InputFileError: it holds no words, or not the format ``kind`` says.
        MissingLibraryError: the library for the format is not installed.
    """
    match kind:
        case MediaKind.SRT:
            lines = [_Line(cue=cue) for cue in _by_line(cues_of_srt(text, source))]
        case MediaKind.VTT:
            lines = [_Line(cue=cue) for cue in _by_line(cues_of_vtt(text, source))]
        case _:
            lines = list(_plain_lines(text))
    if not lines:
        raise InputFileError(source, "the transcript holds no words")
    if any(_is_heading(line.cue.text) for line in lines):
        return tuple(_under_headings(lines))
    for marked_by, begins in _MARKS:
        groups = _grouped(lines, begins)
        if len(groups) > 1 and not (marked_by == "blank line" and all(len(group) == 1 for group in groups)):
            return tuple(_part(group, marked_by) for group in groups)
    groups = _grouped(lines, _is_rule)
    return (_part(groups[0], None),) if groups else ()


def clock(seconds: float) -> str:
    """Seconds as ``00:01:20``; what is beyond a full second is left off."""
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def _by_line(cues: Sequence[Cue]) -> Iterator[Cue]:
    """Cues with a heading or rule inside are cut at their lines, so that it is found."""
    for cue in cues:
        lines = cue.text.split("\n")
        if any(_is_heading(line) or _RULE.fullmatch(line) or _is_end(line) for line in lines):
            for line in lines:
                yield Cue(start_s=cue.start_s, end_s=cue.end_s, text=line)
        else:
            yield cue


def _plain_lines(text: str) -> Iterator[_Line]:
    start_s: float | None = None
    follows_blank = False
    lines = text.split("\n")
    # One line that begins with a time may just say when the shop opens.
    is_timed = any(map(_BRACKETED.match, lines)) or sum(_TIMED.match(line) is not None for line in lines) >= 2
    for line in lines:
        if not line.strip():
            follows_blank = True
            continue
        timed = _TIMED.fullmatch(line) if is_timed else None
        end_s, words = None, line.strip()
        if timed is not None and (stated := _seconds(timed["start"])) is not None:
            start_s, end_s, words = stated, _seconds(timed["end"]), timed["text"].strip()
        # A line without a time goes on from the one before; a time without words only says when the next begin.
        if words:
            yield _Line(cue=Cue(start_s=start_s, end_s=end_s, text=words), follows_blank=follows_blank)
            follows_blank = False


def _seconds(time: str | None) -> float | None:
    if time is None:
        return None
    parts = [float(part.replace(",", ".")) for part in time.split(":")]
    if any(part >= 60 for part in parts[1:]):
        return None
    # Two parts are minutes and seconds, as players count.
    hours, minutes, seconds = parts if len(parts) == 3 else (0.0, *parts)
    return hours * 3600 + minutes * 60 + seconds


def _is_heading(text: str) -> bool:
    return _heading(text) is not None


def _heading(text: str) -> re.Match[str] | None:
    return _HEADING.fullmatch(_SPACE.sub(" ", text))


def _is_end(text: str) -> bool:
    return _END.fullmatch(_SPACE.sub(" ", text)) is not None


def _is_rule(_before: _Line | None, line: _Line) -> bool:
    return _RULE.fullmatch(line.cue.text) is not None


def _is_after_pause(before: _Line | None, line: _Line) -> bool:
    if before is None or before.cue.start_s is None or line.cue.start_s is None:
        return False
    if before.cue.end_s is not None:
        return line.cue.start_s - before.cue.end_s >= _PAUSE_S
    return line.cue.start_s - before.cue.start_s >= _PAUSE_BETWEEN_BEGINS_S


def _is_after_blank(_before: _Line | None, line: _Line) -> bool:
    return line.follows_blank


_Begins = Callable[[_Line | None, _Line], bool]
_MARKS: tuple[tuple[str, _Begins], ...] = (
    ("rule", _is_rule),
    ("pause", _is_after_pause),
    ("blank line", _is_after_blank),
)


def _grouped(lines: Sequence[_Line], begins: _Begins) -> list[list[_Line]]:
    """Runs of lines with words, a new one where ``begins`` says so; rules themselves are no words."""
    groups: list[list[_Line]] = [[]]
    before: _Line | None = None
    for line in lines:
        if begins(before, line):
            groups.append([])
        if _RULE.fullmatch(line.cue.text) is None:
            groups[-1].append(line)
            before = line
    return [group for group in groups if group]


def _under_headings(lines: Sequence[_Line]) -> Iterator[TranscriptPart]:
    heading: str | None = None
    group: list[_Line] = []
    for line in lines:
        found = _heading(line.cue.text)
        if found is None and not (_RULE.fullmatch(line.cue.text) or _is_end(line.cue.text)):
            if heading is not None:
                group.append(line)
            continue
        if heading is not None and group:
            yield _part(group, f"heading {heading!r}")
        heading, group = (line.cue.text, []) if found is not None else (None, [])
        if found is not None and (rest := (found["rest"] or "").strip()):
            cue = Cue(start_s=line.cue.start_s, end_s=line.cue.end_s, text=rest)
            group.append(_Line(cue=cue))
    if heading is not None and group:
        yield _part(group, f"heading {heading!r}")


def _part(lines: Sequence[_Line], marked_by: str | None) -> TranscriptPart:
    starts = [line.cue.start_s for line in lines if line.cue.start_s is not None]
    ends = [*starts, *(line.cue.end_s for line in lines if line.cue.end_s is not None)]
    times = None
    if starts:
        first, last = clock(min(starts)), clock(max(ends))
        times = first if first == last else f"{first}–{last}"
    return TranscriptPart(text="\n".join(line.cue.text for line in lines), times=times, marked_by=marked_by)
