"""The scanner as a judge: the rules, fused with a trained model where its settings name one.

Knows nothing of labels.
"""

from collections.abc import Sequence
from dataclasses import replace

from classifier import AdCopy, Scanner, Span, Status, Verdict, build_scanner
from models.prediction import Prediction


class ScannerJudge:
    """Judges as ``finad scan`` does. ``needs_fact`` accuses nobody."""

    def __init__(self, name: str, scanner: Scanner) -> None:
        self.name = name
        self._scanner = scanner

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        """Judge texts, each an ad of one body passage."""
        copies = (AdCopy.of_text(text, copy_id=str(number)) for number, text in enumerate(texts))
        return [_prediction(verdict) for verdict in self._scanner.scan_many(copies)]

    def without_undoing(self) -> "ScannerJudge":
        """The same scanner with disguises left as they stand."""
        config = replace(self._scanner.config, with_disguises=False)
        return ScannerJudge(f"{self.name}, disguises not undone", build_scanner(config))


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
        probabilities=verdict.scores,
        evidence={code: tuple(dict.fromkeys(spans)) for code, spans in evidence.items()},
        sources={code: tuple(dict.fromkeys(names)) for code, names in sources.items()},
    )
