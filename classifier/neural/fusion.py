"""What the rules and the model say of an ad, weighed together, and what the model itself has to show for it.

The sum decides: from the profile's operating point on, a category is violated; below it, what a rule read in the words
becomes a question, and where the sum is in doubt a person is asked. A detector that states a fact (how the figures
work out, what a licence list says) is heard in the sum but not overruled by it. Knows nothing of the law.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from classifier.decide import Fused
from classifier.detectors.absence import CATEGORY as ABSENCE
from classifier.detectors.absence import AbsenceDetector
from classifier.finding import HUMAN_REVIEW, MODEL, Absence, Finding, Status, told_percent
from classifier.legal.category import CODES
from classifier.legal.profile import Profile
from classifier.legal.taxonomy import Taxonomy
from classifier.neural.calibration import CalibrationFile
from classifier.neural.model import TextScores, TextWords
from classifier.neural.signals import RuleSignals, rule_signals
from classifier.neural.spans import Marked
from classifier.reading import Reading
from classifier.text import Span

_MAX_EVIDENCE = 8
_MAX_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What came of weighing one ad."""

    scores: TextScores
    signals: RuleSignals
    fused: Fused
    findings: tuple[Finding, ...]
    """Those of the model, not yet put on their legal ground."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One ad with its probabilities, before the words that prove them are sought."""

    scores: TextScores
    signals: RuleSignals
    fused: Fused
    stands: Mapping[str, "Stand"]
    """Of the categories on which the model has something to say."""

    @property
    def needs_words(self) -> bool:
        """Whether a category is to be proved by words."""
        return any(code != ABSENCE for code in self.stands)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """What the model is about to say of a category."""

    is_violation: bool
    """Otherwise a person is asked."""
    is_settled: bool
    """Whether the rules have proved it already."""


