"""The decision trail: every stage's result on one ad, in an order that can be followed and replayed.

A trail holds the ad, the settings and the verdict, so that anyone with the same versions can scan again and
compare byte for byte. Knows nothing of files.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

import orjson

from classifier.detectors.wording import Nomination
from classifier.entities.finder import find_entities
from classifier.entities.vocabulary import EntityVocabulary
from classifier.errors import ReplayError
from classifier.finding import Verdict
from classifier.legal.category import CODES
from classifier.neural.fusion import Opinion
from classifier.reading import Reading, ReadPassage
from classifier.scanner import Scanner
from classifier.text import AdCopy, Passage, PassageKind
from classifier.verdict_json import evidence_record, verdict_record

FORMAT = "finad-trail-1"

_DECIMALS = 4


def scan_with_trail(scanner: Scanner, copy: AdCopy) -> tuple[Verdict, dict[str, Any]]:
    """Judge ``copy`` and record how: plain JSON values, keys in a fixed order."""
    reading = scanner.assembly.reader.read(copy)
    verdict = scanner.judge(reading)
    trail = {
        "format": FORMAT,
        "ad": _ad_record(copy),
        "settings": {
            "profile": scanner.config.profile,
            "packs": None if scanner.config.packs is None else list(scanner.config.packs),
            "with_edits": scanner.config.with_edits,
            "with_disguises": scanner.config.with_disguises,
        },
        "reading": {
            "law_as_of": reading.on.isoformat(),
            "genre": {"name": reading.genre.name, "scores": dict(sorted(reading.genre.scores.items()))},
            "is_whole": reading.is_whole,
            "products": sorted(reading.products),
            "passages": [_page_record(page) for page in reading.pages],
        },
        "nominations": [_nomination_record(item) for item in scanner.assembly.wording.nominations(reading)],
        "model": _model_record(scanner.opinion(reading)),
        "priority_parts": dict(verdict.priority.parts),
        "entities": _entity_records(reading, scanner.assembly.vocabulary),
        "notices": [
            {
                "code": notice.code,
                "evidence": [evidence_record(piece) for piece in notice.evidence],
                "text_zh": notice.text_zh,
                "text_en": notice.text_en,
                "law": [citation.cite_zh for citation in notice.citations],
            }
            for notice in verdict.notices
        ],
        "verdict": verdict_record(verdict),
    }
    return verdict, trail


def replay(scanner: Scanner, trail: Mapping[str, Any]) -> tuple[bool, list[str]]:
    """Scan the recorded ad again and compare.

    Returns:
        Whether the verdict is the same byte for byte, and what differs (keys of the verdict).

    Raises:
        ReplayError: not a trail, or made with other versions than this scanner's.
    """
    if trail.get("format") != FORMAT:
        raise ReplayError(f"not a decision trail: format is {trail.get('format')!r}, expected {FORMAT!r}")
    recorded = trail.get("verdict")
    made_with = recorded.get("versions") if isinstance(recorded, Mapping) else None
    if not isinstance(recorded, Mapping) or not isinstance(made_with, Mapping):
        raise ReplayError("the trail is damaged: it holds no verdict with versions")
    now = scanner.versions
    for name in (field.name for field in fields(now)):
        if made_with.get(name) != getattr(now, name):
            raise ReplayError(
                f"the trail was made with {name} {made_with.get(name)!r}, this scanner has "
                f"{getattr(now, name)!r}; replay it with the version that made it"
            )
    again = verdict_record(scanner.scan(_ad_of(trail.get("ad"))))
    differing = [key for key in recorded if orjson.dumps(recorded[key]) != orjson.dumps(again.get(key))]
    return not differing, differing


def _ad_record(copy: AdCopy) -> dict[str, Any]:
    return {
        "id": copy.copy_id,
        "passages": [
            {"id": passage.passage_id, "kind": passage.kind.value, "text": passage.text} for passage in copy.passages
        ],
        "advertiser": copy.advertiser,
        "published_on": None if copy.published_on is None else copy.published_on.isoformat(),
        "channel": copy.channel,
    }


def _ad_of(record: Any) -> AdCopy:
    try:
        return AdCopy(
            copy_id=record["id"],
            passages=tuple(
                Passage(passage_id=entry["id"], kind=PassageKind(entry["kind"]), text=entry["text"])
                for entry in record["passages"]
            ),
            advertiser=record["advertiser"],
            published_on=None if record["published_on"] is None else date.fromisoformat(record["published_on"]),
            channel=record["channel"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ReplayError(f"the ad in the trail is damaged: {error}") from error


def _page_record(page: ReadPassage) -> dict[str, Any]:
    return {
        "passage": page.passage.passage_id,
        "normalized": page.text,
        "disguises": [
            {
                "kinds": [kind.value for kind in disguise.kinds],
                "original": disguise.original,
                "folded": disguise.folded,
            }
            for disguise in page.all_disguises()
        ],
        "contexts": [
            {
                "context": context.context_id,
                "kind": context.kind.value,
                "cue": evidence_record(page.evidence(context.cue)),
                "governs": evidence_record(page.evidence(context.governs)),
            }
            for context in page.contexts
        ],
        "products": [
            {"product": mention.product_id, **evidence_record(page.evidence(mention.span))} for mention in page.mentions
        ],
    }


def _entity_records(reading: Reading, vocabulary: EntityVocabulary) -> list[dict[str, Any]]:
    return [
        {"kind": entity.kind.value, "value": entity.value, **evidence_record(page.evidence(entity.span))}
        for page in reading.pages
        for entity in find_entities(page.text, vocabulary)
    ]


def _model_record(opinion: Opinion | None) -> dict[str, Any] | None:
    if opinion is None:
        return None
    signals, fused = opinion.signals, opinion.fused
    return {
        "no_advert": bool(signals.no_advert),
        "trade": signals.trade,
        "categories": {
            code: {
                "logit": round(float(opinion.scores.logits[column]), _DECIMALS),
                "rules": float(signals.rules[column]),
                "asks": bool(signals.asks[column]),
                "probability": fused.probabilities[code],
                "violation_at": fused.violation_at[code],
            }
            for column, code in enumerate(CODES)
        },
    }


def _nomination_record(nomination: Nomination) -> dict[str, Any]:
    return {
        "rule": nomination.rule.rule_id,
        "category": nomination.rule.category,
        **evidence_record(nomination.page.evidence(nomination.span)),
        "dropped": None if nomination.dropped is None else nomination.dropped.value,
        "detail": nomination.detail,
    }


def reading_summary(reading: Reading) -> str:
    """One line on how the ad was read, for people."""
    whole = "whole" if reading.is_whole else "fragment"
    return f"{reading.genre.name}, {whole}, products: {', '.join(sorted(reading.products)) or 'none'}"
