"""Sites from a user's ``sites.yaml``, from those that ship, or from one address.

Knows nothing of crawling. Every mistake of a file is reported at once, with its line.
"""

import difflib
import reprlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from crawler.errors import EncodingError, SiteError
from crawler.readers.encoding import decode_bytes
from crawler.sites.addresses import host_of
from crawler.sites.schema import AdEntry, SiteEntry, ViewportEntry
from crawler.sites.site import Site

_MAX_FILE_BYTES = 16 * 1024 * 1024
_MAX_SHOWN_MISTAKES = 50
_KNOWN_KEYS = tuple(SiteEntry.model_fields) + tuple(AdEntry.model_fields) + tuple(ViewportEntry.model_fields)
_SHOWN = reprlib.Repr()
_SHOWN.maxstring = _SHOWN.maxother = 80


def load_sites(path: Path) -> tuple[Site, ...]:
    """Read a file of sites: a list of entries, or a mapping with that list under ``sites``.

    Raises:
        SiteError: the file cannot be read, or entries are wrong; the message lists every mistake with its line.
    """
    try:
        if path.stat().st_size > _MAX_FILE_BYTES:
            raise SiteError(f"{path}: over {_MAX_FILE_BYTES:,} bytes; split it into several files")
        content = path.read_bytes()
    except OSError as error:
        raise SiteError(f"{path}: cannot be read: {error.strerror}") from error
    try:
        text = decode_bytes(content, str(path))
    except EncodingError as error:
        raise SiteError(str(error)) from error
    return _sites_of(text, str(path))


@cache
def shipped_sites() -> tuple[Site, ...]:
    """The examples that come with finad, by file name and then in order."""
    folder = files("crawler.sites") / "shipped"
    found = sorted((item for item in folder.iterdir() if item.name.endswith(".yaml")), key=lambda item: item.name)
    return tuple(site for item in found for site in _sites_of(item.read_text(encoding="utf-8"), item.name))


def site_named(name: str, sites: Sequence[Site] | None = None) -> Site:
    """The site of that name, among ``sites`` or those that ship.

    Raises:
        SiteError: there is none; names the nearest.
    """
    known = shipped_sites() if sites is None else sites
    for site in known:
        if site.name == name:
            return site
    near = difflib.get_close_matches(name, [site.name for site in known], n=3)
    hint = f"did you mean {', '.join(near)}?" if near else f"known are {', '.join(site.name for site in known)}"
    raise SiteError(f"no site is named {name!r}; {hint}")


def site_for_url(url: str) -> Site:
    """A generic site that starts at one address and is named after its host.

    Raises:
        SiteError: not an absolute http or https address.
    """
    host = host_of(url)
    if host is None:
        raise SiteError(f"{_SHOWN.repr(url)} is no web address; write it in full, such as https://www.example.cn/")
    return Site(name=host, start_urls=(url,))


class _Loader(yaml.SafeLoader):
    """Refuses a key that is given twice, where YAML would keep the last without a word."""


def _mapping_of(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[str] = set()
    for key, _ in node.value:
        if isinstance(key, yaml.ScalarNode):
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"{key.value} is given twice", problem_mark=key.start_mark)
            seen.add(key.value)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_of)


def _sites_of(text: str, source: str) -> tuple[Site, ...]:
    root, value = _parsed(text, source)
    mistakes: list[str] = []
    entries, node = value, root
    if isinstance(value, dict):
        mistakes += [
            f"{source}: unknown key {_SHOWN.repr(key)}; it holds sites alone" for key in value.keys() - {"sites"}
        ]
        entries, node = value.get("sites"), _below(root, "sites")
    if not isinstance(entries, list) or not entries:
        raise SiteError(
            f"{source}: no list of sites; begin with\nsites:\n  - name: …\n    start: https://www.example.cn/"
        )
    sites: list[Site] = []
    first_index: dict[str, int] = {}
    for index, entry in enumerate(entries):
        entry_node = _below(node, index)
        name = entry.get("name") if isinstance(entry, dict) else None
        called = f"entry {index + 1}" + (f" ({_SHOWN.repr(name)})" if name is not None else "")
        if isinstance(name, str) and first_index.setdefault(name, index) != index:
            place = _place(source, _below(entry_node, "name") or entry_node)
            mistakes.append(f"{place}: {called}: name: entry {first_index[name] + 1} has it already; names are unique")
        try:
            sites.append(SiteEntry.model_validate(entry).site())
        except ValidationError as error:
            mistakes += _mistakes_of(error, source, called, entry_node)
    if mistakes:
        rest = len(mistakes) - _MAX_SHOWN_MISTAKES
        more = [f"… and {rest} more"] if rest > 0 else []
        raise SiteError("\n".join(mistakes[:_MAX_SHOWN_MISTAKES] + more))
    return tuple(sites)


def _parsed(text: str, source: str) -> tuple[yaml.Node | None, Any]:
    loader = None
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
        return root, None if root is None else loader.construct_document(root)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = source if mark is None else f"{source}:{mark.line + 1}"
        raise SiteError(f"{place}: not YAML: {error.problem or error.context}") from error
    except yaml.YAMLError as error:
        raise SiteError(f"{source}: not YAML: {error}") from error
    except (ValueError, TypeError) as error:  # 2024-99-99 is taken for a date
        raise SiteError(f"{source}: a value cannot be read: {error}; put it in quotes") from error
    except RecursionError as error:
        raise SiteError(f"{source}: nested too deep; it is a list of sites") from error
    finally:
        if loader is not None:
            loader.dispose()


def _mistakes_of(error: ValidationError, source: str, called: str, entry: yaml.Node | None) -> list[str]:
    mistakes: list[tuple[int, str]] = []
    for detail in error.errors(include_url=False):
        keys: list[str] = []
        node = entry
        for part in detail["loc"]:
            below = _below(node, part)
            # A step that is in no file, such as the name of a schema tried among several, is not shown either.
            if below is not None or not keys:
                keys.append(str(part))
                node = below or node
        key = ".".join(keys)
        message = _message_of(detail["type"], str(detail["loc"][-1]) if detail["loc"] else "", detail["msg"])
        has_value = bool(key) and detail["type"] != "missing" and detail.get("input") is not None
        got = f" (got {_SHOWN.repr(detail['input'])})" if has_value else ""
        line = 0 if node is None else node.start_mark.line
        mistakes.append((line, f"{_place(source, node)}: {called}: {key + ': ' if key else ''}{message}{got}"))
    return [mistake for _, mistake in sorted(mistakes, key=lambda item: item[0])]


def _message_of(kind: str, key: str, message: str) -> str:
    match kind:
        case "extra_forbidden":
            near = difflib.get_close_matches(key, _KNOWN_KEYS, n=1)
            return f"no such key{f'; did you mean {near[0]}?' if near else ''}"
        case "missing":
            return "missing"
        case "too_short":
            return "needs at least one"
        case "model_type" | "dataclass_type" | "dict_type":
            return "not a mapping of keys to values"
        case _:
            return message.removeprefix("Value error, ")


def _below(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    """The node of a key or an index."""
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        below = node.value[step]
        return below if isinstance(below, yaml.Node) else None
    return None


def _place(source: str, node: yaml.Node | None) -> str:
    return source if node is None else f"{source}:{node.start_mark.line + 1}"
