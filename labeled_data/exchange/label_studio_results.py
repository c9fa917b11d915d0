"""The results of one annotation of Label Studio as the labels of a text.

Knows nothing of tasks, annotators or files.
"""

from typing import Any

from labeled_data.exchange.draft import LabelDraft, is_int
from labeled_data.exchange.label_config import COMPLETENESS, MARKED, POSITIVE, TEXT_KIND, UNKNOWN
from labeled_data.exchange.labels import ENTITIES_MARKED, KIND_CAPTIONS, Completeness
from labeled_data.exchange.offsets import only_span, span_of_quote
from labeled_data.exchange.outcome import SkipReason

CHOICE_CONTROLS = (POSITIVE, UNKNOWN, COMPLETENESS, TEXT_KIND, MARKED)


def add_result(draft: LabelDraft, result: Any) -> None:
    """Add one result, noting in the log of ``draft`` what is wrong with it or why it is left out."""
    match result:
        case {"type": "labels", "value": {"labels": list(labels)} as value}:
            add_region(draft, value, labels)
        case {"type": "choices", "from_name": str(name), "value": {"choices": list(choices)}} if (
            name in CHOICE_CONTROLS
        ):
            add_choices(draft, name, choices)
        case {"type": "relation"}:
            draft.log.skip(draft.place, SkipReason.RELATION)
        case {"type": "labels" | "choices", "from_name": name, "value": value} if (
            result["type"] == "labels" or name in CHOICE_CONTROLS
        ):
            draft.log.problem(draft.place, f"{name}: value {value!r} has no list of {result['type']}")
        case {"type": str(kind)}:
            draft.log.skip(draft.place, SkipReason.OTHER_CONTROL, f"{result.get('from_name')} ({kind})")
        case _:
            draft.log.problem(draft.place, f"result {result!r} has no type; export the project as JSON")


def add_region(draft: LabelDraft, value: dict[Any, Any], labels: list[Any]) -> None:
    """Add a marked span under each of its labels."""
    start, end, quote = value.get("start"), value.get("end"), value.get("text")
    if not is_int(start) or not is_int(end):
        draft.log.problem(draft.place, f"span {value!r} has no start and end that are whole numbers")
        return
    if isinstance(quote, str):
        span = span_of_quote(draft.text, start, end, quote)
        if span is None:
            draft.log.problem(
                draft.place,
                f"[{start}, {end}] is {draft.text[max(start, 0) : max(end, 0)]!r} in the text, not {quote!r}, "
                "neither in code points nor in UTF-16 units; mark the span anew",
            )
            return
    else:
        span = only_span(draft.text, start, end)
        if span is None:
            draft.log.problem(
                draft.place,
                f"[{start}, {end}] without a quote is no certain place in a text of {len(draft.text)} code points; "
                'set saveTextResult="yes" on the Text tag and export again',
            )
            return
    if not labels:
        draft.log.problem(draft.place, f"span [{start}, {end}] carries no label; give it one or delete it")
    for label in labels:
        draft.add_span(label, span)


def add_choices(draft: LabelDraft, name: str, choices: list[Any]) -> None:
    """Add what was chosen in the control ``name``, one of ``CHOICE_CONTROLS``."""
    if name in {POSITIVE, UNKNOWN}:
        for code in choices:
            draft.add_code(draft.positive if name == POSITIVE else draft.unknown, code, name)
        return
    if name == MARKED:
        known: tuple[str, ...] = (ENTITIES_MARKED,)
    else:
        known = tuple(Completeness) if name == COMPLETENESS else tuple(KIND_CAPTIONS)
    if len(choices) > 1 or any(choice not in known for choice in choices):
        draft.log.problem(draft.place, f"{name} is {choices!r}; choose one of {', '.join(known)}")
    elif choices and name == MARKED:
        draft.entities_marked = True
    elif choices and name == COMPLETENESS:
        draft.complete = Completeness(choices[0]).value_in_example
    elif choices:
        draft.kind = choices[0]
