import numpy as np
import pytest

from labeled_data.disguising import Disguise, Noise
from models.evaluation.answers import AnswerSheet, answer_sheet
from models.evaluation.disguises import DisguiseResult, measure_disguises, measure_folding
from models.evaluation.faithfulness import measure_faithfulness
from models.evaluation.scores import whole
from models.prediction import Prediction
from tests.models.evaluation.made_up import CLAIM, RETURN, WordJudge, example

EXAMPLES = [
    example("one", f"稳盈一号，{CLAIM}，欢迎认购。", RETURN),
    example("two", f"稳盈二号，{CLAIM}，即刻开户。", RETURN),
    example("missed", "稳盈三号，旱涝保收。", RETURN),
    example("clean", "稳盈四号，保-本-保-息是骗局。"),
]


def sheet_of(judge: WordJudge) -> AnswerSheet:
    return answer_sheet(EXAMPLES, judge.predict([item.text for item in EXAMPLES]))


def test_a_judge_that_reads_the_plain_word_only_keeps_nothing_of_it_in_pinyin() -> None:
    judge = WordJudge("plain", CLAIM)
    steps: list[tuple[int, int]] = []
    result = measure_disguises(
        judge, sheet_of(judge), kinds=(Disguise.PINYIN,), on_step=lambda done, of: steps.append((done, of))
    )
    assert (result.found.sum(axis=(1, 2)).tolist(), result.kept.sum()) == ([3, 3, 0, 0], 0)
    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_what_rests_on_words_that_stay_is_kept() -> None:
    judge = WordJudge("name", "稳盈")
    result = measure_disguises(judge, sheet_of(judge), kinds=(Disguise.PINYIN, Noise.CHANNEL))
    shares = result.by_kind(whole(sheet_of(judge)))[0]
    assert shares[0] == 1.0


def test_mean_and_worst_leave_noises_out() -> None:
    result = DisguiseResult(
        kinds=(Disguise.PINYIN, Disguise.EMOJI, Noise.OCR),
        found=np.full((2, 3, 1), 10),
        kept=np.array([[[5], [10], [0]], [[3], [10], [0]]]),
    )
    once = np.ones((1, 2))
    assert result.by_kind(once)[0].tolist() == [0.4, 1.0, 0.0]
    assert (result.mean(once)[0], result.worst(once)[0]) == (pytest.approx(0.7), 0.4)
    assert result.worst(np.array([[2.0, 0.0]]))[0] == 0.5


def test_harm_of_undoing_is_counted_on_clean_texts() -> None:
    judge = WordJudge("undoing", CLAIM, undoes="-")
    result = measure_folding(judge, sheet_of(judge))
    assert result is not None
    assert (result.clean, result.accused, result.accused_as_they_stand, result.only_by_undoing) == (1, 1, 0, 1)
    assert result.points == 100.0
    plain = WordJudge("plain", CLAIM)
    assert measure_folding(plain, sheet_of(plain)) is None


def test_evidence_that_is_all_of_the_reason_is_comprehensive_and_sufficient() -> None:
    judge = WordJudge("word", CLAIM)
    result = measure_faithfulness(judge, sheet_of(judge))
    assert result is not None
    assert result.comprehensiveness.tolist() == pytest.approx([0.8, 0.8])
    assert result.sufficiency.tolist() == [0.0, 0.0]


def test_evidence_beside_the_reason_is_neither() -> None:
    class Elsewhere(WordJudge):
        def _prediction(self, text: str) -> Prediction:
            made = super()._prediction(text)
            marked = WordJudge("other", "稳盈")._prediction(text).evidence
            return Prediction(accused=made.accused, probabilities=made.probabilities, evidence=marked)

    judge = Elsewhere("beside", CLAIM)
    result = measure_faithfulness(judge, sheet_of(judge))
    assert result is not None
    assert result.comprehensiveness.tolist() == [0.0, 0.0]
    assert result.sufficiency.tolist() == pytest.approx([0.8, 0.8])
