"""What became of an ad, as a value and as a record.

Knows nothing of how it is found out.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """What became of an ad."""

    UNCHANGED = "unchanged"
    """The same words."""
    RESPELT = "respelt"
    """Other characters that read aloud or look the same: another script, homophones, separators, hidden characters."""
    EDITED = "edited"
    """Like it, but some words are others."""
    REPLACED = "replaced"
    """Its place on the page holds another ad."""
    GONE = "gone"
    """The page is there, the ad is not."""
    PAGE_GONE = "page_gone"
    """The page is no longer there: 404 or 410."""
    NOT_SEEN = "not_seen"
    """Nothing can be concluded: the page could not be fetched, or what could tell is a picture that was not read."""


class Change(StrEnum):
    """What else is another than before, or could not be compared."""

    PICTURE = "picture"
    """The bytes of its pictures; the words in them may be the same."""
    PICTURE_UNREAD = "picture_unread"
    """A picture was not read, then or now, so words in pictures were left out of the comparison."""
    LANDING_ADDRESS = "landing_address"
    """Host or path of where a click leads; what follows the question mark changes with every visit."""
    LANDING_WORDS = "landing_words"
    ADVERTISER = "advertiser"


class DiffKind(StrEnum):
    """What became of a stretch of words."""

    EQUAL = "equal"
    INSERTED = "inserted"
    DELETED = "deleted"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffPart:
    """A stretch of words; what all parts hold before and after, laid end to end, is the whole then and now."""

    kind: DiffKind
    before: str
    """Empty for what was inserted."""
    after: str
    """Empty for what was deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A past ad and what its page shows now."""

    state: State
    past_id: str
    now_id: str | None = None
    """The ad it was compared with, or that stands in its place; ``None`` where there is none."""
    similarity: float | None = None
    """Of the words, 0 to 1; 1 for a respelling. ``None`` where no words were compared."""
    parts: tuple[DiffPart, ...] = ()
    """Where it was respelt or edited: creatives in reading order, one below the other. Landing words not among them."""
    landing_parts: tuple[DiffPart, ...] = ()
    """The same of the landing page, where its words are known of both and differ."""
    changes: tuple[Change, ...] = ()
    problem: str | None = None
    """Why the page could not be fetched, by the name of the ``Problem``; with the status where there was one."""


def record_of_comparison(comparison: Comparison) -> dict[str, Any]:
    """Write a comparison as a JSON object; what does not apply is left out."""
    record: dict[str, Any] = {
        "state": comparison.state.value,
        "past_id": comparison.past_id,
        "now_id": comparison.now_id,
        "similarity": None if comparison.similarity is None else round(comparison.similarity, 4),
        "parts": [_record_of_part(part) for part in comparison.parts],
        "landing_parts": [_record_of_part(part) for part in comparison.landing_parts],
        "changes": [change.value for change in comparison.changes],
        "problem": comparison.problem,
    }
    return {key: value for key, value in record.items() if value not in (None, [])}


def _record_of_part(part: DiffPart) -> dict[str, str]:
    return {"kind": part.kind.value, "before": part.before, "after": part.after}
