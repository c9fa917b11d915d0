"""The scanner with a model beside its rules: who decides, what is shown, and that other ads change nothing."""

from dataclasses import replace

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import AdCopy, Outcome, Passage, PassageKind, Scanner, ScannerConfig, Status, build_scanner
from classifier.finding import HUMAN_REVIEW, MODEL, CitationRole, EditKind
from classifier.neural.calibration import CalibrationFile, CategoryCalibration, Guarantee
from classifier.neural.model import NeuralModel
from classifier.trail import replay, scan_with_trail
from classifier.verdict_json import verdict_record
from tests.classifier.neural.small_model import FakeEngine, fake_model, small_calibration

WORDS = {"exaggerated_performance": "天地", "guaranteed_return": "保"}
AD = "稳盈一号理财，笑傲天地，欢迎认购。投资有风险，风险自行承担。"


@pytest.fixture(scope="module")
def rules() -> Scanner:
    return build_scanner()


@pytest.fixture
def with_model(rules: Scanner):
    def make(model: NeuralModel, *, with_edits: bool = False) -> Scanner:
        return Scanner(rules.assembly, replace(rules.config, with_edits=with_edits), model)

    return make


def weighing(calibration: CalibrationFile | None = None, words=WORDS, **settings) -> NeuralModel:
    return fake_model(words, calibration=calibration, **settings)


def of_model(verdict, category: str):
    return next((item for item in verdict.findings if (item.category, item.detector) == (category, MODEL)), None)


def calibrated(violation_at: float = 0.5, guarantees: tuple[Guarantee, ...] = (), **weights: float) -> CalibrationFile:
    weight = CategoryCalibration(**{"bias": 0.0, "w_model": 1.0, **weights})
    return small_calibration(weights=weight, violation_at=violation_at, guarantees=guarantees)


def test_the_model_accuses_where_no_rule_does_and_quotes_the_words(rules, with_model):
    assert rules.scan(AdCopy.of_text(AD)).statuses["exaggerated_performance"] is Status.NONE
    verdict = with_model(weighing()).scan(AdCopy.of_text(AD))
    finding = of_model(verdict, "exaggerated_performance")
    assert verdict.statuses["exaggerated_performance"] is Status.VIOLATION
    assert ([piece.quote for piece in finding.evidence], finding.rule_id) == (["天地"], None)
    assert finding.probability == verdict.scores["exaggerated_performance"] > 0.9
    assert (finding.reason_zh, finding.reason_en) == (
        "模型判断“天地”构成夸大业绩，概率 98%。",
        "The model reads “天地” as exaggerated performance, probability 98%.",
    )
    assert finding.citations[0].role is CitationRole.BASIS


def test_scores_are_what_rules_and_model_say_together(with_model):
    verdict = with_model(weighing(calibrated(bias=-1.0))).scan(AdCopy.of_text(AD))
    assert verdict.scores["exaggerated_performance"] == pytest.approx(0.952574)
    assert verdict.scores["banned_activity"] == pytest.approx(0.006693)


def test_between_the_thresholds_a_person_is_asked(with_model):
    scanner = with_model(weighing(calibrated(violation_at=0.99)))
    verdict = scanner.scan(AdCopy.of_text(AD))
    finding = of_model(verdict, "exaggerated_performance")
    assert (finding.status, finding.missing_fact.fact_id) == (Status.NEEDS_FACT, HUMAN_REVIEW)
    assert [piece.quote for piece in finding.evidence] == ["天地"]
    assert verdict.outcome is Outcome.REVIEW
    assert "存疑" in finding.reason_zh


@pytest.mark.parametrize(("threshold", "status"), [(0.1, Status.NEEDS_FACT), (None, Status.NONE)])
def test_a_promise_of_few_misses_widens_the_doubt(threshold, status):
    promise = Guarantee(
        category="exaggerated_performance", alpha=0.1, confidence=0.95, threshold=threshold, positives=60
    )
    doubtful = calibrated(violation_at=0.99, guarantees=(promise,), bias=-5.6)
    promising = build_scanner(ScannerConfig(profile="strict_platform", with_edits=False))
    scanner = Scanner(promising.assembly, promising.config, weighing(doubtful))
    assert scanner.scan(AdCopy.of_text(AD)).statuses["exaggerated_performance"] is status


