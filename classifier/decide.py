"""Findings and policy to one verdict. Pure: nothing is read, nothing remembered.

Knows nothing of how findings came about.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from classifier.finding import HUMAN_REVIEW, MODEL, Finding, MissingFact, Outcome, Priority, Status
from classifier.legal.profile import PRIORITY_PARTS, Profile
from classifier.legal.taxonomy import Taxonomy
from classifier.places import SpanIndex
from classifier.text import Span

_GRAVEST_FIRST = (Outcome.REJECT, Outcome.REVIEW, Outcome.PASS)

_MANY_CATEGORIES = 4
"""From this many categories on, the part of the priority for their number is full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fused:
    """What rules and model say together; stands in for the strength of single rules where there is a model."""

    probabilities: Mapping[str, float]
    """Category code to calibrated probability; all nine."""
    violation_at: Mapping[str, float]
    """Category code to the probability from which it is violated; all nine."""
    facts: frozenset[str]
    """Names of the detectors that state facts, whom a probability does not overrule."""

    def lets_stand(self, finding: Finding, profile: Profile) -> bool:
        """Whether the accusation ``finding`` is one in the end."""
        if finding.detector in self.facts:
            return profile.is_violation(finding.category, finding.probability)
        return self.violation_at[finding.category] <= self.probabilities[finding.category]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What follows from the findings."""

    outcome: Outcome
    priority: Priority
    scores: Mapping[str, float]
    statuses: Mapping[str, Status]
    findings: tuple[Finding, ...]


def decide(
    findings: Iterable[Finding],
    *,
    taxonomy: Taxonomy,
    profile: Profile,
    channel: str | None,
    is_watched: bool,
    fused: Fused | None = None,
) -> Decision:
    """Merge ``findings`` per category and derive status, score, outcome and priority.

    Args:
        channel: medium of the ad, for the reach part of the priority.
        is_watched: the advertiser stands on a watch or negative list.
        fused: what rules and model say together; ``None`` without a model.
    """
    weighed = [_weighed(finding, taxonomy, profile, fused) for finding in findings]
    merged = _ordered(_without_repeats(weighed), taxonomy)
    found: dict[str, list[Finding]] = {code: [] for code in taxonomy.codes}
    for finding in merged:
        found[finding.category].append(finding)
    statuses = {code: _status(own) for code, own in found.items()}
    scores = {
        code: _score(own, code, statuses[code], profile) if fused is None else _fused_score(own, code, fused)
        for code, own in found.items()
    }
    outcomes = {profile.outcome_of(code, status, scores[code]) for code, status in statuses.items()}
    return Decision(
        outcome=next(outcome for outcome in _GRAVEST_FIRST if outcome in outcomes),
        priority=_priority(merged, statuses, scores, profile, channel=channel, is_watched=is_watched),
        scores=scores,
        statuses=statuses,
        findings=merged,
    )


def _weighed(finding: Finding, taxonomy: Taxonomy, profile: Profile, fused: Fused | None) -> Finding:
    """Turn a violation that is not probable enough into a question."""
    if finding.status is not Status.VIOLATION:
        return finding
    if fused is None or finding.detector in fused.facts:
        stands = profile.is_violation(finding.category, finding.probability)
        fact_id = taxonomy.category(finding.category).missing_facts[0]
    else:
        stands, fact_id = fused.lets_stand(finding, profile), HUMAN_REVIEW
    if stands:
        return finding
    return replace(finding, status=Status.NEEDS_FACT, missing_fact=taxonomy.missing_fact(fact_id))


def _status(findings: Sequence[Finding]) -> Status:
    """What the findings of one category come to."""
    if not findings:
        return Status.NONE
    statuses = {finding.status for finding in findings}
    for status in (Status.VIOLATION, Status.NEEDS_FACT):
        if status in statuses:
            return status
    return Status.NONE


def _score(findings: Sequence[Finding], code: str, status: Status, profile: Profile) -> float:
    """Highest probability among the findings of a category that give it its status."""
    if not findings:
        return profile.categories[code].base_probability
    return max(finding.probability for finding in findings if finding.status is status)


def _fused_score(findings: Iterable[Finding], code: str, fused: Fused) -> float:
    """The probability of rules and model together, or what a fact says that stands against it."""
    facts = (
        finding.probability
        for finding in findings
        if finding.status is Status.VIOLATION and finding.detector in fused.facts
    )
    return max([fused.probabilities[code], *facts])


def _priority(
    findings: tuple[Finding, ...],
    statuses: Mapping[str, Status],
    scores: Mapping[str, float],
    profile: Profile,
    *,
    channel: str | None,
    is_watched: bool,
) -> Priority:
    """Weighted parts, each 0 to 1 before its weight. An ad without any finding has priority only by watch list."""
    open_codes = [code for code, status in statuses.items() if status is not Status.NONE]
    if not open_codes and not is_watched:
        return Priority(score=0, parts=dict.fromkeys(PRIORITY_PARTS, 0))
    shares = {
        "severity": max((profile.categories[code].severity / 5 * scores[code] for code in open_codes), default=0.0),
        "probability": max((scores[code] for code in open_codes), default=0.0),
        "categories": min(len(open_codes), _MANY_CATEGORIES) / _MANY_CATEGORIES,
        "disguise": float(any(finding.disguises for finding in findings)),
        "reach": profile.channel_reach(channel) if open_codes else 0.0,
        "watch_list": float(is_watched),
    }
    parts = {name: round(profile.priority_weights[name] * shares[name]) for name in PRIORITY_PARTS}
    return Priority(score=sum(parts.values()), parts=parts)


def _ordered(findings: list[Finding], taxonomy: Taxonomy) -> tuple[Finding, ...]:
    rank = {code: index for index, code in enumerate(taxonomy.codes)}
    return tuple(
        sorted(
            findings,
            key=lambda finding: (
                rank[finding.category],
                -finding.probability,
                finding.detector,
                finding.rule_id or "",
                tuple((piece.passage_id, piece.span) for piece in finding.evidence),
            ),
        )
    )


def _without_repeats(findings: Iterable[Finding]) -> list[Finding]:
    """Drop what a stronger finding of the same category already says.

    A finding goes when all its quotations lie inside those of a stronger one; a question goes when the
    category is violated anyway, since the answer would change nothing. The model comes last among equals: a rule says
    more about why.
    """
    strongest_first = sorted(
        findings,
        key=lambda finding: (finding.status is Status.NEEDS_FACT, finding.detector == MODEL, -finding.probability),
    )
    kept: list[Finding] = []
    quotations = _Quotations(strongest_first)
    said: set[tuple[str, Status, MissingFact | None, str]] = set()
    violated: set[str] = set()
    for rank, finding in enumerate(strongest_first):
        if finding.status is Status.NEEDS_FACT and finding.category in violated:
            continue
        if finding.evidence:
            if quotations.are_inside_those_kept(rank):
                continue
            quotations.keep(rank)
        elif _says(finding) in said:
            continue
        said.add(_says(finding))
        if finding.status is Status.VIOLATION:
            violated.add(finding.category)
        kept.append(finding)
    return kept


def _says(finding: Finding) -> tuple[str, Status, MissingFact | None, str]:
    """What a finding says apart from its place: all that counts for one that quotes nothing."""
    return finding.category, finding.status, finding.missing_fact, finding.detector


class _Quotations:
    """The quotations of all findings by category and passage, to tell which findings say no more than others."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._findings = findings
        self._kept: set[int] = set()
        quoted: dict[tuple[str, str], list[tuple[Span, int]]] = {}
        for rank, finding in enumerate(findings):
            for piece in finding.evidence:
                quoted.setdefault((finding.category, piece.passage_id), []).append((piece.span, rank))
        self._ranks: dict[tuple[str, str], list[int]] = {}
        self._places: dict[tuple[str, str], SpanIndex] = {}
        for key, pairs in quoted.items():
            pairs.sort()
            self._ranks[key] = [rank for _, rank in pairs]
            self._places[key] = SpanIndex([span for span, _ in pairs])

    def keep(self, rank: int) -> None:
        """Let the finding at ``rank`` speak for others."""
        self._kept.add(rank)

    def are_inside_those_kept(self, rank: int) -> bool:
        """Whether all quotations of the finding at ``rank`` lie inside those of one that is kept."""
        finding = self._findings[rank]
        first = finding.evidence[0]
        key = finding.category, first.passage_id
        ranks = self._ranks[key]
        rivals = {ranks[place] for place in self._places[key].overlapping(first.span)} & self._kept
        return any(_quotes_as_much(self._findings[rival], finding) for rival in rivals)


def _quotes_as_much(other: Finding, finding: Finding) -> bool:
    return all(
        any(piece.passage_id == quoted.passage_id and quoted.span.covers(piece.span) for quoted in other.evidence)
        for piece in finding.evidence
    )
