import shutil
from datetime import date

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import (
    AdCopy,
    ClassifierError,
    DataFileError,
    Outcome,
    Passage,
    PassageKind,
    Scanner,
    ScannerConfig,
    Status,
    Verdict,
    build_scanner,
    verdict_record,
)
from classifier.datafiles.datafile import RULES_FOLDER

FRAGMENTS = [
    "保本保息",
    "保*本",
    "宝本宝息",
    "年化12%",
    "零首付买房",
    "不看征信",
    "投资有风险",
    "谨防骗局",
    "理财",
    "贷款",
    "💰",
    "\u200b",
    "ＡＰＰ",
    "穩賺不賠",
    "。",
    "，",
    " ",
    "\n",
    "<b>",
    "\u202e",
    "é",
    "👨\u200d👩\u200d👧",
]


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return build_scanner()


def check_verdict(copy: AdCopy, verdict: Verdict, codes: tuple[str, ...]) -> None:
    texts = {passage.passage_id: passage.text for passage in copy.passages}
    assert tuple(verdict.scores) == tuple(verdict.statuses) == codes
    assert all(0.0 <= score <= 1.0 for score in verdict.scores.values())
    assert verdict.priority.score == sum(verdict.priority.parts.values())
    for finding in verdict.findings:
        for piece in finding.evidence:
            assert texts[piece.passage_id][piece.span.start : piece.span.end] == piece.quote
        for disguise in finding.disguises:
            assert any(disguise.original in text for text in texts.values())
        if finding.edit is not None:
            for change in finding.edit.changes:
                if change.span is not None:
                    assert texts[change.passage_id][change.span.start : change.span.end] == change.quote
        if finding.status is Status.VIOLATION:
            assert finding.evidence or finding.absence
            assert finding.citations
        else:
            assert finding.missing_fact is not None
    by_category = {finding.category for finding in verdict.findings}
    assert by_category == {code for code, status in verdict.statuses.items() if status is not Status.NONE}


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=6), max_size=14).map("".join),
    st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=6), max_size=6).map("".join),
)
def test_any_text_gets_a_verdict_whose_every_quote_is_exact(scanner: Scanner, body: str, footnote: str) -> None:
    copy = AdCopy(
        copy_id="any",
        passages=(
            Passage(passage_id="body", kind=PassageKind.BODY, text=body),
            Passage(passage_id="footnote", kind=PassageKind.FOOTNOTE, text=footnote),
        ),
    )
    verdict = scanner.scan(copy)
    check_verdict(copy, verdict, scanner.assembly.taxonomy.codes)


def test_lone_surrogates_are_scanned_like_any_other_character(scanner: Scanner) -> None:
    copy = AdCopy.of_text("保本保息\ud800理财，年化8%，欢迎认购。")
    verdict = scanner.scan(copy)
    check_verdict(copy, verdict, scanner.assembly.taxonomy.codes)
    assert verdict.statuses["guaranteed_return"] is Status.VIOLATION


@pytest.mark.parametrize("text", ["", " ", "\n\t", "。。。", "\u200b\ufeff"])
def test_text_without_words_passes(scanner: Scanner, text: str) -> None:
    verdict = scanner.scan(AdCopy.of_text(text))
    assert (verdict.outcome, verdict.findings) == (Outcome.PASS, ())


def test_same_ad_and_versions_give_the_same_bytes() -> None:
    copy = AdCopy.of_text("稳盈一号理财，保*本保息，年化8%，一万起投，稳赚不赔！")
    first, second = build_scanner(), build_scanner()
    assert orjson.dumps(verdict_record(first.scan(copy))) == orjson.dumps(verdict_record(second.scan(copy)))
    assert orjson.dumps(verdict_record(first.scan(copy))) == orjson.dumps(verdict_record(first.scan(copy)))


def test_order_of_bulk_scanning_is_kept(scanner: Scanner) -> None:
    copies = [AdCopy.of_text("保本保息理财热销", copy_id=f"ad{index}") for index in range(5)]
    assert [verdict.copy_id for verdict in scanner.scan_many(copies)] == [copy.copy_id for copy in copies]


