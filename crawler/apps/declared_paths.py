"""Entries that say where in the answers of an advertising interface its ads stand, and the ads at those places.

An entry is data (``declared_paths.yaml``; users add files of their own); docs/apps.md describes its keys. Knows nothing
of recordings.
"""

import fnmatch
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from crawler.apps.ad_fields import AdFields
from crawler.apps.json_tree import key_step
from crawler.errors import InputFileError, MissingLibraryError

OWN_FILE = Path(__file__).parent / "declared_paths.yaml"
_STEP = re.compile(r"(?P<key>\*|[^.\[\]*\"]+|\"[^\"]+\")?(?P<lists>(?:\[\])*)")
_TEXTS = ("title", "body", "footnote", "button", "image", "markup", "landing", "advertiser")


class DeclaredPath(BaseModel):
    """One entry."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(min_length=1)
    """Name by which the proof of an ad tells the entry."""
    host: tuple[str, ...] = ("*",)
    """Host of the answer, or several, with ``*``; ``*.example.cn`` is ``example.cn`` as well."""
    path: str | None = None
    """Regular expression found in the path and query of the address."""
    has: str | None = None
    """Place that must exist in the answer: for shapes that any host may send."""
    items: str
    """Place of the records, one ad each: keys with dots between, ``[]`` for every item of a list, ``*`` for any key."""
    only_if: str | None = None
    """JMESPath in the record; an ad only where it gives something."""
    title: tuple[str, ...] = ()
    """JMESPath in the record, or several; what each gives is kept, in order. The same for the keys below."""
    body: tuple[str, ...] = ()
    footnote: tuple[str, ...] = ()
    button: tuple[str, ...] = ()
    image: tuple[str, ...] = ()
    """Addresses of pictures."""
    markup: tuple[str, ...] = ()
    """HTML of the whole ad."""
    landing: tuple[str, ...] = ()
    """Addresses a click leads to, the surest first."""
    advertiser: tuple[str, ...] = ()
    """The surest first."""
    source: str = Field(min_length=1)
    """Where the shape is described, or how it was learnt."""
    unconfirmed: bool = False
    """Whether nobody has yet checked the entry against a recording; its proof says so."""

    @field_validator("host", *_TEXTS, mode="before")
    @classmethod
    def _one_or_several(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value

    @field_validator("path")
    @classmethod
    def _is_pattern(cls, value: str | None) -> str | None:
        try:
            re.compile(value or "")
        except re.error as error:
            raise ValueError(f"not a regular expression: {error}") from error
        return value

    @field_validator("items", "has")
    @classmethod
    def _is_place(cls, value: str | None) -> str | None:
        if value is not None:
            _steps(value)
        return value

    @field_validator("only_if", *_TEXTS)
    @classmethod
    def _is_jmespath(cls, value: str | tuple[str, ...] | None) -> str | tuple[str, ...] | None:
        for expression in (value,) if isinstance(value, str) else value or ():
            _compiled(expression)
        return value

    @property
    def proof(self) -> str:
        """What an ad found by this entry shows as its proof."""
        return f"declared path {self.id}{' (unconfirmed)' if self.unconfirmed else ''}"

    def fits(self, url: str) -> bool:
        """Whether answers of this address are meant."""
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").lower()
        except ValueError:
            return False
        if not any(_is_host(host, pattern.lower()) for pattern in self.host):
            return False
        return self.path is None or re.search(self.path, f"{parts.path}?{parts.query}") is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredRecord:
    """A record that an entry leads to."""

    entry: DeclaredPath
    place: str
    """JSON path."""
    fields: AdFields


def load_declared_paths(files: Sequence[Path] = ()) -> tuple[DeclaredPath, ...]:
    """Read entries: those of ``files`` first, then our own; an entry replaces later ones of its id.

    Raises:
        InputFileError: a file cannot be read or an entry is wrong; names file, entry and key.
        MissingLibraryError: jmespath is not installed.
    """
    entries: dict[str, DeclaredPath] = {}
    for file in (*files, OWN_FILE):
        of_file: set[str] = set()
        for entry in _entries_of(file):
            if entry.id in of_file:
                raise InputFileError(file.name, f"two entries with the id {entry.id!r}; rename one")
            of_file.add(entry.id)
            entries.setdefault(entry.id, entry)
    return tuple(entries.values())


def _entries_of(file: Path) -> Iterator[DeclaredPath]:
    try:
        listed = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputFileError(file.name, f"cannot be read as YAML in UTF-8: {error}") from error
    if not isinstance(listed, list):
        raise InputFileError(file.name, f"a {type(listed).__name__} where a list of entries belongs (- id: …)")
    for number, value in enumerate(listed):
        try:
            yield DeclaredPath.model_validate(value)
        except ValidationError as error:
            name = value.get("id", f"[{number}]") if isinstance(value, dict) else f"[{number}]"
            raise InputFileError(file.name, f"entry {name}: {_told(error)}") from error


def _told(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(map(str, fault['loc'])) or '(entry)'}: {fault['msg']} (got {str(fault.get('input'))[:80]!r})"
        for fault in error.errors(include_url=False)
    )


def declared_records(tree: Any, url: str, entries: Sequence[DeclaredPath]) -> Iterator[DeclaredRecord]:
    """Find the records of an answer that entries lead to."""
    for entry in entries:
        if not entry.fits(url) or (entry.has is not None and not any(_places(tree, entry.has))):
            continue
        for place, record in _places(tree, entry.items):
            if not isinstance(record, dict | str):
                continue
            if entry.only_if is not None and not _truthy(_search(entry.only_if, record)):
                continue
            yield DeclaredRecord(entry=entry, place=place, fields=_fields_of(entry, record))


def _fields_of(entry: DeclaredPath, record: Any) -> AdFields:
    def texts(expressions: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(text for expression in expressions for text in _texts_in(_search(expression, record)))

    return AdFields(
        titles=texts(entry.title),
        bodies=texts(entry.body),
        footnotes=texts(entry.footnote),
        buttons=texts(entry.button),
        images=texts(entry.image),
        markup=texts(entry.markup),
        landings=texts(entry.landing),
        advertisers=texts(entry.advertiser),
    )


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value.strip():
            yield value.strip()
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, list):
        for item in value:
            yield from _texts_in(item)


def _is_host(host: str, pattern: str) -> bool:
    return fnmatch.fnmatchcase(host, pattern) or (pattern.startswith("*.") and host == pattern[2:])


def _truthy(value: Any) -> bool:
    return value not in (None, False, 0, "", "0", "false", [], {})


def _places(tree: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every value at a place with its JSON path; a single value stands for a list of one."""
    found: list[tuple[str, Any]] = [("$", tree)]
    for key, is_listed in _steps(path):
        following: list[tuple[str, Any]] = []
        for place, value in found:
            if key is None:
                following.append((place, value))
            elif isinstance(value, dict):
                following += ((place + key_step(name), item) for name, item in value.items() if key in {"*", name})
        for _ in range(is_listed):
            following = [
                (f"{place}[{number}]", item) if isinstance(value, list) else (place, value)
                for place, value in following
                for number, item in enumerate(value if isinstance(value, list) else [value])
            ]
        found = following
    yield from found


