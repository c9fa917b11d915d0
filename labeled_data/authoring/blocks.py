"""Authored files read to examples: group lines, head lines and the texts under them.

Knows nothing of which channels, genres or verticals there are, nor of what a good set looks like.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from labeled_data.authoring.letters import ABSENCE_CODE, CODE_OF_LETTER, codes_of
from labeled_data.authoring.marks import parse_marks
from labeled_data.errors import AuthoringError, AuthoringProblem
from labeled_data.example import LabeledExample

SOURCE = "authored"
"""``source`` of every authored example."""
SUFFIX = ".ads"

_GROUP = re.compile(r"@ (?P<group>[a-z0-9]+(?:-[a-z0-9]+)*) (?P<vertical>[a-z0-9_]+)(?: (?P<description>.*))?")
_HEAD = re.compile(
    r"== (?P<number>[1-9]\d*) (?P<channel>[a-z_]+) (?P<year>\d{4}) (?P<state>[a-z_/]+)(?P<rest>( \S+)*) *"
)
_STATES = {"whole": True, "cut": False}


@dataclass(slots=True)
class _Block:
    line_number: int
    head: str
    group: str
    vertical: str
    lines: list[str] = field(default_factory=list)


def compile_folder(folder: Path) -> tuple[LabeledExample, ...]:
    """Compile every authored file below a folder, in the order of their paths.

    Raises:
        AuthoringError: with every problem of every file.
    """
    paths = sorted(folder.rglob(f"*{SUFFIX}"))
    problems: list[AuthoringProblem] = []
    if not paths:
        problems.append(AuthoringProblem(str(folder), 0, f"holds no *{SUFFIX} file"))
    examples: list[LabeledExample] = []
    for path in paths:
        examples += _compiled(_read(path, problems), str(path), problems)
    first_files: dict[str, LabeledExample] = {}
    for example in examples:
        if first_files.setdefault(example.example_id, example) is not example:
            problems.append(AuthoringProblem(str(folder), 0, f"the id {example.example_id!r} is used twice"))
    if problems:
        raise AuthoringError(problems)
    return tuple(examples)


def compile_file(path: Path) -> tuple[LabeledExample, ...]:
    """Compile one authored file.

    Raises:
        AuthoringError: with every problem and its line.
    """
    problems: list[AuthoringProblem] = []
    examples = _compiled(_read(path, problems), str(path), problems)
    if problems:
        raise AuthoringError(problems)
    return examples


def compile_text(source: str, file: str = "text") -> tuple[LabeledExample, ...]:
    """Compile the content of an authored file; ``file`` names it in problems.

    Raises:
        AuthoringError: with every problem and its line.
    """
    problems: list[AuthoringProblem] = []
    examples = _compiled(source, file, problems)
    if problems:
        raise AuthoringError(problems)
    return examples


def _read(path: Path, problems: list[AuthoringProblem]) -> str:
    try:
        # Some editors begin a file with a byte order mark.
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        problems.append(AuthoringProblem(str(path), 0, f"cannot be read: {error.strerror}"))
    except UnicodeDecodeError as error:
        problems.append(AuthoringProblem(str(path), 0, f"is not UTF-8 at byte {error.start}"))
    return ""


def _compiled(source: str, file: str, problems: list[AuthoringProblem]) -> tuple[LabeledExample, ...]:
    examples = []
    seen: dict[str, int] = {}
    for block in _blocks(source, file, problems):
        messages: list[str] = []
        example = _example(block, messages)
        if example is not None:
            first_line = seen.setdefault(example.example_id, block.line_number)
            if first_line != block.line_number:
                messages.append(f"the id {example.example_id!r} is that of line {first_line} too; number it anew")
            examples.append(example)
        problems += [AuthoringProblem(file, block.line_number, message) for message in messages]
    return tuple(examples)


def _blocks(source: str, file: str, problems: list[AuthoringProblem]) -> Iterable[_Block]:
    blocks: list[_Block] = []
    group: tuple[str, str] | None = None
    groups: dict[str, int] = {}
    is_in_text = False
    for number, line in enumerate(source.split("\n"), start=1):
        if line.startswith("%% ") or line == "%%":
            continue
        if line.startswith("@ "):
            is_in_text = False
            match = _GROUP.fullmatch(line.rstrip())
            if match is None:
                problems.append(AuthoringProblem(file, number, f"{line!r} is no group line: @ ID VERTICAL DESCRIPTION"))
                continue
            group = (match["group"], match["vertical"])
            first_line = groups.setdefault(match["group"], number)
            if first_line != number:
                problems.append(
                    AuthoringProblem(file, number, f"group {match['group']!r} begins in line {first_line} too")
                )
        elif line.startswith("== "):
            is_in_text = group is not None
            if group is None:
                problems.append(AuthoringProblem(file, number, "a text before the first group line (@ ID VERTICAL)"))
            else:
                blocks.append(_Block(number, line, *group))
        elif is_in_text:
            is_escaped = line.startswith(("\\== ", "\\@ ", "\\%% "))
            blocks[-1].lines.append(line[1:] if is_escaped else line)
        elif line.strip():
            problems.append(
                AuthoringProblem(file, number, f"{line[:20]!r} stands under no head line (== NUMBER CHANNEL …)")
            )
    return blocks


def _example(block: _Block, problems: list[str]) -> LabeledExample | None:
    head = _HEAD.fullmatch(block.head.rstrip())
    if head is None:
        problems.append(
            f"{block.head!r} is no head line: == NUMBER CHANNEL YEAR STATE [+w] [?letters] [~pair] [v=vertical] [ents]"
        )
        return None
    marked = parse_marks("\n".join(line.rstrip() for line in block.lines).strip(), problems)
    options = _options(head["rest"].split(), problems)
    state: str = head["state"]
    kind, _, genre = state.partition("/")
    if kind not in _STATES and (kind not in ("non_fin_ad", "not_ad") or not genre):
        problems.append(f"{state!r} is no state; it is whole or cut, else non_fin_ad/GENRE or not_ad/GENRE")
    if not marked.text:
        problems.append("no text under the head line")
    positive = tuple(code for code in CODE_OF_LETTER.values() if code in marked.evidence or code in options.absent)
    problems += [f"{code} is both marked and unknown; keep one" for code in options.unknown if code in positive]
    if marked.entities and not options.has_entities:
        problems.append("entities are marked, but the head line does not say ents; mark all of them and add it")
    return LabeledExample(
        example_id=f"{block.group}/{head['number']}",
        text=marked.text,
        positive=positive,
        unknown=options.unknown,
        evidence=marked.evidence,
        kind="fin_ad" if kind in _STATES else kind,
        genre=genre or None,
        complete=_STATES.get(kind),
        vertical=options.vertical or block.vertical,
        channel=head["channel"],
        year=int(head["year"]),
        source=SOURCE,
        group=block.group,
        pair=f"{block.group}~{options.pair}" if options.pair else None,
        entities=marked.entities if options.has_entities else None,
    )


@dataclass(slots=True)
class _Options:
    absent: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    pair: str | None = None
    vertical: str | None = None
    has_entities: bool = False


def _options(words: Iterable[str], problems: list[str]) -> _Options:
    options = _Options()
    unknown_letters = ""
    for word in words:
        if word == "+w":
            options.absent = (ABSENCE_CODE,)
        elif word.startswith("?") and len(word) > 1 and set(word[1:]) <= set(CODE_OF_LETTER):
            unknown_letters += word[1:]
        elif re.fullmatch(r"~[a-z0-9]+", word):
            options.pair = word[1:]
        elif re.fullmatch(r"v=[a-z0-9_]+", word):
            options.vertical = word[2:]
        elif word == "ents":
            options.has_entities = True
        else:
            problems.append(
                f"{word!r} is no option; known: +w (no warning), ?LETTERS of {''.join(CODE_OF_LETTER)} (unknown), "
                "~a (pair), v=VERTICAL, ents; mark other positives in the text: {g:words}"
            )
    options.unknown = codes_of(unknown_letters)
    return options
