"""Checks the labels and evidence of one example against the guideline.

Knows nothing of other examples.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from classifier.legal.category import CODES
from classifier.text import Span
from labeled_data.checking.report import Level, Problem
from labeled_data.example import LabeledExample
from labeled_data.vocabulary import FIN_AD, Vocabulary

ABSENCE = "missing_risk_warning"
"""The category whose proof is that something is not there: it has no evidence."""

_WHOLE_TEXT = 40
"""A text longer than this never proves a category in its entirety."""
_LONG_TEXT = 80
_MAX_SHARE = 0.6
"""Of a text longer than ``_LONG_TEXT``, the largest part that a piece of evidence may be."""


def label_problems(example: LabeledExample, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Everything wrong with labels and evidence."""
    yield from _code_problems(example)
    yield from _kind_problems(example)
    yield from _absence_problems(example, vocabulary)
    for code in example.positive:
        if code != ABSENCE and not example.evidence.get(code):
            yield _problem(example, "evidence", f"{code} is positive without evidence; quote the words that prove it")
    for code, spans in example.evidence.items():
        yield from _evidence_problems(example, code, spans)


def _problem(example: LabeledExample, rule: str, message: str, level: Level = Level.ERROR) -> Problem:
    return Problem(example_id=example.example_id, rule=rule, message=message, level=level)


def _code_problems(example: LabeledExample) -> Iterator[Problem]:
    for name, codes in (("positive", example.positive), ("unknown", example.unknown)):
        for code in dict.fromkeys(codes):
            if code not in CODES:
                yield _problem(example, "label", f"{name}: unknown category {code!r}; known: {', '.join(CODES)}")
            if codes.count(code) > 1:
                yield _problem(example, "label", f"{name}: {code} stands {codes.count(code)} times; keep one")
    for code in sorted(set(example.positive) & set(example.unknown)):
        yield _problem(example, "label", f"{code} is both positive and unknown; keep one")


def _kind_problems(example: LabeledExample) -> Iterator[Problem]:
    if example.kind == FIN_AD:
        if example.complete is None:
            yield _problem(example, "complete", "a financial ad is whole or cut; say which")
        return
    judged = [*example.positive, *example.unknown]
    if judged and example.kind is not None:
        message = f"kind {example.kind} with {', '.join(judged)}; only a {FIN_AD} is judged, the others are negative"
        yield _problem(example, "kind", message)
    if example.complete is not None and example.kind is not None:
        message = f"kind {example.kind} is neither whole nor cut; leave complete open"
        yield _problem(example, "complete", message, Level.WARNING)


def _absence_problems(example: LabeledExample, vocabulary: Vocabulary) -> Iterator[Problem]:
    if ABSENCE not in example.positive:
        return
    if example.complete is not True:
        yield _problem(example, "absence", f"{ABSENCE} is positive, but the text is not whole; a cut one is unknown")
    vertical = vocabulary.verticals.get(example.vertical or "")
    if vertical is not None and vertical.risk_warning_exempt:
        message = (
            f"{ABSENCE} is positive for {vertical.term_id}, which needs no warning; is an investment sold besides?"
        )
        yield _problem(example, "absence", message, Level.WARNING)


def _evidence_problems(example: LabeledExample, code: str, spans: Sequence[Span]) -> Iterator[Problem]:
    text = example.text
    if code == ABSENCE:
        yield _problem(example, "evidence", f"{ABSENCE} has evidence; an absence is proved by no words")
    if code not in example.positive:
        yield _problem(example, "evidence", f"evidence for {code!r}, which is not positive")
    for span in spans:
        if span.end > len(text):
            message = f"{code}: [{span.start}, {span.end}) reaches past a text of {len(text)} code points"
            yield _problem(example, "evidence", message)
            continue
        quote = text[span.start : span.end]
        if quote != quote.strip():
            yield _problem(example, "evidence", f"{code}: {quote!r} begins or ends with blanks; mark the words alone")
        if len(quote) == len(text) > _WHOLE_TEXT:
            message = f"{code}: the whole text is marked; mark the shortest piece that proves it"
            yield _problem(example, "evidence", message)
        elif len(text) > _LONG_TEXT and len(quote) > _MAX_SHARE * len(text):
            message = (
                f"{code}: {len(quote)} of {len(text)} characters are marked; at most {_MAX_SHARE:.0%} of a long text"
            )
            yield _problem(example, "evidence", message)
    for left, right in pairwise(sorted(spans)):
        if left == right:
            yield _problem(example, "evidence", f"{code}: [{left.start}, {left.end}) stands twice; keep one")
        elif left.overlaps(right):
            message = f"{code}: [{left.start}, {left.end}) and [{right.start}, {right.end}) overlap; join or part them"
            yield _problem(example, "evidence", message, Level.WARNING)
