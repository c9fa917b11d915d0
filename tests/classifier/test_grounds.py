from datetime import date

import pytest

from classifier import AdCopy, Outcome, Scanner, ScannerConfig, Status, build_scanner


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return build_scanner(ScannerConfig(with_edits=False))


@pytest.mark.parametrize("day", [date(1990, 1, 1), date(2010, 6, 1), date(2015, 5, 1)])
def test_nobody_is_accused_without_a_law_of_the_day(scanner: Scanner, day: date) -> None:
    verdict = scanner.scan(AdCopy.of_text("稳盈理财保本保息，年化12%，欢迎认购。", published_on=day))
    assert verdict.outcome is not Outcome.REJECT
    for finding in verdict.findings:
        if finding.status is Status.VIOLATION:
            assert finding.citations
        elif finding.category == "guaranteed_return":
            assert finding.missing_fact is not None
            assert finding.missing_fact.fact_id == "applicable_law"


def test_category_that_does_not_reach_the_product_is_left_out(scanner: Scanner) -> None:
    verdict = scanner.scan(AdCopy.of_text("无抵押信用贷款，额度二十万，详询李经理13800000000。"))
    assert verdict.statuses["missing_risk_warning"] is Status.NONE


def test_every_finding_names_the_desk_in_charge_first(scanner: Scanner) -> None:
    verdict = scanner.scan(AdCopy.of_text("首付不够？办一笔消费贷付首付，轻松买房，详询售楼处。"))
    (finding,) = [finding for finding in verdict.findings if finding.category == "housing_leverage"]
    desks = [referral.desk_id for referral in finding.referrals]
    assert desks[0] in {"nfra", "housing_authority"}
    assert "samr" in desks


def test_topic_of_a_rule_brings_in_its_provisions(scanner: Scanner) -> None:
    verdict = scanner.scan(AdCopy.of_text("信用卡套现秒到账，长期办理。", published_on=date(2025, 1, 1)))
    (finding,) = [finding for finding in verdict.findings if finding.category == "banned_activity"][:1]
    assert "card_business_cash_out" in {citation.provision_id for citation in finding.citations}
