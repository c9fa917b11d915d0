from dataclasses import replace

import pytest

from classifier import AdCopy, Scanner, ScannerConfig, Status, Verdict, build_scanner
from classifier.edits import Rescans
from classifier.finding import Edit, EditKind


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return build_scanner()


def edited(copy: AdCopy, edit: Edit) -> AdCopy:
    passages = []
    for passage in copy.passages:
        text = passage.text
        for change in reversed([change for change in edit.changes if change.passage_id == passage.passage_id]):
            start, end = (len(text), len(text)) if change.span is None else (change.span.start, change.span.end)
            text = text[:start] + change.replacement + text[end:]
        passages.append(replace(passage, text=text))
    return replace(copy, passages=tuple(passages))


def edits_of(verdict: Verdict, code: str) -> list[Edit]:
    return [finding.edit for finding in verdict.findings if finding.category == code and finding.edit is not None]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("稳盈一号理财，保本保息，每月分配，一万起投。", "guaranteed_return"),
        ("稳盈一号理财，五万起购，每季开放，详询网点。", "missing_risk_warning"),
        ("稳盈一号理财，宝本宝息，每月分配，保*本到期兑付，一万起投。", "guaranteed_return"),
    ],
)
def test_verified_edit_really_clears_its_finding(scanner: Scanner, text: str, code: str) -> None:
    copy = AdCopy.of_text(text)
    verdict = scanner.scan(copy)
    edits = edits_of(verdict, code)
    assert edits
    for edit in edits:
        assert edit.is_verified
        after = scanner.scan(edited(copy, edit))
        assert len([f for f in after.findings if f.category == code]) < len(
            [f for f in verdict.findings if f.category == code]
        )


def test_all_verified_edits_together_leave_the_category_clear(scanner: Scanner) -> None:
    copy = AdCopy.of_text("稳盈一号理财，保本保息，一万起投。投资有风险。")
    verdict = scanner.scan(copy)
    for edit in edits_of(verdict, "guaranteed_return"):
        copy = edited(copy, edit)
    assert scanner.scan(copy).statuses["guaranteed_return"] is Status.NONE


def test_words_alone_are_deleted_where_that_is_enough(scanner: Scanner) -> None:
    verdict = scanner.scan(AdCopy.of_text("稳盈一号理财，保本保息，一万起投。投资有风险。"))
    (edit,) = edits_of(verdict, "guaranteed_return")
    assert [change.quote for change in edit.changes] == ["保本保息"]


def test_warning_may_soften_another_finding_while_it_clears_its_own(scanner: Scanner) -> None:
    verdict = scanner.scan(AdCopy.of_text("稳盈理财热销，年化8%，名额有限，请联"))
    edits = edits_of(verdict, "missing_risk_warning")
    assert [edit.kind for edit in edits] == [EditKind.APPEND]


def test_edits_can_be_switched_off() -> None:
    verdict = build_scanner(ScannerConfig(with_edits=False)).scan(AdCopy.of_text("保本保息理财，欢迎认购。"))
    assert verdict.findings
    assert all(finding.edit is None for finding in verdict.findings)


def test_missing_fact_is_cured_by_proof_not_by_wording(scanner: Scanner) -> None:
    verdict = scanner.scan(AdCopy.of_text("无抵押信用贷款，当天放款，欢迎来电咨询。"))
    (edit,) = edits_of(verdict, "unlicensed_offering")
    assert (edit.kind, edit.changes) == (EditKind.PROVE, ())
    assert "许可" in edit.note_zh


def test_changes_are_tried_only_as_far_as_the_allowance_goes() -> None:
    copy = AdCopy.of_text("保本" * 10)
    rescans = Rescans(lambda _: (), allowance=50)
    tried = 0
    while rescans.affords(copy):
        rescans.findings(copy)
        tried += 1
    assert tried == 2


def test_a_finding_of_an_ad_too_long_for_trying_changes_says_so() -> None:
    scanner = build_scanner()
    verdict = scanner.scan(AdCopy.of_text("稳盈一号理财，保本保息，一万起投。" + "本月休市安排如下。" * 60_000))
    edits = edits_of(verdict, "guaranteed_return")
    assert edits
    assert {(edit.kind, edit.is_verified, "过长" in edit.note_zh) for edit in edits} == {
        (EditKind.REWRITE, False, True)
    }
