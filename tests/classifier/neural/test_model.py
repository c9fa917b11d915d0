import numpy as np
import pytest

from classifier import AdCopy
from classifier.legal.category import CODES
from classifier.neural.model import load_model, texts_of
from tests.classifier.neural.small_model import SURE, fake_model, write_model
from tests.classifier.shipped import assembly

PERFORMANCE = CODES.index("exaggerated_performance")
WORDS = {"exaggerated_performance": "胜率"}


def read(text: str):
    return assembly().reader.read(AdCopy.of_text(text))


def test_one_window_is_enough_to_violate_and_one_to_warn():
    model = fake_model(WORDS, misses_warning=True, max_tokens=8)
    text = "一二三四五六七八九十胜率人你我他"
    (logits,) = model.logits([(text,)])
    assert (logits[PERFORMANCE], logits[CODES.index("missing_risk_warning")]) == (SURE, SURE)
    (warned,) = model.logits([(f"{text}，投资有风险",)])
    assert warned[CODES.index("missing_risk_warning")] == -SURE


def test_words_that_speak_for_a_category_are_marked_in_their_passage():
    model = fake_model(WORDS)
    (scores,) = model.score([read("天地人胜率你我他")])
    assert scores is not None
    (words,) = model.mark([scores])
    (mark,) = words.marked("exaggerated_performance", at=0.5)
    assert texts_of(scores.reading)[mark.page][mark.span.start : mark.span.end] == "胜率"
    assert words.marked("guaranteed_return", at=0.5) == ()
    assert len(words.surest("guaranteed_return")) == 1


def test_an_ad_without_a_word_is_not_judged():
    scores = fake_model(WORDS).score([read("。。！"), read("胜率"), read("")])
    assert [score is None for score in scores] == [True, False, True]


def test_logits_are_those_of_the_first_pass():
    model = fake_model(WORDS)
    readings = [read("他的胜率"), read("一二三")]
    score_logits = [score.logits for score in model.score(readings) if score is not None]
    assert np.array_equal(model.logits([texts_of(reading) for reading in readings]), np.stack(score_logits))


@pytest.mark.parametrize("threads", [1, 2])
def test_a_folder_is_loaded_and_answers(tmp_path, threads):
    model = load_model(write_model(tmp_path / "tiny", WORDS), threads=threads)
    readings = [read("他的胜率"), read("一二三"), read("天地人你我他胜率稳赢跟单晒保本息理财产品")]
    logits = np.stack([score.logits for score in model.score(readings) if score is not None])
    assert (logits[:, PERFORMANCE] > 0).tolist() == [True, False, True]
    assert model.manifest.max_tokens == 12