@pytest.mark.parametrize("point", ["balanced", "strict", "sure"])
def test_the_profile_names_the_operating_point(point):
    name = {"balanced": "default", "strict": "strict_platform", "sure": "monitor"}[point]
    assembly = build_scanner(ScannerConfig(profile=name, with_edits=False)).assembly
    loose, close = calibrated(violation_at=0.5), calibrated(violation_at=0.999)
    points = {**close.fused.operating_points, point: loose.fused.operating_points[point]}
    calibration = replace(close, fused=replace(close.fused, operating_points=points))
    scanner = Scanner(assembly, ScannerConfig(profile=name, with_edits=False), weighing(calibration))
    assert scanner.scan(AdCopy.of_text(AD)).statuses["exaggerated_performance"] is Status.VIOLATION


PROMISE = "稳盈一号理财，稳赚不赔，欢迎认购。投资有风险，风险自行承担。"


def test_the_model_makes_a_question_of_what_a_rule_read_in_the_words(rules, with_model):
    assert rules.scan(AdCopy.of_text(PROMISE)).statuses["guaranteed_return"] is Status.VIOLATION
    verdict = with_model(weighing(calibrated(w_rule=0.1))).scan(AdCopy.of_text(PROMISE))
    doubted = [finding for finding in verdict.findings if finding.category == "guaranteed_return"]
    assert [(finding.detector, finding.status) for finding in doubted] == [("wording", Status.NEEDS_FACT)]
    assert doubted[0].missing_fact.fact_id == HUMAN_REVIEW


def test_a_rule_can_be_enough_against_the_model(with_model):
    verdict = with_model(weighing(calibrated(w_rule=8.0))).scan(AdCopy.of_text(PROMISE))
    assert verdict.statuses["guaranteed_return"] is Status.VIOLATION
    assert {finding.detector for finding in verdict.findings if finding.category == "guaranteed_return"} == {"wording"}


def test_a_stated_fact_is_not_overruled(rules, with_model):
    text = "零利息贷款，另收服务费每月2%，欢迎办理。"
    before = rules.scan(AdCopy.of_text(text))
    assert before.statuses["deceptive_claim"] is Status.VIOLATION
    verdict = with_model(weighing(calibrated(w_rule=0.0))).scan(AdCopy.of_text(text))
    stated = [
        item for item in verdict.findings if (item.category, item.status) == ("deceptive_claim", Status.VIOLATION)
    ]
    assert {item.detector for item in stated} == {"arithmetic"}
    assert verdict.scores["deceptive_claim"] >= max(item.probability for item in stated)


def test_whether_a_warning_was_needed_is_weighed_like_wording(rules, with_model):
    text = "稳盈一号理财，年化收益4%，欢迎认购。"
    assert rules.scan(AdCopy.of_text(text)).statuses["missing_risk_warning"] is Status.VIOLATION
    verdict = with_model(weighing(calibrated(w_rule=0.0))).scan(AdCopy.of_text(text))
    (doubted,) = [finding for finding in verdict.findings if finding.category == "missing_risk_warning"]
    assert (doubted.detector, doubted.status) == ("absence", Status.NEEDS_FACT)


def test_an_accusation_by_the_model_stands_where_no_product_is_known(with_model):
    model = weighing(words={"improper_endorsement": "跟单"})
    finding = of_model(with_model(model).scan(AdCopy.of_text("跟单的人天天晒")), "improper_endorsement")
    assert finding is not None
    assert finding.status is Status.VIOLATION
    assert finding.citations


def test_what_a_rule_quotes_already_is_not_said_twice(with_model):
    text = "稳盈一号理财，保本保息，欢迎认购。投资有风险，风险自行承担。"
    verdict = with_model(weighing()).scan(AdCopy.of_text(text))
    assert [finding.detector for finding in verdict.findings if finding.category == "guaranteed_return"] == ["wording"]


