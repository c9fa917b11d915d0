"""Finds that an investment ad warns of no risk, and proves it: what was looked for, where, and the nearest miss.

Duty and its limit: article 25 of the Advertising Law covers goods and services with an expected investment
return only, so loans, cards, payment, deposits and protection insurance are left alone. A fragment cannot show
an absence: it needs the whole ad.
"""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from classifier.detectors.duty import owes_warning
from classifier.finding import Absence, Finding, MissingFact, NearMiss, Status
from classifier.language.warnings import RiskWarnings, Says
from classifier.reading import Reading, ReadPassage
from classifier.text import Evidence, PassageKind, Span

CATEGORY = "missing_risk_warning"

_WORTH_COMPARING = re.compile(r"风险|谨慎|审慎|亏|损失|自负|自担|承担|过往|历史业绩|不确定|不代表")
_CLAUSE = re.compile(r"[^。!?;\n,:]{2,60}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceDetector:
    """Category ``missing_risk_warning``."""

    warnings: RiskWarnings
    probability: float
    """Probability given to a whole ad without a warning."""
    probability_of_fragment: float
    """Probability given to a fragment without a warning."""
    whole_ad: MissingFact
    """The fact a fragment lacks."""

    @property
    def name(self) -> str:
        """Stable name of the detector."""
        return "absence"

    def detect(self, reading: Reading) -> tuple[Finding, ...]:
        """One finding when the duty to warn is engaged and no form of warning stands in any passage."""
        if not owes_warning(reading):
            return ()
        if any(self._given(reading, says) for says in Says):
            return ()
        record = self.record(reading)
        images = f"；{len(record.images_not_read)} 处图片文字未能读取" if record.images_not_read else ""
        if reading.is_whole and not record.images_not_read:
            return (
                Finding(
                    category=CATEGORY,
                    status=Status.VIOLATION,
                    probability=self.probability,
                    evidence=(),
                    absence=record,
                    detector=self.name,
                    rule_id=None,
                    reason_zh=(
                        f"具有投资回报预期的广告，全文检索 {len(record.forms_searched)} 种表述，"
                        "未见对风险及风险责任承担的提示。"
                    ),
                    reason_en=(
                        "An ad with expected investment return: none of "
                        f"{len(record.forms_searched)} forms of warning of risk, or of who bears it, was found."
                    ),
                ),
            )
        return (
            Finding(
                category=CATEGORY,
                status=Status.NEEDS_FACT,
                probability=self.probability_of_fragment,
                evidence=(),
                absence=record,
                missing_fact=self.whole_ad,
                detector=self.name,
                rule_id=None,
                reason_zh=f"现有文字未见风险提示，但并非完整广告{images}，需核对广告全貌。",
                reason_en="No risk warning in this text, but it is not the whole ad; the whole ad must be seen.",
            ),
        )

    def record(self, reading: Reading) -> Absence:
        """What was looked for and where, whether or not it was found."""
        bearer = self._given(reading, Says.BEARER)
        return Absence(
            forms_searched=self.warnings.forms,
            passages_searched=tuple(passage.passage_id for passage in reading.copy.passages if passage.text.strip()),
            nearest_miss=self._nearest_miss(reading),
            images_not_read=tuple(
                passage.passage_id
                for passage in reading.copy.passages
                if passage.kind is PassageKind.IMAGE_TEXT and not passage.text.strip()
            ),
            risk_bearer=None if bearer is None else bearer.quote,
        )

    def _given(self, reading: Reading, says: Says) -> Evidence | None:
        for warning in self.warnings.warnings:
            if warning.says is says:
                for page in reading.pages:
                    for span in warning.cues.spans(page.matches):
                        return page.evidence(span)
        return None

    def _nearest_miss(self, reading: Reading) -> NearMiss | None:
        best: tuple[float, str, ReadPassage, Span] | None = None
        forms = self.warnings.forms + self.warnings.not_enough
        for page in reading.pages:
            for clause in _CLAUSE.finditer(page.text):
                if not _WORTH_COMPARING.search(clause.group()):
                    continue
                found = process.extractOne(
                    clause.group(),
                    forms,
                    scorer=fuzz.partial_ratio,
                    score_cutoff=self.warnings.nearest_miss_at,
                )
                if found is not None and (best is None or best[0] < found[1]):
                    best = (found[1], found[0], page, Span(*clause.span()))
        if best is None:
            return None
        similarity, form, page, span = best
        return NearMiss(evidence=page.evidence(span), form=form, similarity=round(similarity / 100, 3))
