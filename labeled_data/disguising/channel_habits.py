"""What single habits of a channel do to a text.

Knows nothing of which habits meet in one text. No habit adds a claim or a warning, or takes one away.
"""

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from classifier.text import Span
from labeled_data.disguising.draws import Draws
from labeled_data.disguising.edits import Edit
from labeled_data.disguising.kinds import Strength
from labeled_data.disguising.table_set import ChannelTable

Item = TypeVar("Item")

_SHARES = {Strength.LIGHT: 0.34, Strength.MEDIUM: 0.67, Strength.HEAVY: 1.0}
_CUT_SHARES = {Strength.LIGHT: 0.15, Strength.MEDIUM: 0.3, Strength.HEAVY: 0.45}
_TAGS = {Strength.LIGHT: 1, Strength.MEDIUM: 1, Strength.HEAVY: 2}
_SHORTEST_CUT = 3
_SHORTEST_CUT_TEXT = 30
_SPRINKLE_EVERY = 30
# A rate says whether an offer is lawful: 首付5% and 首付35% must not both become 首付xx%.
_NUMBER = re.compile(r"(?<![0-9.])[0-9]+(?:\.[0-9]+)?(?![0-9.]|\s?[%％‰成厘倍折分点期])")
_BLANK = re.compile(r"[ \u3000]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a habit sees."""

    text: str
    words: tuple[Span, ...]
    spans: tuple[Span, ...]
    table: ChannelTable
    strength: Strength


def mask_digits(scene: Scene, draws: Draws) -> list[Edit]:
    """Write x or * over numbers that are no rates and no evidence."""
    mask = draws.pick(scene.table.masks)
    matches = (Span(*match.span()) for match in _NUMBER.finditer(scene.text))
    free = [span for span in matches if not any(span.overlaps(other) for other in scene.spans)]
    return [Edit(start=span.start, end=span.end, new=mask * len(span)) for span in _some(free, scene, draws)]


def frame_as_sms(scene: Scene, draws: Draws) -> list[Edit]:
    """Put a signature before the text, and from medium strength on how to unsubscribe behind it."""
    signature, tail = draws.pick(scene.table.signatures), draws.pick(scene.table.unsubscribe_tails)
    end = len(scene.text)
    edits = [Edit(start=0, end=0, new=signature), Edit(start=end, end=end, new=tail)]
    return edits if end and scene.strength is not Strength.LIGHT else edits[:1]


def truncate(scene: Scene, draws: Draws) -> list[Edit]:
    """Cut the end of a longer text away, but no word without which the rest could say something else."""
    text, mark = scene.text, draws.pick(scene.table.cut_marks)
    needed = max((text.rfind(word) + len(word) for word in scene.table.never_cut if word in text), default=0)
    cut = max(needed, 1, math.ceil(len(text) * (1 - _CUT_SHARES[scene.strength])))
    while cut < len(text) and _binds(text[cut - 1], text[cut]):
        cut += 1
    is_worth_it = len(text) >= _SHORTEST_CUT_TEXT and len(text) - cut >= _SHORTEST_CUT
    return [Edit(start=cut, end=len(text), new=mark, truncates=True)] if is_worth_it else []


def repeat_blanks(scene: Scene, draws: Draws) -> list[Edit]:
    """Double blanks, or set some behind punctuation where there are none."""
    blanks = [match.start() for match in _BLANK.finditer(scene.text)]
    if blanks:
        return [Edit(start=at, end=at, new=scene.text[at]) for at in _some(blanks, scene, draws)]
    behind = [at + 1 for at in _punctuation(scene.text)]
    return [Edit(start=at, end=at, new="  ") for at in _some(behind, scene, draws)]


def sprinkle(scene: Scene, draws: Draws) -> list[Edit]:
    """Set pictures behind punctuation and at the end."""
    behind = sorted({*(at + 1 for at in _punctuation(scene.text)), len(scene.text)})
    most = 1 + scene.strength.rank + len(scene.text) // _SPRINKLE_EVERY
    picks = [(at, draws.pick(scene.table.sprinkles)) for at in behind]
    return [Edit(start=at, end=at, new=new) for at, new in _some(picks, scene, draws)[:most]]


def speak(scene: Scene, draws: Draws) -> list[Edit]:
    """Write speech as a recogniser does: no punctuation, fillers in its place, an address at the start."""
    marks = _punctuation(scene.text)
    fillers = [draws.pick(scene.table.fillers) for _ in marks]
    filled = set(_some(marks, scene, draws)[: 1 + scene.strength.rank * 2])
    opening = Edit(start=0, end=0, new=draws.pick(scene.table.fillers))
    lost = [
        Edit(start=at, end=at + 1, new=filler if at in filled else "")
        for at, filler in zip(marks, fillers, strict=True)
    ]
    return [opening, *lost]


def tag(scene: Scene, draws: Draws) -> list[Edit]:
    """Wrap words as hashtags or mentions."""
    before, behind = draws.pick(scene.table.hashtags)
    apart: list[Span] = []
    for word in _some([word for word in scene.words if len(word) >= 2], scene, draws):
        if len(apart) < _TAGS[scene.strength] and (not apart or apart[-1].end < word.start):
            apart.append(word)
    edges = [(word.start, before) for word in apart] + [(word.end, behind) for word in apart]
    return [Edit(start=at, end=at, new=new) for at, new in edges if new]


def add_boilerplate(scene: Scene, draws: Draws) -> list[Edit]:
    """Set a call to click, scan or follow behind the text."""
    end = len(scene.text)
    phrases = [draws.pick(scene.table.boilerplate) for _ in Strength][: scene.strength.rank + 1]
    return [Edit(start=end, end=end, new="".join(dict.fromkeys(phrases)))] if end else []


def mix_punctuation(scene: Scene, draws: Draws) -> list[Edit]:
    """Write other marks, of other widths, for punctuation."""
    table = scene.table.punctuation
    found = [at for at in _punctuation(scene.text) if scene.text[at] in table]
    picks = [(at, draws.pick(table[scene.text[at]])) for at in found]
    return [Edit(start=at, end=at + 1, new=new) for at, new in _some(picks, scene, draws)]


def _some(items: Sequence[Item], scene: Scene, draws: Draws) -> list[Item]:
    """Keep the share of ``items`` that the strength touches, in order; one at least, if there is one."""
    ranks = draws.ranks(len(items))
    allowed = math.ceil(_SHARES[scene.strength] * len(items))
    return [item for item, rank in zip(items, ranks, strict=True) if rank < allowed]


def _punctuation(text: str) -> list[int]:
    """Marks of a sentence; those of a number, a rate or an address stay what they are."""
    return [
        at
        for at, character in enumerate(text)
        if unicodedata.category(character).startswith("P")
        and character not in "%％‰*@#&/\\-_"
        and not (0 < at < len(text) - 1 and _is_ascii_word(text[at - 1]) and _is_ascii_word(text[at + 1]))
    ]


def _is_ascii_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _binds(left: str, right: str) -> bool:
    """Whether a cut between the two would leave part of a number, a Latin word or a picture."""
    if not left.isascii() or not right.isascii():
        return right in "％‰\u200d\ufe0f\u20e3" or left == "\u200d"
    return (left.isalnum() or left == ".") and (right.isalnum() or right in ".%")
