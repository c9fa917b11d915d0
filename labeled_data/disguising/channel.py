"""Noise of the channel a text is met in: SMS, app feeds, group chats, livestream speech.

Knows nothing of how each habit is written.
"""

from collections.abc import Callable, Collection, Sequence

from classifier.text import Span
from labeled_data.disguising import channel_habits as habits
from labeled_data.disguising.channel_habits import Scene
from labeled_data.disguising.draws import Draws
from labeled_data.disguising.edits import Edit
from labeled_data.disguising.kinds import ChannelHabit, Strength
from labeled_data.disguising.table_set import TableSet

_HABITS: dict[ChannelHabit, Callable[[Scene, Draws], list[Edit]]] = {
    ChannelHabit.MASK_DIGITS: habits.mask_digits,
    ChannelHabit.TRUNCATE: habits.truncate,
    ChannelHabit.MIX_PUNCTUATION: habits.mix_punctuation,
    ChannelHabit.ADD_BOILERPLATE: habits.add_boilerplate,
    ChannelHabit.REPEAT_BLANKS: habits.repeat_blanks,
    ChannelHabit.SPRINKLE: habits.sprinkle,
    ChannelHabit.FRAME_AS_SMS: habits.frame_as_sms,
    ChannelHabit.SPEAK: habits.speak,
    ChannelHabit.TAG: habits.tag,
}
"""What several of them insert at one place stands in this order: first the signature, then how speech opens."""
_COUNTS = {Strength.LIGHT: 1, Strength.MEDIUM: 2, Strength.HEAVY: 4}


def channel_edits(
    text: str,
    words: Sequence[Span],
    spans: Sequence[Span],
    tables: TableSet,
    strength: Strength,
    draws: Draws,
    *,
    without: Collection[ChannelHabit] = (),
) -> tuple[Edit, ...]:
    """Dress a text as one, two or four habits of its channel would, each more so with more strength.

    Args:
        text: the text.
        words: its words, of which some may be tagged.
        spans: places whose digits are not masked.
        tables: what is written.
        strength: number of habits, and how much each of them touches.
        draws: the same number is drawn for every strength.
        without: habits that are left out.

    Returns:
        Edits that may conflict, those that matter most first.
    """
    scene = Scene(text=text, words=tuple(words), spans=tuple(spans), table=tables.channel, strength=strength)
    order = sorted(zip(draws.ranks(len(_HABITS)), _HABITS.items(), strict=True), key=lambda item: item[0])
    # Each habit has its own stream, so that what one draws changes nothing in the next.
    seeds = [repr(draws.unit()) for _ in order]
    found_by: dict[ChannelHabit, list[Edit]] = {}
    for (_, (name, habit)), seed in zip(order, seeds, strict=True):
        if name in without:
            continue
        found = habit(scene, Draws(seed))
        if found:
            found_by[name] = found
        if len(found_by) == _COUNTS[strength]:
            break
    edits = [edit for name in _HABITS for edit in found_by.get(name, ())]
    return tuple(sorted(_joined(edits, scene), key=lambda edit: not edit.truncates))


def _joined(edits: Sequence[Edit], scene: Scene) -> list[Edit]:
    """Join what is inserted at one place; the mark of a tag stands nearest to its word."""
    openings = {before for before, behind in scene.table.hashtags if before != behind}
    closings = {behind for before, behind in scene.table.hashtags if before != behind}
    inserted: dict[int, str] = {}
    for edit in edits:
        if edit.is_insertion:
            known = inserted.get(edit.start, "")
            is_closing = edit.new in closings and edit.new not in openings and edit.start > 0
            inserted[edit.start] = edit.new + known if is_closing else known + edit.new
    joined = [Edit(start=at, end=at, new=new) for at, new in inserted.items()]
    return [*(edit for edit in edits if not edit.is_insertion), *joined]
