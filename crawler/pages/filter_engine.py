"""Filter lists in the format of EasyList, matched by the engine of the ``adblock`` library.

Network rules are tried on what frames, pictures, scripts and links ask for, element rules on the tree. Exceptions
(``@@``, ``#@#``, ``$generichide``) hold. Rules beyond CSS, such as ``#?#`` and ``:has-text()``, are left out by the
engine or counted as unknown selectors. Knows nothing of what an ad looks like.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.errors import EncodingError, FilterListError, MissingLibraryError
from crawler.readers.encoding import decode_bytes

if TYPE_CHECKING:
    from adblock import Engine

_MAX_LIST_BYTES = 64 * 1024 * 1024
_OWN = "own_filters.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class HidingRules:
    """Selectors of the rules that hide elements of one document."""

    selectors: tuple[str, ...]
    exceptions: frozenset[str]


class FilterEngine:
    """Rules of filter lists, ready to match."""

    def __init__(self, rules: Iterable[str]) -> None:
        """Compile lists, each given as the text of a whole list.

        Raises:
            MissingLibraryError: ``adblock`` is not installed.
        """
        try:
            import adblock  # noqa: PLC0415
        except ImportError as error:
            raise MissingLibraryError("adblock", extra="crawl") from error
        # With debug on the engine names the rule that matched, for the proof; measured, it loads as fast.
        rule_set = adblock.FilterSet(debug=True)
        for text in rules:
            rule_set.add_filter_list(text)
        self._engine: Engine = adblock.Engine(rule_set)
        self._unknown: set[str] = set()

    @property
    def unknown_selectors(self) -> frozenset[str]:
        """Selectors met so far that the parser does not know."""
        return frozenset(self._unknown)

    def blocking_rule(self, url: str, *, source_url: str, kind: str) -> str | None:
        """The network rule that blocks a request; ``None`` when none does or an exception lets it pass.

        ``kind`` is ``image``, ``script``, ``sub_frame``, ``object``, ``media`` or ``other``.
        """
        # The engine takes addresses of the web alone, and pages hold any.
        if not url.startswith(("http://", "https://")):
            return None
        try:
            found = self._engine.check_network_urls(url, source_url, kind)
        except (ValueError, UnicodeEncodeError):
            return None
        return (found.filter or "a network rule") if found.matched else None

    def hiding_rules(self, url: str, *, classes: Iterable[str], ids: Iterable[str]) -> HidingRules:
        """Selectors that hide elements of the document at ``url`` that has these classes and ids."""
        found = self._engine.url_cosmetic_resources(url)
        selectors = set(found.hide_selectors)
        if not getattr(found, "generichide", False):
            selectors.update(
                self._engine.hidden_class_id_selectors(sorted(classes), sorted(ids), set(found.exceptions))
            )
        return HidingRules(
            selectors=tuple(sorted(selectors - set(found.exceptions) - self._unknown)),
            exceptions=frozenset(found.exceptions),
        )

    def leave_out(self, selector: str) -> None:
        """Note a selector that the parser does not know, so that it is not tried again."""
        self._unknown.add(selector)


def load_filters(paths: Sequence[Path], *, with_own: bool = True) -> FilterEngine:
    """Read filter lists of any EasyList kind, and the small list of our own unless told not to.

    Raises:
        FilterListError: a list is missing, is no text, or holds no rule.
        MissingLibraryError: ``adblock`` is not installed.
    """
    texts = [_read(path) for path in paths]
    if with_own:
        texts.append(files("crawler.pages").joinpath(_OWN).read_text("utf-8"))
    return FilterEngine(texts)


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_LIST_BYTES:
            raise FilterListError(f"{path}: longer than {_MAX_LIST_BYTES} bytes; no filter list is")
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise FilterListError(f"{path}: {reason}; name a file in the format of EasyList") from error
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FilterListError(f"{path}: a binary file (NUL byte at {content.index(0)}); unpack it, or name a text file")
    try:
        text = decode_bytes(content, str(path))
    except EncodingError as error:
        raise FilterListError(str(error)) from error
    head = text[:2_000].lstrip().lower()
    if head.startswith(("<!doctype", "<html", "<?xml")):
        raise FilterListError(f"{path}: a web page, not a filter list; download the raw file")
    if not any(_is_rule(line) for line in text.splitlines()):
        raise FilterListError(f"{path}: holds no rule; a list that only includes others has to be given as those")
    return text


def _is_rule(line: str) -> bool:
    line = line.strip()
    return bool(line) and not line.startswith(("!", "[", "# ")) and line != "#"
