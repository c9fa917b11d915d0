"""Labelled texts and judges that answer by the words they find, for tests of scores."""

from collections.abc import Sequence

from classifier import Span
from classifier.legal.category import CODES
from labeled_data.example import LabeledExample
from models.prediction import Prediction

RETURN, BANNED, MISSING = "guaranteed_return", "banned_activity", "missing_risk_warning"
CLAIM = "保本保息"


def example(name: str, text: str, *positive: str, unknown: tuple[str, ...] = (), **more: object) -> LabeledExample:
    start = text.find(CLAIM)
    proof = {RETURN: (Span(start, start + len(CLAIM)),)} if RETURN in positive and start >= 0 else {}
    return LabeledExample(example_id=name, text=text, positive=positive, unknown=unknown, evidence=proof, **more)


def probabilities(**known: float) -> dict[str, float]:
    return {code: known.get(code, 0.1) for code in CODES}


class WordJudge:
    """Accuses a text of ``code`` where it holds ``word``, and marks the word."""

    def __init__(self, name: str, word: str, *, code: str = RETURN, undoes: str = "") -> None:
        self.name = name
        self.word, self.code, self.undoes = word, code, undoes

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        return [self._prediction(text) for text in texts]

    def without_undoing(self) -> "WordJudge | None":
        return WordJudge(self.name, self.word, code=self.code) if self.undoes else None

    def _prediction(self, text: str) -> Prediction:
        read = text.replace(self.undoes, "") if self.undoes else text
        if self.word not in read:
            return Prediction(accused=frozenset(), probabilities=probabilities())
        start = text.find(self.word)
        proof = {self.code: (Span(start, start + len(self.word)),)} if start >= 0 else {}
        return Prediction(
            accused=frozenset({self.code}),
            probabilities=probabilities(**{self.code: 0.9}),
            evidence=proof,
            sources={self.code: ("word",)},
        )