def test_disguised_claim_is_found_and_shown_side_by_side(scanner: Scanner) -> None:
    text = "稳盈理财宝本宝息，年化8%，欢迎认购。"
    verdict = scanner.scan(AdCopy.of_text(text))
    finding = next(finding for finding in verdict.findings if finding.category == "guaranteed_return")
    assert [(disguise.original, disguise.folded) for disguise in finding.disguises] == [("宝本宝息", "保本保息")]
    assert "宝本宝息" in {piece.quote for piece in finding.evidence}


def test_law_follows_the_date_of_the_ad(scanner: Scanner) -> None:
    def cited(published_on: date) -> set[str]:
        copy = AdCopy.of_text("USDT理财，日结收益，欢迎加入。", published_on=published_on)
        verdict = scanner.scan(copy)
        assert verdict.law_as_of == published_on
        return {citation.provision_id for finding in verdict.findings for citation in finding.citations}

    assert "crypto_notice_2021" in cited(date(2022, 5, 1))
    assert "crypto_notice_2026" not in cited(date(2022, 5, 1))
    assert "crypto_notice_2021" not in cited(date(2026, 5, 1))
    assert "crypto_notice_2026" in cited(date(2026, 5, 1))


def test_ad_without_date_is_judged_by_the_state_of_the_law_data_not_by_the_clock(scanner: Scanner) -> None:
    assert scanner.scan(AdCopy.of_text("理财")).law_as_of == scanner.assembly.law.as_of


def test_headline_claim_is_not_cleared_by_a_warning_elsewhere(scanner: Scanner) -> None:
    text = "保本保息理财，年化8%，欢迎认购。谨防假冒，认准官方热线。"
    assert scanner.scan(AdCopy.of_text(text)).statuses["guaranteed_return"] is Status.VIOLATION


def test_unknown_profile_and_pack_say_which_there_are() -> None:
    with pytest.raises(ClassifierError, match=r"'lenient'.*default"):
        build_scanner(ScannerConfig(profile="lenient"))
    with pytest.raises(DataFileError, match=r"no pack 'nonsense'; known: .*wealth_funds"):
        build_scanner(ScannerConfig(packs=("nonsense",)))


def test_pack_can_be_switched_off() -> None:
    copy = AdCopy.of_text("稳盈一号理财，保本保息，欢迎认购。")
    only_housing = build_scanner(ScannerConfig(packs=("housing_finance",)))
    assert only_housing.scan(copy).statuses["guaranteed_return"] is Status.NONE


def test_all_faults_of_the_data_files_are_reported_at_once(tmp_path, scanner: Scanner) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(RULES_FOLDER, folder)
    (folder / "packs" / "broken.yaml").write_text(
        """
pack: broken
name_zh: 坏
name_en: broken
description: faulty on purpose
rules:
- {id: no-such-category, category: nonsense, strength: strong, terms: [甲], reason_zh: a, reason_en: b,
   edit: {kind: delete}, source: x, hits: [a], misses: [b]}
- {id: no-example, category: guaranteed_return, strength: strong, terms: [乙], reason_zh: a, reason_en: b,
   edit: {kind: delete}, source: x, hits: [], misses: [b]}
- {id: runaway, category: guaranteed_return, strength: strong, patterns: ['保.*本'], reason_zh: a, reason_en: b,
   edit: {kind: delete}, source: x, hits: [a], misses: [b]}
- {id: misspelt, category: guaranteed_return, strenght: strong, terms: [丙], reason_zh: a, reason_en: b,
   edit: {kind: delete}, source: x, hits: [a], misses: [b]}
- {id: no-edit-text, category: guaranteed_return, strength: mighty, terms: [丁], reason_zh: a, reason_en: b,
   edit: {kind: replace}, source: x, hits: [a], misses: [b], products: [cheese]}
""",
        encoding="utf-8",
    )
    with pytest.raises(DataFileError) as caught:
        build_scanner(ScannerConfig(rules_folder=folder))
    found = {(problem.file, problem.entry_id) for problem in caught.value.problems}
    assert found == {
        ("broken.yaml", entry) for entry in ("no-such-category", "no-example", "runaway", "misspelt", "no-edit-text")
    }
