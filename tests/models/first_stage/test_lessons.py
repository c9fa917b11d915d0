import numpy as np

from models.first_stage.full_scan import Answers
from models.first_stage.lessons import is_violating, lessons_of
from tests.models.first_stage.made_up import OTHER, WANTED, example


def test_wanted_is_what_is_labelled_flagged_or_a_financial_ad_and_news_of_finance_takes_no_part() -> None:
    labelled = [
        example(WANTED[0], "guaranteed_return"),
        example(WANTED[1], kind="fin_ad"),
        example("央行公布理财新规", kind="not_ad"),
        example(OTHER[0]),
    ]
    answers = Answers(
        not_passed=np.array([False, False, False, False, True, False]),
        names_product=np.array([True, True, True, False, False, False]),
    )
    lessons = lessons_of(labelled, [OTHER[1], OTHER[2]], answers)
    assert lessons.texts[:-1] == (WANTED[0], WANTED[1], OTHER[0], OTHER[1], OTHER[2])
    assert lessons.is_wanted.tolist() == [True, True, False, True, False, True]
    assert lessons.importance.tolist() == [3.0, 1.0, 1.0, 1.0, 1.0, 1.0]


def test_a_violating_text_is_learnt_in_disguise_too() -> None:
    answers = Answers(not_passed=np.array([True]), names_product=np.array([True]))
    lessons = lessons_of([example(WANTED[0], "guaranteed_return")], [], answers)
    assert len(lessons.texts) == 2


def test_violating_is_what_has_a_positive_label() -> None:
    assert is_violating([example("a", "guaranteed_return"), example("b")]).tolist() == [True, False]
