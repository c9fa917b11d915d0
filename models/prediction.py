"""What a judge of ads says about one text, whoever the judge is: rules, a baseline, a model.

Knows nothing of labels.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from classifier import AdCopy, Scanner, Span, Status, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """The answers to the nine questions about one text."""

    accused: frozenset[str]
    """Category codes said to be violated."""
    asked: frozenset[str] = frozenset()
    """Category codes that need a fact."""
    evidence: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    """Accused category → spans of the raw text."""
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Accused category → rules or detectors that say so; empty for a judge without parts."""


def scanner_predictions(scanner: Scanner, texts: Iterable[str]) -> Iterator[Prediction]:
    """Let a scanner judge texts. ``needs_fact`` accuses nobody."""
    for number, text in enumerate(texts):
        yield _prediction(scanner.scan(AdCopy.of_text(text, copy_id=str(number))))


def _prediction(verdict: Verdict) -> Prediction:
    evidence: dict[str, list[Span]] = {}
    sources: dict[str, list[str]] = {}
    for finding in verdict.findings:
        if finding.status is Status.VIOLATION:
            evidence.setdefault(finding.category, []).extend(piece.span for piece in finding.evidence)
            sources.setdefault(finding.category, []).append(finding.rule_id or finding.detector)
    return Prediction(
        accused=frozenset(code for code, status in verdict.statuses.items() if status is Status.VIOLATION),
        asked=frozenset(code for code, status in verdict.statuses.items() if status is Status.NEEDS_FACT),
        evidence={code: tuple(dict.fromkeys(spans)) for code, spans in evidence.items()},
        sources={code: tuple(dict.fromkeys(names)) for code, names in sources.items()},
    )