class Fusion:
    """Weighs rules and model together under one decision profile."""

    def __init__(
        self,
        calibration: CalibrationFile,
        *,
        profile: Profile,
        taxonomy: Taxonomy,
        absence: AbsenceDetector,
        facts: frozenset[str],
    ) -> None:
        """Take the thresholds that ``profile`` names from ``calibration``.

        Args:
            absence: makes the record of what was looked for where the model misses a warning.
            facts: names of the detectors that state facts.
        """
        self._calibration = calibration.fused
        self._evidence_at = calibration.evidence_at
        self._taxonomy = taxonomy
        self._profile = profile
        self._absence = absence
        self._facts = facts
        self.violation_at: Mapping[str, float] = calibration.fused.operating_points[profile.operating_point]
        """Category to the probability from which it is violated."""
        self.review_at: Mapping[str, float] = self._review_thresholds()
        """Category to the probability from which a person looks; never above that of a violation."""

    def weigh(self, findings: Sequence[Finding], scores: TextScores) -> Weighed:
        """Weigh what the model says with ``findings``, those of the rules with the law applied."""
        signals = rule_signals(scores.reading, findings)
        (probabilities,) = self._calibration.probabilities(
            scores.logits[None, :], signals.rules[None, :], signals.asks[None, :], [signals.no_advert], [signals.trade]
        )
        fused = Fused(
            probabilities=dict(zip(CODES, map(float, probabilities), strict=True)),
            violation_at=self.violation_at,
            facts=self._facts,
        )
        stands = {code: self._stand(code, findings, fused) for code in CODES}
        return Weighed(
            scores=scores,
            signals=signals,
            fused=fused,
            stands={code: stand for code, stand in stands.items() if stand is not None},
        )

    def opinion(self, weighed: Weighed, words: TextWords | None) -> Opinion:
        """What the model has to say. Without ``words`` its findings quote the ad from its first word to its last."""
        made = (self._finding(code, stand, weighed, words) for code, stand in weighed.stands.items())
        return Opinion(
            scores=weighed.scores,
            signals=weighed.signals,
            fused=weighed.fused,
            findings=tuple(finding for finding in made if finding is not None),
        )

    def _review_thresholds(self) -> dict[str, float]:
        """Where the share of misses that the profile allows is promised at some probability, a person looks from there
        on; in any case from where the profile says, so that no ad is reviewed without a finding."""
        alpha = self._profile.miss_at_most
        promised = {} if alpha is None else self._calibration.review_thresholds(alpha)
        return {
            code: min(self.violation_at[code], self._profile.categories[code].review_at, promised.get(code, 1.0))
            for code in CODES
        }

    def _stand(self, code: str, findings: Sequence[Finding], fused: Fused) -> Stand | None:
        """What the model adds to the findings of the rules on one category; ``None`` where it has nothing to add."""
        probability = fused.probabilities[code]
        if probability < self.review_at[code]:
            return None
        is_violation = probability >= self.violation_at[code]
        own = [finding for finding in findings if finding.category == code]
        if own and not is_violation:
            return None  # a person looks at what the rules found
        is_settled = any(
            finding.status is Status.VIOLATION and fused.lets_stand(finding, self._profile) for finding in own
        )
        if code == ABSENCE and is_settled:
            return None
        return Stand(is_violation=is_violation, is_settled=is_settled)

    def _finding(self, code: str, stand: Stand, weighed: Weighed, words: TextWords | None) -> Finding | None:
        reading, probability = weighed.scores.reading, weighed.fused.probabilities[code]
        if code == ABSENCE:
            return self._absent(reading, probability, is_violation=stand.is_violation)
        marked = _everything(reading, probability) if words is None else self._marked(code, stand, words)
        if not marked:
            return None
        return self._quoting(code, reading, marked, probability, is_violation=stand.is_violation)

    def _marked(self, code: str, stand: Stand, words: TextWords) -> Sequence[Marked]:
        """Words that speak for the category; the surest where none speaks clearly and nothing else proves it."""
        marked = words.marked(code, at=self._evidence_at[code])
        if not marked and not stand.is_settled:
            marked = words.surest(code)
        return marked

    def _quoting(
        self, code: str, reading: Reading, marked: Sequence[Marked], probability: float, *, is_violation: bool
    ) -> Finding:
        surest = sorted(sorted(marked, key=lambda mark: -mark.probability)[:_MAX_EVIDENCE])
        evidence = tuple(dict.fromkeys(reading.pages[mark.page].evidence(mark.span) for mark in surest))
        shown = "、".join(dict.fromkeys(f"“{piece.quote}”" for piece in evidence[:_MAX_SHOWN]))
        name = self._taxonomy.category(code)
        if is_violation:
            reason_zh = f"模型判断{shown}构成{name.name_zh}，概率 {told_percent(probability)}。"
            reason_en = f"The model reads {shown} as {name.name_en.lower()}, probability {told_percent(probability)}."
        else:
            reason_zh = f"模型对{shown}是否构成{name.name_zh}存疑，概率 {told_percent(probability)}，须人工判断。"
            reason_en = (
                f"The model is in doubt whether {shown} is {name.name_en.lower()}, "
                f"probability {told_percent(probability)}: a person must judge."
            )
        pages = [reading.pages[mark.page].disguises(mark.span) for mark in surest]
        return Finding(
            category=code,
            status=Status.VIOLATION if is_violation else Status.NEEDS_FACT,
            probability=probability,
            evidence=evidence,
            detector=MODEL,
            rule_id=None,
            reason_zh=reason_zh,
            reason_en=reason_en,
            missing_fact=None if is_violation else self._taxonomy.missing_fact(HUMAN_REVIEW),
            disguises=tuple(dict.fromkeys(disguise for found in pages for disguise in found)),
        )

    def _absent(self, reading: Reading, probability: float, *, is_violation: bool) -> Finding:
        record: Absence = self._absence.record(reading)
        fact = self._taxonomy.missing_fact(HUMAN_REVIEW)
        if is_violation and not record.images_not_read:
            return Finding(
                category=ABSENCE,
                status=Status.VIOLATION,
                probability=probability,
                evidence=(),
                absence=record,
                detector=MODEL,
                rule_id=None,
                reason_zh=f"模型判断该广告未合理提示风险及风险责任承担，概率 {told_percent(probability)}。",
                reason_en=(
                    "The model finds no sensible warning of the risk and of who bears it, "
                    f"probability {told_percent(probability)}."
                ),
            )
        return Finding(
            category=ABSENCE,
            status=Status.NEEDS_FACT,
            probability=probability,
            evidence=(),
            absence=record,
            missing_fact=self._absence.whole_ad if record.images_not_read else fact,
            detector=MODEL,
            rule_id=None,
            reason_zh=f"模型对该广告是否合理提示了风险存疑，未提示的概率 {told_percent(probability)}，须人工判断。",
            reason_en=(
                "The model is in doubt whether the ad warns sensibly of the risk, "
                f"probability that it does not {told_percent(probability)}: a person must judge."
            ),
        )


def _everything(reading: Reading, probability: float) -> list[Marked]:
    return [
        Marked(page=number, span=Span(0, len(page.text)), probability=probability)
        for number, page in enumerate(reading.pages)
        if page.text
    ]
