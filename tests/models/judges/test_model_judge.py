from types import SimpleNamespace

import numpy as np
import pytest

from classifier import Scanner, ScannerConfig, Span, build_scanner
from classifier.legal.category import CODES
from classifier.legal.profile import OPERATING_POINTS
from classifier.neural.calibration import Calibration, CategoryCalibration
from models.judges.model_judge import ModelJudge

RETURN = "guaranteed_return"


class WordScores:
    """Scores of a model that knows one word."""

    def __init__(self, reading: object, word: str) -> None:
        self.reading = reading
        text = reading.pages[0].text
        self.start = text.find(word)
        self.word = word
        self.logits = np.array([4.0 if code == RETURN and self.start >= 0 else -4.0 for code in CODES])


class WordWords:
    """Where that word stands, of which the model is not sure."""

    def __init__(self, scores: WordScores) -> None:
        self.scores = scores

    def marked(self, code: str, *, at: float) -> tuple[object, ...]:
        return ()

    def surest(self, code: str) -> tuple[object, ...]:
        return (
            SimpleNamespace(
                page=0, span=Span(self.scores.start, self.scores.start + len(self.scores.word)), probability=0.2
            ),
        )


class WordModel:
    """A model that knows one word."""

    def __init__(self, word: str) -> None:
        alone = Calibration(
            categories={code: CategoryCalibration(bias=0.0, w_model=1.0) for code in CODES},
            operating_points={point: dict.fromkeys(CODES, 0.5) for point in OPERATING_POINTS},
            guarantees=(),
            base_rates=dict.fromkeys(CODES, 0.1),
        )
        self.calibration = SimpleNamespace(alone=alone, evidence_at=dict.fromkeys(CODES, 0.5))
        self.manifest = SimpleNamespace(label="word@0")
        self.word = word

    reads_rules = False

    def score(self, readings: list[object], signals: object) -> list[WordScores | None]:
        return [WordScores(reading, self.word) if reading.pages else None for reading in readings]

    def mark(self, scored: list[WordScores]) -> list[WordWords]:
        return [WordWords(scores) for scores in scored]


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return build_scanner(ScannerConfig(with_edits=False))


def test_a_model_is_judged_without_the_rules(scanner: Scanner) -> None:
    judge = ModelJudge("word", scanner, WordModel("保底"))
    found, plain, blank = judge.predict(["本店保底，保本保息", "保本保息", ""])
    assert (found.accused, plain.accused, blank.accused) == ({RETURN}, set(), set())
    assert found.probabilities[RETURN] == pytest.approx(0.982, abs=1e-3)
    assert blank.probabilities[RETURN] == 0.0


def test_an_accusation_quotes_the_raw_text_even_where_no_word_is_sure(scanner: Scanner) -> None:
    judge = ModelJudge("word", scanner, WordModel("保底"))
    (found,) = judge.predict(["本店　保\u200b底"])
    assert found.evidence == {RETURN: (Span(3, 6),)}


def test_disguises_can_be_left_as_they_stand(scanner: Scanner) -> None:
    judge = ModelJudge("word", scanner, WordModel("保本"))
    text = ["保*本理财"]
    assert judge.predict(text)[0].accused == {RETURN}
    assert judge.without_undoing().predict(text)[0].accused == set()
