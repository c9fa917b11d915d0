import pytest

from classifier import ScannerConfig, Span, build_scanner
from classifier.legal.category import CODES
from models.judges.scanner_judge import ScannerJudge


@pytest.fixture(scope="module")
def judge() -> ScannerJudge:
    return ScannerJudge("rules", build_scanner(ScannerConfig(with_edits=False)))


def test_a_verdict_becomes_a_prediction(judge: ScannerJudge) -> None:
    text = "稳盈一号理财，保本保息，一万起投，欢迎认购。"
    (found,) = judge.predict([text])
    assert "guaranteed_return" in found.accused
    assert found.evidence["guaranteed_return"][0] == Span(7, 11)
    assert list(found.probabilities) == list(CODES)
    assert found.sources["guaranteed_return"]


def test_to_ask_for_a_fact_accuses_nobody(judge: ScannerJudge) -> None:
    (found,) = judge.predict(["鑫汇小额贷款公司，当天放款，欢迎来电。"])
    assert "unlicensed_offering" in found.asked
    assert "unlicensed_offering" not in found.accused


def test_the_same_scanner_can_leave_disguises_as_they_stand(judge: ScannerJudge) -> None:
    text = ["稳盈一号理财，保*本*保*息，一万起投，欢迎认购。"]
    plain = judge.without_undoing()
    assert "guaranteed_return" in judge.predict(text)[0].accused
    assert "guaranteed_return" not in plain.predict(text)[0].accused