def test_nothing_is_said_where_the_law_does_not_reach(with_model):
    scanner = with_model(weighing())
    verdict = scanner.scan(AdCopy.of_text("定期存款，保你满意。"))
    assert verdict.statuses["guaranteed_return"] is Status.NONE
    base = scanner.assembly.profile.categories["guaranteed_return"].base_probability
    assert verdict.scores["guaranteed_return"] == base


def test_a_missing_warning_comes_with_the_record_of_the_search(with_model):
    text = "稳盈一号理财，欢迎认购。投资有风险，风险自行承担。"
    alarmed = fake_model({"missing_risk_warning": "资险风投有盈一稳理财，。"}, calibration=small_calibration())
    engine = alarmed.engine
    assert isinstance(engine, FakeEngine)
    everything = replace(alarmed, engine=FakeEngine(abs(engine._weights)))
    finding = of_model(with_model(everything).scan(AdCopy.of_text(text)), "missing_risk_warning")
    assert finding.status is Status.VIOLATION
    assert (finding.absence.passages_searched, finding.evidence) == (("body",), ())
    image = Passage(passage_id="image", kind=PassageKind.IMAGE_TEXT, text="")
    unread = AdCopy(copy_id="ad", passages=(*AdCopy.of_text(text).passages, image))
    asked = of_model(with_model(everything).scan(unread), "missing_risk_warning")
    assert (asked.status, asked.missing_fact.fact_id) == (Status.NEEDS_FACT, "whole_capture")


def test_disguised_words_are_quoted_as_they_stand(with_model):
    verdict = with_model(weighing(words={"guaranteed_return": "保本"}, calibration=calibrated())).scan(
        AdCopy.of_text("稳盈一号理财，宝本宝息，欢迎认购。投资有风险，风险自行承担。")
    )
    quotes = {
        piece.quote for item in verdict.findings for piece in item.evidence if item.category == "guaranteed_return"
    }
    assert "宝本宝息" in quotes
    assert all(item.disguises for item in verdict.findings if item.category == "guaranteed_return")


def test_an_edit_clears_what_the_model_found(with_model):
    finding = of_model(with_model(weighing(), with_edits=True).scan(AdCopy.of_text(AD)), "exaggerated_performance")
    assert (finding.edit.kind, finding.edit.is_verified) == (EditKind.DELETE, True)
    assert [change.quote for change in finding.edit.changes] == ["天地"]


def test_an_edit_for_a_doubt_takes_the_words_out(with_model):
    scanner = with_model(weighing(calibrated(violation_at=0.99)), with_edits=True)
    finding = of_model(scanner.scan(AdCopy.of_text(AD)), "exaggerated_performance")
    assert (finding.status, finding.edit.kind, finding.edit.is_verified) == (Status.NEEDS_FACT, EditKind.DELETE, True)


def test_an_ad_without_a_word_passes(with_model):
    verdict = with_model(weighing(calibrated(bias=9.0))).scan(AdCopy.of_text("。。！"))
    assert (verdict.outcome, verdict.findings) == (Outcome.PASS, ())


def test_a_verdict_names_its_model(rules, with_model):
    assert rules.versions.model is None
    assert with_model(weighing()).scan(AdCopy.of_text(AD)).versions.model == "tiny@000000000000/fake"


def test_the_company_of_other_ads_changes_no_verdict(with_model):
    scanner = with_model(weighing(), with_edits=True)
    texts = [AD, PROMISE, "。", "", "笑傲天地" * 30, "今日气温二十度。"] * 12
    copies = [AdCopy.of_text(text, copy_id=f"ad{number}") for number, text in enumerate(texts)]
    together = [orjson.dumps(verdict_record(verdict)) for verdict in scanner.scan_many(copies)]
    assert together == [orjson.dumps(verdict_record(scanner.scan(copy))) for copy in copies]


def test_many_ads_are_asked_about_together_and_read_no_further_than_needed(with_model):
    model = weighing()
    scanner = with_model(model)
    taken = []
    copies = (taken.append(number) or AdCopy.of_text(AD, copy_id=str(number)) for number in range(1_000))
    verdicts = scanner.scan_many(copies)
    assert next(verdicts).copy_id == "0"
    assert len(taken) < 200
    assert len(model.engine.scored) == 1


