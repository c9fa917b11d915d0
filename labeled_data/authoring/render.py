"""Examples written in the authoring format, so that corrections made elsewhere come back to where people edit.

Knows nothing of files.
"""

from collections.abc import Iterable
from itertools import groupby

from labeled_data.authoring.letters import ABSENCE_CODE, LETTER_OF_CODE
from labeled_data.authoring.marks import render_marks
from labeled_data.example import LabeledExample


def render_examples(examples: Iterable[LabeledExample]) -> str:
    """Write examples with group, channel and year as an authored file; ``compile_text`` reads them back.

    The vertical of a group's first text becomes that of the group.

    Raises:
        ValueError: an example has no group, number, channel, year or state, or its spans cross.
    """
    blocks = []
    for group, members in groupby(examples, key=lambda example: example.group):
        texts = list(members)
        blocks.append(f"@ {group} {texts[0].vertical}")
        blocks += [_block(example, str(texts[0].vertical)) for example in texts]
    return "\n".join(blocks) + "\n"


def _block(example: LabeledExample, group_vertical: str) -> str:
    group, _, number = example.example_id.rpartition("/")
    if group != example.group or not number.isdigit():
        raise ValueError(f"{example.example_id!r} is no id of the group {example.group!r}; it is GROUP/NUMBER")
    missing = [name for name in ("channel", "year", "vertical") if getattr(example, name) is None]
    if missing:
        raise ValueError(f"{example.example_id}: no {' and no '.join(missing)}; the head line needs it")
    words = ["==", number, str(example.channel), str(example.year), _state(example)]
    if ABSENCE_CODE in example.positive:
        words.append("+w")
    if example.unknown:
        words.append("?" + "".join(LETTER_OF_CODE[code] for code in example.unknown))
    if example.pair is not None:
        words.append("~" + example.pair.rpartition("~")[2])
    if example.vertical != group_vertical:
        words.append(f"v={example.vertical}")
    if example.entities is not None:
        words.append("ents")
    try:
        marked = render_marks(example.text, example.evidence, example.entities or ())
    except ValueError as error:
        raise ValueError(f"{example.example_id}: {error}") from error
    lines = ["\\" + line if line.startswith(("== ", "@ ", "%% ")) else line for line in marked.split("\n")]
    return "\n".join([" ".join(words), *lines])


def _state(example: LabeledExample) -> str:
    match example.kind, example.complete:
        case "fin_ad", True:
            return "whole"
        case "fin_ad", False:
            return "cut"
        case (("non_fin_ad" | "not_ad"), None):
            return f"{example.kind}/{example.genre}"
        case _:
            raise ValueError(
                f"{example.example_id}: {example.kind!r} with complete = {example.complete!r} has no state; "
                "a fin_ad is whole or cut, another kind is neither"
            )