@cache
def _steps(path: str) -> tuple[tuple[str | None, int], ...]:
    """Cut a place into keys, each with the number of lists to open below it; no key is the document itself."""
    steps: list[tuple[str | None, int]] = []
    for part in _parts_of(path):
        match = _STEP.fullmatch(part)
        if match is None or not part:
            raise ValueError(
                f"{path!r}: {part!r} is no step; write keys with dots between, [] for a list, * for any key"
            )
        key = match["key"]
        steps.append((key.strip('"') if key else None, len(match["lists"]) // 2))
    return tuple(steps)


def _parts_of(path: str) -> list[str]:
    body = path.removeprefix("$").removeprefix(".")
    return re.findall(r"(?:\"[^\"]*\"|[^.\"])+|(?<=\.)(?=\.|$)", body) if body else []


def _search(expression: str, record: Any) -> Any:
    """What a JMESPath gives; nothing where the record is not of the type that it works on."""
    compiled, error_type = _compiled(expression)
    try:
        return compiled.search(record)
    except error_type:
        return None


@cache
def _compiled(expression: str) -> tuple[Any, type[Exception]]:
    try:
        import jmespath  # noqa: PLC0415 - of the extra crawl
        from jmespath.exceptions import JMESPathError  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError("jmespath", extra="crawl") from error
    try:
        return jmespath.compile(expression), JMESPathError
    except JMESPathError as error:
        raise ValueError(f"{expression!r} is no JMESPath: {error}") from error
