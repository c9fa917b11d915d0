"""Writes a verdict as plain JSON values: the machine interface that stays fixed.

Knows nothing of files or of how the verdict came about.
"""

from typing import Any

from classifier.finding import Absence, Citation, Edit, Finding, MissingFact, Verdict
from classifier.normalizing.disguises import Disguise
from classifier.text import Evidence

_DECIMALS = 4
"""Decimals of a probability: enough to rank, few enough to read."""


def verdict_record(verdict: Verdict) -> dict[str, Any]:
    """The verdict as a dictionary with keys in their fixed order.

    ``start`` and ``end`` are code points of the raw passage, half-open; ``quote`` is exactly that slice.
    """
    return {
        "id": verdict.copy_id,
        "outcome": verdict.outcome.value,
        "priority": verdict.priority.score,
        "scores": {code: round(score, _DECIMALS) for code, score in verdict.scores.items()},
        "statuses": {code: status.value for code, status in verdict.statuses.items()},
        "findings": [_finding(finding) for finding in verdict.findings],
        "versions": _versions(verdict),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    record: dict[str, Any] = {
        "category": finding.category,
        "status": finding.status.value,
        "probability": round(finding.probability, _DECIMALS),
        "evidence": [evidence_record(evidence) for evidence in finding.evidence],
    }
    if finding.absence is not None:
        record["absence"] = _absence(finding.absence)
    if finding.missing_fact is not None:
        record["missing_fact"] = _missing_fact(finding.missing_fact)
    if finding.disguises:
        record["disguise"] = [_disguise(disguise) for disguise in finding.disguises]
    record["detector"] = finding.detector
    if finding.rule_id is not None:
        record["rule"] = finding.rule_id
    record["reason_zh"] = finding.reason_zh
    record["reason_en"] = finding.reason_en
    record["law"] = [_citation(citation) for citation in finding.citations]
    if finding.edit is not None:
        record["edit"] = _edit(finding.edit)
    return record


def evidence_record(evidence: Evidence) -> dict[str, Any]:
    """One quotation with its place."""
    return {
        "passage": evidence.passage_id,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "quote": evidence.quote,
    }


def _absence(absence: Absence) -> dict[str, Any]:
    miss = absence.nearest_miss
    return {
        "forms_searched": list(absence.forms_searched),
        "passages_searched": list(absence.passages_searched),
        "nearest_miss": None
        if miss is None
        else {**evidence_record(miss.evidence), "form": miss.form, "similarity": miss.similarity},
        "images_not_read": list(absence.images_not_read),
        "risk_bearer": absence.risk_bearer,
    }


def _missing_fact(fact: MissingFact) -> dict[str, Any]:
    return {
        "fact": fact.fact_id,
        "question_zh": fact.question_zh,
        "question_en": fact.question_en,
        "where_zh": fact.where_zh,
        "where_en": fact.where_en,
        "subject": fact.subject,
    }


def _disguise(disguise: Disguise) -> dict[str, Any]:
    return {
        "kinds": [kind.value for kind in disguise.kinds],
        "original": disguise.original,
        "folded": disguise.folded,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "provision": citation.provision_id,
        "role": citation.role.value,
        "cite_zh": citation.cite_zh,
        "cite_en": citation.cite_en,
        "confirmed": citation.is_confirmed,
        "in_force_from": None if citation.in_force_from is None else citation.in_force_from.isoformat(),
        "in_force_to": None if citation.in_force_to is None else citation.in_force_to.isoformat(),
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "kind": edit.kind.value,
        "changes": [
            {
                "passage": change.passage_id,
                "start": None if change.span is None else change.span.start,
                "end": None if change.span is None else change.span.end,
                "quote": change.quote,
                "replacement": change.replacement,
            }
            for change in edit.changes
        ],
        "note_zh": edit.note_zh,
        "note_en": edit.note_en,
        "verified": edit.is_verified,
    }


def _versions(verdict: Verdict) -> dict[str, Any]:
    versions = verdict.versions
    return {
        "finad": versions.finad,
        "taxonomy": versions.taxonomy,
        "law": versions.law,
        "law_as_of": verdict.law_as_of.isoformat(),
        "rules": versions.rules,
        "policy": versions.policy,
        "settings": versions.settings,
        "registry": versions.registry,
        "model": versions.model,
    }
