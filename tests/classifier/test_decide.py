from dataclasses import replace
from datetime import date

import pytest

from classifier import Evidence, Finding, Outcome, Span, Status
from classifier.datafiles.datafile import RULES_FOLDER
from classifier.decide import Decision, decide
from classifier.legal.legal_data import LegalData, load_legal_data
from classifier.normalizing.disguises import Disguise, DisguiseKind


@pytest.fixture(scope="module")
def legal() -> LegalData:
    return load_legal_data(RULES_FOLDER)


def evidence(start: int, end: int, passage_id: str = "body") -> Evidence:
    return Evidence(passage_id=passage_id, span=Span(start, end), quote="词" * (end - start))


def violation(category: str, probability: float, *pieces: Evidence, rule_id: str = "r") -> Finding:
    return Finding(
        category=category,
        status=Status.VIOLATION,
        probability=probability,
        evidence=pieces or (evidence(0, 2),),
        detector="wording",
        rule_id=rule_id,
        reason_zh="理由",
        reason_en="reason",
    )


def question(legal: LegalData, category: str, fact_id: str, probability: float = 0.45) -> Finding:
    return Finding(
        category=category,
        status=Status.NEEDS_FACT,
        probability=probability,
        evidence=(),
        detector="licence",
        rule_id=None,
        reason_zh="待核实",
        reason_en="to be checked",
        missing_fact=legal.taxonomy.missing_fact(fact_id),
    )


def decided(legal: LegalData, *findings: Finding, profile: str = "default", is_watched: bool = False) -> Decision:
    return decide(
        findings,
        taxonomy=legal.taxonomy,
        profile=legal.policy.profile(profile),
        channel=None,
        is_watched=is_watched,
    )


def test_nothing_found_passes_with_base_scores_and_no_priority(legal: LegalData) -> None:
    decision = decided(legal)
    assert decision.outcome is Outcome.PASS
    assert set(decision.statuses.values()) == {Status.NONE}
    assert decision.scores == {
        code: legal.policy.profile("default").categories[code].base_probability for code in legal.taxonomy.codes
    }
    assert decision.priority.score == 0


def test_grave_and_sure_violation_is_rejected_a_question_is_reviewed(legal: LegalData) -> None:
    assert decided(legal, violation("banned_activity", 0.97)).outcome is Outcome.REJECT
    assert decided(legal, violation("exaggerated_performance", 0.7)).outcome is Outcome.REVIEW
    assert decided(legal, question(legal, "unlicensed_offering", "licence")).outcome is Outcome.REVIEW


def test_profile_changes_the_outcome_not_the_findings(legal: LegalData) -> None:
    finding = question(legal, "inaccurate_data", "cited_source")
    assert decided(legal, finding).outcome is Outcome.REVIEW
    assert decided(legal, finding, profile="monitor").outcome is Outcome.PASS
    assert decided(legal, finding, profile="monitor").findings == (finding,)


def test_violation_below_the_threshold_becomes_a_question(legal: LegalData) -> None:
    decision = decided(legal, violation("guaranteed_return", 0.5))
    assert decision.statuses["guaranteed_return"] is Status.NEEDS_FACT
    (finding,) = decision.findings
    assert finding.missing_fact is not None


def test_question_goes_where_the_category_is_violated_anyway(legal: LegalData) -> None:
    strong = violation("unlicensed_offering", 0.9)
    decision = decided(legal, question(legal, "unlicensed_offering", "licence"), strong)
    assert decision.findings == (strong,)
    assert decision.scores["unlicensed_offering"] == 0.9


def test_weaker_finding_inside_the_quotation_of_a_stronger_one_goes(legal: LegalData) -> None:
    long = violation("guaranteed_return", 0.97, evidence(0, 8), rule_id="long")
    short = violation("guaranteed_return", 0.7, evidence(2, 4), rule_id="short")
    apart = violation("guaranteed_return", 0.7, evidence(9, 12), rule_id="apart")
    other = violation("deceptive_claim", 0.7, evidence(2, 4), rule_id="other")
    decision = decided(legal, short, apart, other, long)
    assert [finding.rule_id for finding in decision.findings] == ["long", "apart", "other"]


def test_same_span_in_another_passage_is_kept(legal: LegalData) -> None:
    here = violation("guaranteed_return", 0.97, evidence(0, 4), rule_id="here")
    there = violation("guaranteed_return", 0.7, evidence(0, 4, "footnote"), rule_id="there")
    assert {finding.rule_id for finding in decided(legal, here, there).findings} == {"here", "there"}


def test_order_of_findings_does_not_depend_on_order_of_detection(legal: LegalData) -> None:
    findings = [
        violation("housing_leverage", 0.9, evidence(5, 7), rule_id="b"),
        violation("guaranteed_return", 0.7, evidence(0, 2), rule_id="a"),
        violation("guaranteed_return", 0.9, evidence(3, 4), rule_id="c"),
    ]
    assert decided(legal, *findings) == decided(legal, *reversed(findings))
    assert [finding.rule_id for finding in decided(legal, *findings).findings] == ["c", "a", "b"]


def test_priority_is_the_sum_of_its_parts_and_rises_with_each(legal: LegalData) -> None:
    plain = violation("guaranteed_return", 0.9)
    disguised = replace(plain, disguises=(Disguise(kinds=(DisguiseKind.HOMOPHONE,), original="宝本", folded="保本"),))
    base = decided(legal, plain).priority
    assert base.score == sum(base.parts.values())
    assert decided(legal, disguised).priority.score == base.score + 10
    assert decided(legal, plain, violation("banned_activity", 0.97)).priority.score > base.score
    assert decided(legal, plain, is_watched=True).priority.score == base.score + 10


def test_watched_advertiser_has_priority_even_with_clean_text(legal: LegalData) -> None:
    decision = decided(legal, is_watched=True)
    assert (decision.outcome, decision.priority.score) == (Outcome.PASS, 10)


def test_every_category_is_cited_on_every_date_it_is_asked(legal: LegalData) -> None:
    for code in legal.taxonomy.codes:
        assert legal.taxonomy.citations_for(code, (), date(2019, 1, 1), legal.law)