def test_words_are_sought_in_ads_that_have_something_to_prove_and_in_no_others(with_model):
    model = weighing(max_tokens=64, pooling="cls_and_mean")
    proved, clean = AdCopy.of_text(AD), AdCopy.of_text("你我他")
    list(with_model(model).scan_many([clean, proved, clean, clean, proved]))
    assert (model.engine.scored, model.engine.marked) == ([5], [2])


def test_words_come_with_the_answers_where_these_need_every_state_of_the_last_layer(with_model):
    model = weighing(max_tokens=64, pooling="mean")
    copies = [AdCopy.of_text(AD), AdCopy.of_text("你我他")]
    verdicts = list(with_model(model).scan_many(copies))
    assert (model.engine.scored, model.engine.marked) == ([], [2])
    lean = with_model(weighing(max_tokens=64, pooling="cls_and_mean"))
    assert [verdict.findings for verdict in verdicts] == [verdict.findings for verdict in lean.scan_many(copies)]


def test_few_long_ads_are_held_at_once(with_model, monkeypatch):
    monkeypatch.setattr("classifier.scanner._CHARACTERS_AT_ONCE", 3 * len(AD))
    taken = []
    copies = (taken.append(number) or AdCopy.of_text(AD, copy_id=str(number)) for number in range(10))
    verdicts = with_model(weighing()).scan_many(copies)
    next(verdicts)
    assert len(taken) == 6
    assert [verdict.copy_id for verdict in verdicts] == [str(number) for number in range(1, 10)]


def test_a_trail_shows_what_was_weighed_and_replays(rules, with_model):
    scanner = with_model(weighing(), with_edits=True)
    verdict, trail = scan_with_trail(scanner, AdCopy.of_text(AD))
    shown = trail["model"]["categories"]["exaggerated_performance"]
    assert (shown["logit"], shown["rules"], shown["violation_at"]) == (4.0, 0.0, 0.5)
    assert shown["probability"] == verdict.scores["exaggerated_performance"]
    assert replay(scanner, orjson.loads(orjson.dumps(trail))) == (True, [])
    assert scan_with_trail(rules, AdCopy.of_text(AD))[1]["model"] is None


FRAGMENTS = [
    "保本保息",
    "宝本宝息",
    "天地",
    "稳赢",
    "存款",
    "贷款",
    "理财",
    "投资有风险",
    "。",
    "，",
    " ",
    "\n",
    "\u200b",
    "\ud800",
]


@settings(max_examples=60)
@given(
    body=st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), max_size=14).map("".join),
    footnote=st.lists(st.sampled_from(FRAGMENTS), max_size=6).map("".join),
)
def test_any_text_gets_a_verdict_whose_every_quote_is_exact(rules, body, footnote):
    words = {"guaranteed_return": "保本息", "exaggerated_performance": "天地", "deceptive_claim": "贷稳"}
    scanner = Scanner(
        rules.assembly, replace(rules.config, with_edits=False), weighing(words=words, misses_warning=True)
    )
    copy = AdCopy(
        copy_id="any",
        passages=(
            Passage(passage_id="body", kind=PassageKind.BODY, text=body),
            Passage(passage_id="footnote", kind=PassageKind.FOOTNOTE, text=footnote),
        ),
    )
    verdict = scanner.scan(copy)
    texts = {passage.passage_id: passage.text for passage in copy.passages}
    for finding in verdict.findings:
        assert finding.evidence or finding.absence or finding.missing_fact
        for piece in finding.evidence:
            assert texts[piece.passage_id][piece.span.start : piece.span.end] == piece.quote
    assert {finding.category for finding in verdict.findings} == {
        code for code, status in verdict.statuses.items() if status is not Status.NONE
    }
    assert all(0.0 <= score <= 1.0 for score in verdict.scores.values())
    if verdict.outcome is not Outcome.PASS:
        assert verdict.findings
